package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// sourcesDifferHint is a hint on how to write a SourcesDiffer callout.
const sourcesDifferHint = "write > **Two sources differ on …**, a list of two items such as > - **The report of 2021.** …, and a paragraph, each after a line with > alone"

// printSourcesDifferCallout prints a SourcesDiffer callout, which has no label, because its first paragraph is
// its heading.
func printSourcesDifferCallout(p *printer, n *ast.Blockquote, title *calloutTitle) {
	start, index := p.outputPosition(), len(p.doc.Callouts)
	p.write(`<div class="callout sources-differ">`, "\n")
	p.addSlot(SlotLines, 2) // for the frame, which is two lines high
	p.doc.Callouts = append(p.doc.Callouts, Callout{Kind: title.kind, Titled: true, Offset: p.file.Body + title.Pos(), Call: -1})
	if title.HasChildren() {
		p.write("<p>")
		p.openBlock(title.Lines().At(0).Start, false)
		p.printInlines(title)
		p.closeBlock()
		p.write("</p>\n")
	}
	body := p.outputPosition()
	p.printChildren(n)
	checkCalloutBody(p, n, title, isBlankSince(p, body))
	checkSourcesDifferCallout(p, n, title)
	p.write("</div>\n")
	p.lastText = p.textSince(start)
	p.doc.Callouts[index].Text = p.lastText
}

// checkSourcesDifferCallout reports a SourcesDiffer callout unless it consists of a heading in bold, a list of
// two sources that each begin with a name and a year in bold, and a paragraph, so that readers see
// both sources with their dates.
func checkSourcesDifferCallout(p *printer, n *ast.Blockquote, title *calloutTitle) {
	report := func(at ast.Node, message, hint string) {
		p.Error(max(at.Pos(), 0), "callout-sources", message, hint)
	}
	heading := title.NextSibling()
	switch {
	case title.HasChildren():
		report(title, "the heading of [!SOURCES-DIFFER] stands beside its mark", "write it in bold on the next line, > **Two sources differ on …**")
		return
	case heading == nil:
		return // another check reports an empty callout
	case heading.Kind() != ast.KindParagraph || leadingBold(p, heading) == "" || heading.ChildCount() != 1:
		report(heading, "[!SOURCES-DIFFER] does not begin with a heading in bold", sourcesDifferHint)
		return
	}
	sources := heading.NextSibling()
	if sources == nil || sources.Kind() != ast.KindList {
		report(title, "there is no list of two sources below the heading of [!SOURCES-DIFFER]", sourcesDifferHint)
		return
	}
	if count := sources.ChildCount(); count != 2 {
		report(sources, fmt.Sprintf("the list of [!SOURCES-DIFFER] shows two sources, and this one has %d", count), sourcesDifferHint)
		return
	}
	for item := sources.FirstChild(); item != nil; item = item.NextSibling() {
		source := ""
		if item.HasChildren() {
			source = leadingBold(p, item.FirstChild())
		}
		if !strings.ContainsAny(source, "0123456789") {
			report(item, "this source does not begin with its name and its year in bold", "write - **The report of 2021.** and then what it says")
		}
	}
	if closing := sources.NextSibling(); closing == nil || closing.Kind() != ast.KindParagraph || closing.NextSibling() != nil {
		report(title, "[!SOURCES-DIFFER] does not end with one paragraph below its list", "write what follows for the reader, after a line with > alone")
	}
}

// leadingBold returns the bold text at the start of a paragraph, or "" if there is none.
func leadingBold(p *printer, n ast.Node) string {
	bold, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return ""
	}
	var b strings.Builder
	for child := bold.FirstChild(); child != nil; child = child.NextSibling() {
		if text, ok := child.(*ast.Text); ok {
			b.Write(text.Segment.Value(p.body))
		}
	}
	return b.String()
}
