package search

import (
	"strings"
	"testing"
)

// TestContactsPageIsFirst checks that a search for words that readers use for a phone number ranks the
// contacts page above pages that contain these words often or in a heading.
func TestContactsPageIsFirst(t *testing.T) {
	x := newTestIndex(t, map[string]string{
		"contacts.yaml":  "contacts:\n  - {id: \"999\", name: Emergency services, phone: \"999\", source: A, checked: 2020-01-01}\n",
		"pages/often.md": pageText("One", "", strings.Repeat("Phone the team, ring them back and telephone again. ", 30)),
		"pages/head.md":  pageText("Two", "", "## What to say on the phone\n\nRing or telephone.\n\n## Helplines\n\nSee the telephone list."),
		"pages/other.md": pageText("Three", "", "Nothing of it."),
	})
	i := newIndexer(x.graph, x.pages)
	i.index()
	r := i.newRanking()
	for _, form := range []string{"phone", "telephone", "ring", "helpline", "numbers"} {
		id, known := i.vocabulary.ids[form]
		if !known {
			t.Errorf("no page has %s", form)
			continue
		}
		var best hit
		for _, h := range r.bestHits(i.postings[i.vocabulary.words[id].stem]) {
			if h.score > best.score {
				best = h
			}
		}
		if p := x.pages[best.page]; p.generated.View != "contacts" {
			t.Errorf("%s finds %v first, want the page of contacts", form, p.entry.Base().Address)
		}
	}
}
