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

// mostClicks is how far from the home page an answer may be.
const maxClicks = 3

// visibleLinks gives the addresses of all links that can be seen on a page and followed
// without opening anything; recent changes apart, which lead elsewhere tomorrow.
const visibleLinks = `[...document.querySelectorAll('a[href]')].filter((a) => a.checkVisibility() && !a.closest('.recent')).map((a) => a.href)`

// click follows the first visible link to an address, as a reader does, and waits
// until it is reached.
func (p *tab) click(within, address string) {
	p.t.Helper()
	find := fmt.Sprintf("[...document.querySelectorAll(%s)].find((a) => a.href === %s && a.checkVisibility())", jsString(within+" a[href]"), jsString(address))
	if !eval[bool](p, "Boolean("+find+")") {
		p.t.Fatalf("%s has no link to %s", eval[string](p, "location.href"), address)
	}
	p.do(chromedp.Click(find, chromedp.ByJSPath))
	p.waitFor("a click leads to "+address, "location.href === "+jsString(address)+" && document.readyState === 'complete'")
}

// arrived checks that an address with an anchor shows what it points to.
func (p *tab) expectTarget(address string) {
	p.t.Helper()
	if _, anchor, found := strings.Cut(address, "#"); found {
		p.waitFor(address+" can be seen", fmt.Sprintf(`(() => {
			const target = document.querySelector(':target');
			const box = target?.getBoundingClientRect();
			return target?.id === %s && target.checkVisibility() && box.top >= -1 && box.top < innerHeight;
		})()`, jsString(anchor)))
	}
}

// explore looks for goals from the home page on, level by level, and gives whence
// each address was reached first.
func (p *tab) findPaths(home string, goals []string) map[string]string {
	p.t.Helper()
	came := map[string]string{home: ""}
	looked := make(map[string]bool) // at each page, anchors apart
	missing := func(goal string) bool { return !has(came, goal) }
	for level := []string{home}; len(level) > 0 && clickCount(came, level[0]) < maxClicks; {
		var next []string
		for _, from := range level {
			page, _, _ := strings.Cut(from, "#")
			if looked[page] || strings.HasSuffix(page, ".xml") || !slices.ContainsFunc(goals, missing) {
				continue
			}
			looked[page] = true
			p.visit(page)
			for _, to := range eval[[]string](p, visibleLinks) {
				if !has(came, to) && strings.HasPrefix(to, home) {
					came[to] = from
					next = append(next, to)
				}
			}
		}
		level = next
	}
	return came
}

func has(came map[string]string, address string) bool {
	_, found := came[address]
	return found
}

// clicks counts the steps back to where a walk began.
func clickCount(came map[string]string, address string) int {
	n := 0
	for ; came[address] != ""; address = came[address] {
		n++
	}
	return n
}

// testWalk goes from the home page to the things that readers come for, and back
// from what was asked for to why and to what answers it.
func testNavigation(t *testing.T, b *browser, site *webSite) {
	site.requireShipped(t)
	tab := b.newTab(t, wide)
	const review = "reviews/baby-r/"
	goals := []string{
		site.root + "protocols/bruising/",
		site.root + review + "findings/bruising-response/#p4.18",
		site.root + review + "learning-points/lp6/",
		site.root + review + "recommendations/6.9/#p6.9b",
	}
	came := tab.findPaths(site.root, goals)
	for _, goal := range goals {
		if !has(came, goal) {
			t.Errorf("%s is more than %d clicks from the home page", goal, maxClicks)
			continue
		}
		way := make([]string, clickCount(came, goal))
		for i, at := len(way)-1, goal; i >= 0; i, at = i-1, came[at] {
			way[i] = at
		}
		tab.visit(site.root)
		for _, address := range way {
			tab.click("body", address)
		}
		tab.expectTarget(goal)
		t.Logf("%d clicks: %s", len(way), strings.ReplaceAll(strings.Join(way, " "), site.root, "/"))
	}

	tab.visit(site.root + review + "learning-points/lp6/")
	tab.do(chromedp.Click("main dl details > summary", chromedp.ByQuery))
	tab.waitFor("LP6 shows its references as printed and as they are", `(() => {
		const opened = document.querySelector('main dl details p');
		return opened.checkVisibility() && opened.innerText.includes('4.17–4.22') && opened.innerText.includes('4.18–4.23');
	})()`)

	asked := site.root + review + "recommendations/6.9/#p6.9b"
	for _, back := range []string{
		review + "findings/bruising-response/#p4.19",
		review + "learning-points/lp6/",
		"protocols/bruising/#refer",
	} {
		tab.visit(asked)
		tab.click(`[id="p6.9b"]`, site.root+back)
		tab.expectTarget(site.root + back)
	}
	if _, said := tab.takeEvents(); len(said) > 0 {
		t.Errorf("%q", said)
	}
}

// testShort opens a short address as it is typed from paper.
func testShortAddress(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.pages, func(p webPage) bool { return p.layout == "short" })
	if i < 0 {
		t.Skip("no page has a short address")
	}
	tab := b.newTab(t, narrow)
	tab.visit(site.root + site.pages[i].address)
	tab.waitFor("a short address leads on", "document.querySelector('main h1') && !location.pathname.includes('/s/')")
	if _, said := tab.takeEvents(); len(said) > 0 {
		t.Errorf("%q", said)
	}
}

// testParents follows every link that pages for parents have, from their own door
// on: none leads to the rest of the site, and every such page is reached.
func testParentPages(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.pages, func(p webPage) bool { return p.parents })
	if i < 0 {
		t.Skip("no pages for parents")
	}
	tab := b.newTab(t, narrow)
	door := site.root + strings.SplitAfter(site.pages[i].address, "/")[0]
	tab.visit(site.root)
	tab.click("body", door)
	reached := map[string]bool{door: true}
	for queue := []string{door}; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		tab.visit(from)
		for _, to := range eval[[]string](tab, `[...document.querySelectorAll('[href]:not(#exit, [rel=icon])')].map((a) => a.href)`) {
			u, err := url.Parse(to)
			switch page, _, _ := strings.Cut(to, "#"); {
			case err != nil:
				t.Errorf("%s: %v", from, err)
			case u.Scheme == "tel":
			case !strings.HasPrefix(to, door):
				t.Errorf("%s leads to %s", from, to)
			case !reached[page]:
				reached[page] = true
				queue = append(queue, page)
			}
		}
	}
	for _, p := range site.pages {
		if p.parents && !reached[site.root+p.address] {
			t.Errorf("no link leads from %s to /%s", door, p.address)
		}
	}
}
