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

// An Index lists the pages of the site by first letter.
type Index struct {
	xref.Derived
	Letters []Letter // in order
}

// A Letter is one heading of the index.
type Letter struct {
	Name  string // the letter, "0–9" for names that start with none
	Lines []Line // the names below it
}

// A Line is one entry of the index: a page, under its title or another name.
type Line struct {
	Words string      // the name
	Page  *model.Page // the page
	key   string      // what lines are ordered by
}

// IndexOf returns the index of the site: every page by title, and terms by their abbreviation
// and other names as well. It leaves out pages for parents.
func IndexOf(g *xref.Graph, d xref.Derived) *Index {
	v := &Index{Derived: d}
	var lines []Line
	numbers := regexp.MustCompile("[0-9]+")
	padded := func(number string) string { return strings.Repeat("0", max(0, 20-len(number))) + number } // so that 6.9 comes before 6.10
	from := g.Viewpoint(d.Address, nil, xref.Addressing{})
	for _, e := range inForce[model.Entry](g, "") {
		p := e.Base()
		if p.Kind.Isolated {
			continue
		}
		names := []string{from.ListName(g.Page(p))}
		if term, ok := e.(*model.Term); ok {
			names = append(names, term.ShortTitle, term.Expansion)
			names = append(names, term.Aliases...)
		}
		for i, name := range names {
			if name != "" && !slices.Contains(names[:i], name) {
				lines = append(lines, Line{name, p, numbers.ReplaceAllStringFunc(strings.ToLower(name), padded)})
			}
		}
	}
	// By letter first: several small letters may have one capital.
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(letter(a.key), letter(b.key)), cmp.Compare(a.key, b.key))
	})
	for _, line := range lines {
		name := letter(line.key)
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Name != name {
			v.Letters = append(v.Letters, Letter{Name: name})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Lines = append(last.Lines, line)
	}
	return v
}

// letter returns the heading that a name is listed under.
func letter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "0–9"
	}
	return string(unicode.ToUpper(r))
}
