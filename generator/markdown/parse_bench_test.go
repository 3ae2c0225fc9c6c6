package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// benchmarkPage is a typical page of about 560 words, with numbered paragraphs,
// references, lists, a table, a callout and a footnote.
var benchmarkPage = "## What was found\n\n" + strings.Repeat(`4.18 The health visitor saw a small mark on the baby's arm at the *first* visit, and
wrote it down. The reviewer says that this was "a missed chance" to ask more: see [[lp6]]
and [[4.19-4.23|the paragraphs after it]]. Nobody rang the duty team that day.

The [protocol](../bruising/) has since changed. It asks every worker to speak to children's
social care before the end of the visit, e.g. by telephone, and to write down **who said what**.

- Tell the parents what happens now, and why.
- Ask a colleague to look at the note with you [[bruising#refer]].

`, 5) + `> [!DO-NOW] Ring today
> Do not wait for the next visit.

| Who | What | When |
|---|---|--:|
| Health visitor | rings the duty team | today |
| Duty team | calls [[strategy\|a meeting]] | today |
| Paediatrician | sees the child | within a day |

One more thing[^1].

[^1]: As reported by the panel.
`

// BenchmarkParse parses benchmarkPage.
func BenchmarkParse(b *testing.B) {
	f := newFile(b, benchmarkPage)
	b.ReportAllocs()
	for b.Loop() {
		Parse(f, Options{})
	}
}

// BenchmarkGoldmark converts the same page with goldmark alone, using the same
// extensions. Parse should take at most 1.6 times as long.
func BenchmarkGoldmark(b *testing.B) {
	md := goldmark.New(goldmark.WithParserOptions(parser.WithHeadingAttribute(), parser.WithAutoHeadingID()),
		goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList, extension.TaskList, extension.Typographer))
	source := []byte(benchmarkPage)
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := md.Convert(source, &out); err != nil {
			b.Fatal(err)
		}
	}
}
