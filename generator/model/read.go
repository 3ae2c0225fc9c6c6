package model

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// A readResult contains the page read from a file and the problems found in it. It depends only on the
// content of the file and the default language of the site, so the next build can reuse it.
type readResult struct {
	file     *source.File
	entry    Entry // nil for a file that is not a page
	problems diag.List
}

// Read parses the files of a site, the pages concurrently, and returns the site and the problems in
// each file. If previous is not nil and has the same default language, Read reuses its pages whose
// files have not changed.
func Read(files []*source.File, previous *Site) (*Site, diag.List) {
	var problems diag.List
	site := &Site{progress: make(map[string]*Progress), Statements: make(map[string]*Statements), Catalogues: make(map[string]*words.Catalogue), UITextFiles: make(map[string]*source.File), results: make(map[string]readResult, len(files))}
	readEnglish(site, files, previous, &problems)
	for _, f := range files {
		if path.Ext(f.Path) == ".yaml" && f.Path != EnglishTexts {
			site.readData(f, &problems)
		}
	}
	if !slices.ContainsFunc(files, func(f *source.File) bool { return f.Path == "content/site.yaml" }) {
		problems.Error(diag.Pos{Path: "content/site.yaml"}, "site-missing", "the site has no content/site.yaml", "write one with id, title and partnership")
	}
	site.addSettings(&problems)
	results := make([]readResult, len(files))
	runParallel(len(files), func(i int) {
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
	slices.SortStableFunc(site.Entries, func(a, b Entry) int { return compareNatural(a.Base().File.Path, b.Base().File.Path) })
	for _, e := range site.All() {
		if !e.Base().Unreadable {
			e.Lint(&problems)
		}
	}
	site.buildIndexes()
	return site, problems
}

// With returns a copy of the site in which the page of the given file is replaced with the version in
// file, and that page. It returns nil if the file is not a page of the site or has errors. It does not
// modify s.
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
	with.buildIndexes()
	return &with, r.entry
}

// runParallel calls f concurrently with each integer from 0 to n-1 and waits for all calls to
// return.
func runParallel(n int, f func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}

// readFile reads a page. The result has no entry if the file is not a page. A panic is reported as a
// problem with the file; in that case, the result has a page without text, so that references to it
// are not reported as broken.
func readFile(file *source.File, defaultLanguage string) readResult {
	r := readResult{file: file}
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

// read parses a .md file into a page. It ignores other files. The form of typographic quotation marks
// on a page without a language key depends on defaultLanguage.
func (r *readResult) read(defaultLanguage string) {
	file := r.file
	if path.Ext(file.Path) != ".md" {
		return
	}
	original, tag := SplitLanguage(file.Path)
	kind, relative := KindOfPath(original)
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
	p.ID, p.Address = idAndAddress(kind, original, relative)
	if tag != "" { // the path of a translation is below the path of the original
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
	options := markdown.Options{Lines: p.ReviewFolder() != "", Labels: kind.Numbered, KeepTypography: !IsEnglish(cmp.Or(p.Lang, defaultLanguage))}
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

// isPageName reports whether name can be used in a URL path and as a file name on every
// operating system.
func isPageName(name string) bool { return isAddressPart(name) && source.NameProblem(name) == "" }

// isAddressPart reports whether name can be used in a URL path.
func isAddressPart(name string) bool {
	const first = "abcdefghijklmnopqrstuvwxyz0123456789"
	return strings.Trim(name, first+".-") == "" && strings.IndexAny(name, first) == 0
}
