package generator

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/render"
	"safelearn/generator/source"
)

// maxCheckTime is the maximum CPU time for checking and rendering a site with one very large page.
const maxCheckTime = 20 * time.Second

// repeatNumbered formats each number from 0 to n-1 with format and returns the concatenated results.
func repeatNumbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// largeBodies returns bodies of almost size bytes, or with a proportional fraction of the allowed
// number of references, by the name of the subtest. The size is at most source.MaxSize.
func largeBodies(size int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, (size-1<<10)/len(unit)) }
	long := func(end string) string { return strings.Repeat("a", size/2-1<<10) + end }
	count := func(n int) int { return n * size / source.MaxSize }
	return map[string]string{
		"one line":          fill("word "),
		"one word":          fill("w"),
		"lines":             fill("word\n"),
		"paragraphs":        fill("word\n\n"),
		"items":             fill("- a\n"),
		"headings":          fill("## a\n\n"),
		"terms":             fill("a\n: b\n\n"),
		"quotes":            fill("> a\n\n"),
		"callouts":          fill("> [!NOTE]\n> a\n\n"),
		"backslashes":       fill(`\`),
		"quote marks":       fill(`"'`),
		"code":              fill("    a\n\n"),
		"dots":              fill("a. "),
		"numbers":           fill("1.1 a\n\n"),
		"ones":              fill("1 "),
		"lines of ones":     fill("1\n\n"),
		"digits":            fill("1"),
		"dates":             fill("1.2.2003 "),
		"questions":         fill("## Question: a?\n\nTests: [[hub]]\n\n- [x] a\n- [ ] b\n\n"),
		"references":        strings.Repeat("[[hub]] and so on\n\n", count(3000)),
		"sentences":         strings.Repeat("[[hub]] b. ", count(1200)) + strings.Repeat("A. ", count(150000)),
		"a long heading":    "## " + long("") + "\n\n[x](#" + long("b") + ")\n",
		"a long reference":  "[[about#" + strings.Repeat("a", 900) + "]]\n\n## " + long("b") + "\n",
		"a long link":       "[x](" + long("") + ")\n",
		"broken links":      repeatNumbered(count(3000), "[x](../b%d/)\n\n") + fill("word ")[:count(300<<10)],
		"unknown":           repeatNumbered(count(3000), "[[b%d]]\n\n") + fill("word ")[:count(300<<10)],
		"no such parts":     repeatNumbered(count(3000), "[[about#b%d]]\n\n") + fill("## a\n\n")[:count(400<<10)],
		"no such anchors":   repeatNumbered(count(3000), "[x](#b%d)\n\n") + fill("## a\n\n")[:count(400<<10)],
		"similar anchors":   repeatNumbered(count(3000), "[x](#"+strings.Repeat("a", 90)+"-%d-x)\n\n") + fill("## " + strings.Repeat("a", 90) + "\n\n")[:count(200<<10)],
		"no such paragraph": repeatNumbered(count(3000), "[[hill/3.%d]]\n\n"),
	}
}

// TestLargestPages checks sites with one very large page, and renders those that have no errors.
// Checking and rendering must finish within maxCheckTime. On a page of digits, a quadratic search for
// labels, telephone numbers or dates would take minutes.
func TestLargestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	base := addShippedFiles(t, readArchive(t, "testdata/base.txtar").siteFiles())
	page := func(front, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: Full\nstatus: sample\n" + front + "---\n\n" + text + "\n")}
	}
	long := strings.Repeat("a", source.MaxSize/2-1<<10)
	const scenario = "## Scenario: What now? {#q}\nTests: [[hill/2.1a]]\nBasis: [[paper]]\n\n"
	var story strings.Builder
	for i := range 1400 {
		fmt.Fprintf(&story, "### Scene: It is %d {#s%d}\n\nWords.\n\n- [On](#s%d)\n- [Out](#s1400)\n\n", i, i, i+1)
	}
	sites := map[string]fstest.MapFS{
		"ids":         {"content/pages/about.md": page("id: "+long+"\nsources: ["+long+"bc]\n", "Words.")},
		"long values": {"content/pages/about.md": page("summary: "+strings.Repeat("words ", 80000)+"\n", "Words.")},
		"numbers of a review": {
			"content/reviews/hill/index.md": page("paragraphs: {"+repeatNumbered(400, "%d: 999, ")[len("0: 999, "):]+"}\n", "Words."),
			"content/pages/about.md":        page("", repeatNumbered(3000, "[[hill/777.%d]]\n\n")),
		},
		"paragraphs of a review": {"content/reviews/hill/index.md": page("paragraphs: {1: 999, 2: 1}\n", repeatNumbered(1000, "1.%d "+strings.Repeat("words ", 80)+"\n\n")[len("1.0 ")+81*6:])},
		"questions of a module":  {"content/modules/full.md": page("minutes: 20\n", repeatNumbered(1400, "## Question: Is it %d? {#q%[1]d}\nTests: [[hill/2.1a]]\nBasis: [[paper]]\n\n- [x] Yes\n  > It is.\n- [ ] No, never\n  > It is.\n- [ ] Or so\n  > It is.\n\nWhy: It is.\n\n"))},
		"a scenario":             {"content/modules/full.md": page("minutes: 20\n", scenario+story.String()+"### Ending: Out {#s1400}\n\nWords.\n")},
		"broken scene links":     {"content/modules/full.md": page("minutes: 20\n", scenario+repeatNumbered(1400, "### Scene: It is %d {#s%[1]d}\n\nWords.\n\n- [On](#t%[1]d)\n- [Out](#end)\n\n")+"### Ending: Out {#end}\n\nWords.\n")},
	}
	for name, text := range largeBodies(source.MaxSize) {
		sites[name] = fstest.MapFS{"content/pages/about.md": page("", text)}
	}
	for name, files := range sites {
		t.Run(name, func(t *testing.T) {
			site := maps.Clone(base)
			maps.Copy(site, files)
			for file, f := range files {
				if len(f.Data) > source.MaxSize {
					t.Fatalf("%s has %d bytes, which is over the limit", file, len(f.Data))
				}
			}
			start := cpuTime(t)
			s := &Site{Shipped: site, Today: "2026-06-01"}
			problems, err := s.Check(t.Context())
			if err == nil && !problems.Failed() {
				err = renderAllFiles(t.Context(), s)
			}
			if err != nil {
				t.Fatal(err)
			}
			if elapsed := cpuTime(t) - start; elapsed > maxCheckTime {
				t.Errorf("took %v of CPU time, at most %v are allowed", elapsed, maxCheckTime)
			} else {
				t.Logf("%v, %d problems", elapsed.Round(time.Millisecond), len(problems))
			}
		})
	}
}

// renderAllFiles renders every file in a site.
func renderAllFiles(ctx context.Context, s *Site) error {
	tree, _, err := s.renderPublished(ctx, render.Options{})
	if err != nil {
		return err
	}
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, err = fs.ReadFile(tree, name)
		return err
	})
}
