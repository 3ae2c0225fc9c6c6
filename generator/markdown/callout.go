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

// A Level is the kind of a callout. It determines the colour, icon and label.
type Level uint8

const (
	Note          Level = iota // information
	GoodPractice               // something that went well
	DoNow                      // a practitioner's first action
	SourcesDiffer              // two sources that say different things, both with their dates
	Emergency                  // NHS care card: immediate action required
	Urgent                     // NHS care card: advice needed today
	NonUrgent                  // NHS care card: a routine appointment is enough
)

// marks returns the names of the levels in Markdown, indexed by Level.
func marks() []string {
	return []string{"NOTE", "GOOD-PRACTICE", "DO-NOW", "SOURCES-DIFFER", "EMERGENCY", "URGENT", "NON-URGENT"}
}

// Mark returns the name of the level in Markdown, such as DO-NOW in [!DO-NOW].
func (l Level) Mark() string { return marks()[l] }

// Name returns the name of the level in lower case, such as do-now. It is used as a CSS
// class.
func (l Level) Name() string { return strings.ToLower(l.Mark()) }

// ParentOnly reports whether the level is allowed only on pages for parents.
func (l Level) ParentOnly() bool { return l >= Emergency }

// A calloutTitle is a node for the text after the marker, such as [!NOTE], on the first line
// of a callout. A block quote is a callout if its first child is a calloutTitle.
type calloutTitle struct {
	ast.BaseBlock
	customNode
	level Level
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
		mark, ok := calloutMark(s.source(line))
		if !ok {
			continue
		}
		level, ok := checkMark(s, n, mark, line.Start, i)
		if !ok {
			continue
		}
		title = &calloutTitle{level: level}
		title.SetPos(line.Start)
		rest := text.NewSegment(line.Start+len("[!]")+len(mark), line.Stop)
		checkAfterMark(s, mark, rest)
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

// checkAfterMark reports signs straight after a mark, such as the + of other programs, which
// would be shown.
func checkAfterMark(s *state, mark string, rest text.Segment) {
	if strings.IndexByte(":+-([{|=.,;)", s.body[min(rest.Start, len(s.body)-1)]) >= 0 && !rest.IsEmpty() {
		s.Error(rest.Start, "callout-form", fmt.Sprintf("%c straight after [!%s] is shown as typed", s.body[rest.Start], mark), "take it out, or put a space before it")
	}
}

// calloutMark returns the name in the callout marker at the start of line: NOTE for [!NOTE].
func calloutMark(line string) (mark string, ok bool) {
	rest, found := strings.CutPrefix(line, "[!")
	mark, _, closed := strings.Cut(rest, "]")
	if !found || !closed || strings.ContainsAny(mark, "[(\n") {
		return "", false
	}
	return mark, true
}

// typedMark returns mark in capitals, with hyphens between its words.
func typedMark(mark string) string {
	return strings.NewReplacer(" ", "-", "_", "-").Replace(strings.ToUpper(strings.TrimSpace(mark)))
}

// checkMark returns the level that mark names. It reports an unknown name at the start of a
// block quote, and a known name anywhere else.
func checkMark(s *state, n *ast.Paragraph, mark string, at, line int) (Level, bool) {
	level := slices.Index(marks(), mark)
	known := level >= 0
	typed := typedMark(mark)
	near := diag.Nearest(typed, marks())
	if parent := n.Parent(); line > 0 || parent.Kind() != ast.KindBlockquote || parent.FirstChild() != n {
		if known || near != "" || isForeignMark(typed) {
			s.Error(at, "callout-place", fmt.Sprintf("[!%s] marks a callout only as the first words of a quotation", shorten(mark)),
				fmt.Sprintf("write > [!%s] after a blank line, and > before each line that belongs to it", cmp.Or(near, "NOTE")))
		}
		return 0, false
	}
	if known {
		return Level(level), true
	}
	hint := "the marks are " + strings.Join(marks(), ", ")
	if near != "" {
		hint = fmt.Sprintf("write [!%s]", near)
	}
	s.Error(at, "callout-unknown", fmt.Sprintf("there is no callout %s", shorten("[!"+mark+"]")), hint)
	return 0, false
}

// printQuote prints a block quote or a callout. It sets p.last to the content of the block
// quote, or to the whole callout.
func printQuote(p *printer, n *ast.Blockquote) {
	title, ok := n.FirstChild().(*calloutTitle)
	if !ok {
		p.write("<blockquote>\n")
		start := p.position()
		p.printChildren(n)
		p.last = p.textSince(start)
		p.write("</blockquote>\n")
		return
	}
	if title.level == SourcesDiffer {
		printDiffer(p, n, title)
		return
	}
	start := p.position()
	line := "p"
	if title.level.ParentOnly() {
		line = "h2" // screen reader users navigate by headings
	}
	p.write(`<div class="callout `, title.level.Name(), `"><`, line, ` class="callout-title"><span class="callout-label">`)
	index := len(p.doc.Callouts)
	p.addSlot(SlotLabel, index)
	p.doc.Callouts = append(p.doc.Callouts, Callout{Level: title.level, Titled: title.HasChildren(), Offset: p.file.Body + title.Pos()})
	p.write("</span>")
	if title.HasChildren() {
		p.write(" ")
		p.openBlock(title.Lines().At(0).Start, false)
		p.printInlines(title)
		p.closeBlock()
	}
	p.write("</", line, ">\n")
	body := p.position()
	p.printChildren(n)
	checkCalloutBody(p, n, title, isBlankSince(p, body))
	p.write("</div>\n")
	p.last = p.textSince(start)
	p.doc.Callouts[index].Text = p.last
}

// checkCalloutBody reports a callout without content. It reports a callout with only a title if
// the title ends with a colon or a block quote follows, because a blank line has probably split
// the callout in two.
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
		p.Error(title.Pos(), "callout-empty", fmt.Sprintf("there is nothing in the box of [!%s]", title.level.Mark()),
			"write > before each line that belongs to it, also before a blank one")
	}
}

// foreignMarks returns the names of callouts in other programs.
func foreignMarks() []string {
	return []string{"WARNING", "TIP", "IMPORTANT", "CAUTION", "INFO", "DANGER", "HINT", "ATTENTION"}
}

// isForeignMark reports whether mark, in capitals, is the name of a callout in other programs.
func isForeignMark(mark string) bool { return slices.Contains(foreignMarks(), mark) }

const (
	maxMarkLead  = 40 // bytes before the name of a callout
	openingMarks = "[]!(){}*_\\ \t［］（）【】！" + noBreakSpace
	closingMarks = "]})*_\\］）】!！ \t" + noBreakSpace
)

// checkForeignCallout reports a line that was probably meant as a callout: one in the syntax of
// another program, or with a mark such as \[!NOTE] or [ !NOTE ]. It returns whether it reported
// the line.
func checkForeignCallout(p *printer, n ast.Node, offset int, text string, first bool) bool {
	if text != "" && text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' { // most lines
		return false
	}
	mark, found := "NOTE", false
	if _, ok := calloutMark(text); !ok || n.Kind() == ast.KindHeading {
		mark, found = malformedMark(text, n.Parent().Kind() == ast.KindBlockquote)
	}
	if found = found || startsForeignCallout(text, first); found {
		p.Error(offset, "callout-form", fmt.Sprintf("%s looks like a callout and is shown as typed", shorten(text)),
			fmt.Sprintf("write > [!%[1]s] on a line of its own, and > before each line that belongs to it; for a mark that is meant to be read write `[!%[1]s]`, with the backticks", cmp.Or(mark, "NOTE")))
	}
	return found
}

// malformedMark returns the callout name in a malformed mark at the start of a line, for
// example in other brackets or in lower case. For a name from another program it returns NOTE.
// The argument quoted is whether the line is in a block quote.
func malformedMark(text string, quoted bool) (mark string, found bool) {
	if !quoted && !strings.ContainsAny(text[:min(len(text), maxMarkLead)], "!！") { // most lines, such as [x] Answer
		return "", false
	}
	words := strings.TrimLeft(text, openingMarks)
	lead := text[:len(text)-len(words)]
	if !strings.ContainsAny(lead, "![！［【") || len(lead) > maxMarkLead || len(words) < 2 {
		return "", false
	}
	for _, mark := range append(marks(), foreignMarks()...) {
		if len(words) < len(mark) || !strings.EqualFold(words[:2], mark[:2]) || !strings.EqualFold(strings.NewReplacer(" ", "-", "_", "-").Replace(words[:len(mark)]), mark) {
			continue
		}
		rest := words[len(mark):]
		tail := rest[:len(rest)-len(strings.TrimLeft(rest, closingMarks))]
		if isForeignMark(mark) {
			mark = "NOTE"
		}
		switch {
		case rest != "" && tail == "" && rest[0] != ':':
		case strings.ContainsAny(lead, "!！") && (strings.ContainsAny(lead, "[(【［（{") || strings.ContainsAny(tail, "])}］）】")):
			return mark, true
		case quoted && strings.HasPrefix(strings.TrimPrefix(tail, "!"), "]") && words[:1] == strings.ToUpper(words[:1]) && (strings.TrimLeft(rest, closingMarks) == "" || strings.Contains(words[:len(words)-len(rest)], mark)):
			return mark, true
		}
	}
	return "", false
}

// startsForeignCallout reports whether a line starts a callout or a template in the syntax of
// another program. The argument first is whether it is the first line of its block.
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
