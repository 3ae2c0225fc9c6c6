//go:build browser

package generator

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/export"
	"safelearn/generator/render"
)

// TestBrowserPackagePage checks those properties of the page in a package that do not depend on the
// learning system: accessibility, keyboard use, print, dates, and use from a folder.
func TestBrowserPackagePage(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	packages := exportPackages(t, quizSite(t), export.Options{Modules: []string{"passing-on"}})
	old := quizSite(t)
	old.Today = "2028-01-01"
	packages["old"] = exportPackages(t, old, export.Options{Modules: []string{"passing-on"}, Stale: true})["passing-on"]
	arabic := quizSite(t)
	settings := filepath.Join(arabic.Folder, "content", "site.yaml")
	if text, err := os.ReadFile(settings); err != nil || os.WriteFile(settings, append(text, "languages: [ar]\n"...), 0o644) != nil {
		t.Fatal(err)
	}
	packages["arabic"] = exportPackages(t, arabic, export.Options{Modules: []string{"passing-on"}, Package: render.PackageOptions{Score: true, Answers: true}})["passing-on"]
	packages["shipped"] = exportPackages(t, &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-01"}, export.Options{Modules: []string{"marks-on-babies"}})["marks-on-babies"]
	system := startLearningSystem(t, packages)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *learningSystem)
	}{
		{"Accessibility", testPackageAccessibility},
		{"Keyboard", testPackageKeyboard},
		{"Dates", testPackageDates},
		{"Print", testPackagePrint},
		{"Questions", testPackageQuestions},
		{"HTML", testPackageHTML},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, system) })
	}
	t.Run("Folder", func(t *testing.T) { testPackageFromDisk(t, b, packages["passing-on"]) })
}

// mixedTextsJS is a JavaScript expression for the pairs of untranslated texts on a page that follow each other
// in a paragraph and share a line. On a right-to-left page, readers cannot distinguish the lines of such
// texts when they wrap.
const mixedTextsJS = `(() => {
	const texts = [...document.querySelectorAll("html[dir=rtl] p [dir=ltr]")].filter((e) => !e.parentNode.closest("[dir=ltr], a") && e.getClientRects().length);
	return texts.slice(1).map((e, i) => [texts[i], e]).filter(([a, b]) => {
		const between = new Range();
		between.setStartAfter(a);
		between.setEndBefore(b);
		return a.closest("p") === b.closest("p") && !between.toString().trim() && a.getBoundingClientRect().bottom > b.getBoundingClientRect().top + 1;
	}).map(([a, b]) => a.textContent + " | " + b.textContent);
})()`

// testPackageAccessibility runs axe-core on packages, in light and dark mode, at three widths.
func testPackageAccessibility(t *testing.T, b *browser, s *learningSystem) {
	tab := b.newTab(t, 320)
	for _, name := range []string{"shipped", "old", "arabic"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{320, 640, 1280} {
				if name == "arabic" && scheme == "dark" || name != "shipped" && width == 640 {
					continue
				}
				tab.mustRun(chromedp.EmulateViewport(width, 800), setColorScheme(scheme))
				tab.visit(s.root + "packages/" + name + "/index.html")
				tab.waitFor("the page", "document.querySelector('#_record .status').textContent")
				eval[bool](tab, "(document.getElementById('_finish').hidden = document.querySelector('.sent').hidden = false, document.querySelectorAll('details').forEach((e) => { e.open = true }), [...document.querySelectorAll('.whole button')].forEach((e) => e.click()), true)")
				if wide := eval[int](tab, "document.documentElement.scrollWidth"); wide > int(width) {
					t.Errorf("%s: %d pixels wide at %d", name, wide, width)
				}
				if found := tab.axeReport(b); found != "" {
					t.Errorf("%s, %s, %d: %s", name, scheme, width, found)
				}
				if said := eval[bool](tab, "document.querySelector('#_record .status [lang=en-GB][dir=ltr]') !== null"); said != (name == "arabic") {
					t.Errorf("%s: the words of the script are marked as English: %v", name, said)
				}
				if mixed := eval[[]string](tab, mixedTextsJS); len(mixed) > 0 {
					t.Errorf("%s, %d: texts that share a line: %q", name, width, mixed)
				}
				if rtl := eval[string](tab, "getComputedStyle(document.getElementById('_finish')).direction") == "rtl"; rtl != (name == "arabic") {
					t.Errorf("%s: written from right to left: %v", name, rtl)
				}
			}
		}
	}
	tab.mustRun(setColorScheme("light"))
	tab.visit(s.root + "packages/shipped/index.html")
	if at := eval[string](tab, "document.activeElement.tagName"); at != "BODY" {
		t.Errorf("the page takes the focus to %s", at)
	}
}

// axeReport returns the violations that axe-core finds on the current page, as text for a failure
// message, or "" if there are none.
func (p *tab) axeReport(b *browser) string {
	p.t.Helper()
	p.mustRun(chromedp.EvaluateAsDevTools(b.axe+"; 0", new(int)))
	p.mustRun(chromedp.EvaluateAsDevTools("axe.run().then((r) => { window.found = r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html).join(' ')).join('; ') || '-' }); 0", new(int)))
	p.waitFor("axe-core", "window.found")
	return strings.TrimPrefix(eval[string](p, "window.found"), "-")
}

// testPackageKeyboard finishes a package using only the keyboard.
func testPackageKeyboard(t *testing.T, b *browser, s *learningSystem) {
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"keyboard", "passing-on", "window=frame&system=strict"})
	eval[bool](tab, "(content.focus(), content.document.querySelector('#_finish input').focus(), true)")
	press := func(key, want string) {
		t.Helper()
		tab.mustRun(chromedp.KeyEvent(key))
		tab.waitFor(want, fmt.Sprintf("(content.document.activeElement.id || content.document.activeElement.innerText) === %s", jsString(want)))
	}
	press(kb.Tab, "Finish and record")
	press(kb.Enter, "_skip") // the checkbox must be ticked first
	press(" ", "_skip")
	press(kb.Tab, "Finish and record")
	press(kb.Enter, "Finish and record")
	tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
	if got := s.storedValue("keyboard", "cmi.core.lesson_status"); got != "completed" {
		t.Errorf("the status is %q", got)
	}
}

// testPackageDates opens packages with the clock set before and after their review date. A package
// that was overdue when it was exported must say that it may be out of date, even if the clock is
// wrong.
func testPackageDates(t *testing.T, b *browser, s *learningSystem) {
	for _, c := range []struct {
		pkg, clock string
		first      string // first text on the page, or the start of it
	}{
		{"passing-on", "2020-01-01", "Made for a test. Do not use it. Module, 20 minutes"},
		{"passing-on", "2026-07-01", "Made for a test. Do not use it. Module, 20 minutes"},
		{"passing-on", "2029-01-01", "This copy may be out of date Its review was due on 1 March 2027."},
		{"old", "2020-01-01", "This copy may be out of date"}, // exported after its review date
		{"old", "2029-01-01", "This copy may be out of date"},
	} {
		tab := b.newTab(t, 640)
		tab.mustRun(chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument("{ const Clock = Date; Date = class extends Clock { constructor(...a) { a.length ? super(...a) : super('" + c.clock + "') } } }").Do(ctx)
			return err
		}))
		s.open(tab, launch{"dates" + c.pkg + c.clock, c.pkg, "window=frame&system=strict"})
		if got := eval[string](tab, "words('body')"); !strings.HasPrefix(got, c.first) {
			t.Errorf("%s in %s starts: %.100s", c.pkg, c.clock, got)
		}
		if n := eval[int](tab, "questions().length"); n != 5 {
			t.Errorf("%s asks %d questions", c.pkg, n)
		}
		eval[bool](tab, "(content.document.querySelector('#_skip').click(), content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("an old package can be finished", "words('#_finish .status').includes('Recorded:')")
	}
}

// testPackageHTML runs the Nu HTML checker on packages.
func testPackageHTML(t *testing.T, _ *browser, s *learningSystem) {
	site := &webSite{root: s.root + "packages/", invalidURL: s.root + "left/"}
	for _, name := range []string{"shipped", "old", "arabic"} {
		site.pages = append(site.pages, webPage{address: name + "/index.html"})
	}
	if messages := validateHTML(t, site); !strings.Contains(messages, "lang") {
		t.Errorf("the checker finds nothing on a page without a language: %s", messages)
	}
}

// testPackagePrint checks that the printed page contains all questions and says what others can see,
// but has no buttons.
func testPackagePrint(t *testing.T, b *browser, s *learningSystem) {
	tab := b.newTab(t, 1000)
	tab.visit(s.root + "packages/passing-on/index.html")
	tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
	text := eval[string](tab, "document.body.innerText.replace(/\\s+/g, ' ')")
	for _, want := range []string{"What others can see", "Made for a test. Do not use it.", "Question 2", "Question 7", "1 March 2027", "https://elder.example/learn/modules/passing-on/"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on paper", want)
		}
	}
	if strings.Contains(text, "Finish and record") || strings.Contains(text, "Check answer") {
		t.Error("buttons are on paper")
	}
}

// testPackageFromDisk opens the files of a package from the file system.
func testPackageFromDisk(t *testing.T, b *browser, files map[string][]byte) {
	folder := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tab := b.newTab(t, 640)
	tab.visit((&url.URL{Scheme: "file", Path: filepath.ToSlash(folder) + "/index.html"}).String())
	tab.waitFor("that nothing is recorded", "document.querySelector('#_record .status').innerText.includes('No learning system was found')")
	if got := eval[string](tab, "getComputedStyle(document.querySelector('.question')).maxInlineSize"); got == "none" {
		t.Error("the page has no style")
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Error(messages)
	}
}
