package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

// newTree returns an in-memory file system from pairs of path and content.
func newTree(pairs ...string) fstest.MapFS {
	t := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		t[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return t
}

// checkContents checks that dir contains exactly the files of want.
func checkContents(t *testing.T, dir string, want fstest.MapFS) {
	t.Helper()
	got := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			data, err := os.ReadFile(filepath.Join(dir, name))
			got[name] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{}
	for name, file := range want {
		wanted[name] = string(file.Data)
	}
	if !maps.Equal(got, wanted) {
		t.Errorf("%s contains %v, want %v", dir, got, wanted)
	}
}

// checkParent checks that the parent folder of dir contains exactly the files and folders with the
// given names.
func checkParent(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("beside %s: %v, want %v", dir, got, want)
	}
}

// mustWrite checks that Write succeeds and returns the report want.
func mustWrite(t *testing.T, dir string, tree fs.FS, want Report) {
	t.Helper()
	got, err := Write(t.Context(), dir, tree, Options{AllowRemovals: true})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("report %+v, want %+v", got, want)
	}
}

// checkRefused checks that Write returns an error that contains text, and an empty
// report.
func checkRefused(t *testing.T, dir string, tree fs.FS, text string) {
	t.Helper()
	report, err := Write(t.Context(), dir, tree, Options{})
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v, want one that contains %q", err, text)
	}
	if !reflect.DeepEqual(report, Report{}) {
		t.Errorf("report %+v with an error", report)
	}
}

// TestSecondWrite checks which files a second call to Write keeps, replaces and removes.
func TestSecondWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := newTree("index.html", "home", "a/index.html", "one", "a/b/index.html", "two", "gone/index.html", "three")
	mustWrite(t, dir, first, Report{Files: 4, Written: 4})
	checkContents(t, dir, first)
	checkParent(t, dir, ".public.lock", ".public.safelearn", "public")

	oldTime := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "a/index.html"), oldTime, oldTime); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(filepath.Join(dir, "a/index.html"))
	next := newTree("index.html", "HOME", "a/index.html", "one", "a/b/index.html", "longer than it was", "new/index.html", "four")
	mustWrite(t, dir, next, Report{Files: 4, Written: 3, Kept: 1, Removed: 1})
	checkContents(t, dir, next)
	checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
	after, err := os.Stat(filepath.Join(dir, "a/index.html"))
	if err != nil || !os.SameFile(before, after) || !after.ModTime().Equal(oldTime) {
		t.Errorf("the unchanged file was written again: %v, %v", after.ModTime(), err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of a removed page still exists: %v", err)
	}
}

// TestFileBecomesFolder replaces a file with a folder, and a folder with a file.
func TestFileBecomesFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, newTree("a", "file"), Report{Files: 1, Written: 1})
	mustWrite(t, dir, newTree("a/b", "file"), Report{Files: 1, Written: 1, Removed: 1})
	mustWrite(t, dir, newTree("a", ""), Report{Files: 1, Written: 1, Removed: 1})
	mustWrite(t, dir, newTree("a", ""), Report{Files: 1, Kept: 1})
	mustWrite(t, dir, newTree(), Report{Removed: 1})
	checkContents(t, dir, newTree())
}

// TestModifiedFiles checks that Write restores a modified file of the same size, and replaces a
// symbolic link in the published folder without following it.
func TestModifiedFiles(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	site := newTree("a.html", "aaaa", "b.html", "bbbb")
	mustWrite(t, dir, site, Report{Files: 2, Written: 2})
	secret := filepath.Join(parent, "secret")
	requireNoError(t, os.WriteFile(secret, []byte("bbbb"), 0o600))
	requireNoError(t, os.WriteFile(filepath.Join(dir, "a.html"), []byte("aaab"), 0o666))
	requireNoError(t, os.Remove(filepath.Join(dir, "b.html")))
	requireNoError(t, os.Symlink(secret, filepath.Join(dir, "b.html")))
	mustWrite(t, dir, site, Report{Files: 2, Written: 2})
	checkContents(t, dir, site)
	if info, err := os.Lstat(filepath.Join(dir, "b.html")); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the symbolic link still exists: %v, %v", info, err)
	}
}

// requireNoError fails the test if err is not nil.
func requireNoError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// failingFS is a file system whose Open method fails after a number of successful calls.
type failingFS struct {
	fstest.MapFS
	remaining atomic.Int64 // calls of Open that succeed
}

func (f *failingFS) Open(name string) (fs.File, error) {
	if f.remaining.Add(-1) < 0 {
		return nil, errors.New("layout broken")
	}
	return f.MapFS.Open(name)
}

// TestFailingTree checks that Write leaves the published folder unchanged, or does not
// create it, if a file in the tree cannot be opened.
func TestFailingTree(t *testing.T) {
	many := newTree("index.html", "start")
	for i := range 50 {
		many[fmt.Sprintf("p%02d/index.html", i)] = &fstest.MapFile{Data: []byte("page")}
	}
	for _, n := range []int64{0, 1, 49} {
		dir := filepath.Join(t.TempDir(), "public")
		fail := &failingFS{MapFS: many}
		fail.remaining.Store(n)
		checkRefused(t, dir, fail, "layout broken")
		checkParent(t, dir, ".public.lock")

		good := newTree("index.html", "home")
		mustWrite(t, dir, good, Report{Files: 1, Written: 1})
		fail.remaining.Store(n)
		checkRefused(t, dir, fail, "layout broken")
		checkContents(t, dir, good)
		checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
	}
}

// TestFirstError checks that, of several files that cannot be opened, Write returns the
// error of the one that sorts first, regardless of the order in which workers run.
func TestFirstError(t *testing.T) {
	site := newTree("a", "", "b", "", "c", "", "d", "")
	for range 20 {
		_, err := Write(t.Context(), filepath.Join(t.TempDir(), "public"), brokenFS{site, "b"}, Options{})
		if err == nil || !strings.Contains(err.Error(), "making b:") {
			t.Fatalf("error %v, want that of b", err)
		}
	}
}

// brokenFS is a file system that fails to open firstPath and all paths that sort after
// it.
type brokenFS struct {
	fstest.MapFS
	firstPath string
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if name >= b.firstPath {
		return nil, errors.New("broken")
	}
	return b.MapFS.Open(name)
}

// TestRefusedFolders checks that Write rejects folders that it did not publish, and other
// targets that are not allowed.
func TestRefusedFolders(t *testing.T) {
	site := newTree("index.html", "home")
	parent := t.TempDir()
	foreign := filepath.Join(parent, "foreign")
	requireNoError(t, os.Mkdir(foreign, 0o777))
	requireNoError(t, os.WriteFile(filepath.Join(foreign, "thesis.txt"), []byte("mine"), 0o666))
	checkRefused(t, foreign, site, "delete or rename it")
	checkRefused(t, foreign, site, foreign)
	checkContents(t, foreign, newTree("thesis.txt", "mine"))

	file := filepath.Join(parent, "file")
	requireNoError(t, os.WriteFile(file, nil, 0o666))
	checkRefused(t, file, site, "is not a folder")

	link := filepath.Join(parent, "link")
	requireNoError(t, os.Symlink(t.TempDir(), link))
	checkRefused(t, link, site, "is not a folder")

	checkRefused(t, "/", site, "name a folder in it")
	checkRefused(t, filepath.Join(parent, "no", "public"), site, "no")
	checkParent(t, foreign, "file", "foreign", "link")

	outer := filepath.Join(parent, "outer")
	mustWrite(t, outer, newTree("a/index.html", "a"), Report{Files: 1, Written: 1})
	for _, inner := range []string{"inner", "a", "a/inner"} {
		checkRefused(t, filepath.Join(outer, inner), site, "to which builds publish")
	}
	requireNoError(t, os.RemoveAll(outer))
	requireNoError(t, os.Remove(filepath.Join(parent, ".outer.safelearn")))
	requireNoError(t, os.Remove(filepath.Join(parent, ".outer.lock")))

	empty := filepath.Join(parent, "empty")
	requireNoError(t, os.Mkdir(empty, 0o777))
	mustWrite(t, empty, site, Report{Files: 1, Written: 1})
	checkContents(t, empty, site)
}

// TestFolderDeleted checks that Write does not replace a folder that was created after a published
// folder of the same name had been deleted, although the marker file of the deleted folder still
// exists.
func TestFolderDeleted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, newTree("a", "a"), Report{Files: 1, Written: 1})
	requireNoError(t, os.RemoveAll(dir))
	checkRefused(t, dir, brokenFS{newTree("a", ""), ""}, "broken")
	requireNoError(t, os.Mkdir(dir, 0o777))
	requireNoError(t, os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o666))
	checkRefused(t, dir, newTree("a", "a"), "delete or rename it")
}

// TestCancelled checks that the published folder does not change if the context of Write
// is cancelled.
func TestCancelled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := newTree("a", "a", "b", "b", "c", "c")
	mustWrite(t, dir, site, Report{Files: 3, Written: 3})
	ctx, cancel := context.WithCancel(t.Context())
	report, err := Write(ctx, dir, newTree("a", "A", "b", "B", "c", "C"), Options{Progress: func(done, total int) {
		if done == 1 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || !reflect.DeepEqual(report, Report{}) {
		t.Errorf("report %v, error %v", report, err)
	}
	checkContents(t, dir, site)
	checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
}

// TestRecognizePublishedFolder checks that Write does not replace a folder that it did not publish, even if the
// marker file of a deleted site is next to it. It also checks that Write recognizes a published folder
// that was copied or modified, and that Write then replaces only files in the new tree.
func TestRecognizePublishedFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := newTree("index.html", "home", "404.html", "nothing", "a/index.html", "a")
	writeFile := func(name, text string) {
		t.Helper()
		requireNoError(t, os.MkdirAll(dir, 0o777))
		requireNoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	site["robots.txt"], site["empty"] = &fstest.MapFile{Data: []byte("all my work")}, new(fstest.MapFile)
	for _, name := range []string{"thesis.txt", "index.html", "robots.txt"} {
		mustWrite(t, dir, site, Report{Files: 5, Written: 5})
		requireNoError(t, os.RemoveAll(dir))
		writeFile(name, "all my work")
		checkRefused(t, dir, site, "delete or rename it")
		writeFile("empty", "")
		checkRefused(t, dir, site, "delete or rename it")
		checkContents(t, dir, newTree(name, "all my work", "empty", ""))
		requireNoError(t, os.RemoveAll(dir))
	}
	mustWrite(t, dir, site, Report{Files: 5, Written: 5})
	writeFile("index.html", "edited by hand")
	writeFile("added.txt", "by another program")
	writeFile("robots.txt", "made shorter")
	added := []string{"added.txt"}
	mustWrite(t, dir, site, Report{Files: 5, Written: 2, Kept: 3, Foreign: added})
	kept := filepath.Join(t.TempDir(), "public")
	requireNoError(t, os.CopyFS(kept, os.DirFS(dir)))
	requireNoError(t, os.RemoveAll(dir))
	requireNoError(t, os.Rename(kept, dir))
	mustWrite(t, dir, newTree("index.html", "HOME!", "404.html", "NOTHING!"), Report{Files: 2, Written: 2, Removed: 3, Foreign: added})
	checkContents(t, dir, newTree("index.html", "HOME!", "404.html", "NOTHING!", "added.txt", "by another program"))
	requireNoError(t, os.Remove(filepath.Join(dir, "added.txt")))
	mustWrite(t, dir, newTree(), Report{Removed: 2})
	mustWrite(t, dir, site, Report{Files: 5, Written: 5})

	// The marker of a deleted folder must not apply to folders below the path of the deleted one.
	requireNoError(t, os.RemoveAll(dir))
	inner := filepath.Join(dir, "project", "public")
	requireNoError(t, os.MkdirAll(filepath.Dir(inner), 0o777))
	mustWrite(t, inner, site, Report{Files: 5, Written: 5})
}

// TestSpecialFile checks that Write rejects a tree with a special file.
func TestSpecialFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	tree := newTree("a", "a")
	tree["pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	checkRefused(t, dir, tree, "neither a file nor a folder")
	checkParent(t, dir, ".public.lock")
}

// TestLock checks that only one call to Write at a time can publish to a folder.
func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	paths, err := newTarget(dir)
	requireNoError(t, err)
	unlock, err := lock(paths.lock)
	requireNoError(t, err)
	checkRefused(t, dir, newTree("a", "a"), "another build")
	unlock()
	mustWrite(t, dir, newTree("a", "a"), Report{Files: 1, Written: 1})
}

// TestCopyFile checks that copyFile, which is used on file systems without hard links, sets
// the modification time.
func TestCopyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	when := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	requireNoError(t, copyFile(path, strings.NewReader("a"), when, make([]byte, 64)))
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(when) {
		t.Errorf("mod time %v, want %v (%v)", info.ModTime(), when, err)
	}
}

// streamFS is a file system with one file of unknown size, whose Read method returns a
// few bytes at a time.
type streamFS struct{ text string }

func (s streamFS) Open(name string) (fs.File, error) {
	f, err := newTree("a", s.text).Open(name)
	if name == "a" {
		f = &streamFile{f}
	}
	return f, err
}

// streamFile is the file in a streamFS.
type streamFile struct{ fs.File }

func (f *streamFile) Read(to []byte) (int, error) { return f.File.Read(to[:min(len(to), 7)]) }
func (f *streamFile) Stat() (fs.FileInfo, error)  { return fs.Stat(newTree("a", ""), "a") }

// TestUnknownSize checks that a file of unknown size is compared with the published file while
// it is read.
func TestUnknownSize(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	longText := strings.Repeat("a line of many\n", 20000)
	written, kept := Report{Files: 1, Written: 1}, Report{Files: 1, Kept: 1}
	for i, step := range []struct {
		text string
		want Report
	}{
		{longText, written}, {longText, kept}, {longText + "and one", written}, {longText, written}, {longText[:70000] + "X" + longText[70001:], written},
		{"X" + longText, written}, {longText[:64<<10], written}, {longText[:64<<10], kept}, {"", written}, {"", kept}, {"a", written},
	} {
		mustWrite(t, dir, streamFS{step.text}, step.want)
		if got, err := os.ReadFile(filepath.Join(dir, "a")); err != nil || string(got) != step.text {
			t.Fatalf("step %d: %d bytes, want %d (%v)", i, len(got), len(step.text), err)
		}
	}
}
