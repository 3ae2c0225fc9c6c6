//go:build browser

package generator

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestBrowserSave saves a page of a served corpus while a tab shows it. The tab reloads
// once for each save, and not again for the build that follows. The test logs the times. The
// environment variable SIZE sets the number of pages; the default is 500.
func TestBrowserSave(t *testing.T) {
	b := startBrowser(t)
	d := startDevServer(t, envInt(t, "SIZE", 500))
	const page = "reviews/r0/findings/f3"
	tab := b.newTab(t, wide)
	tab.visit(d.address + page + "/")
	var times []time.Duration
	for i := range 10 {
		words := fmt.Sprintf("visible %d", i)
		start := time.Now()
		d.writePage(page, words)
		tab.waitFor("the saved words", "document.body?.innerText.includes("+jsString(words)+")")
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
		t.Errorf("the page was loaded %d times, want once and after each of 10 saves", loads)
	}
	slices.Sort(times)
	t.Logf("saved to shown in %d ms, at most %d ms", times[5].Milliseconds(), times[9].Milliseconds())
}
