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

// maxSearch is how many bytes around a reference are searched for the ends of its
// sentence. It is more than maxSentence characters can have.
const maxSearch = 8 * maxSentence

// abbreviations are words whose full stop ends no sentence.
var abbreviations = []string{
	"al", "app", "approx", "art", "c", "ca", "ch", "cf", "col", "dept", "dr", "ed", "eds", "e.g", "esp", "est", "etc", "ext", "fig", "figs", "hon",
	"i.e", "incl", "jr", "mr", "mrs", "ms", "mx", "nb", "no", "nos", "p", "para", "paras", "pp", "prof", "pt", "rec", "recs", "ref", "refs", "rev",
	"rt", "s", "sch", "sec", "sect", "sgt", "sr", "ss", "st", "supt", "tel", "v", "viz", "vol", "vs", "yr", "yrs",
}

// longestAbbreviation is the length of "approx" in bytes. Longer words, which are most,
// are not looked up.
const longestAbbreviation = 6

// named lists words after which a single capital letter is a name and not an initial,
// so that a full stop after it may end a sentence.
var named = []string{"adult", "annex", "appendix", "baby", "child", "family", "father", "figure", "infant", "mother", "option", "parent", "part", "plan", "section", "sibling", "table", "vitamin"}

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

// A sentenceStart is how far the sentences of a block have been found: the start of the
// last one, and of the one before it.
type sentenceStart struct{ block, before, from int }

// surround sets the start and end of the sentence around a reference. The search goes on
// from the sentence of the reference before it in the same block.
func (d *Doc) surround(r *Ref, at *sentenceStart) {
	b := &d.Blocks[r.Block]
	from, to := 0, len(b.Text)
	if b.Prose {
		first, last := r.extent(b)
		if start := max(first-maxSearch, 0); at.block != r.Block || at.before < start || at.from > first {
			*at = sentenceStart{r.Block, start, start}
		}
		from, to = b.near(first, last).sentence(first, last, at)
	}
	for from < to && b.Text[from] == ' ' && !b.marked(from) {
		from++
	}
	for from < to && b.Text[to-1] == ' ' && !b.marked(to) {
		to--
	}
	r.from, r.to = from, to
}

// marked reports whether the words of a reference belong at an offset, so that a space
// beside it is not at the edge of the text.
func (b *Block) marked(at int) bool {
	return slices.ContainsFunc(b.Marks, func(m Mark) bool { return m.At == at })
}

// near returns the block without text so far behind a reference that it would be cut off
// in any case: a page may be one paragraph with a thousand references.
func (b *Block) near(first, last int) *Block {
	return &Block{Text: b.Text[:min(last+maxSearch, len(b.Text))], Marks: b.Marks}
}

// sentence returns the start and end of the sentence with the bytes from first to last.
// It searches from a sentence before it. A sentence in brackets, such as a list of
// sources, is part of the one before it.
func (b *Block) sentence(first, last int, at *sentenceStart) (from, to int) {
	for i := at.from; ; {
		end, next := b.boundary(i)
		switch {
		case end < 0 || end >= last && next > first:
			if end < 0 {
				end = len(b.Text)
			}
			if strings.HasPrefix(b.Text[at.from:end], "(") {
				return at.before, end
			}
			return at.from, end
		case next <= first:
			at.before, at.from = at.from, next
		}
		i = next
	}
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
		before := strings.Fields(text[:start])
		return len(before) == 0 || !slices.Contains(named, strings.ToLower(before[len(before)-1]))
	}
	return len(word) <= longestAbbreviation && slices.Contains(abbreviations, strings.ToLower(word))
}

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
