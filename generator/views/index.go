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

// An IndexEntry is an entry of the index: a page, under its title or under another of its names.
type IndexEntry struct {
	Name string      // title or another name of the page
	Kind string      // what the page is, such as "protocol"
	Page *model.Page // page to link to
	key  string      // lower-case name with padded numbers, used as the sort key
}

// IndexOf returns the index of the site. It lists each page under its title, terms also under their
// abbreviations and other names, and the pages of tasks also under the names in doors.yaml. It omits
// withdrawn pages and pages for parents.
func IndexOf(g *xref.Graph, d xref.GeneratedPage) *Index {
	v := &Index{GeneratedPage: d}
	var entries []IndexEntry
	numbers := regexp.MustCompile("[0-9]+")
	padded := func(number string) string { return strings.Repeat("0", max(0, 20-len(number))) + number } // so that 6.9 sorts before 6.10
	from := g.Viewpoint(d.Address, nil, xref.Addressing{})
	tasks := taskNames(g.Site)
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
		names = append(names, tasks[p.ID]...)
		for i, name := range names {
			if name != "" && !slices.Contains(names[:i], name) {
				entries = append(entries, IndexEntry{name, g.Site.Texts.Say(model.KindKey(e)), p, numbers.ReplaceAllStringFunc(strings.ToLower(name), padded)})
			}
		}
	}
	// Sort by capital letter first, because different lower-case letters can have the same capital.
	slices.SortStableFunc(entries, func(a, b IndexEntry) int {
		return cmp.Or(cmp.Compare(indexLetter(a.key), indexLetter(b.key)), cmp.Compare(a.key, b.key))
	})
	for _, entry := range entries {
		name := indexLetter(entry.key)
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Name != name {
			v.Letters = append(v.Letters, LetterGroup{Name: name})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Lines = append(last.Lines, entry)
	}
	return v
}

// taskNames returns the names under which the index lists the tasks in doors.yaml, keyed by the id of
// the page to which the task links.
func taskNames(site *model.Site) map[model.ID][]string {
	names := make(map[model.ID][]string)
	for _, door := range site.Doors {
		for _, task := range door.Tasks {
			names[task.To] = append(names[task.To], task.Index...)
		}
	}
	return names
}

// indexLetter returns the name of the LetterGroup that contains the entry with the given name.
func indexLetter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "0–9"
	}
	return string(unicode.ToUpper(r))
}
