package generator

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/check"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/publish"
	"safelearn/generator/xref"
)

// The tests in this file use the content in the repository, which a partnership may have replaced.
// Tests that depend on shipped pages call shippedSite, which skips them in this case.

// repositorySite returns the site in the repository. Its field Today is the latest date on which a
// page was reviewed, so that no review is in the future.
func repositorySite(t *testing.T) *Site {
	t.Helper()
	var today model.Date
	reviewed := regexp.MustCompile(`(?m)^reviewed: *"?(\d{4}-\d\d-\d\d)`)
	err := fs.WalkDir(safelearn.Shipped, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(safelearn.Shipped, name)
		for _, m := range reviewed.FindAllSubmatch(data, -1) {
			today = max(today, model.Date(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return &Site{Shipped: safelearn.Shipped, Today: max(today, "2000-01-01")}
}

// shippedSite returns the site in the repository. It skips the test if the content is not the shipped
// content.
func shippedSite(t *testing.T) *Site {
	t.Helper()
	s := repositorySite(t)
	if !isShipped(linkSite(t, s).graph.Site) {
		t.Skip("the content is not the shipped content")
	}
	return s
}

// isShipped reports whether the content of site is the shipped content.
func isShipped(site *model.Site) bool { return site.ID == "safelearn-sample" }

// linkSite reads and links a site. It ignores problems in the content.
func linkSite(t *testing.T, s *Site) *linkedSite {
	t.Helper()
	l, _, err := s.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// goldenSite returns the fictional site in testdata/site.txtar. Its base URL has a path.
func goldenSite(t *testing.T) *Site {
	t.Helper()
	return &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles()), Today: "2026-06-01"}
}

// liveSite returns the golden site as a live site instead of a demonstration: its sample pages are
// live, and its protocols and pages for parents are approved.
func liveSite(t *testing.T) *Site {
	t.Helper()
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	for name, f := range files {
		text := strings.ReplaceAll(string(f.Data), "status: sample", "status: live")
		text = strings.Replace(text, "demonstration: true", "demonstration: false", 1)
		switch {
		case strings.HasPrefix(name, "content/parents/"), strings.HasPrefix(name, "content/protocols/"):
			text = strings.Replace(text, "\nowner: ", "\nadvice: [none]\napprovals: [{role: partnership, body: Board, date: 2026-03-01, text: none}]\nowner: ", 1)
		case path.Base(name) == "index.md":
			text = strings.Replace(text, "\nowner: ", "\nidentification: {checked: 2026-03-01, again: 2027-03-01, by: Data protection lead}\nowner: ", 1)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	approvePages(t, s)
	return s
}

// approvePages writes the current fingerprint of each page into the approvals in its front matter.
func approvePages(t *testing.T, s *Site) {
	t.Helper()
	l, _, err := s.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	files := s.Shipped.(fstest.MapFS)
	for _, e := range l.graph.Site.All() {
		if p := e.Base(); len(p.Approvals) > 0 {
			text := strings.Replace(string(files[p.File.Path].Data), "text: none}", "text: "+check.ApprovalFingerprint(l.graph, e, p.Approvals[0])+"}", 1)
			files[p.File.Path] = &fstest.MapFile{Data: []byte(text)}
		}
	}
}

// TestRepositoryContent checks that the content in the repository has no errors and, if it is the
// shipped content, no warnings.
func TestRepositoryContent(t *testing.T) {
	s := repositorySite(t)
	list, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	strict := isShipped(linkSite(t, s).graph.Site)
	for _, d := range list {
		if severity := d.Severity.String(); severity == "error" || strict && severity == "warning" {
			t.Error(d)
		}
	}
}

// TestLinksResolve checks that every URL on every page, in the feed and in the sitemap leads to an
// existing file and anchor, unless it leads to another site.
func TestLinksResolve(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := linkSite(t, s).graph.Site
			base := basePath(site)
			tree := buildTree(t, s)
			pages := crawl(t, tree)
			for from, p := range pages {
				for _, g := range p.tags {
					for _, to := range g.urls() {
						if _, err := resolveLink(tree, pages, from, to, base); err != nil {
							t.Errorf("%s: %v", from, err)
						}
						if g.name != "a" && g.name != "meta" && schemePattern.MatchString(to) {
							t.Errorf("%s loads %s from another site", from, to)
						}
					}
				}
			}
			if site.BaseURL == "" {
				return // feed.xml has relative links, which TestFeed resolves
			}
			for _, name := range []string{"feed.xml", "sitemap.xml"} {
				resolveAbsoluteURLs(t, tree, pages, name, site)
			}
		})
	}
}

// absoluteURLPattern matches the URLs in the feed and the sitemap.
var absoluteURLPattern = regexp.MustCompile(`href="([^"]*)"|<loc>([^<]*)</loc>`)

// resolveAbsoluteURLs checks that every URL in the named file, which is the feed or the sitemap,
// starts with the base URL and leads to a file of the site.
func resolveAbsoluteURLs(t *testing.T, tree fs.FS, pages map[string]*crawledPage, name string, site *model.Site) {
	t.Helper()
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		if name == "feed.xml" || !site.Demonstration {
			t.Error(err) // only a demonstration may lack a sitemap
		}
		return
	}
	for _, m := range absoluteURLPattern.FindAllStringSubmatch(string(data), -1) {
		to := m[1] + m[2]
		rest, ok := strings.CutPrefix(to, strings.TrimSuffix(site.BaseURL, "/")+"/")
		if !ok {
			t.Errorf("%s: %s does not start with %s", name, to, site.BaseURL)
			continue
		}
		if _, err := resolveLink(tree, pages, "index.html", "./"+rest, "/"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPageHead checks the language, content security policy, robots meta element, title and banner of
// every page.
func TestPageHead(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := linkSite(t, s).graph.Site
			for from, p := range crawl(t, buildTree(t, s)) {
				if site.Demonstration && !strings.Contains(p.text(), site.Banner) {
					t.Errorf("%s: no banner", from)
				}
				if site.Demonstration != strings.Contains(p.html, `<meta name="robots" content="noindex">`) && from != "404.html" && !strings.HasPrefix(from, "s/") {
					t.Errorf("%s: the robots meta element is wrong", from)
				}
				if !regexp.MustCompile(`^<!doctype html>\s*<html lang="[a-zA-Z-]+">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;`).MatchString(strings.ReplaceAll(p.html, "'", "&#39;")) {
					t.Errorf("%s does not start with language, charset and policy: %.300s", from, p.html)
				}
				titles := slices.DeleteFunc(slices.Clone(p.tags), func(g tag) bool { return g.name != "title" })
				if len(titles) == 0 {
					t.Errorf("%s has no title", from)
				}
			}
		})
	}
}

// TestParentPagesAreIsolated checks that pages for parents link only to each other, to telephone
// numbers and e-mail addresses, and, at their start and end, to an exit page.
func TestParentPagesAreIsolated(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := buildTree(t, s)
			pages := crawl(t, tree)
			for from, p := range pages {
				if !strings.HasPrefix(from, "parents/") {
					continue
				}
				var exits []string
				for _, g := range p.tags {
					to := g.attr["href"]
					switch {
					case g.name == "form" || g.name == "iframe":
						t.Errorf("%s has a %s", from, g.name)
					case g.name != "a":
					case g.attr["rel"] == "noreferrer nofollow":
						exits = append(exits, to)
					case strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "mailto:"):
					default:
						if file, err := resolveLink(tree, pages, from, to, "/"); err != nil || !strings.HasPrefix(file, "parents/") {
							t.Errorf("%s links to %s", from, to)
						}
					}
				}
				if len(exits) != 2 || exits[0] != exits[1] {
					t.Errorf("%s has exit links to %q, want two to the same page", from, exits)
				}
				if strings.Contains(p.html, "feed.xml") || strings.Contains(p.html, `class="crumbs"`) {
					t.Errorf("%s links to the feed or has breadcrumbs", from)
				}
			}
		})
	}
}

// TestQuietParagraphsNotQuoted checks that sentences in quiet paragraphs, which may be shown only on
// their own page, do not appear on other pages, in the feed or in index.json.
func TestQuietParagraphsNotQuoted(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := linkSite(t, s)
			tree := buildTree(t, s)
			texts := make(map[string]string) // text of each file
			for name, p := range crawl(t, tree) {
				texts[name] = p.text()
			}
			for _, name := range []string{"feed.xml", "index.json"} {
				data, err := fs.ReadFile(tree, name)
				if err != nil {
					t.Fatal(err)
				}
				texts[name] = strings.ReplaceAll(string(data), `\"`, `"`)
			}
			quiet, otherText := quietSentences(l.graph)
			for sentence, page := range quiet {
				for from, text := range texts {
					if from != page && !strings.Contains(otherText, sentence) && strings.Contains(text, sentence) {
						t.Errorf("%s repeats a quiet paragraph of %s: %s", from, page, sentence)
					}
				}
			}
			if len(quiet) == 0 && name != "real" {
				t.Error("the site has no quiet sentences")
			}
		})
	}
}

// quietSentences splits the text of quiet paragraphs at the ends of sentences and at references. The
// map quiet contains the pieces that are longer than 25 bytes, with the file names of their pages. The
// second result is the text of all other paragraphs on the site.
func quietSentences(g *xref.Graph) (quiet map[string]string, otherText string) {
	quiet = make(map[string]string)
	var other strings.Builder
	for _, e := range g.Site.Entries {
		p := e.Base()
		for _, b := range p.Body.Blocks {
			t := g.Paragraph(p, b.Paragraph)
			if t == nil || !t.Quiet {
				other.WriteString(b.Text + "\n")
				continue
			}
			from := 0
			for at := range len(b.Text) + 1 {
				ends := at == len(b.Text) || strings.HasPrefix(b.Text[at:], ". ") || slices.ContainsFunc(b.Marks, func(m markdown.Mark) bool { return m.At == at })
				if piece := strings.Trim(b.Text[from:min(at, len(b.Text))], " .()"); ends {
					if len(piece) > 25 {
						quiet[piece] = p.Address[1:] + "index.html"
					}
					from = at
				}
			}
		}
	}
	return quiet, other.String()
}

// TestReproducibleBuild checks that two builds have identical output even if they run with different
// working folders, time zones, locales and numbers of cores.
func TestReproducibleBuild(t *testing.T) {
	if to := os.Getenv("SITE_TO"); to != "" {
		if _, err := publish.Write(t.Context(), to, buildTree(t, &Site{Folder: os.Getenv("SITE_FOLDER"), Shipped: safelearn.Shipped, Today: repositorySite(t).Today}), publish.Options{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	var sites [2]fs.FS
	for i, env := range [][]string{{"TZ=Pacific/Kiritimati", "LANG=C", "GOMAXPROCS=1"}, {"TZ=America/Adak", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=2"}} {
		folder := filepath.Join(t.TempDir(), strings.Repeat("deeper/", i))
		for _, name := range []string{"content", "layouts", "static"}[:3-i] { // the second site uses the embedded static files
			sub, err := fs.Sub(safelearn.Shipped, name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.CopyFS(filepath.Join(folder, name), sub); err != nil {
				t.Fatal(err)
			}
		}
		to := filepath.Join(t.TempDir(), "public")
		c := exec.Command(os.Args[0], "-test.run=^TestReproducibleBuild$", "-test.count=1")
		c.Env = append(append(os.Environ(), env...), "SITE_TO="+to, "SITE_FOLDER="+folder)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		sites[i] = os.DirFS(to)
	}
	compareTrees(t, sites[0], sites[1])
	compareTrees(t, sites[1], sites[0])
}

// compareTrees fails the test for each file in one that is missing from other or has different content
// there.
func compareTrees(t *testing.T, one, other fs.FS) {
	t.Helper()
	err := fs.WalkDir(one, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		a, err1 := fs.ReadFile(one, name)
		b, err2 := fs.ReadFile(other, name)
		if err1 != nil || err2 != nil || string(a) != string(b) {
			t.Errorf("%s differs: %v %v", name, err1, err2)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestBabyRParagraphs checks that every paragraph of the shipped review that other documents cite has a
// link target, and that only the expected ones are withheld.
func TestBabyRParagraphs(t *testing.T) {
	s := shippedSite(t)
	graph, tree := linkSite(t, s).graph, buildTree(t, s)
	pages := crawl(t, tree)
	numbers := []string{"6.9", "6.10"}
	for _, r := range []struct{ section, from, to int }{{1, 1, 4}, {2, 1, 2}, {3, 1, 14}, {5, 1, 1}, {4, 18, 23}} {
		for n := r.from; n <= r.to; n++ {
			numbers = append(numbers, fmt.Sprintf("%d.%d", r.section, n))
		}
	}
	if len(numbers) != 29 {
		t.Fatalf("%d paragraph numbers, want 29", len(numbers))
	}
	for _, n := range numbers {
		target := lookUpTarget(t, graph, model.ID("baby-r/"+n))
		if target == nil || !target.Written && !target.Withheld {
			t.Errorf("there is no paragraph %s", n)
			continue
		}
		address, _, _ := strings.Cut(target.Address, "#")
		if p := pages[path.Join(address[1:], "index.html")]; p == nil || !p.ids["p"+n] {
			t.Errorf("%s has no anchor at %s", n, target.Address)
		}
		if want := strings.Contains(" 1.4 3.1 3.2 3.3 4.14 4.33 ", " "+n+" "); want != target.Withheld {
			t.Errorf("%s: withheld is %t, want %t", n, target.Withheld, want)
		}
	}
}
