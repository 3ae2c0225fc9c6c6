package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// TestSkeletons checks that a new page of each kind is in the folder for its kind, has the expected
// id, and passes all checks for drafts.
func TestSkeletons(t *testing.T) {
	for _, k := range Kinds {
		id, file, text := newSkeleton(t, k, "first-one")
		if kind, _ := KindOfPath(file); kind != k {
			t.Errorf("%s: %s is not in its folder", k.Name, file)
		}
		for _, word := range []string{"TITLE", "NUMBER", "TODAY", "YEAR"} {
			if strings.Contains(text, word) {
				t.Errorf("%s: %s was not replaced\n%s", k.Name, word, text)
			}
		}
		e, problems := readPage(t, file, text)
		if p := e.Base(); p.ID != ID(id) || p.Title != "First one" || p.Status != Draft || p.Kind != k {
			t.Errorf("%s: read back as %s, %q, %s, a %s", k.Name, p.ID, p.Title, p.Status, p.Kind.Name)
		}
		for _, d := range problems {
			if d.Severity != diag.Notice {
				t.Errorf("%s: %v", k.Name, d)
			}
		}
	}
}

// TestIDFromFolder checks that only a file named index.md takes its id from its folder.
func TestIDFromFolder(t *testing.T) {
	for file, want := range map[string]string{
		"content/pages/about.md": "about /pages/about/", "content/pages/a/b.md": "a/b /pages/a/b/", "content/pages/a/index.md": "a /pages/a/",
		"content/pages/subject-index.md": "subject-index /pages/subject-index/", "content/pages/a/b.index.md": "a/b.index /pages/a/b.index/",
		"content/parents/index.md": "parents /parents/", "content/reviews/r/index.md": "r /reviews/r/", "content/reviews/r/findings/index.md": "r/findings /reviews/r/findings/",
		"content/reviews/my-index/index.md": "my-index /reviews/my-index/", "content/reviews/r-index/findings/x-index.md": "r-index/x-index /reviews/r-index/findings/x-index/",
	} {
		kind, relative := KindOfPath(file)
		if id, address := idAndAddress(kind, file, relative); string(id)+" "+address != want {
			t.Errorf("%s is %s %s, want %s", file, id, address, want)
		}
	}
}

// TestKindOfPath checks the page kinds that KindOfPath returns.
func TestKindOfPath(t *testing.T) {
	for file, want := range map[string]string{
		"content/reviews/r/index.md": "review ", "content/reviews/r/findings/f.md": "finding f.md", "content/pages/a/b.md": "page a/b.md",
		"content/parents/index.md": "parent-page index.md", "content/pages/about.md": "page about.md",
		"content/about.md": "", "content/reviews/r/notes.md": "", "content/reviews/index.md": "", "content/finding/f.md": "", "static/pages/a.md": "",
	} {
		got := ""
		if k, relative := KindOfPath(file); k != nil {
			got = k.Name + " " + strings.TrimPrefix(relative, "index.md")
			if k.Name != "review" {
				got = k.Name + " " + relative
			}
		}
		if got != want {
			t.Errorf("%s is a %q, want %q", file, got, want)
		}
	}
}

// TestAddresses checks the id and the address of a page.
func TestAddresses(t *testing.T) {
	for file, want := range map[string]string{
		"content/reviews/r/index.md": "r /reviews/r/", "content/reviews/r/findings/f.md": "r/f /reviews/r/findings/f/",
		"content/reviews/r/recommendations/6.9.md": "r/6.9 /reviews/r/recommendations/6.9/", "content/reviews/r/findings/index.md": "r/findings /reviews/r/findings/",
		"content/pages/about.md": "about /pages/about/", "content/pages/a/b.md": "a/b /pages/a/b/", "content/pages/a/index.md": "a /pages/a/",
		"content/parents/index.md": "parents /parents/",
	} {
		e, _ := readPage(t, file, "---\ntitle: A\nstatus: draft\n---\n")
		if p := e.Base(); string(p.ID)+" "+p.Address != want {
			t.Errorf("%s is %s %s, want %s", file, p.ID, p.Address, want)
		}
	}
	e, _ := readPage(t, "content/reviews/r/findings/f.md", "---\ntitle: A\nstatus: draft\nid: g\n---\n")
	if p := e.Base(); p.ID != "r/g" || p.Address != "/reviews/r/findings/f/" || p.ReviewFolder() != "r/" {
		t.Errorf("id: g gives %s at %s", p.ID, p.Address)
	}
}

// TestLabels checks the parsing and formatting of labels and ranges, and the labels of a review.
func TestLabels(t *testing.T) {
	for text, want := range map[string]string{
		"4.18": "4.18 4.18 true", "4.02": "4.02 4.02 false", "1.1.": "1.1 1.1 true", "1.1.1": "1.1.1 1.1.1 true", "41": "41 41 true", " 4.18 ": "4.18 4.18 true",
		"Finding  3": "Finding 3 finding-3 false", "4(b)": "4(b) 4-b false", "(1)": "(1) 1 false", "R/2026/001": "R/2026/001 r-2026-001 false",
		"es:1.1": "es:1.1 es:1.1 true", "app-3:Police 2": "app-3:Police 2 app-3:police-2 false", "Wniosek Ł": "Wniosek Ł wniosek-ł false",
		"": "", "()": "", "es:": "", "4.18]": "", strings.Repeat("a", 61): "",
	} {
		got := ""
		if l, problem, _ := ParseLabel(text); problem == "" {
			got = fmt.Sprintf("%s %s %t", l, l.Slug(), l.IsNumber())
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for id, want := range map[ID]string{
		"4.18-4.23": " 4.18 4.23", "r/4.18-4.23": "r/ 4.18 4.23", "4.23-4.18": " 4.23 4.18", "4.1-5.1": " 4.1 5.1",
		"41-45": " 41 45", "1.1.1-1.1.4": " 1.1.1 1.1.4", "r/es:1.1-1.4": "r/ es:1.1 es:1.4", "app-3:1-app-3:4": " app-3:1 app-3:4", "es:1-or:4": "",
		"4.18": "", "a-b": "", "4.18-b": "", "4.18-": "", "4.1-4.2-4.3": "", "r-4/a": "",
	} {
		got := ""
		if prefix, first, last, ok := id.Range(); ok {
			got = prefix + " " + string(first+" "+last)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	scheme := NumberingScheme{Paragraphs: ParagraphCounts{"2": 1, "1": 3}, Missing: []Label{"1.2"}}
	if all := scheme.Labels(""); !slices.Equal(all, []Label{"1.1", "1.3", "2.1"}) {
		t.Errorf("the labels are %v", all)
	}
	for label, want := range map[Label]bool{"1.3": true, "1.2": false, "1.4": false, "1.0": false, "3.1": false, "1": false, "Finding 1": false} {
		if scheme.Has(label) != want {
			t.Errorf("Has(%s) is %t", label, !want)
		}
	}
	for numbering, fits := range map[Numbering]string{"N": "41 41a", "N.N.N": "1.1 1.1.1", "N.N.": "1.1", labelledByWords: "41 41a 1.1 1.1.1 Finding", notNumbered: ""} {
		for _, label := range []Label{"41", "41a", "1.1", "1.1.1", "Finding"} {
			if s := (NumberingScheme{Numbering: numbering}); s.Fits(label) != slices.Contains(strings.Fields(fits), string(label)) {
				t.Errorf("%s, %s: Fits is %t", numbering, label, s.Fits(label))
			}
		}
	}
	for label, want := range map[Label]string{"4.18": "4", "es:1.1.2": "1.1", "41": "", "es:41": "", "Finding 3": "", "4.18a": ""} {
		if section := label.Section(); section != want {
			t.Errorf("the section of %s is %q, want %q", label, section, want)
		}
	}
	if got, want := FormatRanges([]Label{"4.5", "4.1", "4.2", "4.3", "5.4", "4.7", "4.8", "4.10"}), "4.1–4.3, 4.5, 4.7–4.8, 4.10, 5.4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestDates checks the formatting of partial dates and the validation of complete ones.
func TestDates(t *testing.T) {
	for when, want := range map[PartialDate]string{"2020": "2020", "2020-07": "July 2020", "2020-07-01": "1 July 2020", "": ""} {
		if got := when.Long(); got != want {
			t.Errorf("%q is %q, want %q", when, got, want)
		}
	}
	for text, want := range map[string]bool{
		"2020-07-01": true, "2024-02-29": true, "2023-02-29": false, "2020-7-1": false, "2020-00-10": false, "01-07-2020": false, "2020-07": false, "2020-07-01 ": false,
	} {
		var d Date
		problem, hint := d.set(text)
		if (problem == "") != want || (d == Date(text)) != want || (hint == "") != want {
			t.Errorf("%q: %q, %q, and is %q", text, problem, hint, d)
		}
	}
}

// TestReadReusesPages checks that a page of the previous site is reused, with its problems, if its
// file is unchanged.
func TestReadReusesPages(t *testing.T) {
	files := map[string]string{"content/site.yaml": siteYAML, "content/pages/a.md": "---\ntitle: A\nstatus: draft\n---\n<b>\n", "content/pages/b.md": "---\ntitle: B\nstatus: draft\n---\n"}
	first, problems := readSite(t, files)
	files["content/pages/b.md"] = strings.Replace(files["content/pages/b.md"], "B", "C", 1)
	list, _ := loadFiles(t, files)
	second, again := Read(list, first)
	if second.Entries[0] != first.Entries[0] || second.Entries[1] == first.Entries[1] || second.Entries[1].Base().Title != "C" {
		t.Error("wrong pages were reused")
	}
	if len(problems) != 1 || len(again) != 1 || problems[0].String() != again[0].String() {
		t.Errorf("the problems are %v, then %v", problems, again)
	}
}

// TestReadSortsPages checks that pages are sorted by path with numbers compared by value, as a report
// numbers its statements.
func TestReadSortsPages(t *testing.T) {
	files := map[string]string{"content/site.yaml": siteYAML}
	for _, name := range []string{"6.1", "6.10", "6.9", "a", "a/b", "a-b"} {
		files["content/pages/"+name+".md"] = "---\ntitle: A\nstatus: draft\n---\n"
	}
	site, _ := readSite(t, files)
	var got []string
	for _, e := range site.Entries {
		got = append(got, strings.TrimSuffix(strings.TrimPrefix(e.Base().File.Path, "content/pages/"), ".md"))
	}
	if want := []string{"6.1", "6.9", "6.10", "a-b", "a", "a/b"}; !slices.Equal(got, want) {
		t.Errorf("the pages are in the order %v, want %v", got, want)
	}
}

// TestPublished checks that Published leaves out drafts.
func TestPublished(t *testing.T) {
	site, _ := readSite(t, map[string]string{"content/pages/a.md": "---\ntitle: A\nstatus: draft\n---\n", "content/pages/b.md": "---\ntitle: B\nstatus: sample\n---\n"})
	published := site.Published()
	if len(published.Entries) != 1 || published.Entries[0].Base().Title != "B" || len(site.Entries) != 2 || published.Published() != published {
		t.Errorf("%d of %d pages are published", len(published.Entries), len(site.Entries))
	}
	if pages := Pages[*SitePage](published); len(pages) != 1 || len(Pages[*Review](site)) != 0 {
		t.Errorf("got %d pages of the kind page, want 1", len(pages))
	}
}

// newSkeleton returns the id, path and text of a new page of kind k.
func newSkeleton(t *testing.T, k *Kind, name string) (id, file, text string) {
	t.Helper()
	if id = name; k.InReview() {
		id = "r/" + name
	}
	file, text, err := k.NewPage(id, "2026-06-01", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return id, file, text
}
