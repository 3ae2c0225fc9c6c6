package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// addFile writes a file that no build wrote, and creates its folder if necessary.
func addFile(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	requireNoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
	requireNoError(t, os.WriteFile(file, []byte(text), 0o666))
}

// mergeTrees returns a tree with the files of all trees.
func mergeTrees(trees ...fstest.MapFS) fstest.MapFS {
	merged := newTree()
	for _, tree := range trees {
		maps.Copy(merged, tree)
	}
	return merged
}

// TestForeignFiles checks that builds that change, add and remove the surrounding folders preserve
// files that no build wrote, without replacing them by copies, and that the report lists these files.
func TestForeignFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := newTree("index.html", "home", "a/index.html", "a", "b/index.html", "b", "b/c/index.html", "c")
	mustWrite(t, dir, first, Report{Files: 4, Written: 4})
	foreign := newTree("CNAME", "example.org", ".nojekyll", "", ".well-known/security.txt", "Contact", ".git/HEAD", "ref", ".git/objects/12/34", "blob",
		"notes/one.odt", "1", "notes/two.odt", "2", "a/plan.txt", "plan", "b/own/x", "x", "b/c/y", "y")
	before := map[string]fs.FileInfo{}
	for name, file := range foreign {
		addFile(t, dir, name, string(file.Data))
		before[name], _ = os.Lstat(filepath.Join(dir, name))
	}
	requireNoError(t, os.Mkdir(filepath.Join(dir, ".git", "refs"), 0o777))
	links := map[string]string{"link": "a", "a/up": "../..", "away": os.DevNull, "broken": "nowhere"}
	for name, to := range links {
		requireNoError(t, os.Symlink(to, filepath.Join(dir, name)))
	}
	names := []string{".nojekyll", ".well-known/", "CNAME", "a/plan.txt", "a/up", "away", "b/c/y", "b/own/", "broken", "link", "notes/"}
	for i, next := range []fstest.MapFS{
		newTree("index.html", "HOME", "a/index.html", "a", "b/index.html", "b", "b/c/index.html", "c", "notes/index.html", "notes"), // notes is a folder that no build made
		newTree("index.html", "home", "d/index.html", "d"),
		first,
		newTree("index.html", "home"),
	} {
		report, err := Write(t.Context(), dir, next, Options{AllowRemovals: true})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 && !slices.Equal(report.Foreign, names) {
			t.Errorf("the report names %q, want %q", report.Foreign, names)
		}
		for name, info := range before {
			if after, err := os.Lstat(filepath.Join(dir, name)); err != nil || !os.SameFile(info, after) || !info.ModTime().Equal(after.ModTime()) {
				t.Errorf("after build %d, %s is another file: %v", i, name, err)
			}
		}
		for name, to := range links {
			if got, err := os.Readlink(filepath.Join(dir, name)); got != to {
				t.Errorf("after build %d, %s links to %q: %v", i, name, got, err)
			}
			requireNoError(t, os.Remove(filepath.Join(dir, name)))
		}
		if _, err := os.Stat(filepath.Join(dir, ".git", "refs")); err != nil {
			t.Errorf("after build %d: %v", i, err)
		}
		checkContents(t, dir, mergeTrees(next, foreign))
		for name, to := range links {
			requireNoError(t, os.Symlink(to, filepath.Join(dir, name)))
		}
		checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
	}
}

// TestForeignConflicts checks that Write changes nothing if the new tree uses the names of files that
// no build wrote, and that the error lists these names.
func TestForeignConflicts(t *testing.T) {
	for _, c := range []struct{ added, linked, tree, want string }{
		{added: "CNAME", tree: "CNAME", want: ": CNAME: move"},
		{added: "p/index.html", tree: "p/index.html", want: ": p/index.html: move"},
		{added: "p/x y", tree: "p", want: ": p: move"},
		{added: "p", tree: "p/index.html", want: ": p: move"},
		{added: "index.html/x", tree: "p", want: ": index.html: move"},
		{linked: "p", tree: "p/index.html", want: ": p: move"},
		{linked: "p", tree: "p", want: ": p: move"},
		{linked: "keep", tree: "keep/index.html", want: ": keep: move"},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		mustWrite(t, dir, newTree("index.html", "home", "keep/index.html", "kept", "other", ""), Report{Files: 3, Written: 3})
		if strings.HasPrefix(c.added, "index.html/") {
			requireNoError(t, os.Remove(filepath.Join(dir, "index.html")))
		}
		if c.added != "" {
			addFile(t, dir, c.added, "mine")
		} else {
			requireNoError(t, os.RemoveAll(filepath.Join(dir, c.linked)))
			requireNoError(t, os.Symlink("other", filepath.Join(dir, c.linked)))
		}
		was := describeFolder(t, dir)
		checkRefused(t, dir, newTree("index.html", "home", "keep/index.html", "kept", "other", "", c.tree, "new"), c.want)
		if now := describeFolder(t, dir); now != was {
			t.Errorf("%+v: the folder contains %s, want %s", c, now, was)
		}
		checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
	}

	dir := filepath.Join(t.TempDir(), "public")
	site := newTree("index.html", "home")
	mustWrite(t, dir, site, Report{Files: 1, Written: 1})
	for i := range 14 {
		name := fmt.Sprintf("p%02d", i)
		addFile(t, dir, name+"/index.html", "mine")
		for name, file := range newTree(name+"/index.html", "new") {
			site[name] = file
		}
	}
	checkRefused(t, dir, site, "p00/index.html, p01/index.html, p02/index.html, p03/index.html, p04/index.html, p05/index.html, p06/index.html, p07/index.html, p08/index.html, p09/index.html and 4 more: ")
}

// describeFolder returns a description of all files and folders in dir.
func describeFolder(t *testing.T, dir string) string {
	t.Helper()
	var text strings.Builder
	requireNoError(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		fmt.Fprintf(&text, "%s %s", strings.TrimPrefix(name, dir), e.Type())
		if e.Type().IsRegular() {
			data, err := os.ReadFile(name)
			fmt.Fprintf(&text, " %q", data)
			return err
		}
		return err
	}))
	return text.String()
}

// TestRemovedName checks that Write does not remove a file that no build wrote if an earlier build
// wrote and removed a file of the same name.
func TestRemovedName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, newTree("a", "a", "b", "b", "leaflet.pdf", "theirs"), Report{Files: 3, Written: 3})
	mustWrite(t, dir, newTree("a", "a", "b", "b"), Report{Files: 2, Kept: 2, Removed: 1})
	addFile(t, dir, "leaflet.pdf", "mine")
	mustWrite(t, dir, newTree("a", "a", "b", "B"), Report{Files: 2, Written: 1, Kept: 1, Foreign: []string{"leaflet.pdf"}})
	checkContents(t, dir, newTree("a", "a", "b", "B", "leaflet.pdf", "mine"))
	checkRefused(t, dir, newTree("a", "a", "b", "B", "leaflet.pdf", "theirs"), ": leaflet.pdf: move")
}

// TestGitWorkingTree checks that Write publishes into a folder that contains a .git folder or a
// .git file, even if it contains other files.
func TestGitWorkingTree(t *testing.T) {
	site := newTree("index.html", "home")
	for _, git := range []string{".git", ".git/HEAD"} {
		dir := filepath.Join(t.TempDir(), "public")
		addFile(t, dir, git, "ref")
		addFile(t, dir, "README.md", "the site")
		mustWrite(t, dir, site, Report{Files: 1, Written: 1, Foreign: []string{"README.md"}})
		mustWrite(t, dir, newTree("index.html", "HOME"), Report{Files: 1, Written: 1, Foreign: []string{"README.md"}})
		checkContents(t, dir, newTree("index.html", "HOME", git, "ref", "README.md", "the site"))

		// A new checkout has no marker.
		requireNoError(t, os.Remove(filepath.Join(filepath.Dir(dir), ".public.safelearn")))
		checkRefused(t, dir, site, ": index.html: move or delete them, then build again; in a new checkout of a published site, git rm -rq . deletes them")
		requireNoError(t, os.Remove(filepath.Join(dir, "index.html")))
		mustWrite(t, dir, site, Report{Files: 1, Written: 1, Foreign: []string{"README.md"}})
	}
}

// TestRemovals checks that Write removes more than half of the published files only if that is
// allowed.
func TestRemovals(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site := newTree("a", "a", "b", "b", "c", "c", "d", "d", "e", "e")
	mustWrite(t, dir, site, Report{Files: 5, Written: 5})
	addFile(t, dir, "mine", "mine")
	addFile(t, dir, "mine too", "mine")
	_, err := Write(t.Context(), dir, newTree("a", "a", "b", "b", "f", "f"), Options{})
	var removal *RemovalError
	if !errors.As(err, &removal) || *removal != (RemovalError{3, 5}) {
		t.Errorf("error %v, want that 3 of 5 files would be removed", err)
	}
	checkContents(t, dir, mergeTrees(site, newTree("mine", "mine", "mine too", "mine")))
	checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
	if _, err := Write(t.Context(), dir, newTree("a", "a", "b", "b", "c", "c"), Options{}); err != nil {
		t.Error(err)
	}
	if _, err := Write(t.Context(), dir, newTree("f", "f"), Options{AllowRemovals: true}); err != nil {
		t.Error(err)
	}
	checkContents(t, dir, newTree("f", "f", "mine", "mine", "mine too", "mine"))
}

// A replacingTree is a tree that replaces the published files with the given names.
type replacingTree struct {
	fs.FS
	names []string
}

func (t replacingTree) Replaces(name string) bool { return slices.Contains(t.names, name) }

// TestReplacer checks that Write removes a published file only if the new tree replaces it, or if removals
// are allowed.
func TestReplacer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, newTree("a1", "a", "b1", "b", "c", "c"), Report{Files: 3, Written: 3})
	_, err := Write(t.Context(), dir, replacingTree{newTree("a2", "a", "c", "c"), []string{"a1"}}, Options{})
	var removal *RemovalError
	if !errors.As(err, &removal) || *removal != (RemovalError{1, 3}) || strings.Contains(err.Error(), "half") {
		t.Errorf("error %v, want that 1 of 3 files would be removed", err)
	}
	checkContents(t, dir, newTree("a1", "a", "b1", "b", "c", "c"))
	report, err := Write(t.Context(), dir, replacingTree{newTree("a2", "a", "b2", "b", "c2", "c"), []string{"a1", "b1", "c"}}, Options{})
	if err != nil || report.Removed != 3 {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := Write(t.Context(), dir, replacingTree{FS: newTree("a2", "a")}, Options{AllowRemovals: true}); err != nil {
		t.Error(err)
	}
	checkContents(t, dir, newTree("a2", "a"))
}

// TestEarlierVersion checks that a folder published by a version that listed at most 100 files in
// the marker is replaced only if the marker lists all its files.
func TestEarlierVersion(t *testing.T) {
	for files, want := range map[int]string{99: "", 100: "move out what is yours"} {
		dir := filepath.Join(t.TempDir(), "public")
		marker := "safelearn made the folder public beside this file, and each build replaces it.\nIt recognises the folder by these files and their sizes:\n"
		for i := range files {
			name := fmt.Sprintf("p%02d", i)
			addFile(t, dir, name, "text")
			marker += "4 " + name + "\n"
		}
		addFile(t, dir, "CNAME", "mine")
		addFile(t, filepath.Dir(dir), ".public.safelearn", marker+"Until then by these:\n4 p00\n")
		site := newTree("p00", "new text", "index.html", "home")
		if want != "" {
			checkRefused(t, dir, site, want)
			continue
		}
		mustWrite(t, dir, site, Report{Files: 2, Written: 2, Removed: 98, Foreign: []string{"CNAME"}})
		checkContents(t, dir, mergeTrees(site, newTree("CNAME", "mine")))
	}
}

// TestMoveFiles checks that moveFiles undoes all moves if one fails.
func TestMoveFiles(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	addFile(t, from, "a", "a")
	addFile(t, from, "b/c", "c")
	addFile(t, to, "b/d", "d")
	if err := moveFiles(from, to, []string{"a", "b/", "gone"}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want one that a file does not exist", err)
	}
	checkContents(t, from, newTree("a", "a", "b/c", "c"))
	checkContents(t, to, newTree("b/d", "d"))
	requireNoError(t, moveFiles(from, to, []string{"a", "b/"}))
	checkContents(t, from, newTree())
	checkContents(t, to, newTree("a", "a", "b/c", "c", "b/d", "d"))
}

// TestKilledAfterExchange kills a build during the exchange of folders, which may leave files that
// were not written by a build outside the published folder. The next Write must move them back.
func TestKilledAfterExchange(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home", "a/index.html", "a")
	mustWrite(t, p.dir, site, Report{Files: 2, Written: 2})
	foreign := newTree("CNAME", "mine", ".git/HEAD", "ref", "a/plan", "plan")
	for _, same := range []string{"", "CNAME", ".git/HEAD"} {
		requireNoError(t, os.Rename(p.dir, p.old))
		requireNoError(t, os.CopyFS(p.dir, site))
		for name, file := range foreign {
			addFile(t, p.old, name, string(file.Data))
		}
		if same != "" { // a newer file with the same name
			addFile(t, p.dir, same, "newer")
			name, _, _ := strings.Cut(same, "/")
			checkRefused(t, p.dir, site, "to "+p.dir+": both have files of these names: "+name+": move")
			checkContents(t, p.old, mergeTrees(site, foreign))
			checkContents(t, p.dir, mergeTrees(site, newTree(same, "newer")))
			requireNoError(t, os.RemoveAll(filepath.Join(p.dir, name)))
		}
		checkRefused(t, p.dir, brokenFS{site, ""}, "broken")
		checkContents(t, p.dir, mergeTrees(site, foreign))
		mustWrite(t, p.dir, site, Report{Files: 2, Kept: 2, Foreign: []string{"CNAME", "a/plan"}})
		checkContents(t, p.dir, mergeTrees(site, foreign))
		checkParent(t, p.dir, ".public.lock", ".public.safelearn", "public")
		for name := range foreign {
			requireNoError(t, os.RemoveAll(filepath.Join(p.dir, name)))
		}
	}
}
