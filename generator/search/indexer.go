package search

import (
	"crypto/sha256"
	"hash"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// The weight of a word by its position on the page, in tenths of its weight in the text.
const (
	textWeight    = 10
	kindWeight    = 15
	summaryWeight = 20
	headingWeight = 25
	titleWeight   = 50
	numberWeight  = 80 // of a numbered paragraph

	synonymTenths = 4 // tenths of the weight that the other names of the same thing get
)

// The bonus for a word in a name or heading of the page, in tenths of the rarity of the
// word. A word of a short name gets more than one of a long name.
const (
	noBonus      = 0
	headingBonus = 4
	nameBonus    = 10
	nameShare    = 20 // divided by the number of words of the name, and added to nameBonus
)

// A posting records that a stem occurs on a page.
type posting struct {
	page    int32
	weight  uint16 // of all occurrences, in tenths
	section uint8  // the section, of the first 256, in which the stem weighs most
	bonus   uint8
}

// An indexer reads the pages in order and collects the postings of each stem.
type indexer struct {
	graph      *xref.Graph
	pages      []page
	vocabulary *vocabulary
	synonyms   *synonyms
	postings   [][]posting // by stem, in order of page
	lengths    []uint32    // by page, in words
	pageSums   []string    // by group of pages that share a file
	fileSum    hash.Hash   // of the group that is being read

	stems     []pageStem // by stem, of the page that is being read
	onPage    []int32    // stems with a total
	inSection []int32    // stems with a weight in the section that is being read
	expanded  []int      // by synonym set, the number of the section that it was last expanded in
	section   int        // number of the section that is being read, counted over the site
	tokens    []token    // buffer
	buffer    []byte
}

// A pageStem holds the weights of a stem on the page that is being read.
type pageStem struct {
	total, highest, here uint32 // on the page, in one section at most, in the current section
	section              uint8  // the one with the highest weight
	bonus                uint8
}

func newIndexer(g *xref.Graph, pages []page) *indexer {
	language := ""
	if len(g.Site.Languages) > 0 {
		language = g.Site.Languages[0]
	}
	v := newVocabulary(language)
	s := newSynonyms(g.Site, v)
	return &indexer{graph: g, pages: pages, vocabulary: v, synonyms: s, expanded: make([]int, len(s.sets)), fileSum: sha256.New()}
}

// index reads all pages and returns the index of their words.
func (x *indexer) index() wordIndex {
	perFile := pagesPerFile(len(x.pages))
	for i, p := range x.pages {
		x.section++
		x.hash(resultFields(x.graph, p)...)
		if p.entry == nil {
			x.readDerived(p.derived)
		} else {
			x.readEntry(p.entry)
		}
		x.endPage(int32(i))
		if i+1 == len(x.pages) || (i+1)%perFile == 0 {
			x.pageSums = append(x.pageSums, shortSum(x.fileSum, pageSumLength))
			x.fileSum.Reset()
		}
	}
	return x.wordIndex()
}

// hash adds texts to the checksum of the file that the current page belongs to.
func (x *indexer) hash(texts ...string) {
	for _, text := range texts {
		x.buffer = append(append(x.buffer[:0], text...), 0)
		x.fileSum.Write(x.buffer)
	}
}

func (x *indexer) readDerived(d xref.Derived) {
	x.addNames(d.Title, d.Label)
	x.addText(addressWords(d), titleWeight/2, nameBonus)
	if d.View == "contacts" {
		for _, c := range x.graph.Site.Contacts {
			x.addText(c.Name+" "+c.Phone, headingWeight, headingBonus)
		}
	}
	x.endSection(0)
}

// addressWords returns the words of the part of an address that its review or module does
// not have: "coverage", "timeline".
func addressWords(d xref.Derived) string {
	address := d.Address
	if d.Review != nil {
		address = strings.TrimPrefix(address, d.Review.Address)
	}
	if d.Module != nil {
		address = strings.TrimPrefix(address, d.Module.Address)
	}
	return strings.NewReplacer("/", " ", "-", " ").Replace(address)
}

func (x *indexer) readEntry(e model.Entry) {
	x.readFrontMatter(e)
	d := newDocument(x.graph, e)
	for i := range d.sections {
		s := &d.sections[i]
		weight, bonus := uint32(headingWeight), uint8(headingBonus)
		if s.numbered {
			weight, bonus = numberWeight, nameBonus
		}
		x.addText(s.heading, weight, bonus)
		for text := range d.texts(s) {
			x.tokens = x.vocabulary.appendTokens(x.tokens[:0], text)
			x.addTokens(textWeight, noBonus)
		}
		x.hash(s.anchor, s.heading, d.excerpt(s))
		x.endSection(i)
		x.section++
	}
}

// readFrontMatter adds the names and descriptions of a page to its first section.
func (x *indexer) readFrontMatter(e model.Entry) {
	p := e.Base()
	x.addNames(p.Title)
	x.addText(p.Summary, summaryWeight, noBonus)
	x.addText(p.Kind.Title, kindWeight, noBonus)
	x.addLabel(p.ShortTitle)
	switch e := e.(type) {
	case *model.Term:
		x.addNames(append([]string{e.Expansion}, e.Aliases...)...)
		x.addText(e.Meaning, summaryWeight, noBonus)
	case *model.Review:
		x.addNames(e.Aliases...)
	case *model.Guidance:
		x.addText(e.Publisher, summaryWeight, noBonus)
	case *model.Module:
		x.addText(strings.Join(e.Outcomes, ". "), textWeight, noBonus)
	}
}

func (x *indexer) addNames(names ...string) {
	for _, name := range names {
		x.split(name)
		words := uint8(0)
		for _, t := range x.tokens {
			if !t.compound && !x.vocabulary.words[t.word].stop && words < nameShare {
				words++
			}
		}
		x.addTokens(titleWeight, nameBonus+nameShare/max(words, 1))
	}
}

// addLabel adds the short name of a page, and the number that it ends with: LP6 and 6.
func (x *indexer) addLabel(label string) {
	x.addNames(label)
	letters := strings.TrimRight(label, "0123456789")
	if number := label[len(letters):]; number != "" && letters != "" {
		x.addText(number, titleWeight/2, nameBonus)
	}
}

func (x *indexer) addText(text string, weight uint32, bonus uint8) {
	x.split(text)
	x.addTokens(weight, bonus)
}

// split sets x.tokens to the words of a text.
func (x *indexer) split(text string) {
	x.buffer = append(x.buffer[:0], text...)
	x.tokens = x.vocabulary.appendTokens(x.tokens[:0], x.buffer)
}

// addTokens adds x.tokens to the current section, and the synonyms of the names among them.
func (x *indexer) addTokens(weight uint32, bonus uint8) {
	x.growStems()
	for i, t := range x.tokens {
		w := &x.vocabulary.words[t.word]
		if !t.compound {
			for _, n := range x.synonyms.startingWith(w.stem) {
				if x.followedBy(i, n.stems) {
					x.addSynonyms(n, weight)
				}
			}
		}
		if !w.stop {
			x.addStem(w.stem, weight, bonus)
		}
	}
}

// growStems makes x.stems and x.postings as long as the vocabulary.
func (x *indexer) growStems() {
	for len(x.stems) < len(x.vocabulary.stems) {
		x.stems, x.postings = append(x.stems, pageStem{}), append(x.postings, nil)
	}
}

func (x *indexer) addStem(stem int32, weight uint32, bonus uint8) {
	s := &x.stems[stem]
	if s.here == 0 {
		x.inSection = append(x.inSection, stem)
	}
	s.here += weight
	s.bonus = max(s.bonus, bonus)
}

// followedBy reports whether the tokens from i on have the stems.
func (x *indexer) followedBy(i int, stems []int32) bool {
	for _, t := range x.tokens[i:] {
		if t.compound {
			continue
		}
		if x.vocabulary.words[t.word].stem != stems[0] {
			return false
		}
		if stems = stems[1:]; len(stems) == 0 {
			return true
		}
	}
	return false
}

// addSynonyms adds the other names of the thing that n names, once in each section.
func (x *indexer) addSynonyms(n name, weight uint32) {
	if x.expanded[n.set] == x.section {
		return
	}
	x.expanded[n.set] = x.section
	for i, stems := range x.synonyms.sets[n.set] {
		if i == n.index {
			continue
		}
		for _, stem := range stems {
			x.addStem(stem, weight*synonymTenths/10, noBonus)
		}
	}
}

// endSection adds the weights of the current section, the one with the given number on its
// page, to those of the page.
func (x *indexer) endSection(number int) {
	for _, stem := range x.inSection {
		s := &x.stems[stem]
		if s.total == 0 {
			x.onPage = append(x.onPage, stem)
		}
		if s.here > s.highest {
			s.highest, s.section = s.here, uint8(min(number, 1<<8-1))
		}
		s.total += s.here
		s.here = 0
	}
	x.inSection = x.inSection[:0]
}

// endPage adds a posting for each stem of the current page.
func (x *indexer) endPage(page int32) {
	length := uint32(0)
	for _, stem := range x.onPage {
		s := &x.stems[stem]
		x.postings[stem] = append(x.postings[stem], posting{page, uint16(min(s.total, 1<<16-1)), s.section, s.bonus})
		length += s.total / textWeight
		*s = pageStem{}
	}
	x.lengths = append(x.lengths, length)
	x.onPage = x.onPage[:0]
}
