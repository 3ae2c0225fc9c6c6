package markdown

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is about how many characters of a sentence are shown beside a link
// back.
const maxSentence = 300

// maxLook is how many bytes around a reference are searched for the ends of its
// sentence. It is more than maxSentence characters can have.
const maxLook = 8 * maxSentence

// abbreviations are words whose full stop ends no sentence.
var abbreviations = []string{
	"al", "app", "approx", "art", "c", "ca", "ch", "cf", "col", "dept", "dr", "ed", "eds", "e.g", "esp", "est", "etc", "ext", "fig", "figs", "hon",
	"i.e", "incl", "jr", "mr", "mrs", "ms", "mx", "nb", "no", "nos", "p", "para", "paras", "pp", "prof", "pt", "rec", "recs", "ref", "refs", "rev",
	"rt", "s", "sch", "sec", "sect", "sgt", "sr", "ss", "st", "supt", "tel", "v", "viz", "vol", "vs", "yr", "yrs",
}

// longestAbbreviation is that of "approx" in bytes: most words need no look at the list.
const longestAbbreviation = 6

// named are words after which a single capital is a name and not an initial, so that
// a full stop after it may end a sentence.
var named = []string{"adult", "annex", "appendix", "baby", "child", "family", "father", "figure", "infant", "mother", "option", "parent", "part", "plan", "section", "sibling", "table", "vitamin"}

// Sentence gives the words around a reference: the sentence that it stands in, or
// in a cell, item or heading the whole of it; what is very long is cut at words,
// with an ellipsis, so that the reference stays inside. The marks are those within
// the text, counted from its start. The number of a numbered paragraph is part of
// its first sentence.
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

// extent is where the words of a reference stand in the text of its block.
func (r *Ref) extent(b *Block) (first, last int) {
	if r.Kind == Image {
		return r.at, r.at
	}
	return r.at, min(r.at+len(r.Words), len(b.Text))
}

// A spot is how far the sentences of a block are known: where the one at hand starts,
// and the one before it.
type spot struct{ block, before, from int }

// surround finds the sentence around a reference, once for all who ask for it. The next
// one of the same block goes on from its spot.
func (d *Doc) surround(r *Ref, at *spot) {
	b := &d.Blocks[r.Block]
	from, to := 0, len(b.Text)
	if b.Prose {
		first, last := r.extent(b)
		if start := max(first-maxLook, 0); at.block != r.Block || at.before < start || at.from > first {
			*at = spot{r.Block, start, start}
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

// marked reports whether a reference without words stands at an offset: a blank
// beside it is not at the edge.
func (b *Block) marked(at int) bool {
	return slices.ContainsFunc(b.Marks, func(m Mark) bool { return m.At == at })
}

// near is the block without what stands so far behind a reference that it would be
// cut off in any case: a page may be one paragraph with a thousand references.
func (b *Block) near(first, last int) *Block {
	return &Block{Text: b.Text[:min(last+maxLook, len(b.Text))], Marks: b.Marks}
}

// sentence finds the ends of the sentence that holds the bytes from first to last, from
// a spot before it on. A sentence in brackets, such as a list of sources, is told with
// the one before it, which it belongs to.
func (b *Block) sentence(first, last int, at *spot) (from, to int) {
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

// boundary finds the first end of a sentence after an offset, and where the next one
// starts; -1 where there is none.
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

// nextStop finds the first sign after an offset that may end a sentence; its size is
// 0 where there is none. Prose is nearly all bytes that are no such sign.
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

// firstMark gives the first reference without words after one offset and up to
// another, or the latter.
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

// cut shortens the text between from and to around what lies between first and last.
func cut(text string, from, to, first, last int) (newFrom, newTo int, before, after string) {
	room := max(maxSentence-utf8.RuneCountInString(text[first:last]), 40) / 2
	newFrom, newTo = back(text[:first], from, room), forward(text[:to], last, room)
	switch {
	case newFrom == from:
		newTo = forward(text[:to], last, 2*room-utf8.RuneCountInString(text[from:first]))
	case newTo == to:
		newFrom = back(text[:first], from, 2*room-utf8.RuneCountInString(text[last:to]))
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
