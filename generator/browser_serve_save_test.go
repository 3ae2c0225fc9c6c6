//go:build browser

package generator

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestBrowserSave saves a page of a generated corpus several times while a tab shows that page. The
// tab must reload once for each save, and not again after the full build that follows. The test logs
// how long each save takes to appear. The environment variable SIZE sets the number of pages; the
// default is 500.
func TestBrowserSave(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	d := startDevServer(t, envInt(t, "SIZE", 500))
	const page = "reviews/r0/findings/f3"
	tab := b.newTab(t, wideWidth)
	tab.visit(d.address + page + "/")
	var times []time.Duration
	for i := range 10 {
		words := fmt.Sprintf("visible %d", i)
		start := time.Now()
		d.writePage(page, words)
		tab.waitFor("the saved text", "document.body?.innerText.includes("+jsString(words)+")")
		times = append(times, time.Since(start))
		d.waitForBuild()
	}
	requests, _ := tab.takeEvents()
	loads := 0
	for _, address := range requests {
		if address == d.address+page+"/" {
			loads++
		}
	}
	if loads != 11 {
		t.Errorf("the page was loaded %d times, want 11: once, and again after each of 10 saves", loads)
	}
	slices.Sort(times)
	t.Logf("a save appears after %d ms (median), at most %d ms", times[5].Milliseconds(), times[9].Milliseconds())
}
