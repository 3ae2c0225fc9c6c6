package markdown

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestForms takes each body of testdata/form apart: a file name.md is followed by
// name.html, with a word for each hole, and name.forms, with all that the forms hold.
func TestForms(t *testing.T) {
	const name = "testdata/form/form.txtar"
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
		doc, problems := Parse(file(t, s.data), Options{Forms: true})
		for _, problem := range problems {
			t.Errorf("%s: %s", s.name, problem)
		}
		fmt.Fprintf(&fresh, "-- %s --\n%s", s.name, s.data)
		for _, result := range []section{{base + ".html", filled(doc)}, {base + ".forms", taken(doc)}} {
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

// taken writes down the forms of a Doc.
func taken(d *Doc) string {
	var b strings.Builder
	for i := range d.Forms {
		d.tell(&b, "", &d.Forms[i])
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q %q\n", h.Level, h.ID, h.Text)
	}
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "block %q\n", block.Text)
	}
	return b.String()
}

func (d *Doc) tell(b *strings.Builder, indent string, f *Form) {
	source := strings.Split(strings.TrimSpace(f.Source), "\n")
	fmt.Fprintf(b, "%s%s #%s: %s (%q), refs %v, from %q to %q\n", indent, f.Word, f.ID, d.show(f.Title), f.Plain, f.Refs, source[0], source[len(source)-1])
	indent += "\t"
	put := func(what string, t Text, more string) {
		if t.HTML != "" || more != "" {
			fmt.Fprintf(b, "%s%s: %s%s\n", indent, what, d.show(t), more)
		}
	}
	put("intro", f.Intro, "")
	for _, l := range f.Labels {
		put("label "+l.Name, l.Text, fmt.Sprintf(" (%q, %q, refs %v, underlined %v)", l.Plain, l.Source, l.Refs, l.Underlined))
	}
	for _, item := range f.Items {
		put(fmt.Sprintf("item %c box %d", item.Sign, item.Box), item.Text, fmt.Sprintf(" (%q) to %q", item.Plain, item.To))
		put("\treason", item.Reason, "")
		if item.OutsideAt+item.ExtraAt > 0 {
			fmt.Fprintf(b, "%s\toutside %v, extra %v\n", indent, item.OutsideAt > 0, item.ExtraAt > 0)
		}
	}
	for _, row := range f.Rows {
		fmt.Fprintf(b, "%srow head %v:", indent, row.Head)
		for _, cell := range row.Cells {
			fmt.Fprintf(b, " %s (%q)", d.show(cell.Text), cell.Plain)
		}
		fmt.Fprintln(b)
	}
	put("after", f.After, "")
	for i := range f.Scenes {
		d.tell(b, indent, &f.Scenes[i])
	}
}

// show gives a piece of the Doc as filled gives the whole.
func (d *Doc) show(t Text) string {
	part := *d
	part.markup, part.overlaps, part.Holes = t.HTML, nil, t.Holes
	return strings.ReplaceAll(filled(&part), "\n", "⏎")
}
