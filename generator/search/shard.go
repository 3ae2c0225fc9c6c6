package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// shardSize is about how many bytes a file of words has. A reader fetches one for
// each word typed.
const shardSize = 3 << 10

// A shard holds neighbouring forms. A typed word is looked up in the last shard that
// starts at or before it.
type shard struct {
	name string
	from string // as much of its first form as tells it from the one before
	text string
}

// shards are the words of a site: forms with the pages they stand on, and forms
// turned round, where a slip in the first letters is looked up.
type shards struct {
	words, turned []shard
	marks         []string // of the pages that share a file, what they are
	english       bool
}

// A group is the forms of one stem and where they stand.
type group struct {
	forms []string
	line  string // what their forms have in common, the rest of each, and hits
	hits  bool   // it stands somewhere
}

// shards writes what was read.
func (r *reader) shards() shards {
	groups := r.groups()
	type entry struct {
		form string
		of   *group
	}
	var all []entry
	for i := range groups {
		for _, form := range groups[i].forms {
			all = append(all, entry{form, &groups[i]})
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return order(a.form, b.form) })
	s := shards{english: r.vocab.english, marks: r.marks}
	for len(all) > 0 {
		// A group whose forms lie on both sides of a cut is written into both, so that
		// each form is found where its own spelling leads.
		in := make(map[*group]bool)
		var lines []*group
		size, n := 0, 0
		for n < len(all) && (n == 0 || !cut(all[n].form, size, len(all[n].of.line))) {
			if g := all[n].of; !in[g] {
				in[g] = true
				lines = append(lines, g)
				size += len(g.line)
			}
			n++
		}
		var text strings.Builder
		for i, g := range lines {
			if i > 0 {
				text.WriteByte('\n')
			}
			text.WriteString(g.line)
		}
		last := ""
		if len(s.words) > 0 {
			last = all[0].form
		}
		s.words = append(s.words, shard{from: last, text: text.String()})
		all = all[n:]
	}
	s.turned = turned(groups)
	nameAll(s.words, "w")
	nameAll(s.turned, "r")
	return s
}

// groups gives the stems that stand anywhere, or that a browser must know.
func (r *reader) groups() []group {
	r.grow()
	forms := make([][]string, len(r.vocab.stems))
	for _, w := range r.vocab.words {
		if !w.stop {
			forms[w.stem] = append(forms[w.stem], w.text)
		}
	}
	k := r.ranking()
	top := k.top()
	var groups []group
	for stem, list := range forms {
		if len(list) > 0 {
			slices.SortFunc(list, order)
			hits := k.best(int32(stem))
			groups = append(groups, group{list, line(list, write(hits, top)), len(hits) > 0})
		}
	}
	return groups
}

// line writes a group.
func line(forms []string, hits string) string {
	common := forms[0]
	for _, form := range forms[1:] {
		for !strings.HasPrefix(form, common) {
			common = common[:len(common)-1]
		}
	}
	for !utf8.ValidString(common) { // cut no letter in two
		common = common[:len(common)-1]
	}
	b := []byte(common)
	for _, form := range forms {
		b = append(append(b, ','), form[len(common):]...)
	}
	return string(append(append(b, ' '), hits...))
}

// digits are the figures that hits are written with, none of which a string has to
// escape.
const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// levels is how finely a score is told: its root, since low ones lie close.
const levels = 31

// write gives each hit as the distance to the page before, its score and section.
func write(hits []hit, top float32) string {
	var b []byte
	last := int32(-1)
	for _, h := range hits {
		b = number(b, uint32(h.page-last-1))
		b = append(b, digits[max(1, int(math.Round(levels*math.Sqrt(float64(h.score/top)))))])
		b = number(b, uint32(h.section))
		last = h.page
	}
	return string(b)
}

// number writes five bits a figure, the lowest first; a figure of 32 or more has
// another after it.
func number(b []byte, n uint32) []byte {
	for n >= 32 {
		b = append(b, digits[32+n%32])
		n /= 32
	}
	return append(b, digits[n])
}

// turned lists the forms that a slip may hide, back to front: one in the first
// letters leaves the end as it is. Each is written with how many letters it shares
// with the one before, as a capital: A for none.
func turned(groups []group) []shard {
	var all []string
	for _, g := range groups {
		for _, form := range g.forms {
			if g.hits && len(form) >= 4 && len(form) <= 30 {
				all = append(all, backwards(form))
			}
		}
	}
	slices.SortFunc(all, order)
	var list []shard
	var text []byte
	last, from := "", ""
	for _, form := range all {
		if cut(form, len(text), len(form)) {
			list = append(list, shard{from: from, text: string(text)})
			text, last, from = nil, "", form
		}
		shared := 0
		for shared < min(len(last), len(form), 25) && last[shared] == form[shared] {
			shared++
		}
		for shared > 0 && shared < len(form) && form[shared]&0xC0 == 0x80 {
			shared--
		}
		text = append(append(text, 'A'+byte(utf8.RuneCountInString(form[:shared]))), form[shared:]...)
		last = form
	}
	return append(list, shard{from: from, text: string(text)})
}

func backwards(s string) string {
	letters := []rune(s)
	slices.Reverse(letters)
	return string(letters)
}

// order compares as a browser does, by units of UTF-16. No form has a letter that
// takes two of them, so it is the order of bytes.
func order(a, b string) int { return cmp.Compare(a, b) }
