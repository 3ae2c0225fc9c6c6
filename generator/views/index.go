package views

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// An Index lists the pages of the site by first letter.
type Index struct {
	Header
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
	key   string      // the name in small letters, by which lines are ordered
}

// IndexOf returns the index of the site: every page by title, and terms by their abbreviation
// and other names as well. It leaves out pages for parents.
func IndexOf(g *xref.Graph, d xref.Derived) *Index {
	v := &Index{Header: headerOf(d)}
	var lines []Line
	from := g.Viewpoint(d.Address, nil, xref.Addressing{})
	for _, e := range inForce(g) {
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
			if name == "" || i > 0 && slices.Contains(names[:i], name) {
				continue
			}
			lines = append(lines, Line{name, p, strings.ToLower(name)})
		}
	}
	// By letter first: several small letters may have one capital.
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(letter(a.key), letter(b.key)), natural(a.key, b.key))
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

// natural compares names, and numbers in them as numbers: 6.9 comes before 6.10.
func natural(a, b string) int {
	digit := func(r rune) bool { return '0' <= r && r <= '9' }
	for a != "" && b != "" {
		x, y := a[:len(a)-len(strings.TrimLeftFunc(a, digit))], b[:len(b)-len(strings.TrimLeftFunc(b, digit))]
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if order := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); order != 0 {
			return order
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

// letter returns the heading that a name is listed under.
func letter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "0–9"
	}
	return string(unicode.ToUpper(r))
}
