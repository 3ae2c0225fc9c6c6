package search

import (
	"crypto/sha256"
	"hash"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// What a word counts by where it stands, in tenths of one in the text.
const (
	inText    = 10
	inSummary = 20
	inKind    = 15
	inHeading = 25
	inTitle   = 50
	atNumber  = 80

	alikeOf10 = 4 // of that, where it does not stand there but another name of the same thing does
)

// What it adds to a page's score that a word is in one of its names or in a heading,
// in tenths of what its rarity is worth. The fewer words a name has, the more is said
// by one of them.
const (
	named     = 10
	namedBy   = 20 // divided by the words of the name
	headed    = 4
	notHeaded = 0
)

// A posting says that a page has a stem.
type posting struct {
	stem    int32
	page    int32
	weight  uint16 // in tenths
	section uint8  // where it weighs most, of the first 256
	name    uint8  // what it adds that the stem is in a name or heading, in tenths; 0 where it is in none
}

// A reader goes through the pages once and notes which stems each has.
type reader struct {
	graph *xref.Graph
	vocab *vocabulary
	alike *alike
	pages []page

	room     []byte      // the text at hand
	start    []byte      // the beginning of a section
	postings [][]posting // in order of page; in chunks, since a large site has millions
	counts   []int32     // of postings of each stem
	lengths  []uint32    // of each page, in words
	tokens   []token

	// of the page being read, by stem
	total, best, here []uint32
	section           []uint8
	name              []uint8
	onPage, inSection []int32 // stems whose values above are not nought
	seen              []int   // by set of names: when a name of it was last met
	met               int     // counts sections over the whole site

	marks []string  // of the pages that share a file
	sum   hash.Hash // of the pages that share the one being read
}

func newReader(g *xref.Graph, pages []page) *reader {
	language := ""
	if len(g.Site.Languages) > 0 {
		language = g.Site.Languages[0]
	}
	v := newVocabulary(language)
	a := newAlike(g.Site, v)
	return &reader{graph: g, vocab: v, alike: a, pages: pages, seen: make([]int, len(a.sets)), sum: sha256.New()}
}

// read goes through all pages and gives the shards.
func (r *reader) read() shards {
	for i, p := range r.pages {
		r.met++
		r.mark(headOf(r.graph, p).all()...)
		if p.entry == nil {
			r.called(p.derived.Title)
			r.called(p.derived.Label)
			r.say(way(p.derived), inTitle/2, named)
			if p.derived.View == "contacts" {
				for _, c := range r.graph.Site.Contacts {
					r.say(c.Name+" "+c.Phone, inHeading, headed)
				}
			}
			r.fold(0)
		} else {
			r.top(p.entry)
			for n, s := range sections(r.graph, p.entry) {
				r.stretch(p.entry, s)
				r.mark(s.anchor, s.heading)
				r.start = s.beginning(r.start, r.graph, p.entry, &r.room)
				r.sum.Write(append(r.start, 0))
				r.fold(n)
				r.met++
			}
		}
		r.note(int32(i))
		if i+1 == len(r.pages) || (i+1)%perFile(len(r.pages)) == 0 {
			r.marks = append(r.marks, figures(r.sum, blockName))
			r.sum.Reset()
		}
	}
	return r.shards()
}

// mark mixes texts into what the file of the page at hand is called by.
func (r *reader) mark(texts ...string) {
	for _, text := range texts {
		r.room = append(append(r.room[:0], text...), 0)
		r.sum.Write(r.room)
	}
}

// way gives the words that a page has in its address alone: coverage, timeline.
func way(d xref.Derived) string {
	own := d.Address
	if d.Review != nil {
		own = strings.TrimPrefix(own, d.Review.Address)
	}
	if d.Module != nil {
		own = strings.TrimPrefix(own, d.Module.Address)
	}
	return strings.NewReplacer("/", " ", "-", " ").Replace(own)
}

// top notes what a page is called. It is part of the first section.
func (r *reader) top(e model.Entry) {
	p := e.Base()
	r.called(p.Title)
	r.say(p.Summary, inSummary, notHeaded)
	r.say(p.Kind.Title, inKind, notHeaded)
	r.label(p.ShortTitle)
	switch e := e.(type) {
	case *model.Term:
		r.called(e.Expansion)
		for _, alias := range e.Aliases {
			r.called(alias)
		}
		r.say(e.Meaning, inSummary, notHeaded)
	case *model.Review:
		for _, alias := range e.Aliases {
			r.called(alias)
		}
	case *model.Guidance:
		r.say(e.Publisher, inSummary, notHeaded)
	case *model.Module:
		r.say(strings.Join(e.Outcomes, ". "), inText, notHeaded)
	}
}

// called notes a name of the page.
func (r *reader) called(text string) {
	r.split(text)
	telling := uint8(0)
	for _, t := range r.tokens {
		if !t.whole && !r.vocab.words[t.word].stop && telling < namedBy {
			telling++
		}
	}
	r.count(inTitle, named+namedBy/max(telling, 1))
}

// label notes a short name of the page; of LP6 the 6, too.
func (r *reader) label(text string) {
	r.called(text)
	letters := strings.TrimRight(text, "0123456789")
	if figures := text[len(letters):]; figures != "" && letters != "" {
		r.say(figures, inTitle/2, named)
	}
}

func (r *reader) stretch(e model.Entry, s section) {
	weight, name := uint32(inHeading), uint8(headed)
	if s.number {
		weight, name = atNumber, named
	}
	r.say(s.heading, weight, name)
	for text := range s.each(r.graph, e, &r.room) {
		r.tokens = r.vocab.split(r.tokens[:0], text)
		r.count(inText, notHeaded)
	}
}

// say notes the words of a text.
func (r *reader) say(text string, weight uint32, name uint8) {
	r.split(text)
	r.count(weight, name)
}

// split makes the words of a text the tokens at hand.
func (r *reader) split(text string) {
	r.room = append(r.room[:0], text...)
	r.tokens = r.vocab.split(r.tokens[:0], r.room)
}

// count notes the tokens at hand.
func (r *reader) count(weight uint32, name uint8) {
	r.grow()
	for i, t := range r.tokens {
		w := &r.vocab.words[t.word]
		if int(w.stem) < len(r.alike.starts) && !t.whole {
			for _, n := range r.alike.starts[w.stem] {
				if r.follows(i, n.stems) {
					r.others(n, weight)
				}
			}
		}
		if !w.stop {
			r.add(w.stem, weight, name)
		}
	}
}

// grow makes room for the stems that were met since.
func (r *reader) grow() {
	for len(r.counts) < len(r.vocab.stems) {
		r.counts = append(r.counts, 0)
		r.total, r.best, r.here = append(r.total, 0), append(r.best, 0), append(r.here, 0)
		r.section, r.name = append(r.section, 0), append(r.name, 0)
	}
}

func (r *reader) add(stem int32, weight uint32, name uint8) {
	if r.here[stem] == 0 {
		r.inSection = append(r.inSection, stem)
	}
	r.here[stem] += weight
	r.name[stem] = max(r.name[stem], name)
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
			r.add(stem, weight*alikeOf10/10, notHeaded)
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
			r.best[stem], r.section[stem] = here, uint8(min(section, 1<<8-1))
		}
		r.total[stem] += here
	}
	r.inSection = r.inSection[:0]
}

// chunk is how many postings are kept together.
const chunk = 1 << 15

// post keeps a posting.
func (r *reader) post(p posting) {
	last := len(r.postings) - 1
	if last < 0 || len(r.postings[last]) == chunk {
		r.postings = append(r.postings, make([]posting, 0, chunk))
		last++
	}
	r.postings[last] = append(r.postings[last], p)
	r.counts[p.stem]++
}

// note ends a page.
func (r *reader) note(page int32) {
	length := uint32(0)
	for _, stem := range r.onPage {
		r.post(posting{stem, page, uint16(min(r.total[stem], 1<<16-1)), r.section[stem], r.name[stem]})
		length += r.total[stem] / inText
		r.total[stem], r.best[stem], r.name[stem] = 0, 0, 0
	}
	r.lengths = append(r.lengths, length)
	r.onPage = r.onPage[:0]
}
