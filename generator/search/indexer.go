package search

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"math"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Weights of words by position on the page, in tenths of the weight of a word in body text.
const (
	textWeight    = 10
	kindWeight    = 15
	summaryWeight = 20
	headingWeight = 25
	titleWeight   = 50
	numberWeight  = 80 // weight of the number of a numbered paragraph
	labelWeight   = 1  // weight of a label in addition to that of its words

	synonymTenths = 4 // weight of a synonym, in tenths of the weight of the word on the page
)

// Bonuses for words in the names and headings of a page, in tenths of the inverse document frequency of
// the word. The fewer words a name has, the higher the bonus for each of them.
const (
	noBonus        = 0
	reviewBonus    = 1 // bonus of the name of the review on each of its pages
	headingBonus   = 4
	nameBonus      = 10
	shortNameBonus = 20 // is divided by the number of words in the name and added to nameBonus
	maxBonus       = nameBonus + shortNameBonus
	labelBonus     = maxBonus + 1 // bonus of a label, id or abbreviation, which the client ranks above all other words
)

// A posting records the occurrences of a stem on a page.
type posting struct {
	page    int32
	weight  uint16 // total weight of all occurrences, in tenths, at most 65,535
	section uint8  // first section of which the stem is a label, or else the one in which it has the highest weight, among the first 256
	bonus   uint8  // highest bonus of an occurrence
}

// An indexer reads the pages in order and collects the postings for each stem.
type indexer struct {
	graph          *xref.Graph
	severalReviews bool // whether pages of a review are also found by the name of the review
	pages          []page
	vocabulary     *vocabulary
	indexNames     map[*model.Page][]indexName // names in doors.yaml, in file order
	synonyms       *synonyms
	postings       [][]posting // postings of each stem, by stem id, sorted by page
	lengths        []uint32    // length of each page: the total weight of its words divided by that of a word in running text
	pageSums       []string    // checksums of the groups of pages that share a file
	fileSum        hash.Hash   // running checksum of the current group

	stems          []pageStem // weights on the current page, by stem id
	pageStemIDs    []int32    // stems that occur on the current page
	sectionStemIDs []int32    // stems that occur in the current section
	lastExpanded   []int      // number of the last section to which each synonym set was added
	section        int        // number of the current section, counted across all pages
	tokens         []token    // reused buffer
}

// An indexName contains names in doors.yaml for a section of a page.
type indexName struct {
	anchor string // anchor of the section, or "" for the page
	names  string
}

// A pageStem contains the weights of a stem on the page that is being read.
type pageStem struct {
	total   uint32 // in all sections so far
	highest uint32 // highest weight in a single section
	current uint32 // in the current section
	section uint8  // as in posting
	bonus   uint8  // highest bonus of an occurrence
	label   bool   // whether the stem is a label in the current section
}

func newIndexer(g *xref.Graph, pages []page) *indexer {
	v := newVocabulary(g.Site.DefaultLanguage())
	s := newSynonyms(g.Site, v)
	names := make(map[*model.Page][]indexName)
	for _, entry := range g.Site.IndexNames {
		if t := xref.DoorTarget(g, entry.To); t != nil {
			_, anchor, _ := strings.Cut(t.Address, "#")
			names[t.Page] = append(names[t.Page], indexName{anchor, strings.Join(entry.Names, "; ")})
		}
	}
	return &indexer{graph: g, severalReviews: len(model.Pages[*model.Review](g.Site)) > 1, pages: pages, vocabulary: v, indexNames: names, synonyms: s, lastExpanded: make([]int, len(s.sets)), fileSum: sha256.New()}
}

// index reads all pages and returns the word index.
func (x *indexer) index() wordIndex {
	perFile := pagesPerFile(len(x.pages))
	for i, p := range x.pages {
		x.section++
		x.addToChecksum(resultFields(x.graph, p)...)
		if r := p.review(x.graph.Site); r != nil && x.severalReviews {
			x.addText(r.Label(), kindWeight, reviewBonus)
		}
		if p.entry == nil {
			x.addGenerated(p.generated)
		} else {
			x.addEntry(p.entry)
		}
		x.endPage(int32(i))
		if i+1 == len(x.pages) || (i+1)%perFile == 0 {
			x.pageSums = append(x.pageSums, shortChecksum(x.fileSum, pageSumLength))
			x.fileSum.Reset()
		}
	}
	return x.newWordIndex()
}

// addToChecksum adds texts to the checksum of the current group of pages.
func (x *indexer) addToChecksum(texts ...string) {
	for _, text := range texts {
		fmt.Fprintf(x.fileSum, "%s\x00", text)
	}
}

func (x *indexer) addGenerated(d xref.GeneratedPage) {
	x.addNames(d.Title, d.Label)
	x.addText(pathWords(d), titleWeight/2, nameBonus)
	if d.View == "contacts" {
		x.addNames(strings.Split(string(x.graph.Site.Texts.Say("contacts_names")), ",")...)
		for _, c := range x.graph.Site.Contacts {
			x.addText(c.Name+" "+c.Phone, headingWeight, headingBonus)
		}
	}
	x.endSection(0)
}

// pathWords returns the words in the URL path of a generated page, such as "coverage" or "timeline". It
// leaves out the path of the review or module from which the page is generated.
func pathWords(d xref.GeneratedPage) string {
	address := d.Address
	if d.Review != nil && d.Folder == "" {
		address = strings.TrimPrefix(address, d.Review.Address)
	}
	if d.Module != nil {
		address = strings.TrimPrefix(address, d.Module.Address)
	}
	return strings.NewReplacer("/", " ", "-", " ").Replace(address)
}

// addEntry adds the text of an entry, section by section.
func (x *indexer) addEntry(e model.Entry) {
	if p := e.Base(); x.graph.Site.Listed(p) {
		x.addFrontMatter(e)
	} else {
		x.addNames(p.Title)
		x.addLabel(p.ShortTitle)
	}
	list := sections(x.graph, e, true)
	for i, s := range list {
		weight, bonus := uint32(headingWeight), uint8(headingBonus)
		if s.numbered {
			weight, bonus = numberWeight, nameBonus
		}
		x.addText(s.heading, weight, bonus)
		if s.numbered {
			x.addPrintedLabel(s.heading)
		}
		for _, text := range s.texts {
			x.addText(text, textWeight, noBonus)
		}
		for _, n := range x.indexNames[e.Base()] {
			at := slices.IndexFunc(list, func(s section) bool { return s.anchor == n.anchor })
			if max(at, 0) == i { // the search may find the title of the page alone
				x.addText(n.names, headingWeight, nameBonus)
			}
		}
		x.addToChecksum(s.anchor, s.heading, s.excerpt())
		x.endSection(i)
		x.section++
	}
}

// addFrontMatter adds the names and descriptions in the front matter to the first section.
func (x *indexer) addFrontMatter(e model.Entry) {
	p := e.Base()
	x.addNames(p.Title)
	x.addLabels(p.Title)
	x.addID(string(p.ID))
	x.addText(p.Summary, summaryWeight, noBonus)
	title := model.KindTitle(x.graph.Site.Texts, p.Kind)
	x.addText(title, kindWeight, noBonus)
	x.addLabel(p.ShortTitle)
	if s := model.StatementOf(e); s != nil {
		x.addLabels(s.Name, title+" "+trailingNumber(s.Name))
	}
	switch e := e.(type) {
	case *model.Term:
		x.addNames(append([]string{e.Expansion}, e.Aliases...)...)
		x.addLabels(e.Aliases...)
		x.addText(e.Meaning, summaryWeight, noBonus)
	case *model.Review:
		x.addNames(e.Aliases...)
	case *model.Guidance:
		x.addText(e.Publisher, summaryWeight, noBonus)
	case *model.Module:
		x.addText(strings.Join(e.Outcomes, ". "), textWeight, noBonus)
	}
}

// addNames adds names of the page to the current section. The fewer words a name has, not counting stop
// words, the higher the bonus for each of them.
func (x *indexer) addNames(names ...string) {
	for _, name := range names {
		x.tokens = x.vocabulary.appendTokens(x.tokens[:0], name)
		words := uint8(0)
		for _, t := range x.tokens {
			if !t.compound && !x.vocabulary.words[t.word].stop && words < shortNameBonus {
				words++
			}
		}
		x.addTokens(titleWeight, nameBonus+shortNameBonus/max(words, 1))
	}
}

// addLabel adds the label of a page and the number at its end, such as LP6 and 6.
func (x *indexer) addLabel(label string) {
	x.addNames(label)
	x.addLabels(label)
	if number := trailingNumber(label); number != label {
		x.addText(number, titleWeight/2, nameBonus)
	}
}

// addText adds the words of text to the current section.
func (x *indexer) addText(text string, weight uint32, bonus uint8) {
	x.tokens = x.vocabulary.appendTokens(x.tokens[:0], text)
	x.addTokens(weight, bonus)
}

// addTokens adds the words in x.tokens and their synonyms to the current section.
func (x *indexer) addTokens(weight uint32, bonus uint8) {
	x.growStems()
	for i, t := range x.tokens {
		w := &x.vocabulary.words[t.word]
		if !t.compound {
			for _, n := range x.synonyms.byStem[w.stem] {
				if x.hasStemsAt(i, n.stems) {
					x.addSynonyms(n, weight)
				}
			}
		}
		if !w.stop {
			x.addStem(w.stem, weight, bonus)
		}
	}
}

// growStems extends x.stems and x.postings to the number of stems in the vocabulary.
func (x *indexer) growStems() {
	for len(x.stems) < len(x.vocabulary.stems) {
		x.stems, x.postings = append(x.stems, pageStem{}), append(x.postings, nil)
	}
}

// addStem adds an occurrence of a stem to the current section.
func (x *indexer) addStem(stem int32, weight uint32, bonus uint8) {
	s := &x.stems[stem]
	if s.current == 0 {
		x.sectionStemIDs = append(x.sectionStemIDs, stem)
	}
	s.current += weight
	s.bonus = max(s.bonus, bonus)
	s.label = s.label || bonus == labelBonus
}

// hasStemsAt reports whether the tokens from index i on have the given stems. It ignores tokens for
// compounds.
func (x *indexer) hasStemsAt(i int, stems []int32) bool {
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

// addSynonyms adds the other names in the synonym set of n to the current section, unless the set has
// already been added to the section.
func (x *indexer) addSynonyms(n synonym, weight uint32) {
	if x.lastExpanded[n.set] == x.section {
		return
	}
	x.lastExpanded[n.set] = x.section
	for i, stems := range x.synonyms.sets[n.set] {
		if i == n.index {
			continue
		}
		for _, stem := range stems {
			x.addStem(stem, weight*synonymTenths/10, noBonus)
		}
	}
}

// endSection adds the stem weights of the current section to those of the page. The argument number is
// the index of the section on the page.
func (x *indexer) endSection(number int) {
	for _, stem := range x.sectionStemIDs {
		s := &x.stems[stem]
		if s.total == 0 {
			x.pageStemIDs = append(x.pageStemIDs, stem)
		}
		weight := s.current
		if s.label { // the first section that has the stem as its label
			weight = math.MaxUint32
		}
		if weight > s.highest {
			s.highest, s.section = weight, uint8(min(number, 1<<8-1))
		}
		s.total += s.current
		s.current, s.label = 0, false
	}
	x.sectionStemIDs = x.sectionStemIDs[:0]
}

// endPage adds a posting for each stem on the current page.
func (x *indexer) endPage(page int32) {
	length := uint32(0)
	for _, stem := range x.pageStemIDs {
		s := &x.stems[stem]
		x.postings[stem] = append(x.postings[stem], posting{page, uint16(min(s.total, 1<<16-1)), s.section, s.bonus})
		length += s.total / textWeight
		*s = pageStem{}
	}
	x.lengths = append(x.lengths, length)
	x.pageStemIDs = x.pageStemIDs[:0]
}
