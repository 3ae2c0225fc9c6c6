package generator

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/render"
)

// wordLabels lists labels that can occur in documents with the numbering "words".
var wordLabels = []string{"Finding 3", "Finding A", "Annex", "Finding no 3", "R/2026/001", "(1)", "Éclair 2", "4.33"}

// siteWithRestrictedLabel returns a site with a review of two documents that have the numbering "words". A
// finding lists the given label under the given key, "quiet" or "withheld". The map pages contains the
// bodies of further pages by name.
func siteWithRestrictedLabel(key, label string, pages map[string]string) fstest.MapFS {
	const front = "---\ntitle: Tried\nsummary: Words.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n"
	const documents = "documents:\n  - {id: or, kind: report, numbering: words, main: true}\n  - {id: es, kind: executive-summary, numbering: words}\n"
	body := func(name string) string {
		if pages[name] == "" {
			return "---\n\nWords.\n"
		}
		return "---\n\n" + pages[name] + "\n"
	}
	return fstest.MapFS{
		"content/site.yaml":                         {Data: []byte("id: small\ntitle: Small\npartnership: None\nlanguages: [en-GB]\ndemonstration: true\nbanner: Made for a test.\n")},
		"content/reviews/hill/index.md":             {Data: []byte(front + "short: Hill\n" + documents + body("index"))},
		"content/reviews/hill/findings/f.md":        {Data: []byte(front + key + ": [\"" + label + "\"]\n" + body("finding"))},
		"content/reviews/hill/learning-points/l.md": {Data: []byte(front + body("point"))},
		"content/modules/m.md":                      {Data: []byte(front + "minutes: 5\n" + strings.Replace(body("module"), "\n\n", "\n\n## Words\n\n", 1))},
	}
}

// TestRestrictedWordLabels checks that text that starts with a quiet or withheld label that is not
// a number is an error, except in the quiet paragraph itself, and that no page other than its own
// repeats the text of a quiet paragraph with such a label.
func TestRestrictedWordLabels(t *testing.T) {
	base := addShippedFiles(t, fstest.MapFS{})
	for _, label := range wordLabels {
		for _, document := range []string{"", "es:"} {
			for _, key := range []string{"quiet", "withheld"} {
				checkRestrictedLabel(t, base, key, document+label)
			}
			if document == "" && label == "Finding 3" {
				site := siteWithRestrictedLabel("quiet", label, map[string]string{"finding": "{Finding 3} Words.", "point": "Words. Finding 3 Zebrafinch."})
				maps.Copy(site, base)
				if problems := findProblems(t, site); !problems.Failed() {
					t.Errorf("no error about a sentence that starts with %s", label)
				}
			}
			slug := map[string]string{"(1)": "1", "R/2026/001": "r-2026-001"}[label]
			if slug == "" {
				slug = strings.ReplaceAll(strings.ToLower(label), " ", "-")
			}
			see := "See [[hill/" + document + slug + "]]."
			site := siteWithRestrictedLabel("quiet", document+label, map[string]string{"finding": "{" + document + label + "} Zebrafinch [[l]].\n\nZebrafinch [[hill]].", "point": see, "module": see})
			maps.Copy(site, base)
			s := &Site{Shipped: site, Today: "2026-06-01"}
			l, problems, err := s.link(t.Context(), nil)
			if err != nil || problems.Failed() {
				t.Errorf("%s: %v %v", document+label, err, problems)
				continue
			}
			tree, err := render.Site(l.graph, l.renderOptions(render.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			checkConcealed(t, document+label, tree)
			for _, files := range exportAllFormats(t, l) {
				checkConcealed(t, document+label, files)
			}
		}
	}
}

// checkRestrictedLabel checks a site where a finding lists the given label under the given key,
// "quiet" or "withheld". Text that starts with the label must be an error on every page, except in a
// quiet paragraph of that finding that declares the label in braces. No diagnostic about a withheld
// paragraph may repeat its text.
func checkRestrictedLabel(t *testing.T, base fstest.MapFS, key, label string) {
	t.Helper()
	printed := label[strings.Index(label, ":")+1:]
	for i, form := range []string{
		"{#} Zebrafinch.", "$ Zebrafinch.", "$: Zebrafinch.", "**$** Zebrafinch.", "- $ Zebrafinch", "## $ Zebrafinch", "> {#} Zebrafinch", "($) Zebrafinch.", "| $ | Zebrafinch |\n|---|---|",
		"{#}Zebrafinch.", "See $: Zebrafinch.", "Words[^1].\n\n[^1]: $ Zebrafinch.",
	} {
		for j, page := range []string{"index", "finding", "point"} {
			if i > 0 && j != i%3 {
				continue // all forms except the first are on one page
			}
			if key == "quiet" && page == "finding" && form == "{#} Zebrafinch." {
				continue // the quiet paragraph itself
			}
			body := strings.NewReplacer("$", printed, "#}", label+"}").Replace(form)
			site := siteWithRestrictedLabel(key, label, map[string]string{page: body})
			maps.Copy(site, base)
			reported := false
			for _, d := range findProblems(t, site) {
				reported = reported || d.Severity == diag.Error && !strings.Contains(d.Message, "no page has")
				if key == "withheld" && strings.Contains(d.String(), secretWord) {
					t.Errorf("%s, %s: a problem repeats the words: %v", label, body, d)
				}
			}
			if !reported {
				t.Errorf("%s %s, on the %s: no error about %q", key, label, page, body)
			}
		}
	}
}
