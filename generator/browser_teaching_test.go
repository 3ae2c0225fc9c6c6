//go:build browser

package generator

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn/generator/export"
)

// TestBrowserTeaching checks the teaching material of a module: slides, handout, answer key
// and session pack.
func TestBrowserTeaching(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	source := quizSite(t)
	site := publishSite(t, source)
	t.Run("Slides", func(t *testing.T) { testSlides(t, b, site) })
	t.Run("Keys", func(t *testing.T) { testSlideKeys(t, b, site) })
	t.Run("FirstSlide", func(t *testing.T) {
		testFirstSlide(t, b, site)
		// A tall banner covers more of the window than the scroll padding of other pages allows for.
		files := readArchive(t, quizArchive).siteFiles()
		settings := files["content/site.yaml"]
		settings.Data = bytes.Replace(settings.Data, []byte("\nbanner: "), []byte("\nbanner: "+strings.Repeat("A long notice. ", 15)), 1)
		high := &Site{Folder: t.TempDir(), Shipped: source.Shipped, Today: source.Today}
		writeFiles(t, high.Folder, files)
		testFirstSlide(t, b, publishSite(t, high))
	})
	t.Run("PrintedSlides", func(t *testing.T) { testPrintedSlides(t, b, site) })
	t.Run("Handouts", func(t *testing.T) { testHandouts(t, b, site) })
	t.Run("QR", func(t *testing.T) { testQRCodes(t, b, site) })
	t.Run("FileExport", func(t *testing.T) { testFileExport(t, b, source) })
	t.Run("RepositorySlides", func(t *testing.T) {
		shipped := openWebSite(t)
		testSlides(t, b, shipped)
		testFirstSlide(t, b, shipped)
		testPrintedSlides(t, b, shipped)
	})
}

// slideFaultsJS is a JavaScript expression that opens every answer. It then returns descriptions of
// each slide that does not fit the window, has a heading that is cut off or covered, or lacks the
// notice or its number, and of each element with small text.
const slideFaultsJS = `(() => {
	document.querySelectorAll('.answer').forEach((e) => { e.open = true; });
	const available = innerHeight;
	const faults = [], slides = [...document.querySelectorAll('.slide')];
	slides.forEach((slide, i) => {
		const heading = slide.querySelector('h1, h2');
		const fault = (words) => faults.push((i + 1) + ' (' + heading.innerText.slice(0, 40) + '): ' + words);
		const high = slide.getBoundingClientRect().height;
		if (high > available + 1) fault('is ' + high + ' pixels high, and ' + available + ' are available');
		if (slide.scrollWidth > slide.clientWidth || heading.scrollWidth > heading.clientWidth) fault('is wider than the screen');
		slide.scrollIntoView({block: 'start', behavior: 'instant'});
		const range = document.createRange();
		range.selectNodeContents(heading);
		for (const box of range.getClientRects()) {
			for (const [x, y] of [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]]) {
				if (!heading.contains(document.elementFromPoint(x, y))) fault('the heading is covered or cut off at ' + x + ', ' + y);
			}
		}
		const notice = slide.querySelector('.notice');
		if (document.querySelector('meta[name="robots"]') && !(notice?.checkVisibility() && notice.getBoundingClientRect().bottom <= available)) fault('has no notice');
		const under = slide.querySelector('.under').innerText;
		if (!under.includes((i + 1) + ' of ') && !/Extra \d+ of \d+/.test(under)) fault('has no number');
	});
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const reported = new Set(), unit = Math.min(innerWidth / 16, innerHeight / 9);
	for (let n = texts.nextNode(); n; n = texts.nextNode()) {
		const e = n.parentElement, size = parseFloat(getComputedStyle(e).fontSize) / unit;
		const least = e.closest('.under, .bar, .foot') ? .17 : .3; // as a fraction of one ninth of the window height
		if (!n.data.trim() || !e.checkVisibility({visibilityProperty: true}) || e.closest('.skip, .hide, .foot, script, style') || size >= least) continue;
		const fault = e.tagName + '.' + e.className + ' has text of ' + size + ': ' + n.data.trim().slice(0, 30);
		if (!reported.has(e.tagName + e.className)) faults.push(fault);
		reported.add(e.tagName + e.className);
	}
	return faults;
})()`

// testSlides checks that the slides of every module are legible and fit windows of four common sizes.
// It also checks that there are not too many slides.
func testSlides(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	for _, p := range site.pages {
		if p.layout != "slides" {
			continue
		}
		tab.visit(site.root + p.address)
		for _, size := range [][2]int64{{1024, 768}, {1280, 720}, {1366, 768}, {1920, 1080}} {
			tab.mustRun(chromedp.EmulateViewport(size[0], size[1]))
			tab.waitFor("the bar is at the foot of a slide", `document.querySelector('.under .bar')`)
			for _, fault := range eval[[]string](tab, slideFaultsJS) {
				t.Errorf("/%s, %d by %d pixels: %s", p.address, size[0], size[1], fault)
			}
		}
		counts := eval[[]int](tab, `[document.querySelectorAll('.slide').length, Number(/\d+/.exec(document.querySelector('.title').innerText.match(/session of \d+/))),
			new Set([...document.querySelectorAll('.slide .no')].map((e) => /Question (\d+)/.exec(e.innerText)?.[1]).filter(Boolean)).size]`)
		if slides, minutes, questions := counts[0], counts[1], counts[2]; questions == 0 || slides > max(minutes/2+questions, 4) || slides > 26 && minutes <= 40 {
			t.Errorf("/%s has %d slides for %d minutes and %d questions", p.address, slides, minutes, questions)
		}
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testSlideKeys navigates through slides with the keyboard, including the keys that a presenter's
// remote control sends, and checks the notes and the clock.
func testSlideKeys(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.mustRun(chromedp.EmulateViewport(1280, 720))
	tab.visit(site.root + quizModule + "slides/#first")
	key := func(keys ...string) {
		for _, k := range keys {
			tab.mustRun(chromedp.KeyEvent(k))
		}
	}
	waitForSlide := func(what, heading string) {
		t.Helper()
		tab.waitFor(what, fmt.Sprintf(`(() => {
			const slide = document.activeElement, box = slide.getBoundingClientRect();
			return slide.matches('.slide') && slide.innerText.includes(%s) && Math.abs(box.top) < 2;
		})()`, jsString(heading)))
	}
	waitForSlide("a link opens its slide", "A neighbour")
	if eval[bool](tab, "document.activeElement.querySelector('.reasons').checkVisibility()") {
		t.Error("the answer is already open")
	}
	// Send a single event, as a keyboard does. The page prevents its default action, scrolling.
	tab.mustRun(input.DispatchKeyEvent(input.KeyDown).WithKey(" ").WithCode("Space").WithText(" ").WithWindowsVirtualKeyCode(32))
	tab.waitFor("the space key opens the answer", "document.activeElement.querySelector('.reasons').checkVisibility()")
	key(kb.ArrowRight)
	waitForSlide("the right arrow key opens the next slide", "Question 4")
	key(kb.ArrowLeft, kb.ArrowUp, kb.Home)
	waitForSlide("Home opens the first slide", "Passing it on")
	key(kb.End)
	waitForSlide("End opens the last slide", "Come back")
	key(kb.Home, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, "n")
	tab.waitFor("N shows the notes", "document.querySelector('#why-it-matters .notes p').checkVisibility()")
	if got := eval[string](tab, "document.querySelector('#why-it-matters .notes p').innerText"); got != "3 minutes: from minute 2 to minute 5." {
		t.Error(got)
	}
	key("n")
	tab.waitFor("N hides the notes", "![...document.querySelectorAll('.notes')].some((e) => e.checkVisibility())")
	tab.click(".bar button:last-child")
	tab.waitFor("the clock runs", "/^0:0[1-9]$/.test(document.querySelector('.clock').innerText)")
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
	tab.mustRun(emulation.SetScriptExecutionDisabled(true))
	tab.visit(site.root + quizModule + "slides/")
	if n := eval[int](tab, "document.querySelectorAll('.bar, button').length"); n > 0 {
		t.Errorf("without JavaScript the page has %d controls", n)
	}
	tab.click("#_title .under a[href^='#']")
	tab.waitFor("a link opens the next slide without JavaScript", "location.hash === '#_before' && Math.abs(document.querySelector('#_before').getBoundingClientRect().top) < 2")
}

// printedText prints the current page and returns its text, with each run of white space replaced by a
// space.
func (p *tab) printedText() string {
	p.t.Helper()
	return strings.Join(strings.Fields(strings.Join(p.printedPageTexts(1), " ")), " ")
}

// printedPageTexts prints the current page at the given scale and returns the text of each printed
// page, with line breaks.
func (p *tab) printedPageTexts(scale float64) []string {
	p.t.Helper()
	return splitPDFText(p.pdfText(p.printPDF(scale), "-layout"))
}

// pdfText returns the text of a PDF file. The options are those of pdftotext.
func (p *tab) pdfText(pdf []byte, options ...string) string {
	p.t.Helper()
	read := exec.Command("pdftotext", append(options, "-", "-")...)
	read.Stdin = bytes.NewReader(pdf)
	out, err := read.Output()
	if err != nil {
		p.t.Fatalf("pdftotext, which sh .ci/tools installs: %v", err)
	}
	return string(out)
}

// splitPDFText splits a result of pdfText into the texts of the pages.
func splitPDFText(text string) []string {
	return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
}

// printPDF prints the current page as a PDF file at the given scale.
func (p *tab) printPDF(scale float64) []byte {
	p.t.Helper()
	var pdf []byte
	p.mustRun(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).WithScale(scale).Do(ctx)
		return err
	}))
	return pdf
}

// testHandouts prints the pages of a module. On all of them except the session pack, the options must
// have the same letters. The printed module page and handout must not contain the answers.
func testHandouts(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	printed := make(map[string]string) // text by page
	for _, name := range []string{"", "handout/", "key/", "pack/", "slides/"} {
		tab.visit(site.root + quizModule + name)
		printed[name] = tab.printedText()
		if !strings.Contains(printed[name], "Made for a test. Do not use it.") {
			t.Errorf("the printout of /%s has no banner", name)
		}
	}
	// Each answer is printed with its slide, except for what does not fit on the page.
	for _, words := range []string{"Best answer", "Nobody knows who else will", "reads the pile"} {
		if !strings.Contains(printed["slides/"], words) {
			t.Errorf("the printed slides do not contain %q", words)
		}
	}
	answers := []string{"Best answer", "Nobody knows who else will", "A letter takes days", "It comes after the call", "Each knows a part", "a number at hand", "Nobody reads the pile"}
	for _, words := range answers {
		for _, name := range []string{"", "handout/"} {
			if strings.Contains(printed[name], words) {
				t.Errorf("the printout of /%s contains %q", name, words)
			}
		}
		if !strings.Contains(printed["key/"], words) {
			t.Errorf("the printed key does not contain %q", words)
		}
	}
	tab.visit(site.root + quizModule)
	for _, words := range eval[[]string](tab, `[...document.querySelectorAll('.question .option label, .ordering > li, .rights li')].map((e) => {
		const copy = e.cloneNode(true);
		copy.querySelectorAll('.moves').forEach((m) => m.remove());
		return copy.textContent.replace(/\s+/g, ' ').trim();
	})`) {
		for name, text := range printed {
			if name != "pack/" && !strings.Contains(text, words) {
				t.Errorf("the printout of /%s does not contain %q:\n%s", name, words, text)
			}
		}
	}
	for _, words := range []string{"Letters in order: ____", "(go to 2)", "Check answer", "https://elder.example/learn/s/passing-on/", "Paper copies go out of date", "To take away", "My next step", "How confident are you?"} {
		if got, want := strings.Contains(printed["handout/"], words), words != "Check answer"; got != want {
			t.Errorf("the printed handout contains %q: %v, want %v", words, got, want)
		}
	}
	for _, words := range []string{"Plans for a session", "How confident are you?", "In three months", "Leave time for silence.", "Three questions to take away", "Led by", "How many people", "Agencies or teams", "Plan used", "☐ other", "Parts done", "That procedure, and its date"} {
		if !strings.Contains(printed["pack/"], words) {
			t.Errorf("the pack does not contain %q", words)
		}
	}
}

// testQRCodes decodes a screenshot of each QR code of a module, and checks that the code on the
// printed handout is at least 25 mm wide.
func testQRCodes(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	for _, name := range []string{"handout/", "key/", "pack/", "slides/"} {
		for _, scheme := range []string{"light", "dark"} {
			tab.visit(site.root + quizModule + name)
			var image []byte
			tab.mustRun(setColorScheme(scheme), chromedp.Screenshot(".qr", &image, chromedp.ByQuery))
			file := filepath.Join(t.TempDir(), "code.png")
			if err := os.WriteFile(file, image, 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("zbarimg", "-q", "--raw", file).Output()
			if err != nil {
				t.Fatalf("zbarimg, which sh .ci/tools installs: %v", err)
			}
			link := strings.TrimSpace(string(out))
			if !strings.Contains(eval[string](tab, "document.querySelector('main').textContent"), link) || link != "https://elder.example/learn/s/passing-on/" {
				t.Errorf("/%s, %s: the code contains %q", name, scheme, link)
			}
		}
	}
	tab.visit(site.root + quizModule + "handout/")
	tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
	// An inch is 96 CSS pixels. The image has a margin of four modules (dots of the QR code) on each
	// side.
	if width := eval[float64](tab, `(() => {
		const svg = document.querySelector('.qr'), modules = svg.viewBox.baseVal.width;
		return svg.getBoundingClientRect().width / 96 * 25.4 * (modules - 8) / modules;
	})()`); width < 25 {
		t.Errorf("the code is %.1f mm wide on paper", width)
	}
}

// testFileExport opens an exported site from the file system and answers questions.
func testFileExport(t *testing.T, b *browser, source *Site) {
	folder := filepath.Join(t.TempDir(), "stick")
	if _, problems, err := source.Export(t.Context(), export.Formats[0].Exporter(export.Options{}), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	root := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder) + "/"}).String()
	tab := b.newTab(t, narrowWidth)
	tab.visit(root + "index.html")
	tab.clickLink("main", root+"trainers/index.html")
	tab.clickLink("main", root+quizModule+"index.html")
	tab.click(".whole button")
	tab.answer("first", "Wait until", 1)
	if got := tab.waitForFeedback("first"); !strings.Contains(got.Status, "This could leave a child at risk.") {
		t.Errorf("%+v", got)
	}
	tab.clickLink("main", root+"practice/index.html")
	tab.click(".whole button")
	tab.answer("call", "False", 0)
	tab.visit(root + quizModule + "slides/index.html")
	tab.waitFor("the slides show the control bar", "document.querySelector('.bar').checkVisibility()")
	if requests, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("messages %q, requests %q", messages, requests)
	}
}
