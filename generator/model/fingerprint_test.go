package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestWalkTextsSkipsFingerprint checks that WalkTexts skips the fingerprint of a release, whose digits could be
// mistaken for a paragraph number.
func TestWalkTextsSkipsFingerprint(t *testing.T) {
	p := &Progress{Released: Release{Date: "2026-05-20", By: "board", Record: "Minute 4", Text: "4-18-30-9c9ac21be0ba"}}
	var visited []string
	WalkTexts(p, func(key, text string) {
		if text != "" {
			visited = append(visited, key+": "+text)
		}
	})
	if len(visited) != 1 || visited[0] != "released.record: Minute 4" {
		t.Error(visited)
	}
}

// releasedProgress returns a progress.yaml with the given numbers of entries of each type, which have
// been released.
func releasedProgress(responses, actions, updates int) *Progress {
	p := &Progress{Released: Release{Date: "2026-12-31"}}
	for i := range responses {
		p.Responses = append(p.Responses, GivenResponse{ID: fmt.Sprintf("r%d", i+1), Date: "2026-01-02", Text: "Words."})
	}
	for i := range actions {
		p.Actions = append(p.Actions, Action{ID: fmt.Sprintf("AB-%d", i+1), Agreed: "2026-01-02", Text: "Words."})
	}
	for i := range updates {
		p.Updates = append(p.Updates, Update{ID: fmt.Sprintf("u%d", i+1), Date: "2026-01-02", What: "Words."})
	}
	p.Released.Text = ReleaseFingerprint(p, p.Released)
	return p
}

// TestChangedEntry changes each released entry in turn, two entries, and the order of two, and checks
// which entry is named.
func TestChangedEntry(t *testing.T) {
	check := func(p *Progress, want string) {
		t.Helper()
		if IsReleased(p) {
			t.Error("it is still released")
		}
		if got := ChangedEntry(p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	const n = 20
	for i := range n {
		p := releasedProgress(n, n, n)
		p.Responses[i].Text += " More."
		check(p, fmt.Sprintf("the response r%d", i+1))
		p = releasedProgress(n, n, n)
		p.Actions[i].Due = "2027-01-01"
		check(p, fmt.Sprintf("the action AB-%d", i+1))
		p = releasedProgress(0, n, n)
		p.Updates[i].Evidence = append(p.Updates[i].Evidence, Evidence{Title: "An audit"})
		check(p, fmt.Sprintf("the update u%d", i+1))
		p.Actions[i].Text = ""
		check(p, "")
	}
	p := releasedProgress(1, 2, 3)
	slices.Reverse(p.Actions)
	check(p, "")
	p = releasedProgress(1, 2, 3)
	p.Updates = append(p.Updates, Update{ID: "u4", Date: "2026-01-02"})
	check(p, "")
}

// TestReleaseHasOneForm checks that a release does not count if a part of its fingerprint is missing or
// there is one too many.
func TestReleaseHasOneForm(t *testing.T) {
	p := releasedProgress(1, 2, 3)
	parts := strings.Split(string(p.Released.Text), "-")
	for n := range parts {
		if p.Released.Text = StoredFingerprint(strings.Join(parts[:n], "-")); IsReleased(p) || ChangedEntry(p) != "" {
			t.Errorf("%q counts, or an entry is named", p.Released.Text)
		}
	}
	if p.Released.Text = StoredFingerprint(strings.Join(parts, "-") + "-0"); IsReleased(p) {
		t.Errorf("%q counts", p.Released.Text)
	}
}

// TestReleaseCoversItself changes the entry of a release, and checks that it no longer counts.
func TestReleaseCoversItself(t *testing.T) {
	for name, change := range map[string]func(r *Release){
		"date":   func(r *Release) { r.Date = "2026-12-30" },
		"by":     func(r *Release) { r.By = "hub" },
		"record": func(r *Release) { r.Record = "Minute 5" },
	} {
		p := releasedProgress(1, 2, 3)
		p.Released.By, p.Released.Record = "board", "Minute 4"
		p.Released.Text = ReleaseFingerprint(p, p.Released)
		if !IsReleased(p) {
			t.Errorf("%s: %s does not count", name, p.Released.Text)
		}
		change(&p.Released)
		if IsReleased(p) || ChangedEntry(p) != "" {
			t.Errorf("%s: the changed release counts, or %q is named", name, ChangedEntry(p))
		}
	}
}
