package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
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

// hold opens a file or folder, lets others only read it, as a console does with its folder, and closes it
// when the test ends or the returned function is called.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	requireNoError(t, err)
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	requireNoError(t, err)
	closed := false
	release = func() {
		if !closed {
			closed = true
			requireNoError(t, windows.CloseHandle(handle))
		}
	}
	t.Cleanup(release)
	return release
}

// TestHeldNamed checks that a build that cannot replace the published tree, because another program holds
// it, says which folder or file that is, changes nothing, and that the next build succeeds.
func TestHeldNamed(t *testing.T) {
	p := newTestTarget(t)
	first, second := newTree("index.html", "home", "a/b.html", "b"), newTree("index.html", "new", "a/b.html", "b")
	mustWrite(t, p.dir, first, Report{Files: 2, Written: 2})
	release := hold(t, p.dir)
	_, err := Write(t.Context(), p.dir, second, Options{})
	if held, ok := errors.AsType[*heldError](err); !ok || held.path != p.dir || !IsLocked(err) {
		t.Errorf("the error is %v", err)
	}
	file := filepath.Join(p.dir, "a", "b.html")
	releaseFile := hold(t, file)
	if held := findHeld(p.dir); held != file {
		t.Errorf("%q is held, want %q", held, file)
	}
	releaseFile()
	release()
	if held := findHeld(p.dir); held != "" {
		t.Errorf("%q is held still", held)
	}
	checkContents(t, p.dir, first)
	_, err = Write(t.Context(), p.dir, second, Options{})
	requireNoError(t, err)
	checkContents(t, p.dir, second)
}
