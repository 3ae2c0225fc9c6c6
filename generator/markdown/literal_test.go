package markdown

import (
	"strings"
	"testing"
	"time"
)

// TestStartsWithPair checks which texts start with a pair of doubled characters, and that
// startsWithPair does not read a long line to its end.
func TestStartsWithPair(t *testing.T) {
	for text, want := range map[string]bool{"~~a~~": true, "~~a b~~ c": true, "~~a ~~": false, "~~ a~~": false, "~~a\nb~~": false,
		"~~a": false, "~~~a~~~": false, "~~~~": false, "~a~": false, "": false} {
		if got := startsWithPair([]byte(text), '~'); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
	long := []byte("~~a ~~" + strings.Repeat("a", 16<<20))
	least := timeLimit // shortest of several rounds, because other programs may be running
	for range 3 {
		start := time.Now()
		for range 1000 {
			startsWithPair(long, '~')
		}
		least = min(least, time.Since(start))
	}
	if least > 100*time.Millisecond {
		t.Errorf("1,000 marks on a line of 16 MiB take %v", least)
	}
}
