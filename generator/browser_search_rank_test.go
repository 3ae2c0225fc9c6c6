//go:build browser

package generator

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"safelearn"
)

// search runs a query in the client of the search page, which must be open, and returns the URL paths
// of the first limit results. If typing is true, the last word of the query may be incomplete.
func (p *tab) search(query string, typing bool, limit int) []string {
	p.t.Helper()
	var pages []string
	err := p.run(chromedp.Evaluate(fmt.Sprintf(`_search.find(%s, %t).then((found) => Promise.all(found.list.slice(0, %d).map(async (hit) => (await _search.head(hit.page)).address)))`,
		jsString(query), typing, limit), &pages, awaitPromise))
	if err != nil {
		p.t.Fatalf("searching for %q: %v", query, err)
	}
	return pages
}

// misspell introduces one spelling mistake into a random word of query: it swaps two letters, or
// omits, doubles or replaces one. It chooses a word of at least four bytes without digits, full stops,
// apostrophes or hyphens; if there is none, it returns query. The result may equal query, because
// misspell may swap equal letters or replace a letter with itself.
func misspell(r *rand.Rand, query string) string {
	words := strings.Fields(query)
	var candidates []int
	for i, word := range words {
		if len(word) >= 4 && !strings.ContainsAny(word, "0123456789.'-") {
			candidates = append(candidates, i)
		}
	}
	if len(candidates) == 0 {
		return query
	}
	i := candidates[r.IntN(len(candidates))]
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

// testSearchQueries checks that an expected page is among the first three results for 90 % of typical
// queries, and for 85 % of the same queries with a spelling mistake. A query for which no page is
// expected must have no results.
func testSearchQueries(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	queries := readQueries(t)
	answered := func(q query, typed string) bool {
		got := tab.search(typed, false, 3)
		if len(q.pages) == 0 {
			return len(got) == 0
		}
		if slices.ContainsFunc(got, func(page string) bool { return slices.Contains(q.pages, page) }) {
			return true
		}
		t.Logf("%q finds %v, want one of %v", typed, got, q.pages)
		return false
	}
	for _, variant := range []struct {
		name string
		edit func(string) string
		want float64 // minimum share of queries
	}{
		{"as typed", func(typed string) string { return typed }, .9},
		{"with one misspelling", func() func(string) string {
			r := rand.New(rand.NewPCG(7, 1))
			return func(typed string) string { return misspell(r, typed) }
		}(), .85},
	} {
		count := 0
		for _, q := range queries {
			if answered(q, variant.edit(q.text)) {
				count++
			}
		}
		share := float64(count) / float64(len(queries))
		t.Logf("%s: %d of %d", variant.name, count, len(queries))
		if share < variant.want {
			t.Errorf("%s: %.3f of the queries find an expected page among the first three results, want at least %.2f", variant.name, share, variant.want)
		}
	}
}

// A knownPage is the target of a known-item search, in which a reader looks for a page that they
// have seen.
type knownPage struct {
	address string   // site path
	words   []string // words that the reader remembers
}

// candidateWordCount is the number of words on a page from which the words of a knownPage are drawn:
// those of at least five letters with the highest TF-IDF.
const candidateWordCount = 30

// knownPages returns up to count random pages of the site in folder, each with three of its candidate
// words. It skips pages with fewer than candidateWordCount candidate words.
func knownPages(t *testing.T, folder string, count int) []knownPage {
	t.Helper()
	l, _, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	pages := make(map[string]map[string]int) // word frequencies, by page address
	pageCount := make(map[string]int)        // number of pages that contain each word
	for _, e := range l.graph.Site.Entries {
		counts := make(map[string]int)
		for _, b := range e.Base().Body.Blocks {
			for _, word := range strings.FieldsFunc(strings.ToLower(b.Text), func(r rune) bool { return r < 'a' || r > 'z' }) {
				counts[word]++
			}
		}
		for word := range counts {
			pageCount[word]++
		}
		pages[e.Base().Address] = counts
	}
	r := rand.New(rand.NewPCG(11, 1))
	addresses := slices.Sorted(maps.Keys(pages))
	r.Shuffle(len(addresses), func(i, j int) { addresses[i], addresses[j] = addresses[j], addresses[i] })
	var list []knownPage
	for _, address := range addresses {
		counts := pages[address]
		weight := func(word string) float64 {
			return float64(counts[word]) * math.Log(float64(len(pages))/float64(pageCount[word]))
		}
		words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(cmp.Compare(weight(b), weight(a)), strings.Compare(a, b))
		})
		words = slices.DeleteFunc(words, func(word string) bool { return len(word) < 5 })
		if len(words) < candidateWordCount {
			continue
		}
		words = words[:candidateWordCount]
		r.Shuffle(candidateWordCount, func(i, j int) { words[i], words[j] = words[j], words[i] })
		if list = append(list, knownPage{address, words[:3]}); len(list) == count {
			break
		}
	}
	return list
}

// inflect replaces the suffix of a generated word with a random one.
func inflect(r *rand.Rand, word string) string {
	for _, suffix := range []string{"ing", "ed", "s"} {
		if stem := strings.TrimSuffix(word, suffix); stem != word {
			word = stem
			break
		}
	}
	return word + wordSuffixes[r.IntN(len(wordSuffixes))]
}

// testSearchKnownPages runs known-item searches on a site with a thousand pages. It checks the
// mean reciprocal rank of the pages, and the download size of the first ten searches.
func testSearchKnownPages(t *testing.T, b *browser, _ *webSite) {
	folder := t.TempDir()
	generateCorpus(t, folder, 1000, 0)
	site := publishSite(t, &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"})
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	pages := knownPages(t, folder, 150)
	var queries []string
	for _, page := range pages[:10] {
		queries = append(queries, strings.Join(page.words, " "))
	}
	checkSearchDownload(t, b, site, queries, 35<<10)
	for _, variant := range []struct {
		name      string
		makeQuery func(*rand.Rand, []string) string
		typing    bool
		want      float64 // minimum mean reciprocal rank
	}{
		{"as typed", func(_ *rand.Rand, words []string) string { return strings.Join(words, " ") }, false, .97},
		{"inflected", func(r *rand.Rand, words []string) string {
			other := make([]string, len(words))
			for i := range words {
				other[i] = inflect(r, words[i])
			}
			return strings.Join(other, " ")
		}, false, .97},
		{"with one misspelling", func(r *rand.Rand, words []string) string { return misspell(r, strings.Join(words, " ")) }, false, .95},
		{"with the last word incomplete", func(_ *rand.Rand, words []string) string {
			query := strings.Join(words, " ")
			return query[:len(query)-len(words[2])/2]
		}, true, .95},
	} {
		r := rand.New(rand.NewPCG(13, 1))
		sum := 0.0
		for _, page := range pages {
			query := variant.makeQuery(r, page.words)
			if rank := slices.Index(tab.search(query, variant.typing, 20), page.address); rank >= 0 {
				sum += 1 / float64(rank+1)
			}
		}
		mean := sum / float64(len(pages))
		t.Logf("%s: mean reciprocal rank %.3f", variant.name, mean)
		if mean < variant.want {
			t.Errorf("%s: the mean reciprocal rank is %.3f, want at least %.2f", variant.name, mean, variant.want)
		}
	}
}

// checkSearchDownload runs each query in a new tab. It fails the test if the search client and the
// files that it loads for a query and its excerpts have a total compressed size of more than limit
// bytes, or if the client loads its initial index file before a query is typed.
func checkSearchDownload(t *testing.T, b *browser, site *webSite, queries []string, limit int) {
	t.Helper()
	largest, largestWithoutExcerpts := 0, 0
	for _, query := range queries {
		tab := b.newTab(t, 320)
		tab.visit(site.root + "search/")
		requests, _ := tab.takeEvents()
		for _, address := range requests {
			if strings.Contains(address, "/start_") {
				t.Errorf("%s is loaded before a query is typed", address)
			}
		}
		// Set the whole query at once. If it were typed letter by letter, the client might also search
		// for incomplete words.
		tab.mustRun(chromedp.SetValue("#_q", query, chromedp.ByQuery), chromedp.SendKeys("#_q", "\r", chromedp.ByQuery))
		tab.waitFor("results for "+query, `document.querySelector('#_results ol a') && document.querySelector('#_count').textContent`)
		tab.waitFor("excerpts", `(() => { const at = document.querySelector('#_results').dataset.index, names = performance.getEntriesByType('resource').filter((e) => e.name.includes('/' + at) && !e.responseEnd); return !names.length; })()`)
		later, _ := tab.takeEvents()
		size, withoutExcerpts := 0, 0
		for _, address := range slices.Compact(slices.Sorted(slices.Values(append(requests, later...)))) {
			name := strings.TrimPrefix(address, site.root)
			if !strings.HasPrefix(name, "search") || !strings.HasSuffix(name, ".js") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(site.folder, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			size += gzippedLen(data)
			if !strings.HasPrefix(path.Base(name), "t") {
				withoutExcerpts += gzippedLen(data)
			}
		}
		largest, largestWithoutExcerpts = max(largest, size), max(largestWithoutExcerpts, withoutExcerpts)
		if size > limit {
			t.Errorf("%q loads %d bytes until its results are visible, at most %d are allowed", query, size, limit)
		}
	}
	t.Logf("the first results load at most %d bytes, or %d with their excerpts", largestWithoutExcerpts, largest)
}

// testSearchSize checks the download size of some typical searches on the shipped site, and the
// size of its search index without excerpts.
func testSearchSize(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	var queries []string
	for i, q := range readQueries(t) {
		if i%12 == 0 && len(q.pages) > 0 {
			queries = append(queries, q.text)
		}
	}
	checkSearchDownload(t, b, site, queries, 25<<10)
	total := 0
	names, err := filepath.Glob(filepath.Join(site.folder, "search", "*", "[^t]*.js"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		total += gzippedLen(data)
	}
	if total > 60<<10 {
		t.Errorf("the index without excerpts has %d bytes, at most 60 KiB are allowed", total)
	}
	t.Logf("the index without excerpts: %d bytes", total)
}

// TestBrowserSearch checks the search results, the search page, and the size of the search index.
func TestBrowserSearch(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := openWebSite(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *webSite)
	}{
		{"Queries", testSearchQueries},
		{"Labels", testSearchLabels},
		{"Reviews", testSearchReviews},
		{"Messages", testSearchMessages},
		{"Typing", testSearchTyping},
		{"KnownPages", testSearchKnownPages},
		{"Size", testSearchSize},
		{"Page", testSearchPage},
		{"Shift", testSearchShift},
		{"IndexDeleted", testSearchIndexDeleted},
		{"ExportedSite", testSearchExportedSite},
		{"WithoutScript", testSearchWithoutScript},
		{"Tokenization", testSearchTokenization},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, site) })
	}
}
