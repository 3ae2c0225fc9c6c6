package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

func tree(pairs ...string) fstest.MapFS {
	t := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		t[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return t
}

// holds checks that a folder holds the files of a tree and no others.
func holds(t *testing.T, dir string, want fstest.MapFS) {
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
		t.Errorf("%s holds %v, want %v", dir, got, wanted)
	}
}

// beside checks the names in the parent folder.
func beside(t *testing.T, dir string, want ...string) {
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

func publish(t *testing.T, dir string, tree fs.FS, want Report) {
	t.Helper()
	got, err := Write(t.Context(), dir, tree, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("report %+v, want %+v", got, want)
	}
}

// refused checks that Write returns an error that contains some words, and no report.
func refused(t *testing.T, dir string, tree fs.FS, words string) {
	t.Helper()
	report, err := Write(t.Context(), dir, tree, nil)
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("error %v, want one that contains %q", err, words)
	}
	if report != (Report{}) {
		t.Errorf("report %+v beside an error", report)
	}
}

func TestFirstAndNext(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := tree("index.html", "home", "a/index.html", "one", "a/b/index.html", "two", "gone/index.html", "three")
	publish(t, dir, first, Report{Files: 4, Written: 4})
	holds(t, dir, first)
	beside(t, dir, ".public.lock", ".public.safelearn", "public")

	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "a/index.html"), long, long); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(filepath.Join(dir, "a/index.html"))
	next := tree("index.html", "HOME", "a/index.html", "one", "a/b/index.html", "longer than it was", "new/index.html", "four")
	publish(t, dir, next, Report{Files: 4, Written: 3, Kept: 1, Removed: 1})
	holds(t, dir, next)
	beside(t, dir, ".public.lock", ".public.safelearn", "public")
	after, err := os.Stat(filepath.Join(dir, "a/index.html"))
	if err != nil || !os.SameFile(before, after) || !after.ModTime().Equal(long) {
		t.Errorf("the unchanged file was written again: %v, %v", after.ModTime(), err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of a removed page is still there: %v", err)
	}
}

func TestKindChanges(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, tree("a", "file"), Report{Files: 1, Written: 1})
	publish(t, dir, tree("a/b", "file"), Report{Files: 1, Written: 1, Removed: 1})
	publish(t, dir, tree("a", ""), Report{Files: 1, Written: 1, Removed: 1})
	publish(t, dir, tree("a", ""), Report{Files: 1, Kept: 1})
	publish(t, dir, tree(), Report{Removed: 1})
	holds(t, dir, tree())
}

// TestTampered checks that a changed file is written again, and that a symbolic link is
// neither followed nor kept.
func TestTampered(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	site := tree("a.html", "aaaa", "b.html", "bbbb")
	publish(t, dir, site, Report{Files: 2, Written: 2})
	secret := filepath.Join(parent, "secret")
	check(t, os.WriteFile(secret, []byte("bbbb"), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "a.html"), []byte("aaab"), 0o666))
	check(t, os.Remove(filepath.Join(dir, "b.html")))
	check(t, os.Symlink(secret, filepath.Join(dir, "b.html")))
	publish(t, dir, site, Report{Files: 2, Written: 2})
	holds(t, dir, site)
	if info, err := os.Lstat(filepath.Join(dir, "b.html")); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the symbolic link is still there: %v, %v", info, err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// failing is a tree that returns an error after some files.
type failing struct {
	fstest.MapFS
	left atomic.Int64
}

func (f *failing) Open(name string) (fs.File, error) {
	if f.left.Add(-1) < 0 {
		return nil, errors.New("layout broken")
	}
	return f.MapFS.Open(name)
}

func TestFailingTree(t *testing.T) {
	many := fstest.MapFS{}
	for i := range 50 {
		many[fmt.Sprintf("p%02d/index.html", i)] = &fstest.MapFile{Data: []byte("page")}
	}
	for _, n := range []int64{0, 1, 49} {
		dir := filepath.Join(t.TempDir(), "public")
		fail := &failing{MapFS: many}
		fail.left.Store(n)
		refused(t, dir, fail, "layout broken")
		beside(t, dir, ".public.lock")

		good := tree("index.html", "home")
		publish(t, dir, good, Report{Files: 1, Written: 1})
		fail.left.Store(n)
		refused(t, dir, fail, "layout broken")
		holds(t, dir, good)
		beside(t, dir, ".public.lock", ".public.safelearn", "public")
	}
}

// TestFirstError checks that the error is that of the first file that fails, whatever the
// order of the workers.
func TestFirstError(t *testing.T) {
	site := tree("a", "", "b", "", "c", "", "d", "")
	for range 20 {
		_, err := Write(t.Context(), filepath.Join(t.TempDir(), "public"), broken{site, "b"}, nil)
		if err == nil || !strings.Contains(err.Error(), "making b:") {
			t.Fatalf("error %v, want that of b", err)
		}
	}
}

type broken struct {
	fstest.MapFS
	from string
}

func (b broken) Open(name string) (fs.File, error) {
	if name >= b.from {
		return nil, errors.New("broken")
	}
	return b.MapFS.Open(name)
}

func TestRefused(t *testing.T) {
	site := tree("index.html", "home")
	parent := t.TempDir()
	foreign := filepath.Join(parent, "foreign")
	check(t, os.Mkdir(foreign, 0o777))
	check(t, os.WriteFile(filepath.Join(foreign, "thesis.txt"), []byte("mine"), 0o666))
	refused(t, foreign, site, "delete or rename it")
	refused(t, foreign, site, foreign)
	holds(t, foreign, tree("thesis.txt", "mine"))

	file := filepath.Join(parent, "file")
	check(t, os.WriteFile(file, nil, 0o666))
	refused(t, file, site, "is not a folder")

	link := filepath.Join(parent, "link")
	check(t, os.Symlink(t.TempDir(), link))
	refused(t, link, site, "is not a folder")

	refused(t, "/", site, "name a folder in it")
	refused(t, filepath.Join(parent, "no", "public"), site, "no")
	beside(t, foreign, "file", "foreign", "link")

	outer := filepath.Join(parent, "outer")
	publish(t, outer, tree("a/index.html", "a"), Report{Files: 1, Written: 1})
	for _, inner := range []string{"inner", "a", "a/inner"} {
		refused(t, filepath.Join(outer, inner), site, "which each build replaces")
	}
	check(t, os.RemoveAll(outer))
	check(t, os.Remove(filepath.Join(parent, ".outer.safelearn")))
	check(t, os.Remove(filepath.Join(parent, ".outer.lock")))

	empty := filepath.Join(parent, "empty")
	check(t, os.Mkdir(empty, 0o777))
	publish(t, empty, site, Report{Files: 1, Written: 1})
	holds(t, empty, site)
}

// TestFolderDeleted checks that the marker of a deleted folder does not claim another of
// the same name.
func TestFolderDeleted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, tree("a", "a"), Report{Files: 1, Written: 1})
	check(t, os.RemoveAll(dir))
	refused(t, dir, broken{tree("a", ""), ""}, "broken")
	check(t, os.Mkdir(dir, 0o777))
	check(t, os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o666))
	refused(t, dir, tree("a", "a"), "delete or rename it")
}

// TestCancelled checks that a build whose context is cancelled changes nothing.
func TestCancelled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := tree("a", "a", "b", "b", "c", "c")
	publish(t, dir, site, Report{Files: 3, Written: 3})
	ctx, cancel := context.WithCancel(t.Context())
	report, err := Write(ctx, dir, tree("a", "A", "b", "B", "c", "C"), func(done, total int) {
		if done == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || report != (Report{}) {
		t.Errorf("report %v, error %v", report, err)
	}
	holds(t, dir, site)
	beside(t, dir, ".public.lock", ".public.safelearn", "public")
}

// TestRecognised checks that another folder with the name of ours is not replaced though
// the marker is there, and that ours is, also after it was copied or changed.
func TestRecognised(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := tree("index.html", "home", "404.html", "nothing", "a/index.html", "a")
	put := func(name, text string) {
		t.Helper()
		check(t, os.MkdirAll(dir, 0o777))
		check(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	site["robots.txt"], site["empty"] = &fstest.MapFile{Data: []byte("all my work")}, new(fstest.MapFile)
	for _, name := range []string{"thesis.txt", "index.html", "robots.txt"} {
		publish(t, dir, site, Report{Files: 5, Written: 5})
		check(t, os.RemoveAll(dir))
		put(name, "all my work")
		refused(t, dir, site, "delete or rename it")
		put("empty", "")
		refused(t, dir, site, "delete or rename it")
		holds(t, dir, tree(name, "all my work", "empty", ""))
		check(t, os.RemoveAll(dir))
	}
	publish(t, dir, site, Report{Files: 5, Written: 5})
	put("index.html", "edited by hand")
	put("added.txt", "by another program")
	put("robots.txt", "made shorter")
	publish(t, dir, site, Report{Files: 5, Written: 2, Kept: 3, Removed: 1})
	kept := filepath.Join(t.TempDir(), "public")
	check(t, os.CopyFS(kept, os.DirFS(dir)))
	check(t, os.RemoveAll(dir))
	check(t, os.Rename(kept, dir))
	publish(t, dir, tree("index.html", "HOME!", "404.html", "NOTHING!"), Report{Files: 2, Written: 2, Removed: 3})
	publish(t, dir, tree(), Report{Removed: 2})
	publish(t, dir, site, Report{Files: 5, Written: 5})

	// The marker of a deleted folder claims nothing below the path of that folder.
	check(t, os.RemoveAll(dir))
	inner := filepath.Join(dir, "project", "public")
	check(t, os.MkdirAll(filepath.Dir(inner), 0o777))
	publish(t, inner, site, Report{Files: 5, Written: 5})
}

func TestNotAFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	odd := tree("a", "a")
	odd["pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	refused(t, dir, odd, "neither a file nor a folder")
	beside(t, dir, ".public.lock")
}

func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	paths, err := newTarget(dir)
	check(t, err)
	unlock, err := lock(paths.lock)
	check(t, err)
	refused(t, dir, tree("a", "a"), "another build")
	unlock()
	publish(t, dir, tree("a", "a"), Report{Files: 1, Written: 1})
}

// TestCopyFile checks the copy that replaces a hard link where there are none.
func TestCopyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	when := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	check(t, copyFile(path, strings.NewReader("a"), when, make([]byte, 64)))
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(when) {
		t.Errorf("mod time %v, want %v (%v)", info.ModTime(), when, err)
	}
}

// stream is a file system of one file whose size is not known before it is read. Read
// returns a few bytes at a time.
type stream struct{ text string }

func (s stream) Open(name string) (fs.File, error) {
	f, err := tree("a", s.text).Open(name)
	if name == "a" {
		f = &streamed{f}
	}
	return f, err
}

type streamed struct{ fs.File }

func (f *streamed) Read(to []byte) (int, error) { return f.File.Read(to[:min(len(to), 7)]) }
func (f *streamed) Stat() (fs.FileInfo, error)  { return fs.Stat(tree("a", ""), "a") }

// TestStream checks that a file of unknown size is compared while it is read.
func TestStream(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	long := strings.Repeat("a line of many\n", 20000)
	written, kept := Report{Files: 1, Written: 1}, Report{Files: 1, Kept: 1}
	for i, step := range []struct {
		text string
		want Report
	}{
		{long, written}, {long, kept}, {long + "and one", written}, {long, written}, {long[:70000] + "X" + long[70001:], written},
		{"X" + long, written}, {long[:64<<10], written}, {long[:64<<10], kept}, {"", written}, {"", kept}, {"a", written},
	} {
		publish(t, dir, stream{step.text}, step.want)
		if got, err := os.ReadFile(filepath.Join(dir, "a")); err != nil || string(got) != step.text {
			t.Fatalf("step %d: %d bytes, want %d (%v)", i, len(got), len(step.text), err)
		}
	}
}
