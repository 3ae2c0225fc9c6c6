package body_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestPlaceholders checks that a page shows each of its paragraphs and one placeholder for
// each withheld paragraph, wherever the headings, the footnotes and the ends of the
// sections are.
func TestPlaceholders(t *testing.T) {
	shown := regexp.MustCompile(`id="p([0-9.]+)"`)
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 0))
		var counts, withheld, want []string
		var text strings.Builder
		for section := range 3 {
			counts = append(counts, fmt.Sprintf("%d: 3", section+1))
			for number := range 3 {
				label := fmt.Sprintf("%d.%d", section+1, number+1)
				for random.IntN(3) == 0 {
					text.WriteString("## A heading\n\n")
				}
				switch random.IntN(3) {
				case 0:
					withheld = append(withheld, label)
				case 1:
					text.WriteString(label + []string{" Words.\n\n", " Words[^note].\n\n"}[random.IntN(2)])
				default:
					continue
				}
				want = append(want, label)
			}
		}
		for random.IntN(2) == 0 {
			text.WriteString("## A heading\n\n")
		}
		if strings.Contains(text.String(), "[^note]") {
			text.WriteString("[^note]: A note.\n")
		}
		front := fmt.Sprintf("title: Tried\nstatus: draft\nparagraphs: {%s}\nwithheld: [%s]\n", strings.Join(counts, ", "), strings.Join(withheld, ", "))
		html := renderBody(t, front, text.String())
		var got []string
		for _, m := range shown.FindAllStringSubmatch(html, -1) {
			got = append(got, m[1])
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("the page shows %v, want %v, of\n%s\n%s", got, want, front, text.String())
		}
	}
}

// renderBody returns the body of a review with the given front matter and text.
func renderBody(t *testing.T, front, text string) string {
	t.Helper()
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":             {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/reviews/hill/index.md": {Data: []byte("---\n" + front + "---\n\n" + text)},
	})
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	graph, problems := xref.Link(site, nil)
	if problems.Failed() {
		t.Fatal(problems)
	}
	page := site.EntryByPath("content/reviews/hill/index.md")
	from := graph.Viewpoint(page.Base().Address, page.Base(), xref.Addressing{})
	rendered := body.NewWriter(graph, layout.NewLocales(site)).Body(&from, page, nil, false)
	return string(rendered.Opening + rendered.AfterOpening)
}
