package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func printLink(p *printer, n *ast.Link) {
	if n == p.plainLink || p.described {
		before := p.linked
		p.linked = true
		p.inlines(n)
		p.linked = before
		return
	}
	a := readAddress(n.Destination)
	use(p, n.Reference)
	if !checkLink(p, n, a) {
		printAway(p, n, a)
		return
	}
	ref := p.refer(Link, a.url, n.Pos())
	p.write(`<a href="`)
	p.hole(HoleURL, ref)
	p.write(`"`)
	title(p, n.Title)
	p.write(">")
	p.doc.Refs[ref].Words = linkWords(p, n)
	p.write("</a>")
}

// checkLink reports problems of a link, and whether it leads to a page of this site.
func checkLink(p *printer, n *ast.Link, a address) bool {
	switch {
	case a.url == "":
		p.Error(n.Pos(), "link-empty", "a link without an address", "write the address between the round brackets: [words](address)")
	case a.away:
		p.Error(n.Pos(), "link-elsewhere", fmt.Sprintf("an address that starts with // leads to another site: %s", shorten(a.url)),
			"write https: before it, or a single / for a page of this site")
	case a.scheme != "" && !isAllowed(a.scheme):
		refuseScheme(p, n.Pos(), a, "write the whole address, or the path of a page of this site")
	default:
		checkHost(p, n.Pos(), a)
	}
	return a.url != "" && a.inside()
}

func checkHost(p *printer, offset int, a address) {
	if why := a.lost(); why != "" {
		p.Error(offset, "link-host", fmt.Sprintf("the address %s %s", shorten(a.url), why), "write it as your browser shows it: https://example.org/page")
	}
}

func refuseScheme(p *printer, offset int, a address, hint string) {
	p.Error(offset, "link-scheme", fmt.Sprintf("links start with https:, http:, mailto:, tel: or sms:, not with %s", shorten(a.scheme+":")), hint)
}

// printAway prints a link to another site, or the words of one that is refused.
func printAway(p *printer, n *ast.Link, a address) {
	allowed := a.url != "" && !a.away && isAllowed(a.scheme) && a.lost() == ""
	if allowed {
		p.startAway(a)
		title(p, n.Title)
		p.write(">")
	}
	linkWords(p, n)
	if allowed {
		p.write("</a>")
	}
}

// startAway prints the start of a link to another site, without the end of its tag.
func (p *printer) startAway(a address) {
	p.write(`<a href="`)
	p.html = appendEscaped(p.html, util.URLEscape([]byte(a.url), false))
	p.write(`"`)
	if a.scheme == "http" || a.scheme == "https" {
		p.write(` rel="noreferrer"`)
	}
}

// linkWords prints the content of a link, in which no other link may start, and
// returns its text.
func linkWords(p *printer, n ast.Node) string {
	before, html, text := p.linked, len(p.html), len(p.text)
	p.linked = true
	p.inlines(n)
	p.linked = before
	words := strings.TrimSpace(string(p.text[text:]))
	if words == "" && !bytes.Contains(p.html[html:], []byte("<img ")) {
		p.Error(n.Pos(), "link-words", "a link without words: nobody could see or hear it", "write what it leads to between the square brackets")
	}
	return words
}

func title(p *printer, title []byte) {
	if title != nil {
		p.write(` title="`)
		p.html = appendEscaped(p.html, decode(title))
		p.write(`"`)
	}
}

// refer adds a reference of the open block.
func (p *printer) refer(kind RefKind, target string, offset int) int {
	if len(p.doc.Refs) == maxReferences {
		p.Error(offset, "limit-references", fmt.Sprintf("more than %d references, links and pictures in this page", maxReferences), "split the page")
	}
	p.doc.Refs = append(p.doc.Refs, Ref{Target: target, Kind: kind, Offset: p.file.Body + offset,
		Paragraph: p.numbered, Block: len(p.doc.Blocks) - 1, at: len(p.text) - p.block})
	return len(p.doc.Refs) - 1
}

func printAutoLink(p *printer, n *ast.AutoLink) {
	label := n.Label(p.body)
	a := readAutoLink(n, p.body)
	switch {
	case p.described:
		p.show(label)
		return
	case p.linked:
		p.Error(n.Pos(), "link-nested", "a link inside the words of a link", "end one link before the other starts")
	case isAllowed(a.scheme):
		checkHost(p, n.Pos(), a)
		p.startAway(a)
		p.write(">")
		p.show(label)
		p.write("</a>")
		return
	default:
		refuseScheme(p, n.Pos(), a, `write the whole address; a < that starts no link is written \<`)
	}
	p.show([]byte("<" + string(label) + ">"))
}

// readAutoLink returns an address between < and >, where nothing is escaped.
func readAutoLink(n *ast.AutoLink, body []byte) address {
	url := string(n.URL(body))
	scheme, _, _ := strings.Cut(strings.ToLower(url), ":")
	if n.AutoLinkType == ast.AutoLinkEmail && scheme != "mailto" {
		return address{url: "mailto:" + url, scheme: "mailto"}
	}
	return address{url: url, scheme: scheme}
}
