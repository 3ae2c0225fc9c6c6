package generator

import (
	"bytes"
	"context"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/render"
)

// TestApprovalCoversThePage approves a page of each kind on a live site and then changes a word on one line
// of one file after another. If the change makes an approved page show another text, the approval must no
// longer count. By default it tries every ninth line, and with TEST_ALL=1 each of them.
func TestApprovalCoversThePage(t *testing.T) {
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	for name, f := range files {
		text := string(f.Data)
		if strings.HasSuffix(name, ".md") && !strings.Contains(text, "approvals:") && !strings.Contains(text, "status: withdrawn") {
			files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, "\nowner: ", "\napprovals: [{role: partnership, body: Board, date: 2026-03-01, text: none}]\nowner: ", 1))}
		}
	}
	approvePages(t, site)
	before := approvedTexts(t, files)
	if len(before) < 12 {
		t.Fatalf("only %d pages are approved", len(before))
	}
	step := 9
	if os.Getenv("TEST_ALL") != "" {
		step = 1
	}
	// Words of files and keys that an approval does not cover: the name and notices of the site, which each
	// page shows around its text, the progress that a board releases, and decisions after the approval.
	outside := regexp.MustCompile(`^(content/site\.yaml|content/reviews/larch/progress\.yaml):|: *(status|approvals|identification|withdrawn|audience|search|may_close): `)
	ofAnswer := regexp.MustCompile(`^content/(glossary/(board|school)|protocols/)`)
	word := regexp.MustCompile(`\pL{4,}`)
	n := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(name, "content/") {
			continue
		}
		lines := strings.SplitAfter(string(files[name].Data), "\n")
		for i, line := range lines {
			value := strings.IndexByte(line, ':') + 1
			at := word.FindAllStringIndex(line[value:], -1)
			if n++; n%step != 0 || at == nil || outside.MatchString(name+":"+line) {
				continue
			}
			end := value + at[len(at)-1][1]
			changed := maps.Clone(files)
			changed[name] = &fstest.MapFile{Data: []byte(strings.Join(lines[:i], "") + line[:end] + "zq" + line[end:] + strings.Join(lines[i+1:], ""))}
			for page, text := range approvedTexts(t, changed) {
				isAnswer := strings.Contains(page, "/larch/") && ofAnswer.MatchString(name) // the page shows it among the work, or among the pages that answer a part
				if text != before[page] && !isAnswer {
					t.Errorf("%s:%d: after a change to %q, the approval of %s counts, and the page shows\n%s\ninstead of\n%s", name, i+1, line, page, text, before[page])
				}
			}
		}
	}
}

// approvedTexts returns what each page of a site with a valid approval shows, by file path. It leaves out
// the frame that each page has, and what other pages say of this one. If the site has errors other than
// changed approvals, it returns nil.
func approvedTexts(t *testing.T, files fstest.MapFS) map[string]string {
	t.Helper()
	l, problems, err := (&Site{Shipped: files, Today: "2026-06-01"}).link(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range problems {
		if d.Severity.String() == "error" && d.Rule != "approval-changed" {
			return nil
		}
	}
	others := regexp.MustCompile(`(?s)<details class="ours linked">.*?</details>|<div class="ours">.*?</div>|<nav .*?</nav>`)
	texts := make(map[string]string)
	for _, e := range l.graph.Site.All() {
		if p := e.Base(); l.graph.Site.Approved[p] != nil && p.Status != model.Draft {
			_, page, err := render.RenderPage(l.graph, l.renderOptions(render.Options{}), e)
			if err != nil {
				t.Fatal(err)
			}
			_, page, _ = bytes.Cut(page, []byte("<title>"))
			main := mainPattern.Find(page)
			_, foot, _ := bytes.Cut(page, []byte(`<footer class="foot">`))
			foot, _, _ = bytes.Cut(foot, []byte("</dl>"))
			texts[p.File.Path] = plainText(others.ReplaceAllString(string(main)+string(foot), ""))
		}
	}
	return texts
}
