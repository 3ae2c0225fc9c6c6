package model

import (
	"slices"

	"safelearn/generator/source"
)

// Site holds the content of a site, read but not linked. It does not change after Read
// returns it, except by Forget.
type Site struct {
	Settings
	DataFiles    []*source.File             // the data files except content/contacts.yaml
	Contacts     []Contact                  // in the order of content/contacts.yaml
	Synonyms     []SynonymSet               // in the order of content/words.yaml
	Entries      []Entry                    // the pages except translations, in order of path
	Translations []Entry                    // in order of path
	UITexts      map[string]*UIText[string] // by language
	UITextFiles  map[string]*source.File    // the files in content/languages, by language
	Progress     map[string]*Progress       // by id of the review

	hasSettings bool               // there is a content/site.yaml
	results     map[string]result  // by path of the file
	folders     map[string][]Entry // by review folder, "baby-r/"; in order of path
	reviews     map[string]*Review // by review folder
	versions    map[string][]Entry // each page and its translations, by path of the page
}

// All returns all pages, translations last.
func (s *Site) All() []Entry { return slices.Concat(s.Entries, s.Translations) }

// Published returns the site without drafts and translations of drafts. If there are
// none, it returns s.
func (s *Site) Published() *Site {
	isDraft := func(e Entry) bool {
		original := s.OriginalOf(e.Base())
		return e.Base().Status == Draft || original != nil && original.Base().Status == Draft
	}
	if !slices.ContainsFunc(s.All(), isDraft) {
		return s
	}
	published := *s
	published.Entries = slices.DeleteFunc(slices.Clone(s.Entries), isDraft)
	published.Translations = slices.DeleteFunc(slices.Clone(s.Translations), isDraft)
	published.group()
	return &published
}

// group fills the indexes of pages by review folder and of translations by page.
func (s *Site) group() {
	s.folders, s.versions, s.reviews = make(map[string][]Entry), make(map[string][]Entry), make(map[string]*Review)
	for _, e := range s.Entries {
		if review, ok := e.(*Review); ok {
			s.reviews[review.ReviewFolder()] = review
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
}

// EntryByPath returns the page of a file, or nil if the site has none.
func (s *Site) EntryByPath(path string) Entry { return s.results[path].entry }

// EntriesIn returns the pages in a review folder, "baby-r/", or all pages if folder is
// "". Translations are not included.
func (s *Site) EntriesIn(folder string) []Entry {
	if folder == "" {
		return s.Entries
	}
	return s.folders[folder]
}

// Pages returns the pages of one kind, in order of path, without translations.
func Pages[T Entry](s *Site) []T { return PagesIn[T](s, "") }

// PagesIn returns the pages of one kind in a review folder, "baby-r/", or in the site if
// folder is "", in order of path, without translations.
func PagesIn[T Entry](s *Site, folder string) []T {
	var pages []T
	for _, e := range s.EntriesIn(folder) {
		if page, ok := e.(T); ok {
			pages = append(pages, page)
		}
	}
	return pages
}

// Review returns the review that a page belongs to, or nil.
func (s *Site) Review(of *Page) *Review { return s.reviews[of.ReviewFolder()] }

// Forget drops the text of the files and the positions of front matter, a quarter of the
// memory of a large site. Afterwards every position is the start of its file, and the
// site cannot be passed to Read again.
func (s *Site) Forget() {
	for _, e := range s.All() {
		p := e.Base()
		p.Origin = Origin{File: p.File.WithoutText()}
	}
	s.results = nil
}
