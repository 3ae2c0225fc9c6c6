package generator

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/feeds"
	"safelearn/generator/model"
	"safelearn/generator/render"
)

// indexJSON is the decoded content of index.json.
type indexJSON struct {
	Format  int
	Site    feeds.IndexSite
	Pages   []feeds.IndexPage
	Derived []feeds.IndexGeneratedPage
	Edges   []feeds.IndexEdge
	Actions []feeds.IndexAction
}

// readIndexJSON returns index.json both decoded and as text.
func readIndexJSON(t *testing.T, tree fs.FS) (list indexJSON, text string) {
	t.Helper()
	data, err := fs.ReadFile(tree, "index.json")
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return list, string(data)
}

// TestIndexJSONMatchesSchema validates index.json against index.schema.json, and checks that the schema
// lists all kinds of page and all relations.
func TestIndexJSONMatchesSchema(t *testing.T) {
	for name, s := range feedSites(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := buildTree(t, s)
			var rule map[string]any
			var value any
			for file, to := range map[string]any{"index.schema.json": &rule, "index.json": &value} {
				data, err := fs.ReadFile(tree, file)
				if err == nil {
					err = json.Unmarshal(data, to)
				}
				if err != nil {
					t.Fatalf("%s: %v", file, err)
				}
			}
			(&schema{rule, t}).check("", value, rule)
			if name == "real" {
				return
			}
			examples := func(path ...string) []any {
				object := rule["$defs"].(map[string]any)
				for _, key := range path {
					object = object[key].(map[string]any)
				}
				return object["examples"].([]any)
			}
			var kinds, relations []any
			for _, k := range model.Kinds {
				kinds = append(kinds, k.Name)
			}
			for r := range model.ReplacedBy + 1 {
				relations = append(relations, r.Name())
			}
			if got := examples("page", "properties", "kind"); !slices.Equal(got, kinds) {
				t.Errorf("kinds in the schema %v, want %v", got, kinds)
			}
			if got := examples("edge", "properties", "relation"); !slices.Equal(got, relations) {
				t.Errorf("relations in the schema %v, want %v", got, relations)
			}
		})
	}
}

// TestIndexJSONMatchesSite checks index.json against the site: the address of each page and of each
// part of a page must exist, each edge must connect two pages or parts, and parts that are marked as
// quiet or withheld must have no text.
func TestIndexJSONMatchesSite(t *testing.T) {
	for name, s := range feedSites(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, o := range []render.Options{{}, {Files: true}} {
				tree, _, err := s.renderPublished(t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				l := linkSite(t, s)
				list, text := readIndexJSON(t, tree)
				pages := crawl(t, tree)
				ids := make(map[model.ID]bool)
				checkEntry := func(id model.ID, address string) {
					if ids[id] {
						t.Errorf("%s is listed twice", id)
					}
					ids[id] = true
					if _, err := resolveLink(tree, pages, "index.html", address, "/"); err != nil || o.Files != strings.Contains(address, "index.html") {
						t.Errorf("%s: %s: %v", id, address, err)
					}
				}
				noText, titleOnly := make(map[model.ID]bool), make(map[model.ID]bool)
				for _, p := range list.Pages {
					checkEntry(p.ID, p.Address)
					for _, part := range p.Parts {
						checkEntry(part.ID, p.Address+"#"+part.Anchor)
						noText[part.ID] = part.Quiet || part.Withheld
						if noText[part.ID] && (part.Text != "" || part.Label != strings.TrimPrefix(string(part.ID), reviewPrefix(part.ID)+"/")) {
							t.Errorf("%s is quiet but has the label %q and the text %q", part.ID, part.Label, part.Text)
						}
					}
					titleOnly[p.ID] = p.Kind == "parent-page" || p.Status == model.Withdrawn || p.Translates != ""
					if titleOnly[p.ID] && (p.Summary != "" || len(p.Parts) > 0) || !titleOnly[p.ID] && p.File == "" {
						t.Errorf("%s has too many or too few fields: %+v", p.ID, p)
					}
				}
				for i, d := range list.Derived {
					if _, err := resolveLink(tree, pages, "index.html", d.Address, "/"); err != nil || d.Title != l.graph.GeneratedPages[i].Title {
						t.Error(d, err)
					}
				}
				for _, e := range list.Edges {
					if !ids[e.From] || !ids[e.To] || titleOnly[e.From] || titleOnly[e.To] {
						t.Errorf("the edge from %s to %s has an endpoint that is not listed or has only a title", e.From, e.To)
					}
					if noText[e.From] && e.Sentence != "" {
						t.Errorf("%s is quiet but an edge quotes it: %s", e.From, e.Sentence)
					}
				}
				published := l.graph.Site.Published()
				if len(list.Pages) != len(published.All()) || len(list.Edges) == 0 && name != "languages" && (name != "real" || isShipped(published)) || list.Format != feeds.IndexFormat {
					t.Errorf("format %d, %d of %d pages, %d edges", list.Format, len(list.Pages), len(published.All()), len(list.Edges))
				}
				if list.Site.Demonstration != published.Demonstration || published.Demonstration && list.Site.Banner != published.Banner {
					t.Errorf("the description of the site is %+v", list.Site)
				}
				for _, c := range published.Contacts {
					if c.Phone+c.Email != "" && len(c.Phone+c.Email) > 5 && strings.Contains(text, c.Phone+c.Email) {
						t.Errorf("the list repeats the telephone number or e-mail address of %s", c.ID)
					}
				}
			}
		})
	}
}

// TestIndexJSONApprovals checks that index.json lists exactly the valid approvals of a page.
func TestIndexJSONApprovals(t *testing.T) {
	const name, page = "content/pages/a.md", "---\ntitle: A\nsummary: Tried.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\naudience: [quality]\n---\n\nWords.\n"
	s := siteToEdit(t, fstest.MapFS{name: {Data: []byte(page)}})
	if _, _, err := s.Approve(t.Context(), "a", Approval{Role: model.Legal, Body: "Board", Date: "2026-05-01", Record: "Minute 6", Until: "2026-06-30"}); err != nil {
		t.Fatal(err)
	}
	s.Shipped = safelearn.Shipped
	const want = `"approvals":[{"role":"legal","body":"Board","date":"2026-05-01","record":"Minute 6","until":"2026-06-30"}]`
	if _, text := readIndexJSON(t, buildTree(t, s)); strings.Count(text, want) != 1 {
		t.Errorf("index.json lacks %s: %s", want, text)
	}
	s.Today = "2026-07-01"
	if _, text := readIndexJSON(t, buildTree(t, s)); strings.Contains(text, `"approvals"`) {
		t.Error("index.json has an approval that ended")
	}
}

// TestIndexJSONExamples checks that the examples in the developer guide match index.json.
func TestIndexJSONExamples(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	list, _ := readIndexJSON(t, tree)
	guide, err := fs.ReadFile(safelearn.Shipped, "content/pages/building-on-this.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := strings.Split(string(guide), "```json\n")[1:]
	if len(examples) != 2 {
		t.Fatalf("the guide has %d examples, want 2", len(examples))
	}
	var page feeds.IndexPage
	var edge feeds.IndexEdge
	for i, to := range []any{&page, &edge} {
		text, _, _ := strings.Cut(examples[i], "```")
		if err := json.Unmarshal([]byte(text), to); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Contains(list.Edges, edge) {
		t.Errorf("no such reference: %+v", edge)
	}
	i := slices.IndexFunc(list.Pages, func(p feeds.IndexPage) bool { return p.ID == page.ID })
	if i < 0 {
		t.Fatalf("no page %s", page.ID)
	}
	shown := list.Pages[i]
	if page.Title != shown.Title || page.Address != shown.Address || page.Kind != shown.Kind || page.Status != shown.Status || page.Reviewed != shown.Reviewed {
		t.Errorf("the example is %+v, but index.json contains %+v", page, shown)
	}
	for _, part := range page.Parts {
		if !slices.ContainsFunc(shown.Parts, func(p feeds.IndexPart) bool { p.Text = ""; return p == part }) {
			t.Errorf("no such part: %+v", part)
		}
	}
}

// reviewPrefix returns the id of the review with which an id starts, such as "baby-r" for
// "baby-r/lp6", or "" if there is none.
func reviewPrefix(id model.ID) string {
	review, _, found := strings.Cut(string(id), "/")
	if !found {
		return ""
	}
	return review
}
