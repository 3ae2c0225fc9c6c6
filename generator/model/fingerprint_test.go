package model

import "testing"

// TestChecksumIsNoText checks that the fingerprint of a release, which begins with numbers of entries, is not
// visited as a text, since it would be read as the number of a paragraph.
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
