package markdown

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// syntax is that of package quiz, as far as the tests need it.
var syntax = &SectionSyntax{
	Words: []SectionWord{{Word: "Question"}, {Word: "True or false"}, {Word: "Order"}, {Word: "Match"}, {Word: "Reflect"}, {Word: "Scenario"},
		{Word: "Scene", PartOf: "Scenario", Jumps: true}, {Word: "Ending", PartOf: "Scenario", Jumps: true}},
	Labels: []SectionLabel{{Name: "Tests"}, {Name: "Basis"}, {Name: "Hint"}, {Name: "Sure?"}, {Name: "Reviewed"}, {Name: "Why", Prose: true}, {Name: "A good answer covers"}},
}

// TestSections takes each body of testdata/section apart: a file name.md is followed
// by name.html, with a word for each hole, and name.sections, with all that the
// sections hold.
func TestSections(t *testing.T) {
	const name = "testdata/section/section.txtar"
	comment, sections := readArchive(t, name)
	want := map[string]string{}
	for _, s := range sections {
		want[s.name] = s.data
	}
	var fresh strings.Builder
	fresh.WriteString(comment)
	for _, s := range sections {
		base, ok := strings.CutSuffix(s.name, ".md")
		if !ok {
			continue
		}
		doc, problems := Parse(file(t, s.data), Options{Sections: syntax})
		for _, problem := range problems {
			t.Errorf("%s: %s", s.name, problem)
		}
		checkElements(t, doc)
		fmt.Fprintf(&fresh, "-- %s --\n%s", s.name, s.data)
		for _, result := range []section{{base + ".html", filled(doc)}, {base + ".sections", describeSections(doc)}} {
			if result.data != want[result.name] && !*update {
				t.Errorf("%s: got\n%swant\n%s", result.name, result.data, want[result.name])
			}
			fmt.Fprintf(&fresh, "-- %s --\n%s", result.name, result.data)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(fresh.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// checkElements checks that the elements of a body hold its HTML, in order, and that
// their visible text is that of the blocks they name.
func checkElements(t *testing.T, d *Doc) {
	t.Helper()
	var whole, blocks strings.Builder
	for _, e := range d.Elements() {
		whole.WriteString(d.show(e.Text))
		if e.Kind == SectionElement {
			fmt.Fprintf(&whole, "{{section %d}}⏎", e.Section)
		}
		for _, part := range e.Parts {
			item := strings.HasPrefix(part.HTML, "<li>") && strings.HasSuffix(part.HTML, "</li>\n")
			row := strings.HasPrefix(part.HTML, "<tr>") && strings.HasSuffix(part.HTML, "</tr>\n")
			if e.Kind == List && !item || e.Kind == Table && !row || !strings.Contains(e.Text.HTML, part.HTML) {
				t.Errorf("a part %q of %q", part.HTML, e.Text.HTML)
			}
		}
		for _, block := range d.Blocks[e.Text.Blocks[0]:e.Text.Blocks[1]] {
			blocks.WriteString(block.Text + "⏎")
		}
	}
	if got, want := whole.String(), strings.ReplaceAll(strings.ReplaceAll(filled(d), "{{end}}\n", ""), "\n", "⏎"); got != want {
		t.Errorf("the elements are\n%s\nand the body is\n%s", got, want)
	}
	sections, at := d.Sections, 0
	for _, block := range d.Blocks {
		for len(sections) > 0 && block.Offset >= sections[0].Offset+len(sections[0].Source) {
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

// describeSections writes down the sections of a Doc.
func describeSections(d *Doc) string {
	var b strings.Builder
	for i := range d.Sections {
		d.describeSection(&b, "", &d.Sections[i])
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q %q\n", h.Level, h.ID, h.Text)
	}
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "block %q\n", block.Text)
	}
	return b.String()
}

func (d *Doc) describeSection(b *strings.Builder, indent string, s *Section) {
	source := strings.Split(strings.TrimSpace(s.Source), "\n")
	fmt.Fprintf(b, "%s%s #%s, level %d: %s (%q), refs %v, from %q to %q\n", indent, s.Word, s.ID, s.Level, d.show(s.Title), s.Plain, s.Refs, source[0], source[len(source)-1])
	indent += "\t"
	for _, e := range s.Elements {
		fmt.Fprintf(b, "%s%s: %s", indent, kindNames[e.Kind], d.show(e.Text))
		if l := e.Label; l != nil {
			fmt.Fprintf(b, " (%s, %q, %q, refs %v, underlined %v)", l.Name, d.Plain(e.Text, nil), l.Source, l.Refs, l.Underlined)
		}
		if !e.Inside.Empty() {
			fmt.Fprintf(b, " inside: %s", d.show(e.Inside))
		}
		fmt.Fprintln(b)
		for _, item := range e.Items {
			fmt.Fprintf(b, "%s\titem %c box %d: %s (%q) to %q, extra %v\n", indent, item.Marker, item.Box, d.show(item.Text), d.Plain(item.Text, nil), item.To, item.ExtraAt > 0)
			if item.QuoteAt > 0 {
				fmt.Fprintf(b, "%s\t\tquote: %s (%q)\n", indent, d.show(item.Quote), d.Plain(item.Quote, nil))
			}
		}
		for _, row := range e.Rows {
			fmt.Fprintf(b, "%s\trow head %v:", indent, row.Head)
			for _, cell := range row.Cells {
				fmt.Fprintf(b, " %s (%q)", d.show(cell), d.Plain(cell, nil))
			}
			fmt.Fprintln(b)
		}
	}
	for i := range s.Parts {
		d.describeSection(b, indent, &s.Parts[i])
	}
}

var kindNames = [...]string{Other: "other", HeadingElement: "heading", List: "list", Table: "table", Quotation: "quotation", CalloutElement: "callout", LabelLine: "label", Rule: "rule"}

// show returns a piece of the Doc as filled returns the whole.
func (d *Doc) show(t Text) string {
	part := *d
	part.markup, part.overlaps, part.Holes = t.HTML, nil, t.Holes
	return strings.ReplaceAll(filled(&part), "\n", "⏎")
}
