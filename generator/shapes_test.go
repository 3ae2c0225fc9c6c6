package generator

import (
	"fmt"
	"html"
	"math/rand/v2"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// shapeFiles returns the names of the archives in testdata/shapes. Each contains a small site with a
// fictional review, numbered and structured like some published reviews, and the expected pages.
func shapeFiles(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/shapes/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives in testdata/shapes: ", err)
	}
	return names
}

// TestShapes checks that the sites in testdata/shapes have no errors or warnings and that their pages
// are as expected. With -update it rewrites the pages in the archives.
func TestShapes(t *testing.T) {
	for _, name := range shapeFiles(t) {
		t.Run(strings.TrimSuffix(path.Base(name), ".txtar"), func(t *testing.T) {
			a := readArchive(t, name)
			linkWithoutWarnings(t, addShippedFiles(t, a.siteFiles()))
			compareGolden(t, name, a)
		})
	}
}

// A shapeBlock is a labelled paragraph, statement or part of a statement in the source of a site.
type shapeBlock struct {
	id      string // id in references, such as "larch/es:1.1"
	printed string // label that the review prints
	text    string // first words of the block
}

var (
	bracedPattern    = regexp.MustCompile(`(?m)^\{([^}\n]+)\} (.*)`)
	numberedPattern  = regexp.MustCompile(`(?m)^(\d+\.\d+) (.*)`)
	statementPattern = regexp.MustCompile(`(?ms)^  - label: "?([^"\n]*)"?\n(.*?)(?:\n  - |\z)`)
	pageLabelPattern = regexp.MustCompile(`(?m)^label: "?([^"\n]*)"?`)
	partPattern      = regexp.MustCompile(`(?m)^ *- \{label: "?([^",]*)"?, text: "?([^",]*)`)
	textPattern      = regexp.MustCompile(`(?m)^ *(?:text|title): "?([^"\n]*)`)
)

// shapeBlocks returns the labelled blocks in the reviews of a site. It parses the source files itself,
// so that a fault in the packages under test does not affect what the test expects.
func shapeBlocks(files fstest.MapFS) []shapeBlock {
	var blocks []shapeBlock
	add := func(review, label, letter, text string) {
		document, printed, found := strings.Cut(label, ":")
		if !found {
			document, printed = "", label
		}
		slug := strings.Trim(regexp.MustCompile(`[^a-z0-9.]+`).ReplaceAllString(strings.ToLower(printed), "-"), "-.") + strings.Trim(letter, "()")
		if document != "" {
			slug = document + ":" + slug
		}
		words, _, _ := strings.Cut(strings.TrimSpace(text), "[[")
		blocks = append(blocks, shapeBlock{review + "/" + slug, strings.TrimSuffix(printed, ".") + letter, words})
	}
	addStatement := func(review, label, source string) {
		add(review, label, "", textPattern.FindStringSubmatch(source)[1])
		for _, m := range partPattern.FindAllStringSubmatch(source, -1) {
			add(review, label, m[1], m[2])
		}
	}
	for name, f := range files {
		folder, isReview := strings.CutPrefix(name, "content/reviews/")
		if !isReview {
			continue
		}
		review, _, _ := strings.Cut(folder, "/")
		source := string(f.Data)
		own := pageLabelPattern.FindStringSubmatch(source)
		switch {
		case path.Base(name) == "statements.yaml":
			for rest := source; ; {
				m := statementPattern.FindStringSubmatchIndex(rest)
				if m == nil {
					break
				}
				addStatement(review, rest[m[2]:m[3]], rest[m[4]:m[5]])
				rest = rest[m[5]:]
			}
		case own != nil:
			addStatement(review, own[1], source)
		}
		for _, m := range slices.Concat(bracedPattern.FindAllStringSubmatch(source, -1), numberedPattern.FindAllStringSubmatch(source, -1)) {
			if own == nil || own[1] != m[1] {
				add(review, m[1], "", m[2])
			}
		}
	}
	slices.SortFunc(blocks, func(a, b shapeBlock) int { return strings.Compare(a.id, b.id) })
	return blocks
}

// TestShapeReferences adds a page with references to random blocks to each site in testdata/shapes,
// with 200 references in all, and checks that each link leads to an element that shows the label and
// the text of its block.
func TestShapeReferences(t *testing.T) {
	names, random := shapeFiles(t), rand.New(rand.NewPCG(14, 5))
	count := make(map[string]int)
	for range 200 {
		count[names[random.IntN(len(names))]]++
	}
	for _, name := range names {
		files := readArchive(t, name).siteFiles()
		blocks := shapeBlocks(files)
		if len(blocks) == 0 {
			continue // the review prints no labels
		}
		var chosen []shapeBlock
		text := "---\ntitle: References\nsummary: References.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n---\n"
		for i := range count[name] {
			chosen = append(chosen, blocks[random.IntN(len(blocks))])
			text += fmt.Sprintf("\nSee [[%s|reference %d]].\n", chosen[i].id, i)
		}
		files["content/pages/references.md"] = &fstest.MapFile{Data: []byte(text)}
		tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-06-01"})
		pages := crawl(t, tree)
		from := pages["pages/references/index.html"]
		for i, b := range chosen {
			m := regexp.MustCompile(fmt.Sprintf(`<a href="([^"]*)">reference %d<`, i)).FindStringSubmatch(from.html)
			if m == nil {
				t.Errorf("%s: no link to %s", name, b.id)
				continue
			}
			address, anchor, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			to := pages[path.Join("pages/references", address, "index.html")]
			if shown := visibleTextFrom(to, anchor); !beginsWithBlock(shown, b) {
				t.Errorf("%s: the link to %s, %s, leads to %.150q, want %s: %s", name, b.id, m[1], shown, b.printed, b.text)
			}
		}
	}
}

// visibleTextFrom returns the visible text of a page from the start of the element with the given id,
// or of the main element if id is "".
func visibleTextFrom(page *crawledPage, id string) string {
	if id == "" {
		id = "main"
	}
	_, after, found := strings.Cut(page.html, fmt.Sprintf(` id="%s"`, html.EscapeString(id)))
	if !found {
		return ""
	}
	_, after, _ = strings.Cut(after, ">")
	return strings.Join(strings.Fields(html.UnescapeString(invisiblePattern.ReplaceAllString(after, " "))), " ")
}

// beginsWithBlock reports whether the shown text begins with the label and the words of b. Before the label
// there may be a kind, such as "Recommendation", and up to three other words. Between the label and
// the words of b there may be up to 90 bytes of other text.
func beginsWithBlock(visibleText string, b shapeBlock) bool {
	at := strings.Index(visibleText, b.printed)
	if at < 0 || len(strings.Fields(visibleText[:at])) > 4 {
		return false
	}
	rest := visibleText[at+len(b.printed):]
	words := strings.Join(strings.Fields(regexp.MustCompile(`[*'"’“”]`).ReplaceAllString(b.text, "")), " ")
	start := strings.Index(regexp.MustCompile(`[*'"’“”]`).ReplaceAllString(rest, ""), words)
	return !regexp.MustCompile(`^[0-9A-Za-z]|^\.[0-9]`).MatchString(rest) && start >= 0 && start < 90
}
