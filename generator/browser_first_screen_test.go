//go:build browser

package generator

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// firstScreenFaultsJS is a JavaScript expression that returns which expected elements are missing
// above the fold. On a page for parents, these are a line of text, then the title of the emergency callout
// with its phone number as a link, and the first sign, whose list follows the title at once. On another page with a callout about what to do now, they are
// the one button to call for help and the title of the first step.
const firstScreenFaultsJS = `(() => {
  const faults = [];
  const inSight = (what, e) => {
    if (!e) faults.push("no " + what);
    else if (e.getBoundingClientRect().bottom > innerHeight) faults.push(what + " ends at " + Math.round(e.getBoundingClientRect().bottom));
  };
  const card = document.querySelector(".callout.emergency"), now = document.querySelector("main .now");
  if (card) {
    const line = document.querySelector("main h1").nextElementSibling;
    inSight("line of reassurance", line);
    if (line.matches(".callout") || line.getBoundingClientRect().height > 40) faults.push("the title is not followed by one line: " + line.textContent);
    inSight("title of the emergency card", card.querySelector(".callout-title"));
    inSight("number to call", card.querySelector('.callout-title a[href^="tel:"]'));
    inSight("first sign", card.querySelector(".callout-title + ul li li") || card.querySelector(".callout-title + ul li"));
    if (!card.querySelector("ul + .dial a")) faults.push("no button to call after the signs");
  }
  if (now) {
    inSight("button to call", now.querySelector(".sos a"));
    if (now.querySelectorAll(".sos").length !== 1) faults.push("the button to call is there twice");
    inSight("title of the first step", now.querySelector("li strong"));
  }
  return faults;
})()`

// testFirstScreen checks what a phone shows, before any scrolling, of pages for parents with an
// emergency callout and of pages that say what to do now.
func testFirstScreen(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 390)
	tab.mustRun(chromedp.EmulateViewport(390, 700))
	cards, panels := 0, 0
	for _, p := range site.pages {
		if !p.hasSource {
			continue
		}
		tab.visit(site.root + p.address)
		for _, fault := range eval[[]string](tab, firstScreenFaultsJS) {
			t.Errorf("/%s: %s", p.address, fault)
		}
		cards += eval[int](tab, `document.querySelectorAll(".callout.emergency").length`)
		panels += eval[int](tab, `document.querySelectorAll("main .now").length`)
	}
	if cards == 0 || panels == 0 {
		t.Errorf("%d emergency cards, %d panels that say what to do now", cards, panels)
	}
}

// sideColumnFaultsJS is a JavaScript expression that returns how the contents of a page that says what to
// do now are not below the local numbers, in one column beside what to do and beside the text.
const sideColumnFaultsJS = `(() => {
  const box = (what) => document.querySelector("main " + what).getBoundingClientRect();
  const local = box(".local"), contents = box(".contents"), now = box(".now"), text = box(".text"), faults = [];
  if (contents.left !== local.left || contents.top < local.bottom) faults.push("the contents are not below the local numbers");
  if (local.top !== now.top) faults.push("the local numbers do not begin beside what to do");
  if (local.left < now.right || local.left < text.right) faults.push("the side column overlaps the text");
  if (text.left !== now.left) faults.push("the text is not below what to do");
  return faults;
})()`

// testSideColumn checks that in a wide window the contents of a page that says what to do now stand below
// the local numbers.
func testSideColumn(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 1280)
	checked := 0
	for _, p := range site.pages {
		if p.layout != "protocol" {
			continue
		}
		tab.visit(site.root + p.address)
		if !eval[bool](tab, `document.querySelector("main .now") && !!document.querySelector("main .contents")`) {
			continue
		}
		for _, fault := range eval[[]string](tab, sideColumnFaultsJS) {
			t.Errorf("/%s: %s", p.address, fault)
		}
		checked++
	}
	if checked == 0 {
		t.Error("no protocol has both what to do now and contents")
	}
}
