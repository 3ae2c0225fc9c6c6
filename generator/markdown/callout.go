package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"safelearn/generator/diag"
)

// A CalloutKind is the kind of a callout. It determines its colour, icon and visible name.
type CalloutKind uint8

const (
	Note          CalloutKind = iota // information
	GoodPractice                     // something that went well
	DoNow                            // what a practitioner should do first
	SourcesDiffer                    // two sources that contradict each other, both with their dates
	Emergency                        // NHS care card: immediate action required
	Urgent                           // NHS care card: advice needed today
	NonUrgent                        // NHS care card: a routine appointment is enough
)

// calloutKeywords returns the keywords of callouts, such as NOTE in the marker [!NOTE], indexed by
// CalloutKind.
func calloutKeywords() []string {
	return []string{"NOTE", "GOOD-PRACTICE", "DO-NOW", "SOURCES-DIFFER", "EMERGENCY", "URGENT", "NON-URGENT"}
}

// Keyword returns the keyword of the kind in Markdown, such as DO-NOW in [!DO-NOW].
func (k CalloutKind) Keyword() string { return calloutKeywords()[k] }

// Name returns the keyword in lower case, such as do-now, for use as a CSS class.
func (k CalloutKind) Name() string { return strings.ToLower(k.Keyword()) }

// Calls reports whether callouts of the kind have a button that calls the first phone number in them.
func (k CalloutKind) Calls() bool { return k == Emergency || k == Urgent }

// ParentOnly reports whether callouts of the kind are allowed only on pages for parents.
func (k CalloutKind) ParentOnly() bool { return k >= Emergency }

// A calloutTitle is a node for the text after the marker, such as [!NOTE], on the first line
// of a callout. A block quote is a callout if its first child is a calloutTitle.
type calloutTitle struct {
	ast.BaseBlock
	customNode
	kind CalloutKind
}

// A calloutTransformer removes the line with the marker, such as [!NOTE], from the first
// paragraph of a block quote before the inline content of the paragraph is parsed.
type calloutTransformer struct{}

func (calloutTransformer) Transform(n *ast.Paragraph, _ text.Reader, pc parser.Context) {
	lines, s := n.Lines(), stateOf(pc)
	var title *calloutTitle
	for i := range lines.Len() {
		line := lines.At(i)
		line = line.TrimLeftSpace(s.body)
		keyword, ok := calloutKeyword(s.source(line))
		if !ok {
			continue
		}
		kind, ok := parseCalloutKind(s, n, keyword, line.Start, i)
		if !ok {
			continue
		}
		title = &calloutTitle{kind: kind}
		title.SetPos(line.Start)
		rest := text.NewSegment(line.Start+len("[!]")+len(keyword), line.Stop)
		checkAfterMarker(s, keyword, rest)
		rest = rest.TrimLeftSpace(s.body)
		if rest = rest.TrimRightSpace(s.body); !rest.IsEmpty() {
			title.Lines().Append(rest)
		}
	}
	if title == nil {
		return
	}
	parent := n.Parent()
	parent.InsertBefore(parent, n, title)
	if lines.Len() == 1 {
		parent.RemoveChild(parent, n)
		return
	}
	lines.SetSliced(1, lines.Len())
}

// checkAfterMarker reports punctuation directly after a callout marker, such as the + in [!NOTE]+.
// Other programs interpret it, but on this site it would be shown as text.
func checkAfterMarker(s *state, keyword string, rest text.Segment) {
	if strings.IndexByte(":+-([{|=.,;)", s.body[min(rest.Start, len(s.body)-1)]) >= 0 && !rest.IsEmpty() {
		s.Error(rest.Start, "callout-form", fmt.Sprintf("%c straight after [!%s] is shown as typed", s.body[rest.Start], keyword), "take it out, or put a space before it")
	}
}

// calloutKeyword returns the keyword in the callout marker at the start of line, such as NOTE in
// [!NOTE].
func calloutKeyword(line string) (keyword string, ok bool) {
	rest, found := strings.CutPrefix(line, "[!")
	keyword, _, closed := strings.Cut(rest, "]")
	if !found || !closed || strings.ContainsAny(keyword, "[(\n") {
		return "", false
	}
	return keyword, true
}

// normalizeKeyword returns keyword in capitals, with hyphens between its words.
func normalizeKeyword(keyword string) string {
	return strings.NewReplacer(" ", "-", "_", "-").Replace(strings.ToUpper(strings.TrimSpace(keyword)))
}

// parseCalloutKind returns the kind with the given keyword. The marker is at offset at, in the given
// line of n. It reports an unknown keyword at the start of a block quote, and a known one anywhere
// else.
func parseCalloutKind(s *state, n *ast.Paragraph, keyword string, at, line int) (CalloutKind, bool) {
	kind := slices.Index(calloutKeywords(), keyword)
	known := kind >= 0
	typed := normalizeKeyword(keyword)
	near := diag.Nearest(typed, calloutKeywords())
	if parent := n.Parent(); line > 0 || parent.Kind() != ast.KindBlockquote || parent.FirstChild() != n {
		if known || near != "" || isForeignKeyword(typed) {
			s.Error(at, "callout-place", fmt.Sprintf("[!%s] marks a callout only as the first words of a quotation", shorten(keyword)),
				fmt.Sprintf("write > [!%s] after a blank line, and > before each line that belongs to it", cmp.Or(near, "NOTE")))
		}
		return 0, false
	}
	if known {
		return CalloutKind(kind), true
	}
	hint := "the marks are " + strings.Join(calloutKeywords(), ", ")
	if near != "" {
		hint = fmt.Sprintf("write [!%s]", near)
	}
	s.Error(at, "callout-unknown", fmt.Sprintf("there is no callout %s", shorten("[!"+keyword+"]")), hint)
	return 0, false
}

// printQuote prints a block quote or a callout. A callout for parents alone has the name of its kind, such
// as urgent, as its id. It sets p.last to the content of the block quote, or to the whole callout.
func printQuote(p *printer, n *ast.Blockquote) {
	title, ok := n.FirstChild().(*calloutTitle)
	if !ok {
		p.write("<blockquote>\n")
		start := p.outputPosition()
		p.printChildren(n)
		p.lastText = p.textSince(start)
		p.write("</blockquote>\n")
		return
	}
	if title.kind == SourcesDiffer {
		printSourcesDifferCallout(p, n, title)
		return
	}
	start := p.outputPosition()
	titleTag, id := "p", ""
	if title.kind.ParentOnly() {
		titleTag = "h2" // screen reader users navigate by headings
		name := p.ids.uniqueID(title.kind.Name(), p.explicitIDs)
		p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: name, Offset: p.file.Body + title.Pos()})
		id = ` id="` + name + `"`
	}
	p.write(`<div class="callout `, title.kind.Name(), `"`, id, `><`, titleTag, ` class="callout-title"><span class="callout-label">`)
	index := len(p.doc.Callouts)
	p.addSlot(SlotLabel, index)
	p.doc.Callouts = append(p.doc.Callouts, Callout{Kind: title.kind, Titled: title.HasChildren(), Offset: p.file.Body + title.Pos(), Call: -1})
	p.write("</span>")
	if title.HasChildren() {
		p.write(" ")
		p.openBlock(title.Lines().At(0).Start, false)
		p.printInlines(title)
		p.closeBlock()
	}
	p.write("</", titleTag, ">\n")
	body := p.outputPosition()
	for block := title.NextSibling(); block != nil; block = block.NextSibling() {
		p.printBlock(block)
		if title.kind.Calls() && block.PreviousSibling() == title {
			p.addSlot(SlotCall, index)
		}
	}
	checkCalloutBody(p, n, title, isBlankSince(p, body))
	p.write("</div>\n")
	p.lastText = p.textSince(start)
	p.doc.Callouts[index].Text = p.lastText
}

// foldedQuestion returns the question in bold at the start of a paragraph that is shown folded, with the
// question as its summary, so that exceptions do not stand between readers and what to do. These are
// paragraphs that follow another block in a callout that says what to do now or whom to call, or in an
// item of a list in it. For other paragraphs it returns nil.
func foldedQuestion(p *printer, n *ast.Paragraph) *ast.Emphasis {
	question, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || question.Level != 2 || question.NextSibling() == nil || n.PreviousSibling() == nil {
		return nil
	}
	callout := n.Parent()
	if callout.Kind() == ast.KindListItem {
		callout = callout.Parent().Parent()
	}
	title, ok := callout.FirstChild().(*calloutTitle)
	if !ok || n.PreviousSibling() == title || title.kind != DoNow && !title.kind.Calls() || !strings.HasSuffix(leadingBold(p, n), "?") {
		return nil
	}
	for child := question.FirstChild(); child != nil; child = child.NextSibling() {
		if child.Kind() != ast.KindText && child.Kind() != ast.KindString {
			return nil // a summary contains no link
		}
	}
	return question
}

// startsWithCall reports whether n is the start of the first step of a callout that says what to do now, and
// contains only bold words with a reference.
func startsWithCall(n *ast.Paragraph) bool {
	item := n.Parent()
	if item.Kind() != ast.KindListItem || n.PreviousSibling() != nil || item.PreviousSibling() != nil {
		return false
	}
	title, ok := item.Parent().PreviousSibling().(*calloutTitle)
	bold, isBold := n.FirstChild().(*ast.Emphasis)
	if !ok || title.kind != DoNow || !isBold || bold.Level != 2 || bold.NextSibling() != nil {
		return false
	}
	for child := bold.FirstChild(); child != nil; child = child.NextSibling() {
		if _, ok := child.(*crossRef); ok {
			return true
		}
	}
	return false
}

// printCall prints a paragraph for which startsWithCall is true.
func printCall(p *printer, n *ast.Paragraph) {
	index := len(p.doc.Callouts) - 1
	p.doc.Callouts[index].Call = len(p.doc.Refs)
	p.write("<p")
	p.addSlot(SlotStep, index)
	p.write(">")
	p.openBlock(n.Lines().At(0).Start, false)
	setForm(p, OtherLine, n.Lines().At(0).Start)
	p.recordInlines(n)
	p.closeBlock()
	p.addSlot(SlotCall, index)
	p.write("</p>\n")
	checkLines(p, n)
}

// checkCalloutBody reports a callout without content. It reports a callout with only a title if the
// title ends with a colon or a block quote follows, because a blank line has probably split the
// callout in two. The argument empty states whether there is no content below the title.
func checkCalloutBody(p *printer, n *ast.Blockquote, title *calloutTitle, empty bool) {
	next, followed := n.NextSibling().(*ast.Blockquote)
	if followed {
		_, callout := next.FirstChild().(*calloutTitle)
		followed = !callout
	}
	if title.HasChildren() {
		followed = followed || bytes.HasSuffix(bytes.TrimSpace(title.Lines().Value(p.body)), []byte(":"))
	}
	if empty && (!title.HasChildren() || followed) {
		p.Error(title.Pos(), "callout-empty", fmt.Sprintf("there is nothing in the box of [!%s]", title.kind.Keyword()),
			"write > before each line that belongs to it, also before a blank one")
	}
}

// foreignKeywords returns callout keywords of other programs, such as WARNING in GitHub's Markdown.
func foreignKeywords() []string {
	return []string{"WARNING", "TIP", "IMPORTANT", "CAUTION", "INFO", "DANGER", "HINT", "ATTENTION"}
}

// isForeignKeyword reports whether keyword, in capitals, is the keyword of a callout in another
// program.
func isForeignKeyword(keyword string) bool { return slices.Contains(foreignKeywords(), keyword) }

const (
	maxMarkerPrefix = 40 // maximum number of bytes between the start of a line and the keyword

	// Characters that may surround the keyword of a malformed marker.
	openingSigns = "[]!(){}*_\\ \t［］（）【】！" + noBreakSpace
	closingSigns = "]})*_\\］）】!！ \t" + noBreakSpace
)

// checkForeignCallout reports a line that was probably meant as a callout: one in the syntax of
// another program, or with a malformed marker such as \[!NOTE] or [ !NOTE ]. The argument first
// states whether the line is the first of its block. It returns whether it reported the line.
func checkForeignCallout(p *printer, n ast.Node, offset int, text string, first bool) bool {
	if text != "" && text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' { // true for most lines
		return false
	}
	keyword, found := "NOTE", false
	if _, ok := calloutKeyword(text); !ok || n.Kind() == ast.KindHeading {
		keyword, found = malformedMarker(text, n.Parent().Kind() == ast.KindBlockquote)
	}
	if found = found || startsForeignCallout(text, first); found {
		p.Error(offset, "callout-form", fmt.Sprintf("%s looks like a callout and is shown as typed", shorten(text)),
			fmt.Sprintf("write > [!%[1]s] on a line of its own, and > before each line that belongs to it; for a mark that is meant to be read write `[!%[1]s]`, with the backticks", cmp.Or(keyword, "NOTE")))
	}
	return found
}

// malformedMarker returns the keyword of a malformed callout marker at the start of a line, for
// example in other brackets or in lower case. For a keyword of another program it returns NOTE. The
// argument quoted states whether the line is in a block quote.
func malformedMarker(text string, quoted bool) (keyword string, found bool) {
	if !quoted && !strings.ContainsAny(text[:min(len(text), maxMarkerPrefix)], "!！") { // true for most lines, such as [x] Answer
		return "", false
	}
	words := strings.TrimLeft(text, openingSigns)
	lead := text[:len(text)-len(words)]
	if !strings.ContainsAny(lead, "![！［【") || len(lead) > maxMarkerPrefix || len(words) < 2 {
		return "", false
	}
	for _, keyword := range append(calloutKeywords(), foreignKeywords()...) {
		if len(words) < len(keyword) || !strings.EqualFold(words[:2], keyword[:2]) || !strings.EqualFold(strings.NewReplacer(" ", "-", "_", "-").Replace(words[:len(keyword)]), keyword) {
			continue
		}
		rest := words[len(keyword):]
		tail := rest[:len(rest)-len(strings.TrimLeft(rest, closingSigns))]
		if isForeignKeyword(keyword) {
			keyword = "NOTE"
		}
		switch {
		case rest != "" && tail == "" && rest[0] != ':':
		case strings.ContainsAny(lead, "!！") && (strings.ContainsAny(lead, "[(【［（{") || strings.ContainsAny(tail, "])}］）】")):
			return keyword, true
		case quoted && strings.HasPrefix(strings.TrimPrefix(tail, "!"), "]") && words[:1] == strings.ToUpper(words[:1]) && (strings.TrimLeft(rest, closingSigns) == "" || strings.Contains(words[:len(words)-len(rest)], keyword)):
			return keyword, true
		}
	}
	return "", false
}

// startsForeignCallout reports whether a line starts a callout or a template in the syntax of
// another program. The argument first states whether the line is the first of its block.
func startsForeignCallout(text string, first bool) bool {
	isLetter := func(s string) bool { return s != "" && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z') }
	for _, start := range []string{"{%", "{{<", "{{%"} {
		if strings.HasPrefix(text, start) && strings.Contains(text, "}") {
			return true
		}
	}
	for _, start := range []string{"!!!", "???+", "???", ":::", "{:", ".."} {
		rest, found := strings.CutPrefix(text, start)
		rest = strings.TrimLeft(rest, " {.")
		if found && isLetter(rest) && (start == ":::" || first && (start != ".." || strings.Contains(rest, "::"))) {
			return true
		}
	}
	return false
}
