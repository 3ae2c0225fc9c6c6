package model

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
	"safelearn/generator/source"
)

// A Site is everything the content holds, read but not yet linked. It is never
// changed once it is read.
type Site struct {
	Settings
	SettingsFile *source.File   // nil where content/site.yaml is missing
	DataFiles    []*source.File // all that are no pages, but for content/contacts.yaml
	Contacts     []Contact
	Synonyms     []SynonymSet
	Entries      []Entry                    // in order of path, each page once: translations are not among them
	Translations []Entry                    // in order of path
	UITexts      map[string]*UIText[string] // what the frame says, by language
	Progress     map[string]*Progress       // by review
	read         map[string]reading         // by path
	folders      map[string][]Entry         // by review folder, "baby-r/"; in order of path
	versions     map[string][]Entry         // each page with its translations, by the page's path
	uiTextFiles  []*source.File
}

// A reading is one file made a page. It depends on the file's bytes and the site's own
// language alone, so the next build may use it again.
type reading struct {
	file     *source.File
	entry    Entry // nil for a file that is no page
	problems diag.List
}

// Read makes pages of files, on all cores. Pages of the last site whose file has
// the same bytes are used again; last may be nil.
func Read(files []*source.File, last *Site) (*Site, diag.List) {
	var problems diag.List
	site := &Site{Progress: make(map[string]*Progress), UITexts: make(map[string]*UIText[string]), read: make(map[string]reading, len(files))}
	for _, f := range files {
		if path.Ext(f.Path) == ".yaml" {
			site.readData(f, &problems)
		}
	}
	site.settle(&problems)
	done := make([]reading, len(files))
	each(len(files), func(i int) {
		if last != nil {
			if old, ok := last.read[files[i].Path]; ok && old.file.Text == files[i].Text && last.DefaultLanguage() == site.DefaultLanguage() {
				done[i] = old
				return
			}
		}
		done[i] = readSafely(files[i], site.DefaultLanguage())
	})
	for _, r := range done {
		site.read[r.file.Path] = r
		problems = append(problems, r.problems...)
		switch {
		case r.entry == nil:
		case r.entry.Base().OriginalPath != "":
			site.Translations = append(site.Translations, r.entry)
		default:
			site.Entries = append(site.Entries, r.entry)
		}
	}
	if site.SettingsFile == nil {
		problems.Error(diag.Pos{Path: "content/site.yaml"}, "site-missing", "the site has no content/site.yaml", "write one with id, title and partnership")
	}
	for _, e := range site.All() {
		if !e.Base().Unreadable {
			e.Lint(&problems)
		}
	}
	site.sort()
	site.pair()
	return site, problems
}

// With gives the site with one page read anew, and that page; nil where the file is
// no page that the site has, or anything is wrong with it. The site itself stays as
// it is, and so does every other page.
func (s *Site) With(file *source.File) (*Site, Entry) {
	old, known := s.read[file.Path]
	if !known || old.entry == nil {
		return nil, nil
	}
	now := readSafely(file, s.DefaultLanguage())
	if now.entry != nil && !now.entry.Base().Unreadable {
		now.entry.Lint(&now.problems)
	}
	if now.entry == nil || now.problems.Failed() {
		return nil, nil
	}
	with := *s
	with.read = maps.Clone(s.read)
	with.read[file.Path] = now
	with.Entries, with.Translations = slices.Clone(s.Entries), slices.Clone(s.Translations)
	for _, list := range [][]Entry{with.Entries, with.Translations} {
		if i := slices.Index(list, old.entry); i >= 0 {
			list[i] = now.entry
		}
	}
	with.sort()
	with.pair()
	return &with, now.entry
}

// EntryByPath gives the page of a file, nil where the site has none.
func (s *Site) EntryByPath(path string) Entry { return s.read[path].entry }

// sort notes which pages lie in the folder of each review.
func (s *Site) sort() {
	s.folders = make(map[string][]Entry)
	for _, e := range s.Entries {
		if folder := e.Base().ReviewFolder(); folder != "" {
			s.folders[folder] = append(s.folders[folder], e)
		}
	}
}

// each calls do with 0 to n-1, on all cores.
func each(n int, do func(int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}

var pageNamePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

// isPageName reports whether a name may be a part of an address, and a folder on
// every system that a site is copied to.
func isPageName(name string) bool {
	return pageNamePattern.MatchString(name) && source.NameProblem(name) == ""
}

// readSafely makes a page of a file. Where the program has a fault, and none of its
// authors can mend it, they are told which file it is; the page stands without its
// words, so that what refers to it is not told to refer to nothing.
func readSafely(file *source.File, own string) reading {
	r := reading{file: file}
	err := diag.CatchPanic(func() error {
		r.page(own)
		return nil
	})
	if err != nil {
		r.problems = nil
		r.problems.Error(file.Start(), "page-fault", err.Error(), "the fault is not in your text; until it is mended take out what you changed last, or the file")
		if r.entry != nil {
			p := r.entry.Base()
			p.Body, p.Unreadable = new(markdown.Doc), true
		}
	}
	return r
}

// page makes a page of the file. The site's own language, of which a page may name
// another, says how quotation marks are set.
func (r *reading) page(own string) {
	file := r.file
	if path.Ext(file.Path) != ".md" {
		return
	}
	original, tag := SplitLanguage(file.Path)
	kind, rest := KindOfPath(original)
	if kind == nil {
		r.problems.Error(file.Start(), "page-folder", "no kind of page lives in this folder", folderHint(file.Path))
		return
	}
	for _, name := range strings.Split(strings.TrimSuffix(original, ".md"), "/") {
		if !isPageName(name) {
			r.problems.Error(file.Start(), "page-name", fmt.Sprintf("%q cannot stand in an address", name),
				"name files and folders with small letters, digits and hyphens")
		}
	}
	r.entry = kind.make()
	p := r.entry.Base()
	p.Kind, p.File = kind, file
	p.ID, p.Address = identify(kind, original, rest)
	if tag != "" { // below its page, so that what holds for the one's address holds for the other's
		p.ID, p.Address = p.ID+ID("."+tag), p.Address+strings.ToLower(tag)+"/"
	}
	if file.Unreadable {
		p.translate(original, tag, &r.problems)
		p.Body, p.Unreadable = new(markdown.Doc), true
		return
	}
	fields, ok := decode(file, r.entry, &r.problems)
	p.fields, p.Unreadable = fields, !ok
	if p.ShortID != "" {
		p.ID = p.ID[:strings.LastIndexByte(string(p.ID), '/')+1] + ID(p.ShortID)
		if !plainID(p.ShortID) {
			r.problems.Error(p.FieldPos("id"), "page-name", fmt.Sprintf("%q cannot be an id", p.ShortID), "use small letters, digits and hyphens")
		}
	}
	p.translate(original, tag, &r.problems)
	var problems diag.List
	options := markdown.Options{AsTyped: !IsEnglish(cmp.Or(p.Lang, own))}
	if kind.HasQuestions {
		options.Sections = quiz.Syntax()
	}
	p.Body, problems = markdown.Parse(file, options)
	r.problems = append(r.problems, problems...)
	if m, ok := r.entry.(*Module); ok {
		m.readQuestions(&r.problems)
	}
}

// identify gives the id and address of a page from where its file lies.
func identify(kind *Kind, file, rest string) (ID, string) {
	inside := withoutIndex(strings.TrimSuffix(strings.TrimPrefix(file, "content/"), ".md"))
	address := "/" + inside
	if !strings.HasSuffix(address, "/") {
		address += "/"
	}
	name := strings.TrimSuffix(rest, ".md")
	name = strings.TrimSuffix(withoutIndex(name), "/")
	review := strings.Split(inside, "/")[min(1, strings.Count(inside, "/"))]
	switch {
	case kind.Name == "review":
		return ID(review), address
	case name == "":
		name = path.Base(strings.TrimSuffix(address, "/"))
	}
	if kind.InReview() {
		name = review + "/" + name
	}
	return ID(name), address
}

// withoutIndex drops the name of a folder's own page, which is index and no more: a
// subject-index is a page like any other.
func withoutIndex(name string) string {
	if path.Base(name) == "index" {
		return strings.TrimSuffix(name, "index")
	}
	return name
}

func folderHint(file string) string {
	var folders []string
	for _, k := range Kinds {
		folders = append(folders, k.Folder)
	}
	inside := strings.TrimPrefix(path.Dir(file), "content/")
	if inside == "content" {
		return "the home page is made by the program; put this page into one of " + strings.Join(folders, ", ")
	}
	if parts := strings.SplitN(inside, "/", 3); parts[0] == "reviews" && len(parts) == 3 {
		inside = "reviews/*/" + parts[2]
	}
	if near := diag.Nearest(inside, folders); near != "" {
		return "did you mean content/" + near + "/ ?"
	}
	return "pages live in " + strings.Join(folders, ", ")
}

// All gives every page, translations after the pages that they stand beside.
func (s *Site) All() []Entry { return slices.Concat(s.Entries, s.Translations) }

// Forget lets go of what problems are told from, the text of the files and the places
// of front matter: a quarter of the memory that a large site takes. It is for a build
// that has told all its problems; every place is the top of its file from then on, and
// the site is no use to Read again.
func (s *Site) Forget() {
	for _, e := range s.All() {
		p := e.Base()
		p.File, p.fields = p.File.WithoutText(), nil
	}
	s.read = nil
}

// Published gives the site without its drafts and what is translated of them, itself
// where it has none.
func (s *Site) Published() *Site {
	isDraft := func(e Entry) bool {
		of := s.OriginalOf(e.Base())
		return e.Base().Status == Draft || of != nil && of.Base().Status == Draft
	}
	if !slices.ContainsFunc(s.All(), isDraft) {
		return s
	}
	published := *s
	published.Entries = slices.DeleteFunc(slices.Clone(s.Entries), isDraft)
	published.Translations = slices.DeleteFunc(slices.Clone(s.Translations), isDraft)
	published.sort()
	published.pair()
	return &published
}

// Pages gives the pages of one kind, in order of path, without their translations.
func Pages[T Entry](s *Site) []T { return only[T](s.Entries) }

// PagesIn gives the pages of one kind in a review's folder, "baby-r/", in order of
// path.
func PagesIn[T Entry](s *Site, folder string) []T { return only[T](s.folders[folder]) }

func only[T Entry](entries []Entry) []T {
	var pages []T
	for _, e := range entries {
		if page, ok := e.(T); ok {
			pages = append(pages, page)
		}
	}
	return pages
}

// EntriesIn gives the pages in a review's folder, or all where it is "".
func (s *Site) EntriesIn(name string) []Entry {
	if name == "" {
		return s.Entries
	}
	return s.folders[name]
}

// Review gives the review in whose folder the page lies, or nil.
func (s *Site) Review(of *Page) *Review {
	if list := PagesIn[*Review](s, of.ReviewFolder()); len(list) > 0 {
		return list[len(list)-1]
	}
	return nil
}
