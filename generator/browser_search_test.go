//go:build browser

package generator

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A wish is a query with the pages that its writer would be content to find.
type wish struct {
	query string
	pages []string // none where nothing is to be found
}

// readWishes reads testdata/queries.txt.
func readWishes(t *testing.T) []wish {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []wish
	for line := range strings.Lines(string(data)) {
		query, pages, found := strings.Cut(strings.TrimSpace(line), " -> ")
		if strings.HasPrefix(line, "#") || !found {
			continue
		}
		w := wish{query: query}
		if pages != "nothing" {
			w.pages = strings.Split(pages, " | ")
		}
		list = append(list, w)
	}
	return list
}

// find asks the client of the open search page, as somebody who has typed the query
// or is about to go on typing, and gives the addresses of the first pages.
func (p *tab) find(query string, typing bool, most int) []string {
	p.t.Helper()
	var pages []string
	err := p.try(chromedp.Evaluate(fmt.Sprintf(`_search.find(%s, %t).then((found) => Promise.all(found.list.slice(0, %d).map(async (hit) => (await _search.head(hit.page)).address)))`,
		quoted(query), typing, most), &pages, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	if err != nil {
		p.t.Fatalf("searching for %q: %v", query, err)
	}
	return pages
}

// slip makes one typing slip in a word of four letters or more: two letters
// exchanged, one left out, doubled or replaced. Another figure makes another number,
// so those are left alone.
func slip(r *rand.Rand, query string) string {
	words := strings.Fields(query)
	var long []int
	for i, word := range words {
		if len(word) >= 4 && !strings.ContainsAny(word, "0123456789.'-") {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		return query
	}
	i := long[r.IntN(len(long))]
	w := words[i]
	at := r.IntN(len(w) - 1)
	switch r.IntN(4) {
	case 0:
		w = w[:at] + w[at+1:at+2] + w[at:at+1] + w[at+2:]
	case 1:
		w = w[:at] + w[at+1:]
	case 2:
		w = w[:at+1] + w[at:]
	case 3:
		w = w[:at] + string(rune('a'+r.IntN(26))) + w[at+1:]
	}
	words[i] = w
	return strings.Join(words, " ")
}

// testSearchWishes asks what readers would type and looks at the first three pages.
func testSearchWishes(t *testing.T, b *browser, site *webSite) {
	site.shipped(t)
	tab := b.open(t, 1280)
	tab.visit(site.root + "search/")
	wishes := readWishes(t)
	met := func(w wish, query string) bool {
		got := tab.find(query, false, 3)
		if len(w.pages) == 0 {
			return len(got) == 0
		}
		if slices.ContainsFunc(got, func(page string) bool { return slices.Contains(w.pages, page) }) {
			return true
		}
		t.Logf("%q finds %v, not %v", query, got, w.pages)
		return false
	}
	for _, form := range []struct {
		name string
		with func(string) string
		want float64
	}{
		{"as typed", func(query string) string { return query }, .9},
		{"with one slip", func() func(string) string {
			r := rand.New(rand.NewPCG(7, 1))
			return func(query string) string { return slip(r, query) }
		}(), .85},
	} {
		count := 0
		for _, w := range wishes {
			if met(w, form.with(w.query)) {
				count++
			}
		}
		share := float64(count) / float64(len(wishes))
		t.Logf("%s: %d of %d", form.name, count, len(wishes))
		if share < form.want {
			t.Errorf("%s, %.3f of the queries find a page among the first three, at least %.2f are asked for", form.name, share, form.want)
		}
	}
}

// TestBrowserSearch searches as readers do.
func TestBrowserSearch(t *testing.T) {
	b := startBrowser(t)
	site := openWebSite(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *webSite)
	}{
		{"Wishes", testSearchWishes},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, site) })
	}
}
