package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

func printImage(p *printer, n *ast.Image) {
	a := readAddress(n.Destination)
	use(p, n.Reference)
	words := alternative(p, n)
	if p.described || !checkImage(p, n, a, words) {
		p.show([]byte(words))
		return
	}
	p.write(`<img src="`)
	ref := p.refer(Image, a.url, n.Pos())
	p.doc.Refs[ref].Words = words
	p.hole(HoleURL, ref)
	p.write(`" alt="`)
	p.html = appendEscaped(p.html, []byte(words))
	p.write(`"`)
	title(p, n.Title)
	p.write(">")
}

// alternative prints the content of an image as in a link, takes it back and returns its
// text.
func alternative(p *printer, n ast.Node) string {
	start, text, linked, described := p.here(), len(p.text), p.linked, p.described
	p.linked, p.described = true, true
	p.inlines(n)
	p.linked, p.described = linked, described
	words := strings.TrimSpace(string(p.text[text:]))
	p.text = p.text[:text]
	p.cut(start)
	return words
}

// checkImage reports what is wrong with a picture and reports whether it can be shown.
func checkImage(p *printer, n *ast.Image, a address, words string) bool {
	if words == "" {
		p.Error(n.Pos(), "image-alt", "a picture without words for those who cannot see it",
			"write what it shows between the square brackets: ![a body map with one mark on the arm](file.svg)")
	}
	switch {
	case a.url == "":
		p.Error(n.Pos(), "link-empty", "a picture without an address", "write its address between the round brackets: ![what it shows](file.svg)")
	case !a.inside():
		p.Error(n.Pos(), "image-elsewhere", fmt.Sprintf("a picture from another site, %s, tells that site who reads the page", shorten(a.url)),
			"put the file into static/ and write its path")
	default:
		return true
	}
	return false
}
