package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/source"
)

func printLink(p *printer, n *ast.Link) {
	if n == p.plainLink || p.inImage {
		before := p.inLink
		p.inLink = true
		p.printInlines(n)
		p.inLink = before
		return
	}
	dest := parseDestination(n.Destination)
	markUsed(p, n.Reference)
	if !checkLink(p, n, dest) {
		printLinkText(p, n)
		return
	}
	checkEntities(p.state, locateValue(p.state, n.Pos(), n.Destination), n.Destination)
	ref := -1
	if dest.isInternal() {
		ref = p.addRef(Link, dest.url, n.Pos())
		p.write(`<a href="`)
		p.addSlot(SlotURL, ref)
		p.write(`"`)
	} else {
		p.openExternalLink(dest)
	}
	printTitle(p, n.Pos(), n.Title)
	p.write(">")
	words := printLinkText(p, n)
	if ref >= 0 {
		r := &p.doc.Refs[ref]
		text := p.text[p.blockStart+r.at:]
		r.at += len(text) - len(bytes.TrimLeftFunc(text, unicode.IsSpace)) // Text is trimmed, too
		r.Text = words
	}
	p.write("</a>")
}

// checkLink reports problems with the destination of a link. It returns whether the link can be
// printed.
func checkLink(p *printer, n *ast.Link, dest destination) bool {
	switch {
	case dest.url == "":
		p.Error(n.Pos(), "link-empty", "a link without an address", "write the address between the round brackets: [words](address)")
	case dest.schemeRelative:
		p.Error(n.Pos(), "link-elsewhere", fmt.Sprintf("an address that starts with // leads to another site: %s", shorten(dest.url)),
			"write https: before it, or a single / for a page of this site")
	case dest.scheme != "" && !isAllowedScheme(dest.scheme):
		reportScheme(p, n.Pos(), dest, "write the whole address, or the path of a page of this site")
	default:
		return checkHost(p, n.Pos(), dest)
	}
	return false
}

// checkHost reports a problem with the host of a web URL, if any, and returns whether the host is
// valid.
func checkHost(p *printer, offset int, dest destination) bool {
	why := dest.hostProblem()
	if why != "" {
		p.Error(offset, "link-host", fmt.Sprintf("the address %s %s", shorten(dest.url), why), "write it as your browser shows it: https://example.org/page")
	}
	return why == ""
}

func reportScheme(p *printer, offset int, dest destination, hint string) {
	p.Error(offset, "link-scheme", fmt.Sprintf("links start with https:, http:, mailto:, tel: or sms:, not with %s", shorten(dest.scheme+":")), hint)
}

// openExternalLink prints the start tag of a link to another site without the final >.
func (p *printer) openExternalLink(dest destination) {
	p.write("<a")
	p.writeAttribute("href", util.URLEscape([]byte(dest.url), false))
	if dest.scheme == "http" || dest.scheme == "https" {
		p.write(` rel="noreferrer"`)
	}
}

// printLinkText prints the content of a link without nested links, and returns its plain text. It
// reports a link that has neither text nor an image.
func printLinkText(p *printer, n ast.Node) string {
	before, html, text := p.inLink, len(p.html), len(p.text)
	p.inLink = true
	p.printInlines(n)
	p.inLink = before
	words := strings.TrimSpace(string(p.text[text:]))
	if source.IsBlank(words) && !bytes.Contains(p.html[html:], []byte("<img ")) {
		p.Error(n.Pos(), "link-words", "a link without words: nobody could see or hear it", "write what it leads to between the square brackets")
	}
	return words
}

func printTitle(p *printer, offset int, title []byte) {
	if title != nil {
		checkEntities(p.state, locateValue(p.state, offset, title), title)
		title = decode(title)
		p.writeAttribute("title", title)
		recordLines(p, string(title), func(int) int { return offset })
	}
}

// addRef adds a reference in the open block and returns its index. It reports the first reference
// that exceeds maxReferences.
func (p *printer) addRef(kind RefKind, target string, offset int) int {
	if len(p.doc.Refs) == maxReferences {
		p.Error(offset, "limit-references", fmt.Sprintf("more than %d references, links and pictures in this page", maxReferences), "split the page")
	}
	p.doc.Refs = append(p.doc.Refs, Ref{Target: target, Kind: kind, Offset: p.file.Body + offset,
		Paragraph: p.paragraph, Block: len(p.doc.Blocks) - 1, at: len(p.text) - p.blockStart})
	return len(p.doc.Refs) - 1
}

func printAutoLink(p *printer, n *ast.AutoLink) {
	label := n.Label(p.body)
	dest := autoLinkDestination(n, p.body)
	switch {
	case p.inImage:
		p.writeText(label)
		return
	case p.inLink:
		p.Error(n.Pos(), "link-nested", "a link inside the words of a link", "end one link before the other starts")
	case isAllowedScheme(dest.scheme):
		checkHost(p, n.Pos(), dest)
		p.openExternalLink(dest)
		p.write(">")
		p.writeText(label)
		p.write("</a>")
		return
	default:
		reportScheme(p, n.Pos(), dest, `write the whole address; a < that starts no link is written \<`)
	}
	p.writeText([]byte("<" + string(label) + ">"))
}

// autoLinkDestination returns the destination of an autolink such as <https://example.org> or
// <a@example.org>, in which nothing is escaped.
func autoLinkDestination(n *ast.AutoLink, body []byte) destination {
	url := string(n.URL(body))
	scheme, _, _ := strings.Cut(strings.ToLower(url), ":")
	if n.AutoLinkType == ast.AutoLinkEmail && scheme != "mailto" {
		return destination{url: "mailto:" + url, scheme: "mailto"}
	}
	return destination{url: url, scheme: scheme}
}
