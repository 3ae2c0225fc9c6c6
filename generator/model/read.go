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

// result is the outcome of reading one file. It depends only on the file's bytes and the
// site's default language, so that the next build can use it again.
type result struct {
	file     *source.File
	entry    Entry // nil for a file that is not a page
	problems diag.List
}

// Read reads the files of a site, on all processors, and reports the problems of each
// file. It uses the pages of previous again whose files have not changed; previous may
// be nil.
func Read(files []*source.File, previous *Site) (*Site, diag.List) {
	var problems diag.List
	site := &Site{Progress: make(map[string]*Progress), UITexts: make(map[string]*UIText[string]), UITextFiles: make(map[string]*source.File), results: make(map[string]result, len(files))}
	for _, f := range files {
		if path.Ext(f.Path) == ".yaml" {
			site.readData(f, &problems)
		}
	}
	if !site.hasSettings {
		problems.Error(diag.Pos{Path: "content/site.yaml"}, "site-missing", "the site has no content/site.yaml", "write one with id, title and partnership")
	}
	site.addSettingsToUIText(&problems)
	results := make([]result, len(files))
	inParallel(len(files), func(i int) {
		if previous != nil {
			if old, ok := previous.results[files[i].Path]; ok && old.file.Text == files[i].Text && previous.DefaultLanguage() == site.DefaultLanguage() {
				results[i] = old
				return
			}
		}
		results[i] = readFile(files[i], site.DefaultLanguage())
	})
	for _, r := range results {
		site.results[r.file.Path] = r
		problems = append(problems, r.problems...)
		switch {
		case r.entry == nil:
		case r.entry.Base().OriginalPath != "":
			site.Translations = append(site.Translations, r.entry)
		default:
			site.Entries = append(site.Entries, r.entry)
		}
	}
	for _, e := range site.All() {
		if !e.Base().Unreadable {
			e.Lint(&problems)
		}
	}
	site.group()
	return site, problems
}

// With returns a copy of the site in which one page has been read again, and that page.
// It returns nil if the file is not a page of the site or has problems. The site and its
// other pages do not change.
func (s *Site) With(file *source.File) (*Site, Entry) {
	old, known := s.results[file.Path]
	if !known || old.entry == nil {
		return nil, nil
	}
	r := readFile(file, s.DefaultLanguage())
	if r.entry != nil && !r.entry.Base().Unreadable {
		r.entry.Lint(&r.problems)
	}
	if r.entry == nil || r.problems.Failed() {
		return nil, nil
	}
	with := *s
	with.results = maps.Clone(s.results)
	with.results[file.Path] = r
	with.Entries, with.Translations = slices.Clone(s.Entries), slices.Clone(s.Translations)
	for _, list := range [][]Entry{with.Entries, with.Translations} {
		if i := slices.Index(list, old.entry); i >= 0 {
			list[i] = r.entry
		}
	}
	with.group()
	return &with, r.entry
}

// inParallel calls do with 0 to n-1, on all processors.
func inParallel(n int, do func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
}

// readFile reads a page. If the program panics, the problem names the file, and the page
// stays without its text so that references to it are not reported as well.
func readFile(file *source.File, defaultLanguage string) result {
	r := result{file: file}
	err := diag.CatchPanic(func() error {
		r.read(defaultLanguage)
		return nil
	})
	if err != nil {
		r.problems = nil
		r.problems.Error(file.Start(), "page-fault", err.Error(), "the fault is in the program, not in your text; until it is corrected, undo your last change or remove the file")
		if r.entry != nil {
			p := r.entry.Base()
			p.Body, p.Unreadable = new(markdown.Doc), true
		}
	}
	return r
}

// read makes a page of the file, if its name ends in .md. The default language decides
// how quotation marks are set on a page that does not name its language.
func (r *result) read(defaultLanguage string) {
	file := r.file
	if path.Ext(file.Path) != ".md" {
		return
	}
	original, tag := SplitLanguage(file.Path)
	kind, rest := KindOfPath(original)
	if kind == nil {
		r.problems.Error(file.Start(), "page-folder", "this folder is not for pages", folderHint(file.Path))
		return
	}
	for _, name := range strings.Split(strings.TrimSuffix(original, ".md"), "/") {
		if !isPageName(name) {
			r.problems.Error(file.Start(), "page-name", fmt.Sprintf("%q cannot be part of a web address", name),
				"use lower-case letters, digits and hyphens in names of files and folders")
		}
	}
	r.entry = kind.make()
	p := r.entry.Base()
	p.Kind, p.Origin = kind, Origin{File: file}
	p.ID, p.Address = identify(kind, original, rest)
	if tag != "" { // a translation has its address below that of its page
		p.ID, p.Address = p.ID+ID("."+tag), p.Address+strings.ToLower(tag)+"/"
	}
	origin, ok := decode(file, r.entry, &r.problems)
	p.Origin, p.Unreadable = origin, !ok
	if p.ShortID != "" {
		p.ID = p.ID[:strings.LastIndexByte(string(p.ID), '/')+1] + ID(p.ShortID)
		if !isSimpleID(p.ShortID) {
			r.problems.Error(p.FieldPos("id"), "page-name", fmt.Sprintf("%q cannot be an id", p.ShortID), "use lower-case letters, digits and hyphens")
		}
	}
	p.setTranslation(original, tag, &r.problems)
	var problems diag.List
	options := markdown.Options{AsTyped: !IsEnglish(cmp.Or(p.Lang, defaultLanguage))}
	if kind.HasQuestions {
		options.Sections = quiz.Syntax()
	}
	p.Body, problems = markdown.Parse(file, options)
	r.problems = append(r.problems, problems...)
	if m, ok := r.entry.(*Module); ok {
		m.Questions, problems = quiz.Read(p.Body, file.Text, file.Pos)
		r.problems = append(r.problems, problems...)
	}
}

var pageNamePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

// isPageName reports whether a name can be part of an address, and the name of a file on
// every operating system.
func isPageName(name string) bool {
	return pageNamePattern.MatchString(name) && source.NameProblem(name) == ""
}
