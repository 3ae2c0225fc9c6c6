package markdown

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is about how many characters of a sentence are shown beside a backlink.
const maxSentence = 300

// abbreviations are words whose full stop ends no sentence, each between blanks.
const abbreviations = " al app approx art c ca ch cf col dept dr ed eds e.g esp est etc ext fig figs hon" +
	" i.e incl jr mr mrs ms mx nb no nos p para paras pp prof pt rec recs ref refs rev" +
	" rt s sch sec sect sgt sr ss st supt tel v viz vol vs yr yrs "

// longestAbbreviation is the length of "approx" in bytes. Longer words, which are most,
// are not looked up.
const longestAbbreviation = 6

// named lists words after which a single capital letter is a name and not an initial,
// so that a full stop after it may end a sentence, each between blanks.
const named = " adult annex appendix baby child family father figure infant mother option parent part plan section sibling table vitamin "

// Sentence returns the text around a reference: its sentence, or the whole text of a
// cell, item or heading. A very long text is cut between words, with an ellipsis, so
// that it still contains the reference. The marks are those in the text, with offsets
// from its start. The number of a numbered paragraph is part of its first sentence.
func (d *Doc) Sentence(ref int) (text string, marks []Mark) {
	r := d.Refs[ref]
	b := &d.Blocks[r.Block]
	from, to, before, after := r.from, r.to, "", ""
	if to-from > maxSentence && utf8.RuneCountInString(b.Text[from:to]) > maxSentence {
		first, last := r.extent(b)
		from, to, before, after = cut(b.Text, from, to, first, last)
	}
	for _, m := range b.Marks {
		if m.At >= from && m.At <= to {
			marks = append(marks, Mark{At: m.At - from + len(before), Ref: m.Ref})
		}
	}
	return before + b.Text[from:to] + after, marks
}

// extent returns the start and end of the words of a reference in the text of its block.
func (r *Ref) extent(b *Block) (first, last int) {
	if r.Kind == Image {
		return r.at, r.at
	}
	return r.at, min(r.at+len(r.Words), len(b.Text))
}

// surround sets the start and end of the sentence around each reference.
func (d *Doc) surround() {
	var sentences [][2]int
	known := -1 // the block that they are of
	for i := range d.Refs {
		r := &d.Refs[i]
		b := &d.Blocks[r.Block]
		r.from, r.to = 0, len(b.Text)
		if b.Prose {
			if known != r.Block {
				sentences, known = b.sentences(), r.Block
			}
			first, last := r.extent(b)
			r.from, r.to = b.around(sentences, first, last)
		}
		for r.from < r.to && b.Text[r.from] == ' ' && !b.marked(r.from) {
			r.from++
		}
		for r.from < r.to && b.Text[r.to-1] == ' ' && !b.marked(r.to) {
			r.to--
		}
	}
}

// marked reports whether the words of a reference belong at an offset, so that a space
// beside it is not at the edge of the text.
func (b *Block) marked(at int) bool {
	return slices.ContainsFunc(b.Marks, func(m Mark) bool { return m.At == at })
}

// around returns the start and end of the sentence with the bytes from first to last. A
// sentence in brackets, such as a list of sources, is part of the one before it.
func (b *Block) around(sentences [][2]int, first, last int) (from, to int) {
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

// sentences returns the start and end of each sentence. The last one may be empty, for
// a reference at the end of the text.
func (b *Block) sentences() [][2]int {
	var list [][2]int
	for from := 0; ; {
		end, next := b.boundary(from)
		if end < 0 {
			return append(list, [2]int{from, len(b.Text)})
		}
		list = append(list, [2]int{from, end})
		from = next
	}
}

// Sentences returns the start and end of each sentence in the block's text.
func (b *Block) Sentences() [][2]int {
	list := b.sentences()
	if last := list[len(list)-1]; last[0] == last[1] {
		return list[:len(list)-1]
	}
	return list
}

// boundary returns the first end of a sentence after an offset, and the start of the
// next one; -1 if there is none.
func (b *Block) boundary(i int) (end, next int) {
	const closers = ".!?…)]}\"'’”»"
	for {
		at, stop, size := nextStop(b.Text, i)
		if size == 0 {
			return -1, -1
		}
		word := b.Text[:at]
		i = at + size
		after := strings.TrimLeft(b.Text[i:], closers)
		closed := len(after) < len(b.Text)-i
		i = len(b.Text) - len(after)
		rest := strings.TrimLeftFunc(after, unicode.IsSpace)
		if len(rest) == len(after) && rest != "" && stop != '。' || stop == '.' && !closed && abbreviates(word) {
			continue
		}
		next, reference := b.firstMark(i, len(b.Text)-len(rest))
		if r, _ := utf8.DecodeRuneInString(rest); reference || rest == "" || !unicode.IsLower(r) {
			return i, next
		}
	}
}

// nextStop returns the first character after an offset that may end a sentence; its size
// is 0 if there is none.
func nextStop(text string, i int) (at int, stop rune, size int) {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?':
			return i, rune(c), 1
		case c >= utf8.RuneSelf && utf8.RuneStart(c):
			if r, size := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune("…؟۔。", r) {
				return i, r, size
			}
		}
	}
	return i, 0, 0
}

// firstMark returns the offset of the first mark after one offset and up to another, or
// the latter.
func (b *Block) firstMark(after, upTo int) (at int, found bool) {
	i := sort.Search(len(b.Marks), func(i int) bool { return b.Marks[i].At > after })
	if i < len(b.Marks) && b.Marks[i].At <= upTo {
		return b.Marks[i].At, true
	}
	return upTo, false
}

// abbreviates reports whether the full stop after the text belongs to its last word.
func abbreviates(text string) bool {
	text = strings.TrimRight(text, " ")
	start := strings.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([{“‘\"'", r) }) + 1
	if r, size := utf8.DecodeRuneInString(text[max(start-1, 0):]); start > 0 && size > 1 && r != utf8.RuneError {
		start += size - 1
	}
	word := text[start:]
	if r, size := utf8.DecodeRuneInString(word); size > 0 && size == len(word) && unicode.IsUpper(r) {
		before := strings.TrimRightFunc(text[:start], unicode.IsSpace)
		before = before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
		return !isWordOf(named, before)
	}
	return len(word) <= longestAbbreviation && isWordOf(abbreviations, word)
}

// isWordOf reports whether a list of words between blanks has a word, in any case.
func isWordOf(list, word string) bool { return strings.Contains(list, " "+strings.ToLower(word)+" ") }

// cut shortens the text from one offset to another, and keeps what is between first and
// last.
func cut(text string, from, to, first, last int) (newFrom, newTo int, before, after string) {
	budget := max(maxSentence-utf8.RuneCountInString(text[first:last]), 40) / 2
	newFrom, newTo = back(text[:first], from, budget), forward(text[:to], last, budget)
	switch {
	case newFrom == from:
		newTo = forward(text[:to], last, 2*budget-utf8.RuneCountInString(text[from:first]))
	case newTo == to:
		newFrom = back(text[:first], from, 2*budget-utf8.RuneCountInString(text[last:to]))
	}
	if newFrom > from {
		before = "… "
	}
	if newTo < to {
		after = " …"
	}
	return newFrom, newTo, before, after
}

// back goes back from the end of the text, by some characters but not past from, to
// the start of a word.
func back(text string, from, characters int) int {
	i := len(text)
	for ; i > from && characters > 0; characters-- {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
	}
	if blank := strings.IndexByte(text[i:], ' '); i > from && blank >= 0 {
		return i + blank + 1
	}
	return i
}

// forward goes on from an offset, by some characters, to the end of a word.
func forward(text string, at, characters int) int {
	i := at
	for ; i < len(text) && characters > 0; characters-- {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	if blank := strings.LastIndexByte(text[at:i], ' '); i < len(text) && blank >= 0 {
		return at + blank
	}
	return i
}
