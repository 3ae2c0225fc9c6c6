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

// IndexOf makes the index of the site: every page by title, and terms by their
// abbreviation and other names, too. Pages for parents are under their own door.
func IndexOf(g *xref.Graph, d xref.Derived) *Index {
	v := &Index{Place: placeOf(d)}
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
	// Letters that look unlike may have one capital, and signs stand between letters.
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

// natural compares names as readers order them: 6.9 stands before 6.10.
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

// letter is the heading that a name stands under.
func letter(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "0–9"
	}
	return string(unicode.ToUpper(r))
}

// A Search is the page that searches the site. What it finds is not known here.
type Search struct{ Place }
