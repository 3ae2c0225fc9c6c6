package markdown

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// testSyntax is the part of the section syntax of package quiz that the tests use.
var testSyntax = &SectionSyntax{
	Words: []SectionPrefix{{Word: "Question"}, {Word: "True or false"}, {Word: "Order"}, {Word: "Match"}, {Word: "Reflect"}, {Word: "Scenario"},
		{Word: "Scene", PartOf: "Scenario", LinkItems: true}, {Word: "Ending", PartOf: "Scenario", LinkItems: true}},
	Fields: []SectionField{{Name: "Tests"}, {Name: "Basis"}, {Name: "Hint"}, {Name: "Sure?"}, {Name: "Reviewed"}, {Name: "Why", Prose: true}, {Name: "A good answer covers"}},
}

// TestSections compares the sections of each body in testdata/section with the expected
// results. Each body name.md is followed by name.html, with a placeholder for each slot,
// and name.sections, a description of the sections. With -update it rewrites the results.
func TestSections(t *testing.T) {
	const name = "testdata/section/section.txtar"
	comment, files := readArchive(t, name)
	want := map[string]string{}
	for _, s := range files {
		want[s.name] = s.data
	}
	var updated strings.Builder
	updated.WriteString(comment)
	for _, s := range files {
		base, ok := strings.CutSuffix(s.name, ".md")
		if !ok {
			continue
		}
		f := newFile(t, s.data)
		doc, problems := Parse(f, Options{Sections: testSyntax})
		for _, problem := range problems {
			t.Errorf("%s: %s", s.name, problem)
		}
		checkElements(t, doc)
		fmt.Fprintf(&updated, "-- %s --\n%s", s.name, s.data)
		for _, result := range []archiveFile{{base + ".html", htmlWithPlaceholders(doc)}, {base + ".sections", describeSections(doc, f.Text)}} {
			if result.data != want[result.name] && !*update {
				t.Errorf("%s: got\n%swant\n%s", result.name, result.data, want[result.name])
			}
			fmt.Fprintf(&updated, "-- %s --\n%s", result.name, result.data)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(updated.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFootnoteInSection checks that citing a footnote within a section is reported, and that citing
// one elsewhere is not.
func TestFootnoteInSection(t *testing.T) {
	const body = "Above^.\n\n## Question: Q^? {#q}\n\nText^.\n\nTests: [[a]]^\nHint: So^.\n\n- [x] Yes^\n  > Why^.\n\n| A^ |\n|---|\n| B^ |\n\n> Quoted^\n\n" +
		"## Scenario: S^ {#s}\n\nText^.\n\n### Scene: A^ {#a}\n\n- [Go](#b)^\n\n### Ending: B {#b}\n\nText^.\n\n## Below^\n\nText^.\n\n[^n]: A note.[^m]\n\n[^m]: Another.\n"
	places := strings.Count(body, "^") - strings.Count(body, "[^")
	for i := range places {
		text := body
		for n := range places {
			if text = strings.Replace(text, "^", "\x00", 1); n == i {
				text = strings.Replace(text, "\x00", "[\x01n]", 1)
			} else {
				text = strings.Replace(text, "\x00", "", 1)
			}
		}
		text = strings.ReplaceAll(text, "\x01", "^")
		_, problems := Parse(newFile(t, text), Options{Sections: testSyntax})
		found := false
		for _, d := range problems {
			found = found || d.Rule == "footnote-question"
		}
		if outside := i == 0 || i >= places-2; found == outside {
			t.Errorf("footnote %d of %d: %v in\n%s", i, places, problems, text)
		}
	}
}

// checkElements checks that the elements of d contain its HTML in order, that their parts
// are items or rows, and that they refer to every block outside sections in order.
func checkElements(t *testing.T, d *Doc) {
	t.Helper()
	var whole, blocks strings.Builder
	for _, e := range d.Elements {
		whole.WriteString(d.formatText(e.Text))
		if e.Kind == SectionElement {
			fmt.Fprintf(&whole, "{{section %d}}⏎", e.Section)
		}
		for _, part := range e.Parts {
			tag := map[ElementKind]string{ListElement: "li>", TableElement: "tr>"}[e.Kind]
			if html := d.formatText(part); !strings.HasPrefix(html, "<"+tag) || !strings.HasSuffix(html, "</"+tag+"⏎") || !strings.Contains(d.formatText(e.Text), html) {
				t.Errorf("a part %q of %q", html, d.formatText(e.Text))
			}
		}
		for _, block := range d.Blocks[e.Text.Blocks[0]:e.Text.Blocks[1]] {
			blocks.WriteString(block.Text + "⏎")
		}
	}
	if got, want := whole.String(), strings.ReplaceAll(strings.ReplaceAll(htmlWithPlaceholders(d), "{{end}}\n", ""), "\n", "⏎"); got != want {
		t.Errorf("the elements are\n%s\nand the body is\n%s", got, want)
	}
	sections, at := d.Sections, 0
	for _, block := range d.Blocks {
		for len(sections) > 0 && block.Offset >= sections[0].End {
			sections = sections[1:]
		}
		if len(sections) > 0 && block.Offset >= sections[0].Offset {
			continue
		}
		next := strings.Index(blocks.String()[at:], block.Text+"⏎")
		if next < 0 {
			t.Errorf("no element has the text %q", block.Text)
			continue
		}
		at += next
	}
}

// describeSections describes the sections, headings and blocks of d, which was parsed from
// the file with the given text.
func describeSections(d *Doc, text string) string {
	var b strings.Builder
	for i := range d.Sections {
		d.describeSection(&b, text, "", &d.Sections[i])
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q %q\n", h.Level, h.ID, h.Text)
	}
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "block %q\n", block.Text)
	}
	return b.String()
}

// describeSection writes a description of s and its parts to b. Each line starts with
// indent.
func (d *Doc) describeSection(b *strings.Builder, text, indent string, s *Section) {
	source := strings.Split(strings.TrimSpace(text[s.Offset:s.End]), "\n")
	fmt.Fprintf(b, "%s%s #%s, level %d: %s (%q), refs %v, from %q to %q\n", indent, s.Word, s.ID, s.Level, d.formatText(s.Title), s.Plain, s.Refs, source[0], source[len(source)-1])
	indent += "\t"
	for _, e := range s.Elements {
		fmt.Fprintf(b, "%s%s: %s", indent, kindNames[e.Kind], d.formatText(e.Text))
		if l := e.Field; l != nil {
			fmt.Fprintf(b, " (%s, %q, %q, refs %v, underlined %v)", l.Name, d.Plain(e.Text, nil), l.Source, l.Refs, l.Underlined)
		}
		if !e.Content.Empty() {
			fmt.Fprintf(b, " inside: %s", d.formatText(e.Content))
		}
		fmt.Fprintln(b)
		for _, item := range e.Items {
			fmt.Fprintf(b, "%s\titem %c box %d: %s (%q) to %q, extra %v\n", indent, item.Marker, item.Box, d.formatText(item.Text), d.Plain(item.Text, nil), item.To, item.ExtraOffset > 0)
			if item.QuoteAt > 0 {
				fmt.Fprintf(b, "%s\t\tquote: %s (%q)\n", indent, d.formatText(item.Quote), d.Plain(item.Quote, nil))
			}
		}
		for _, row := range e.Rows {
			fmt.Fprintf(b, "%s\trow head %v:", indent, row.Head)
			for _, cell := range row.Cells {
				fmt.Fprintf(b, " %s (%q)", d.formatText(cell), d.Plain(cell, nil))
			}
			fmt.Fprintln(b)
		}
	}
	for i := range s.Parts {
		d.describeSection(b, text, indent, &s.Parts[i])
	}
}

// kindNames are the names of element kinds in the output of describeSections.
var kindNames = [...]string{OtherElement: "other", HeadingElement: "heading", ListElement: "list", TableElement: "table", QuotationElement: "quotation", CalloutElement: "callout", FieldElement: "label", RuleElement: "rule"}

// formatText returns the HTML of t with a placeholder for each slot and a ⏎ for each
// newline.
func (d *Doc) formatText(t Text) string {
	return strings.ReplaceAll(string(d.AppendText(nil, t, d.appendPlaceholder)), "\n", "⏎")
}
