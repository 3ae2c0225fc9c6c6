package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// markdownHint returns a hint that names the Markdown equivalent of an HTML element, or "" if there
// is none.
func markdownHint(element string) string {
	return map[string]string{
		"b":      "write **words** for strong words",
		"strong": "write **words** for strong words",
		"i":      "write *words* for emphasis",
		"em":     "write *words* for emphasis",
		"br":     `end the line with \ for a line break`,
		"p":      "leave a blank line between paragraphs",
		"a":      "write [words](address) for a link; give a heading an id with {#id}",
		"img":    "write ![what it shows](address) for a picture",
		"code":   "write `words` for code",
		"pre":    "write ``` before and after a block of code",
		"table":  "write a table with bars: | head | head |",
		"ul":     "start each item with a hyphen",
		"ol":     "start each item with 1. and so on",
		"li":     "start each item with a hyphen",
		"hr":     "write --- between two blank lines",
		"h1":     "write ## before a heading",
		"h2":     "write ## before a heading",
		"h3":     "write ### before a heading",
		"h4":     "write #### before a heading",
		"!--":    "take the comment out: it would be published",
	}[element]
}

// reportHTML reports raw HTML. It ignores an end tag if a start tag with the same name has been
// reported in the same block.
func reportHTML(p *printer, offset int, source []byte) {
	name := tagName(source)
	if strings.HasPrefix(name, "/") {
		if slices.Contains(p.reportedMarkup, name[1:]) {
			return
		}
		name = name[1:]
	}
	p.reportedMarkup = append(p.reportedMarkup, name)
	short, hint := shorten(string(source)), `for a < that is meant to be read write \< or &lt;`
	if markdown := markdownHint(name); markdown != "" {
		hint = markdown + "; " + hint
	} else if strings.Count(short, "<") == 1 {
		hint += `: \` + short
	}
	p.Error(offset, "html-raw", fmt.Sprintf("HTML is not allowed in pages: %s", short), hint)
}

// tagName returns the name of the tag at the start of source in lower case, with a leading /
// for an end tag, and "!--" for a comment.
func tagName(source []byte) string {
	source = bytes.TrimLeft(source, " \t")
	if bytes.HasPrefix(source, []byte("<!--")) {
		return "!--"
	}
	source = bytes.TrimPrefix(source, []byte("<"))
	end := bytes.IndexAny(source, " \t\n>")
	if end < 0 {
		end = len(source)
	}
	name := strings.ToLower(string(source[:end]))
	if name == "/" || !strings.HasPrefix(name, "/") {
		return strings.TrimSuffix(name, "/")
	}
	return name
}

func printRawHTML(p *printer, n *ast.RawHTML) {
	source := n.Segments.Value(p.body)
	reportHTML(p, n.Segments.At(0).Start, source)
	writeSource(p, source)
}

// writeSource prints Markdown source as visible text.
func writeSource(p *printer, source []byte) {
	p.html = appendEscaped(p.html, source)
	p.text = append(p.text, bytes.ReplaceAll(source, []byte("\n"), []byte(" "))...)
}

// printHTMLBlock reports an HTML block and prints its source as a paragraph.
func printHTMLBlock(p *printer, n *ast.HTMLBlock) {
	source := n.Lines().Value(p.body)
	if n.HasClosure() {
		source = append(source, n.ClosureLine.Value(p.body)...)
	}
	p.openBlock(n.Pos(), false)
	reportHTML(p, n.Pos(), source)
	p.write("<p>")
	writeSource(p, bytes.TrimSpace(source))
	p.closeBlock()
	p.write("</p>\n")
}
