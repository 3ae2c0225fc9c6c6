package model

import "testing"

// TestChecksumIsNoText checks that WalkTexts skips the fingerprint of a release, whose digits could be
// mistaken for a paragraph number.
func TestChecksumIsNoText(t *testing.T) {
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
