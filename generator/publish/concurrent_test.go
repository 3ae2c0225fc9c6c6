package publish

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestConcurrentWrites writes trees with different content to the same folder from several goroutines.
// A write may fail only because another one holds the lock. In particular, it must not fail because
// another write exchanged the trees after it had read the marker.
func TestConcurrentWrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var writers sync.WaitGroup
	for i := range 4 {
		writers.Go(func() {
			for n := range 200 {
				_, err := Write(t.Context(), dir, newTree("index.html", strings.Repeat("a", 4*n+i+1)), Options{})
				if err != nil && !strings.HasPrefix(err.Error(), "another build is writing ") {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
}
