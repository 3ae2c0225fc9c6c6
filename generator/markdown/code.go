package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// printIndentedCode prints an indented code block. It reports a block that starts like other
// Markdown syntax, such as a list item, because that is rarely meant as code.
func printIndentedCode(p *printer, n *ast.CodeBlock) {
	line := n.Lines().At(0)
	text := bytes.TrimLeft(p.body[line.Start:line.Stop], " \t")
	if slices.ContainsFunc([]string{"> ", "- ", "* ", "+ ", "##", "**", "[[", "[!", "1. "}, func(prefix string) bool { return bytes.HasPrefix(text, []byte(prefix)) }) {
		p.Error(line.Stop-len(text), "text-mark", "four spaces or a tab at the start of this line make it code, and its marks are shown as typed",
			"take the spaces out; for code write ``` on a line above and on one below it")
	}
	printCode(p, n, "")
}

func printFencedCode(p *printer, n *ast.FencedCodeBlock) {
	language := ""
	if n.Info != nil {
		language = string(decode([]byte(fenceLanguage(p, n.Info))))
	}
	checkFenceEnd(p, n)
	printCode(p, n, language)
}

// fenceLanguage returns the first word of a fence's info string. It reports an unknown
// language, and any other words, because they would not be shown.
func fenceLanguage(p *printer, info *ast.Text) string {
	words := string(info.Segment.Value(p.body))
	language, rest, _ := strings.Cut(strings.ReplaceAll(words, "\t", " "), " ")
	if rest = strings.TrimSpace(rest); rest != "" {
		p.Error(info.Segment.Start+len(words)-len(rest), "code-info", fmt.Sprintf("words after the language of a code block are not shown: %s", shorten(rest)),
			"take them out, or write them into the text above the block")
	}
	if _, known := lexerFor(language); !known {
		hint := "take the name out; the code is shown without colours"
		if near := p.Nearest(strings.ToLower(language), func() []string { return supportedLanguages().aliases }); near != "" {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		p.Warn(info.Segment.Start, "code-language", fmt.Sprintf("no language called %q is known", language), hint)
	}
	return language
}

// checkFenceEnd reports a code block without a closing fence, because it extends to the end of
// the page or of the block that contains it.
func checkFenceEnd(p *printer, n *ast.FencedCodeBlock) {
	fence := p.body[n.Pos():]
	after := bytes.IndexByte(fence, '\n') + 1
	if lines := n.Lines(); lines.Len() > 0 {
		after = lines.At(lines.Len()-1).Stop - n.Pos()
	}
	if after > 0 && after < len(fence) {
		last, _, _ := bytes.Cut(fence[after:], []byte("\n"))
		if bytes.HasPrefix(bytes.TrimLeft(last, "> \t"), fence[:3]) {
			return
		}
	}
	p.Error(n.Pos(), "code-unclosed", "this code block has no end", "write a line "+string(fence[:3])+" after the code, as far to the right as its first line")
}

// printCode prints a code block, highlighted if the language is known and the page does not
// exceed maxHighlighted. The block is focusable, so that keyboard users can scroll it if it is
// wider than the screen.
func printCode(p *printer, n ast.Node, language string) {
	code := n.Lines().Value(p.body)
	p.addSlot(SlotLines, 1+bytes.Count(code, []byte("\n")))
	recordLines(p, string(code), func(line int) int { return n.Lines().At(min(line, n.Lines().Len()-1)).Start })
	p.write(`<pre class="code" tabindex="0"><code`)
	if language != "" {
		p.writeAttribute("class", []byte("language-"+language))
	}
	p.write(">")
	html, ok := "", false
	if language != "" && p.highlighted+len(code) <= maxHighlighted {
		p.highlighted += len(code)
		html, ok = Highlight(string(code), language)
	}
	if !ok {
		html = string(appendEscaped(nil, code))
	}
	p.doc.HasCode = true
	p.write(html, "</code></pre>\n")
}
