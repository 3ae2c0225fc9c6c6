//go:build browser

package generator

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// maxClicks is the maximum number of clicks from the home page to a page that readers look for.
const maxClicks = 3

// visibleLinksJS is a JavaScript expression that returns the URLs of all visible links, except
// those in the list of recent changes, which vary over time.
const visibleLinksJS = `[...document.querySelectorAll('a[href]')].filter((a) => a.checkVisibility() && !a.closest('.recent')).map((a) => a.href)`

// clickLink clicks the first visible link to a URL within the elements that match a CSS selector, and
// waits until the linked page has loaded.
func (p *tab) clickLink(selector, address string) {
	p.t.Helper()
	find := fmt.Sprintf("[...document.querySelectorAll(%s)].find((a) => a.href === %s && a.checkVisibility())", jsString(selector+" a[href]"), jsString(address))
	if !eval[bool](p, "Boolean("+find+")") {
		p.t.Fatalf("%s has no link to %s", eval[string](p, "location.href"), address)
	}
	p.mustRun(chromedp.Click(find, chromedp.ByJSPath))
	p.waitFor("a click opens "+address, "location.href === "+jsString(address)+" && document.readyState === 'complete'")
}

// waitForTarget waits until the element that the fragment of a URL identifies has its top in the
// window. If the URL has no fragment, it returns at once.
func (p *tab) waitForTarget(address string) {
	p.t.Helper()
	if _, anchor, found := strings.Cut(address, "#"); found {
		p.waitFor(address+" is visible", fmt.Sprintf(`(() => {
			const target = document.querySelector(':target');
			const box = target?.getBoundingClientRect();
			return target?.id === %s && target.checkVisibility() && box.top >= -1 && box.top < innerHeight;
		})()`, jsString(anchor)))
	}
}

// findPaths follows visible links breadth-first from the home page until it has found all goals or
// made maxClicks. It returns a map from each URL found to its predecessor on a shortest path; the
// predecessor of the home page is "".
func (p *tab) findPaths(home string, goals []string) map[string]string {
	p.t.Helper()
	previous := map[string]string{home: ""}
	visited := make(map[string]bool) // URLs without their fragments
	missing := func(goal string) bool { return !isReached(previous, goal) }
	for level := []string{home}; len(level) > 0 && clickCount(previous, level[0]) < maxClicks; {
		var next []string
		for _, from := range level {
			page, _, _ := strings.Cut(from, "#")
			if visited[page] || strings.HasSuffix(page, ".xml") || !slices.ContainsFunc(goals, missing) {
				continue
			}
			visited[page] = true
			p.visit(page)
			for _, to := range eval[[]string](p, visibleLinksJS) {
				if !isReached(previous, to) && strings.HasPrefix(to, home) {
					previous[to] = from
					next = append(next, to)
				}
			}
		}
		level = next
	}
	return previous
}

// isReached reports whether findPaths has found a URL. The argument previous is the result of
// findPaths.
func isReached(previous map[string]string, address string) bool {
	_, found := previous[address]
	return found
}

// clickCount returns the number of clicks on the shortest path from the home page to a URL. The
// argument previous is the result of findPaths.
func clickCount(previous map[string]string, address string) int {
	n := 0
	for ; previous[address] != ""; address = previous[address] {
		n++
	}
	return n
}

// testNavigation checks that pages that readers look for are at most maxClicks from the home page, and
// follows the links from an action to the paragraphs and the learning point on which it is based, and
// to the protocol that implements it.
func testNavigation(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	tab := b.newTab(t, wideWidth)
	const review = "reviews/baby-r/"
	goals := []string{
		site.root + "protocols/bruising/",
		site.root + review + "findings/bruising-response/#p4.18",
		site.root + review + "learning-points/lp6/",
		site.root + review + "recommendations/6.9/#p6.9b",
	}
	previous := tab.findPaths(site.root, goals)
	for _, goal := range goals {
		if !isReached(previous, goal) {
			t.Errorf("%s is more than %d clicks from the home page", goal, maxClicks)
			continue
		}
		path := make([]string, clickCount(previous, goal))
		for i, at := len(path)-1, goal; i >= 0; i, at = i-1, previous[at] {
			path[i] = at
		}
		tab.visit(site.root)
		for _, address := range path {
			tab.clickLink("body", address)
		}
		tab.waitForTarget(goal)
		t.Logf("%d clicks: %s", len(path), strings.ReplaceAll(strings.Join(path, " "), site.root, "/"))
	}

	tab.visit(site.root + review + "learning-points/lp6/")
	tab.mustRun(chromedp.Click("main dl details > summary", chromedp.ByQuery))
	tab.waitFor("the references of LP6 as printed and as corrected", `(() => {
		const opened = document.querySelector('main dl details p');
		return opened.checkVisibility() && opened.innerText.includes('4.17–4.22') && opened.innerText.includes('4.18–4.23');
	})()`)

	action := site.root + review + "recommendations/6.9/#p6.9b"
	for _, target := range []string{
		review + "findings/bruising-response/#p4.19",
		review + "learning-points/lp6/",
		"protocols/bruising/#refer",
	} {
		tab.visit(action)
		tab.mustRun(chromedp.Click(`[id="p6.9b"] .covering > summary`, chromedp.ByQuery))
		tab.clickLink(`[id="p6.9b"]`, site.root+target)
		tab.waitForTarget(site.root + target)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testShortAddress checks that a short address redirects to a page.
func testShortAddress(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.pages, func(p webPage) bool { return p.layout == "short" })
	if i < 0 {
		t.Skip("no page has a short address")
	}
	tab := b.newTab(t, narrowWidth)
	tab.visit(site.root + site.pages[i].address)
	tab.waitFor("the redirect", "document.querySelector('main h1') && !location.pathname.includes('/s/')")
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testParentPages follows links from the page that lists the pages for parents. It checks that pages
// for parents link only to each other, apart from the exit link and telephone numbers, and that all of
// them can be reached.
func testParentPages(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.pages, func(p webPage) bool { return p.forParents })
	if i < 0 {
		t.Skip("no pages for parents")
	}
	tab := b.newTab(t, narrowWidth)
	start := site.root + strings.SplitAfter(site.pages[i].address, "/")[0]
	tab.visit(site.root)
	tab.clickLink("body", start)
	reached := map[string]bool{start: true}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		tab.visit(from)
		for _, to := range eval[[]string](tab, `[...document.querySelectorAll('[href]:not(.exit a, [rel=icon])')].map((a) => a.href)`) {
			u, err := url.Parse(to)
			switch page, _, _ := strings.Cut(to, "#"); {
			case err != nil:
				t.Errorf("%s: %v", from, err)
			case u.Scheme == "tel":
			case !strings.HasPrefix(to, start):
				t.Errorf("%s links to %s", from, to)
			case !reached[page]:
				reached[page] = true
				queue = append(queue, page)
			}
		}
	}
	for _, p := range site.pages {
		if p.forParents && !reached[site.root+p.address] {
			t.Errorf("/%[2]s cannot be reached from %[1]s", start, p.address)
		}
	}
}
