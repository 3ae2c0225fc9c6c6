//go:build browser

package generator

import (
	"bytes"
	"encoding/xml"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// testFirstSlide checks that slides open at the first slide, and that nothing covers its title. It
// turns off the preference for reduced motion, because only then is scroll snapping, which might move
// the page, active.
func testFirstSlide(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	for _, p := range site.examplePages() {
		if p.layout != "slides" {
			continue
		}
		for _, size := range [][2]int64{{1280, 720}, {1920, 1080}, {390, 844}, {320, 640}, {1280, 350}} {
			tab.mustRun(chromedp.EmulateViewport(size[0], size[1]),
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "no-preference"}}))
			tab.visit(site.root + p.address)
			var fault string
			tab.mustRun(chromedp.Evaluate(`new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
				const banner = document.querySelector('.banner'), heading = document.querySelector('h1').getBoundingClientRect();
				const over = document.elementFromPoint(heading.left + 5, heading.top + 5);
				done(scrollY || banner.checkVisibility() && banner.getBoundingClientRect().top !== 0 ? 'scrolled by ' + scrollY
					: over?.closest('h1') ? '' : 'the title is covered by ' + over?.outerHTML.slice(0, 80));
			}, 50)))`, &fault, awaitPromise))
			if fault != "" {
				t.Errorf("/%s, %d by %d pixels: %s", p.address, size[0], size[1], fault)
			}
		}
	}
}

// A printedPage is a page of a PDF file, as pdftotext -bbox describes it.
type printedPage struct {
	Words []struct {
		Top    float64 `xml:"yMin,attr"` // in points from the top edge
		Bottom float64 `xml:"yMax,attr"`
		Text   string  `xml:",chardata"`
	} `xml:"word"`
}

// printedPages prints the current page at the given scale and returns the pages.
func (p *tab) printedPages(scale float64) []printedPage {
	p.t.Helper()
	read := exec.Command("pdftotext", "-bbox", "-", "-")
	read.Stdin = bytes.NewReader(p.printPDF(scale))
	out, err := read.Output()
	if err != nil {
		p.t.Fatalf("pdftotext, which sh .ci/tools installs: %v", err)
	}
	var file struct {
		Pages []printedPage `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &file); err != nil {
		p.t.Fatal(err)
	}
	return file.Pages
}

// bannerFault returns a description of what is wrong with the banner on the page, or "". A whole
// copy of the banner must be on the page without other text over it. The same words in the footer are not
// such a copy, because other lines of the footer are beside them.
func (p *printedPage) bannerFault(banner []string) string {
	const border = 3 // in points, around the words of the banner
	fault := "no banner"
	for first := range len(p.Words) - len(banner) + 1 {
		top, bottom, n := 1e9, 0.0, 0
		for ; n < len(banner) && p.Words[first+n].Text == banner[n]; n++ {
			top, bottom = min(top, p.Words[first+n].Top), max(bottom, p.Words[first+n].Bottom)
		}
		if n < len(banner) {
			continue
		}
		fault = ""
		for i, w := range p.Words {
			if (i < first || i >= first+n) && w.Bottom > top-border && w.Top < bottom+border {
				fault = "the banner covers the word " + w.Text
			}
		}
		if fault == "" { // otherwise these may be the same words in the footer
			return ""
		}
	}
	return fault
}

// testPrintedSlides prints slides with all answers open, at normal and at double size, and checks the
// banner on each printed page. At double size, a slide is printed on several pages.
func testPrintedSlides(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	banner := strings.Fields(site.settings.Banner)
	if site.settings.Notice != "" {
		banner = strings.Fields("Demonstration. " + site.settings.Notice)
	}
	for _, p := range site.examplePages() {
		if p.layout != "slides" {
			continue
		}
		for _, scale := range []float64{1, 2} {
			tab.visit(site.root + p.address)
			tab.mustRun(chromedp.Evaluate("document.querySelectorAll('.answer').forEach((e) => { e.open = true; })", nil))
			pages := tab.printedPages(scale)
			if slides := eval[int](tab, "document.querySelectorAll('.slide').length"); len(pages) < slides {
				t.Errorf("/%s: %d sheets for %d slides", p.address, len(pages), slides)
			}
			for i := range pages {
				if fault := pages[i].bannerFault(banner); fault != "" {
					t.Errorf("/%s at scale %v, sheet %d of %d: %s", p.address, scale, i+1, len(pages), fault)
				}
			}
		}
	}
}
