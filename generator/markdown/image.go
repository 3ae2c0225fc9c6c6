package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"safelearn/generator/source"
)

func printImage(p *printer, n *ast.Image) {
	dest := parseDestination(n.Destination)
	markUsed(p, n.Reference)
	words := alternativeText(p, n)
	recordLines(p, words, func(int) int { return n.Pos() })
	if p.inImage || !checkImage(p, n, dest, words) {
		p.writeText([]byte(words))
		return
	}
	checkEntities(p.state, locateValue(p.state, n.Pos(), n.Destination), n.Destination)
	p.write(`<img src="`)
	ref := p.addRef(Image, dest.url, n.Pos())
	p.doc.Refs[ref].Text = words
	p.addSlot(SlotURL, ref)
	p.write(`"`)
	p.writeAttribute("alt", []byte(words))
	printTitle(p, n.Pos(), n.Title)
	p.write(">")
}

// alternativeText returns the alternative text of an image. It prints the content of the image to
// obtain the text, and then removes the output.
func alternativeText(p *printer, n ast.Node) string {
	html, text, slots, inLink, inImage := len(p.html), len(p.text), len(p.doc.Slots), p.inLink, p.inImage
	p.inLink, p.inImage = true, true
	p.printInlines(n)
	p.inLink, p.inImage = inLink, inImage
	words := strings.TrimSpace(string(p.text[text:]))
	p.html, p.text, p.doc.Slots = p.html[:html], p.text[:text], p.doc.Slots[:slots]
	return words
}

// checkImage reports problems with an image, and returns whether the image can be shown.
func checkImage(p *printer, n *ast.Image, dest destination, alt string) bool {
	if source.IsBlank(alt) {
		p.Error(n.Pos(), "image-alt", "a picture without words for those who cannot see it",
			"write what it shows between the square brackets: ![a body map with one mark on the arm](file.svg)")
	}
	switch {
	case dest.url == "":
		p.Error(n.Pos(), "link-empty", "a picture without an address", "write its address between the round brackets: ![what it shows](file.svg)")
	case !dest.isInternal():
		p.Error(n.Pos(), "image-elsewhere", fmt.Sprintf("a picture from another site, %s, lets that site see who reads the page", shorten(dest.url)),
			"put the file into static/ and write its path")
	default:
		return true
	}
	return false
}
