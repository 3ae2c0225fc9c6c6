package model

import (
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// Site is the parsed content of a site before linking. After Read, the caller sets Today and
// StaticSums and calls ShowProgress. After that, only DiscardSource modifies the site.
type Site struct {
	Settings
	Today            Date                        // current date, for finding overdue pages; if "", no page is overdue
	StaticSums       map[string]string           // checksums of the published static files, by name, which the fingerprint of an approval includes for pictures; nil if they are not known
	DataFiles        []*source.File              // data files, such as content/site.yaml
	Exceptions       []Exception                 // entries of content/privacy.yaml, in file order
	Contacts         []Contact                   // entries of content/contacts.yaml, in file order
	NoContacts       bool                        // whether content/contacts.yaml cannot be read, which has been reported
	Doors            []Door                      // audiences of content/doors.yaml, in file order
	IndexNames       []IndexNames                // names for the index in content/doors.yaml, in file order
	SearchVocabulary SearchVocabulary            // content of content/words.yaml
	Addresses        *AddressList                // content of content/published.yaml, or nil if there is none
	Launch           *Launch                     // content of content/launch.yaml, or nil if there is none
	Entries          []Entry                     // pages except translations, sorted by file path, with numbers compared by value, so that 6.9 precedes 6.10
	Translations     []Entry                     // translations, sorted by file path
	English          *words.Catalogue            // texts that the program shows, in English
	Catalogues       map[string]*words.Catalogue // texts that the program shows, in the languages of content/languages
	Texts            *words.Localizer            // texts that the program shows, in the default language
	UITextFiles      map[string]*source.File     // files in content/languages by language
	PastDates        []PastDate                  // dates in data files that must not be in the future
	Approved         map[*Page][]Approval        // approvals that are valid because the page has not changed since; set by the caller of Read
	HeldPageLabels   map[ID]string               // labels, by id, of the pages that are not shown because they refer to a review on hold; nil if no review is on hold; set by Published
	Internal         bool                        // whether the site is for a board, with progress that is not released; set by ShowProgress
	Progress         map[string]*Progress        // progress that may be shown, by review id; set by ShowProgress
	Statements       map[string]*Statements      // content of statements.yaml by review id

	changedProgress []string // ids of the reviews whose progress is not shown because it has changed since its release

	progress map[string]*Progress  // content of progress.yaml by review id
	results  map[string]readResult // results by file path
	folders  map[string][]Entry    // entries by review folder such as "child-m/", sorted by file path
	reviews  map[string]*Review    // reviews by review folder
	versions map[string][]Entry    // page followed by its translations, by file path of the page

	textsIn         map[string]*words.Localizer // by language
	ownEnglish      string                      // text of the site's own file of English texts, or ""
	englishProblems diag.List                   // problems in the site's own file of English texts
	holds           map[string]Hold             // holds by review folder, including those that have ended
	withdrawn       map[*Page]bool              // pages that are withdrawn together with their review or original
	newerSources    map[*Page]*NewerSource      // by protocol
}

// All returns all pages, with translations last.
func (s *Site) All() []Entry { return slices.Concat(s.Entries, s.Translations) }

// Published returns a copy of the site without drafts, without the given pages, and without their
// translations. If there is nothing to leave out, it returns s.
func (s *Site) Published(without ...*Page) *Site {
	isDraft := func(e Entry) bool {
		original := s.OriginalOf(e.Base())
		return IsDraft(s, e.Base()) || slices.Contains(without, e.Base()) || original != nil && slices.Contains(without, original.Base())
	}
	if !slices.ContainsFunc(s.All(), isDraft) {
		return s
	}
	published := *s
	if slices.ContainsFunc(s.Entries, func(e Entry) bool { return OnHold(s, e.Base()) }) {
		published.HeldPageLabels = make(map[ID]string)
		for _, p := range without {
			published.HeldPageLabels[p.ID] = p.Label()
		}
	}
	published.Entries = slices.DeleteFunc(slices.Clone(s.Entries), isDraft)
	published.Translations = slices.DeleteFunc(slices.Clone(s.Translations), isDraft)
	published.buildIndexes()
	return &published
}

// buildIndexes attaches statements to reviews and sets the maps folders, reviews, holds, versions,
// withdrawn and newerSources.
func (s *Site) buildIndexes() {
	attachStatements(s)
	s.folders, s.versions, s.reviews, s.holds = make(map[string][]Entry), make(map[string][]Entry), make(map[string]*Review), make(map[string]Hold)
	for _, e := range s.Entries {
		if review, ok := e.(*Review); ok {
			s.reviews[review.ReviewFolder()] = review
			if review.Proceedings.Why != "" {
				s.holds[review.ReviewFolder()] = review.Proceedings
			}
		}
		if folder := e.Base().ReviewFolder(); folder != "" {
			s.folders[folder] = append(s.folders[folder], e)
		}
		if len(s.Translations) > 0 {
			s.versions[e.Base().File.Path] = []Entry{e}
		}
	}
	for _, e := range s.Translations {
		if path := e.Base().OriginalPath; s.versions[path] != nil {
			s.versions[path] = append(s.versions[path], e)
		}
	}
	s.withdrawn = make(map[*Page]bool)
	for _, e := range s.All() { // translations are last
		p := e.Base()
		original, review := s.OriginalOf(p), s.Review(p)
		if review != nil && review.Status == Withdrawn || original != nil && s.EffectiveStatus(original.Base()) == Withdrawn {
			s.withdrawn[p] = true
		}
	}
	findNewerSources(s)
}

// EntryByPath returns the page with the given file path, or nil if there is none.
func (s *Site) EntryByPath(path string) Entry { return s.results[path].entry }

// EntriesIn returns the pages in a review folder such as "child-m/", or all pages if folder is
// "". The result does not include translations.
func (s *Site) EntriesIn(folder string) []Entry {
	if folder == "" {
		return s.Entries
	}
	return s.folders[folder]
}

// Pages returns the pages of kind T, sorted by file path, without translations.
func Pages[T Entry](s *Site) []T { return PagesIn[T](s, "") }

// PagesIn returns the pages of kind T in a review folder such as "child-m/", or on the entire site if
// folder is "". They are sorted by file path and do not include translations.
func PagesIn[T Entry](s *Site, folder string) []T {
	var pages []T
	for _, e := range s.EntriesIn(folder) {
		if page, ok := e.(T); ok {
			pages = append(pages, page)
		}
	}
	return pages
}

// Review returns the review to which p belongs, or nil if there is none. For the page of a review,
// it returns that review.
func (s *Site) Review(p *Page) *Review { return s.reviews[p.ReviewFolder()] }

// DiscardSource frees data that only checks need: the text of the files, the positions of front matter
// keys, and the lines of bodies. Text and positions make up a quarter of the memory of a large site.
// Afterwards, every position is the start of a file, and the site cannot be passed to Read as
// previous.
func (s *Site) DiscardSource() {
	for _, e := range s.All() {
		p := e.Base()
		p.Origin, p.Body.Lines = Origin{File: p.File.WithoutText()}, nil
	}
	s.results = nil
}
