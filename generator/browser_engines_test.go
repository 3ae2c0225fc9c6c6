//go:build browser

package generator

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"safelearn/generator/export"
)

// TestEngines checks a page of each layout, and each kind of interaction, in Firefox and in WebKit, the
// engine of Safari. All other browser tests use Chromium.
func TestEngines(t *testing.T) {
	source := quizSite(t)
	site, lessons := openWebSite(t), publishSite(t, source)
	for name, start := range map[string]func(*testing.T) webDriver{"Firefox": startFirefox, "WebKit": startWebKit} {
		t.Run(name, func(t *testing.T) {
			w := &window{t, start(t)}
			t.Run("Layouts", func(t *testing.T) { w.forTest(t).testLayouts(site) })
			t.Run("Question", func(t *testing.T) { w.forTest(t).testQuestion(lessons.root + quizModule) })
			t.Run("Search", func(t *testing.T) { w.forTest(t).testSearch(site.root + "search/") })
			t.Run("Exit", func(t *testing.T) { w.forTest(t).testQuickExit(site) })
			t.Run("Slides", func(t *testing.T) { w.forTest(t).testSlides(lessons.root + quizModule + "slides/") })
			t.Run("CopyLink", func(t *testing.T) { w.forTest(t).testCopyLink(site) })
			t.Run("Term", func(t *testing.T) { w.forTest(t).testGlossaryTerm(lessons.root + quizModule) })
			t.Run("Offline", func(t *testing.T) { w.forTest(t).testOffline(site.root + "offline/") })
			if name == "Firefox" { // WebKitWebDriver cannot print
				t.Run("Print", func(t *testing.T) { w.forTest(t).testPrint(site) })
			}
			t.Run("Files", func(t *testing.T) { w.forTest(t).testExportedSite(source) })
		})
	}
}

// A window controls a window of a browser other than Chromium.
type window struct {
	t *testing.T
	webDriver
}

// forTest returns a copy of w that reports failures to the given test.
func (w *window) forTest(t *testing.T) *window { return &window{t, w.webDriver} }

// mustCall runs a WebDriver command and decodes the value in the response into result. It fails the
// test on an error.
func (w *window) mustCall(command string, parameters map[string]any, result any) {
	w.t.Helper()
	if err := w.call(command, parameters, result); err != nil {
		w.t.Fatalf("%s %v: %v", command, parameters, err)
	}
}

// visit opens a URL.
func (w *window) visit(address string) {
	w.t.Helper()
	w.mustCall("navigate", map[string]any{"url": address}, nil)
}

// resize sets the size of the window.
func (w *window) resize(width, height int) {
	w.t.Helper()
	w.mustCall("resize", map[string]any{"width": width, "height": height}, nil)
}

// evalInto evaluates a JavaScript expression and decodes its value into result.
func (w *window) evalInto(expression string, result any) {
	w.t.Helper()
	w.mustCall("execute", map[string]any{"script": "return " + expression, "args": []any{}}, result)
}

// waitFor waits until a JavaScript expression is true. The failure message contains description.
func (w *window) waitFor(description, expression string) {
	w.t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(50 * time.Millisecond) {
		var value bool
		err := w.call("execute", map[string]any{"script": "return Boolean(" + expression + ")", "args": []any{}}, &value)
		if err == nil && value {
			return
		}
		if time.Now().After(end) {
			if err != nil { // the page text cannot be read either
				w.t.Fatalf("%s: %v", description, err)
			}
			var text string
			w.evalInto("document.body.innerText.slice(0, 400)", &text)
			w.t.Fatalf("timeout: %s (%s):\n%s", description, expression, text)
		}
	}
}

// element returns the WebDriver id of the first element that matches a CSS selector.
func (w *window) element(selector string) string {
	w.t.Helper()
	var found map[string]string
	w.mustCall("find", map[string]any{"using": "css selector", "value": selector}, &found)
	for _, id := range found {
		return id
	}
	w.t.Fatal("no element " + selector)
	return ""
}

// click clicks the first element that matches a CSS selector. It fails the test if another element
// covers it.
func (w *window) click(selector string) {
	w.t.Helper()
	w.mustCall("click", map[string]any{"id": w.element(selector)}, nil)
}

// typeText types text into the first element that matches a CSS selector.
func (w *window) typeText(selector, text string) {
	w.t.Helper()
	w.mustCall("type", map[string]any{"id": w.element(selector), "text": text}, nil)
}

// testLayouts opens a page of each layout, with all details elements open, at two widths. It checks that the
// page shows its heading, does not scroll sideways, and has no text that is cut off or covered.
func (w *window) testLayouts(site *webSite) {
	script, err := os.ReadFile("testdata/audit.js")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, size := range [][2]int{{1300, 900}, {460, 900}} {
		w.resize(size[0], size[1])
		for _, p := range site.examplePages() {
			w.visit(site.root + p.addressWithoutRedirect())
			var faults []string
			w.mustCall("execute", map[string]any{"args": []any{}, "script": string(script) + `
				document.querySelectorAll('details').forEach((e) => { e.open = true; });
				const heading = document.querySelector('h1')?.getBoundingClientRect();
				return [...heading?.width > 50 && heading.top < 900 ? [] : ['no heading'], ...window.audit(['sideways', 'cut', 'overlap'])];`}, &faults)
			for _, fault := range faults {
				w.t.Errorf("/%s, %d pixels: %s", p.address, size[0], fault)
			}
		}
	}
	w.resize(1300, 900)
}

// testQuestion gives a wrong answer to a question and checks the feedback.
func (w *window) testQuestion(pageURL string) {
	w.visit(pageURL)
	w.waitFor("the script shows one question", "document.querySelector('.whole button')")
	w.click(".whole button")
	var option, button string
	w.evalInto(`(() => { const e = [...document.querySelectorAll('#first label')].find((e) => e.innerText.includes('Wait until')); return '#first label[for="' + e.htmlFor + '"]'; })()`, &option)
	w.click(option)
	w.evalInto("'#first button.main'", &button)
	w.click(button)
	w.waitFor("the reply has the reason", `document.querySelector('#first .reply')?.innerText.includes('This could leave a child at risk.')`)
	w.waitFor("the reply is announced", "document.querySelector('#first [role=status]').innerText.trim()")
}

// testSearch searches on the search page, opens the first result and goes back.
func (w *window) testSearch(pageURL string) {
	w.visit(pageURL)
	w.typeText("main input[type=search]", "bruise")
	w.waitFor("the search finds something", "document.querySelector('main ol a[href], main .results a[href]')")
	w.click("main ol a[href], main .results a[href]")
	w.waitFor("the result opens", "!location.pathname.endsWith('/search/') && document.querySelector('h1')")
	w.mustCall("back", map[string]any{}, nil)
	w.waitFor("the words are still in the box, above their results", `location.pathname.endsWith('/search/') &&
		document.querySelector('main input[type=search]').value === 'bruise' && document.querySelector('main ol a[href], main .results a[href]')`)
}

// testQuickExit leaves a page for parents by its exit link, and again by pressing Shift three times.
func (w *window) testQuickExit(site *webSite) {
	for _, p := range site.examplePages() {
		if p.layout != "parent-page" {
			continue
		}
		for _, press := range []bool{false, true} {
			w.visit(site.root + p.address)
			w.evalInto("document.querySelector('.exit a').href = '/left'", new(string))
			if press {
				w.typeText("body", strings.Repeat("\ue008", 6)) // each Shift is pressed the first time and released the next
			} else {
				w.click(".exit a")
			}
			w.waitFor(fmt.Sprintf("the page is left, by key %v", press), "location.pathname === '/left'")
		}
		return
	}
	w.t.Error("no page for parents")
}

// testSlides moves through slides with keys and links, and checks that they open at the first
// slide.
func (w *window) testSlides(pageURL string) {
	w.visit(pageURL)
	time.Sleep(100 * time.Millisecond) // time in which a page could scroll after loading
	w.waitFor("slides open at the beginning", "scrollY === 0 && document.querySelector('.bar')")
	at := func(slide int) string {
		return fmt.Sprintf("Math.abs(document.querySelectorAll('.slide')[%d].getBoundingClientRect().top) < 3", slide)
	}
	w.click("#_title .under a[href^='#']")
	w.waitFor("the link opens the next slide", at(1))
	w.typeText("body", "\ue00f") // Page Down
	w.waitFor("Page Down opens the next slide", at(2))
	w.typeText("body", "\ue010") // End
	w.waitFor("End opens the last slide", "document.activeElement.id === '_last'")
	w.typeText("body", "\ue011") // Home
	w.waitFor("Home opens the first slide", at(0))
	w.visit(pageURL + "#first")
	w.typeText("body", " ")
	w.waitFor("Space opens the answer", "document.querySelector('#first .reasons').getBoundingClientRect().height > 0")
}

// testCopyLink copies the link to a paragraph. If the engine does not let tests write to the
// clipboard, it only checks that there is a button.
func (w *window) testCopyLink(site *webSite) {
	for _, p := range site.pages {
		if p.layout != "finding" {
			continue
		}
		w.visit(site.root + p.address)
		w.waitFor("there is a button", "document.querySelector('button.copy')")
		w.evalInto("(navigator.clipboard.writeText = (words) => { window.copied = words; return Promise.resolve(); }, true)", new(bool))
		w.click("button.copy")
		w.waitFor("the link is copied", "window.copied?.includes(location.href.split('#')[0] + '#')")
		var width float64
		w.evalInto("document.querySelector('button.copy').getBoundingClientRect().width", &width)
		if width < 24 {
			w.t.Errorf("the button is %v pixels wide", width)
		}
		return
	}
	w.t.Error("no finding")
}

// testGlossaryTerm checks that a glossary term shows its definition while it has the focus, and that
// Escape hides the definition.
func (w *window) testGlossaryTerm(pageURL string) {
	w.visit(pageURL)
	w.evalInto("(document.querySelector('.whole button')?.click(), true)", new(bool))
	var shown bool
	w.evalInto("[...document.querySelectorAll('.tip')].some((e) => e.getBoundingClientRect().height > 0)", &shown)
	if shown {
		w.t.Error("a meaning is shown though nothing has the focus")
	}
	w.typeText("a.term", "\ue008\ue008") // Shift, so that the browser shows keyboard focus
	w.waitFor("the meaning is shown", "[...document.querySelectorAll('.tip')].some((e) => e.getBoundingClientRect().height > 0)")
	w.typeText("a.term", "\ue00c") // Escape
	w.waitFor("the meaning is hidden", "[...document.querySelectorAll('.tip')].every((e) => e.getBoundingClientRect().height === 0)")
}

// testOffline checks that the offline page offers to save pages, or explains why it cannot.
func (w *window) testOffline(pageURL string) {
	w.visit(pageURL)
	w.waitFor("the page is ready", "[...document.querySelectorAll('main button, main .status, main [role=status]')].some((e) => e.innerText.trim() && e.getBoundingClientRect().height > 0)")
}

// testExportedSite opens an exported site from the file system, searches and answers a question.
func (w *window) testExportedSite(source *Site) {
	folder := filepath.Join(w.t.TempDir(), "stick")
	if _, problems, err := source.Export(w.t.Context(), export.Formats[0].Exporter(export.Options{}), folder); err != nil || problems.Failed() {
		w.t.Fatal(err, problems)
	}
	root := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder) + "/"}).String()
	w.testQuestion(root + quizModule + "index.html")
	w.visit(root + "index.html")
	w.typeText("form.find input", "letter\ue007") // Enter
	w.waitFor("a search from another page finds something", "location.pathname.endsWith('/search/index.html') && document.querySelector('main ol a[href], main .results a[href]')")
}

// testPrint checks that each printed sheet of each layout has the demonstration notice, and that each
// slide is printed on a separate landscape sheet.
func (w *window) testPrint(site *webSite) {
	for _, p := range site.examplePages() {
		w.visit(site.root + p.addressWithoutRedirect())
		var file struct{ Value []byte }
		w.mustCall("print", map[string]any{"page": map[string]any{}}, &file)
		read := exec.Command("pdftotext", "-bbox", "-", "-")
		read.Stdin = bytes.NewReader(file.Value)
		out, err := read.Output()
		if err != nil {
			w.t.Fatalf("pdftotext, which sh .ci/tools installs: %v", err)
		}
		var printed struct {
			Pages []struct {
				Width  float64  `xml:"width,attr"`
				Height float64  `xml:"height,attr"`
				Words  []string `xml:"word"`
			} `xml:"body>doc>page"`
		}
		if err := xml.Unmarshal(out, &printed); err != nil {
			w.t.Fatal(err)
		}
		if len(printed.Pages) == 0 {
			w.t.Errorf("/%s: no sheets", p.address)
		}
		for i, sheet := range printed.Pages {
			text := strings.Join(sheet.Words, " ")
			if !strings.Contains(text, site.settings.Notice) && !strings.Contains(text, site.settings.Banner) {
				w.t.Errorf("/%s: sheet %d of %d has no notice:\n%s", p.address, i+1, len(printed.Pages), text)
			}
			if landscape := sheet.Width > sheet.Height; landscape != (p.layout == "slides") {
				w.t.Errorf("/%s: sheet %d of %d is %v by %v points", p.address, i+1, len(printed.Pages), sheet.Width, sheet.Height)
			}
		}
	}
}
