package search

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// What a word is worth by where it stands, in tenths of one in the text.
const (
	inText    = 10
	inSummary = 20
	inKind    = 15
	inHeading = 25
	inTitle   = 60
	atNumber  = 80
	ofDerived = 45 // the title of a page that nobody wrote

	alikeOf10 = 4 // of that, where it does not stand there but another name of the same thing does
)

// A posting says that a page has a stem.
type posting struct {
	next    int32 // the one before it of the same stem, -1 for the first
	page    int32
	weight  uint16 // in tenths
	section uint16 // where it weighs most
	headed  bool   // it stands in a title or heading
}

// A reader goes through the pages once and notes which stems each has.
type reader struct {
	graph *xref.Graph
	vocab *vocabulary
	alike *alike
	pages []page

	postings []posting
	last     []int32  // the newest posting of each stem
	counts   []int32  // of postings of each stem
	lengths  []uint32 // of each page, in words
	tokens   []token

	// of the page being read, by stem
	total, best, here []uint32
	section           []uint16
	headed            []bool
	onPage, inSection []int32 // stems whose values above are not nought
	seen              []int   // by set of names: when a name of it was last met
	met               int     // counts sections over the whole site
}

func newReader(g *xref.Graph, pages []page) *reader {
	language := ""
	if len(g.Site.Languages) > 0 {
		language = g.Site.Languages[0]
	}
	v := newVocabulary(language)
	a := newAlike(g.Site, v)
	return &reader{graph: g, vocab: v, alike: a, pages: pages, seen: make([]int, len(a.sets))}
}

// read goes through all pages and gives the shards.
func (r *reader) read() shards {
	for i, p := range r.pages {
		r.met++
		if p.entry == nil {
			r.say(p.derived.Title, ofDerived, true)
			r.say(p.derived.Label, ofDerived, true)
			r.fold(0)
		} else {
			r.top(p.entry)
			for n, s := range sections(r.graph, p.entry) {
				r.stretch(s)
				r.fold(n)
				r.met++
			}
		}
		r.note(int32(i))
	}
	return r.shards()
}

// top notes what a page is called. It is part of the first section.
func (r *reader) top(e model.Entry) {
	p := e.Base()
	r.say(p.Title, inTitle, true)
	r.say(p.Summary, inSummary, false)
	r.say(p.Kind.Title, inKind, false)
	r.name(p.Short)
	switch e := e.(type) {
	case *model.Term:
		r.name(e.Expansion)
		for _, alias := range e.Aliases {
			r.name(alias)
		}
		r.say(e.Meaning, inSummary, false)
	case *model.Review:
		for _, alias := range e.Aliases {
			r.name(alias)
		}
	case *model.Guidance:
		r.say(e.Publisher, inSummary, false)
	case *model.Module:
		r.say(strings.Join(e.Outcomes, ". "), inText, false)
	}
}

// name notes a name of the page; of LP6 the 6, too.
func (r *reader) name(text string) {
	r.say(text, inTitle, true)
	letters := strings.TrimRight(text, "0123456789")
	if figures := text[len(letters):]; figures != "" && letters != "" {
		r.say(figures, inTitle/2, true)
	}
}

func (r *reader) stretch(s section) {
	weight := uint32(inHeading)
	if s.number {
		weight = atNumber
	}
	r.say(s.heading, weight, true)
	for _, text := range s.texts {
		r.say(text, inText, false)
	}
}

// say notes the words of a text.
func (r *reader) say(text string, weight uint32, headed bool) {
	r.tokens = r.vocab.split(r.tokens[:0], text)
	r.grow()
	for i, t := range r.tokens {
		w := &r.vocab.words[t.word]
		if names, ok := r.alike.starts[w.stem]; ok && !t.whole {
			for _, n := range names {
				if r.follows(i, n.stems) {
					r.others(n, weight)
				}
			}
		}
		if !w.stop {
			r.add(w.stem, weight, headed)
		}
	}
}

// grow makes room for the stems that were met since.
func (r *reader) grow() {
	for len(r.last) < len(r.vocab.stems) {
		r.last, r.counts = append(r.last, -1), append(r.counts, 0)
		r.total, r.best, r.here = append(r.total, 0), append(r.best, 0), append(r.here, 0)
		r.section, r.headed = append(r.section, 0), append(r.headed, false)
	}
}

func (r *reader) add(stem int32, weight uint32, headed bool) {
	if r.here[stem] == 0 {
		r.inSection = append(r.inSection, stem)
	}
	r.here[stem] += weight
	if headed {
		r.headed[stem] = true
	}
}

// follows reports whether the tokens from i on are the stems.
func (r *reader) follows(i int, stems []int32) bool {
	for _, t := range r.tokens[i:] {
		if t.whole {
			continue
		}
		if r.vocab.words[t.word].stem != stems[0] {
			return false
		}
		if stems = stems[1:]; len(stems) == 0 {
			return true
		}
	}
	return false
}

// others notes the other names of a thing, once for each section.
func (r *reader) others(n name, weight uint32) {
	if r.seen[n.set] == r.met {
		return
	}
	r.seen[n.set] = r.met
	for i, stems := range r.alike.sets[n.set] {
		if i == n.index {
			continue
		}
		for _, stem := range stems {
			r.add(stem, weight*alikeOf10/10, false)
		}
	}
}

// fold ends a section.
func (r *reader) fold(section int) {
	for _, stem := range r.inSection {
		here := r.here[stem]
		r.here[stem] = 0
		if r.total[stem] == 0 {
			r.onPage = append(r.onPage, stem)
		}
		if here > r.best[stem] {
			r.best[stem], r.section[stem] = here, uint16(min(section, 1<<16-1))
		}
		r.total[stem] += here
	}
	r.inSection = r.inSection[:0]
}

// note ends a page.
func (r *reader) note(page int32) {
	length := uint32(0)
	for _, stem := range r.onPage {
		r.postings = append(r.postings, posting{r.last[stem], page, uint16(min(r.total[stem], 1<<16-1)), r.section[stem], r.headed[stem]})
		r.last[stem] = int32(len(r.postings) - 1)
		r.counts[stem]++
		length += r.total[stem] / inText
		r.total[stem], r.best[stem], r.headed[stem] = 0, 0, false
	}
	r.lengths = append(r.lengths, length)
	r.onPage = r.onPage[:0]
}
