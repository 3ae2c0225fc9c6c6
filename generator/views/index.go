package views

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Index is the index page. It lists all pages by first letter, except withdrawn pages and pages
// for parents.
type Index struct {
	xref.GeneratedPage
	Letters []LetterGroup // sorted by name
}

// A LetterGroup contains the entries of the index that start with the same letter.
type LetterGroup struct {
	Name  string       // capital letter, or "0–9" for names that do not start with a letter
	Lines []IndexEntry // entries, sorted by their names in lower case, numbers by value
}

// An IndexEntry is an entry of the index: a page under its title or under another of its names, or a
// section under a name in doors.yaml.
type IndexEntry struct {
	Name    string // title or another name
	Kind    string // what the page is, such as "protocol"
	Address string // site path of the page or section to link to
	key     string // lower-case name with padded numbers, used as the sort key
}

// IndexOf returns the index of the site. It lists each page under its title, terms also under their
// abbreviations and other names, and pages and sections also under the names in doors.yaml. It omits
// withdrawn pages and pages for parents. Of names that differ in capitals alone it lists one for each page.
func IndexOf(g *xref.Graph, d xref.GeneratedPage) *Index {
	v := &Index{GeneratedPage: d}
	var entries []IndexEntry
	numbers := regexp.MustCompile("[0-9]+")
	padded := func(number string) string { return strings.Repeat("0", max(0, 20-len(number))) + number } // so that 6.9 sorts before 6.10
	from := g.Viewpoint(d.Address, nil, xref.Addressing{})
	add := func(e model.Entry, address string, names []string) {
		for i, name := range names {
			if name != "" && !slices.Contains(names[:i], name) {
				entries = append(entries, IndexEntry{name, g.Site.Texts.Say(model.KindKey(e)), address, numbers.ReplaceAllStringFunc(strings.ToLower(name), padded)})
			}
		}
	}
	for _, e := range listedPages[model.Entry](g, "") {
		p := e.Base()
		if p.Kind.Isolated {
			continue
		}
		names := []string{from.ListName(g.Page(p))}
		if term, ok := e.(*model.Term); ok {
			names = append(names, term.ShortTitle, term.Expansion)
			names = append(names, term.Aliases...)
		}
		add(e, p.Address, names)
	}
	for _, entry := range g.Site.IndexNames {
		if t := xref.DoorTarget(g, entry.To); t != nil && !t.Page.Kind.Isolated { // else reported by package check, or for parents
			add(t.Entry, t.Address, entry.Names)
		}
	}
	// Sort by capital letter first, because different lower-case letters can have the same capital.
	slices.SortStableFunc(entries, func(a, b IndexEntry) int {
		return cmp.Or(cmp.Compare(indexLetter(a.key), indexLetter(b.key)), cmp.Compare(a.key, b.key))
	})
	for i, entry := range entries {
		if i > 0 && entry.key == entries[i-1].key && sitePage(entry.Address) == sitePage(entries[i-1].Address) {
			continue // the same name in other capitals
		}
		name := indexLetter(entry.key)
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Name != name {
			v.Letters = append(v.Letters, LetterGroup{Name: name})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Lines = append(last.Lines, entry)
	}
	return v
}

// sitePage returns a site path without its anchor.
func sitePage(address string) string {
	page, _, _ := strings.Cut(address, "#")
	return page
}

// indexLetter returns the name of the LetterGroup that contains the entry with the given name.
func indexLetter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "0–9"
	}
	return string(unicode.ToUpper(r))
}
