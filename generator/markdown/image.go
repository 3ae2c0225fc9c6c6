package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

func printImage(p *printer, n *ast.Image) {
	a := readAddress(n.Destination)
	use(p, n.Reference)
	alternative := plain(p, nil, n)
	words := strings.TrimSpace(strings.ReplaceAll(string(alternative), "\n", " "))
	if !checkImage(p, n, a, words) {
		p.show([]byte(words))
		return
	}
	p.write(`<img src="`)
	ref := p.refer(Image, a.url, n.Pos())
	p.doc.Refs[ref].Words = words
	p.hole(HoleURL, ref)
	p.write(`" alt="`)
	p.html = appendEscaped(p.html, alternative)
	p.write(`"`)
	title(p, n.Title)
	p.write(">")
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
