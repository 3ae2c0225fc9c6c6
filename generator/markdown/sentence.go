package markdown

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is the approximate maximum length, in characters, of the text that Sentence
// returns.
const maxSentence = 300

// abbreviations lists abbreviations, separated by spaces, whose full stop does not end a sentence.
// They are given without the final full stop.
const abbreviations = " al app approx art c ca ch cf col dept dr ed eds e.g esp est etc ext fig figs hon" +
	" i.e incl jr mr mrs ms mx nb no nos p para paras pp prof pt rec recs ref refs rev" +
	" rt s sch sec sect sgt sr ss st supt tel v viz vol vs yr yrs "

// longestAbbreviation is the length in bytes of the longest abbreviation, "approx". Longer words
// are not abbreviations.
const longestAbbreviation = 6

// nameIntroducers lists words, separated by spaces, after which a single capital letter is
// a name and not an initial, so that a full stop after it may end a sentence.
const nameIntroducers = " adult annex appendix baby child family father figure infant mother option parent part plan section sibling table vitamin "

// Sentence returns the sentence that contains a reference, or the whole text of the block if it is not
// prose. If that is too long, Sentence returns an excerpt that contains the reference, starts and ends
// at word boundaries, and has an ellipsis at each end that was cut. The offsets of the marks are
// relative to the start of the returned text. A paragraph number is part of the first sentence.
func (d *Doc) Sentence(ref int) (text string, marks []Mark) {
	r := d.Refs[ref]
	b := &d.Blocks[r.Block]
	from, to, before, after := r.from, r.to, "", ""
	if to-from > maxSentence && utf8.RuneCountInString(b.Text[from:to]) > maxSentence {
		first, last := r.textRange(b)
		from, to, before, after = cutSentence(b.Text, from, to, first, last)
	}
	first, _ := slices.BinarySearchFunc(b.Marks, from, func(m Mark, at int) int { return cmp.Compare(m.At, at) })
	for _, m := range b.Marks[first:] {
		if m.At > to {
			break
		}
		marks = append(marks, Mark{At: m.At - from + len(before), Ref: m.Ref})
	}
	return before + b.Text[from:to] + after, marks
}

// textRange returns the start and end of the link text in the text of block b. They are equal
// for an image and for a reference whose link text comes from another page.
func (r *Ref) textRange(b *Block) (first, last int) {
	if r.Kind == Image {
		return r.at, r.at
	}
	return r.at, min(r.at+len(r.Text), len(b.Text))
}

// findSentences finds the sentence that contains each reference and stores its start and end in the
// Ref.
func (d *Doc) findSentences() {
	var sentences [][2]int
	known := -1 // index of the block whose sentences are in sentences
	for i := range d.Refs {
		r := &d.Refs[i]
		b := &d.Blocks[r.Block]
		r.from, r.to = 0, len(b.Text)
		if b.Prose {
			if known != r.Block {
				sentences, known = b.sentences(), r.Block
			}
			first, last := r.textRange(b)
			r.from, r.to = b.enclosingSentences(sentences, first, last)
		}
		for r.from < r.to && b.Text[r.from] == ' ' && !b.hasMark(r.from) {
			r.from++
		}
		for r.from < r.to && b.Text[r.to-1] == ' ' && !b.hasMark(r.to) {
			r.to--
		}
	}
}

// hasMark reports whether the block has a mark at the given offset.
func (b *Block) hasMark(at int) bool {
	return slices.ContainsFunc(b.Marks, func(m Mark) bool { return m.At == at })
}

// enclosingSentences returns the start of the sentence that contains first and the end of the one that
// contains last. A sentence in brackets, such as a list of sources, includes the previous one.
func (b *Block) enclosingSentences(sentences [][2]int, first, last int) (from, to int) {
	start := sort.Search(len(sentences), func(i int) bool { return sentences[i][0] > first }) - 1
	end := start
	for end < len(sentences)-1 && sentences[end][1] < last {
		end++
	}
	from, to = sentences[start][0], sentences[end][1]
	if start > 0 && strings.HasPrefix(b.Text[from:to], "(") {
		from = sentences[start-1][0]
	}
	return from, to
}

// sentences returns the start and end of each sentence in the text of the block. The last
// sentence may be empty, so that it can contain a reference at the end of the text.
func (b *Block) sentences() [][2]int {
	var list [][2]int
	for from := 0; ; {
		end, next := b.nextBoundary(from)
		if end < 0 {
			return append(list, [2]int{from, len(b.Text)})
		}
		list = append(list, [2]int{from, end})
		from = next
	}
}

// Sentences returns the start and end of each sentence in the text of the block, without an
// empty last one.
func (b *Block) Sentences() [][2]int {
	list := b.sentences()
	if last := list[len(list)-1]; last[0] == last[1] {
		return list[:len(list)-1]
	}
	return list
}

// nextBoundary returns the first end of a sentence after offset i, and the start of the next sentence.
// It returns -1, -1 if there is none.
func (b *Block) nextBoundary(i int) (end, next int) {
	const closers = ".!?…)]}\"'’”»"
	for {
		at := indexSentenceEnd(b.Text[i:])
		if at < 0 {
			return -1, -1
		}
		word := b.Text[:i+at]
		stop, size := utf8.DecodeRuneInString(b.Text[i+at:])
		i += at + size
		after := strings.TrimLeft(b.Text[i:], closers)
		closed := len(after) < len(b.Text)-i
		i = len(b.Text) - len(after)
		rest := strings.TrimLeftFunc(after, unicode.IsSpace)
		if len(rest) == len(after) && rest != "" && stop != '。' || stop == '.' && !closed && endsWithAbbreviation(word) {
			continue
		}
		next, reference := b.firstMark(i, len(b.Text)-len(rest))
		if r, _ := utf8.DecodeRuneInString(rest); reference || rest == "" || !unicode.IsLower(r) {
			return i, next
		}
	}
}

// indexSentenceEnd returns the offset of the first character of text that may end a sentence, or -1.
func indexSentenceEnd(text string) int {
	for i, r := range text {
		switch r {
		case '.', '!', '?', '…', '؟', '۔', '。':
			return i
		}
	}
	return -1
}

// firstMark returns the offset of the first mark for which after < offset <= upTo. If there is none,
// it returns upTo and false.
func (b *Block) firstMark(after, upTo int) (at int, found bool) {
	i := sort.Search(len(b.Marks), func(i int) bool { return b.Marks[i].At > after })
	if i < len(b.Marks) && b.Marks[i].At <= upTo {
		return b.Marks[i].At, true
	}
	return upTo, false
}

// endsWithAbbreviation reports whether the last word of text is an abbreviation or an initial,
// so that a full stop after it does not end a sentence. A capital letter after one of
// nameIntroducers, as in "Child B", is not an initial.
func endsWithAbbreviation(text string) bool {
	precedesWord := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([{“‘\"'", r) }
	text = strings.TrimRight(text, " ")
	word := strings.TrimLeftFunc(text[max(strings.LastIndexFunc(text, precedesWord), 0):], precedesWord)
	if r, size := utf8.DecodeRuneInString(word); size > 0 && size == len(word) && unicode.IsUpper(r) {
		before := strings.TrimRightFunc(strings.TrimSuffix(text, word), unicode.IsSpace)
		before = before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
		return !containsWord(nameIntroducers, before)
	}
	return len(word) <= longestAbbreviation && containsWord(abbreviations, word)
}

// containsWord reports whether list, whose words are separated by spaces, contains word, regardless of
// case.
func containsWord(list, word string) bool {
	return strings.Contains(list, " "+strings.ToLower(word)+" ")
}

// cutSentence shortens text[from:to] but keeps text[first:last]. It returns the new range and,
// for each end that it has cut, an ellipsis.
func cutSentence(text string, from, to, first, last int) (newFrom, newTo int, before, after string) {
	left, right := []rune(text[from:first]), []rune(text[last:to])
	half := max(maxSentence-utf8.RuneCountInString(text[first:last]), 40) / 2
	if n := max(half, 2*half-len(right)); n < len(left) {
		kept := string(left[len(left)-n:])
		if _, words, found := strings.Cut(kept, " "); found {
			kept = words
		}
		from, before = first-len(kept), "… "
	}
	if n := max(half, 2*half-len(left)); n < len(right) {
		kept := string(right[:n])
		if space := strings.LastIndexByte(kept, ' '); space >= 0 {
			kept = kept[:space]
		}
		to, after = last+len(kept), " …"
	}
	return from, to, before, after
}
