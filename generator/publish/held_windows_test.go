package publish

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestHeldFile checks that a build succeeds if another program has a published file open and closes
// it within a second. If the file stays open, the build may fail, but must not change the published
// tree, and later builds must succeed.
func TestHeldFile(t *testing.T) {
	p := newTestTarget(t)
	first, second := newTree("index.html", "home", "a.html", "a"), newTree("index.html", "new", "a.html", "a")
	mustWrite(t, p.dir, first, Report{Files: 2, Written: 2})
	file, err := os.Open(filepath.Join(p.dir, "index.html"))
	requireNoError(t, err)
	time.AfterFunc(300*time.Millisecond, func() { file.Close() })
	mustWrite(t, p.dir, second, Report{Files: 2, Written: 1, Kept: 1})
	checkContents(t, p.dir, second)

	file, err = os.Open(filepath.Join(p.dir, "index.html"))
	requireNoError(t, err)
	if _, err := Write(t.Context(), p.dir, first, Options{}); err == nil {
		t.Log("this system lets a folder with an open file be renamed")
	} else {
		checkContents(t, p.dir, second)
	}
	requireNoError(t, file.Close())
	if _, err := Write(t.Context(), p.dir, first, Options{}); err != nil {
		t.Error(err)
	}
	checkContents(t, p.dir, first)

	addFile(t, p.old, "a.html", "a")
	file, err = os.Open(filepath.Join(p.old, "a.html"))
	requireNoError(t, err)
	defer file.Close()
	for range 2 {
		if _, err := Write(t.Context(), p.dir, second, Options{}); err != nil {
			t.Error(err)
		}
		checkContents(t, p.dir, second)
	}
}
