package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/publish"
)

// TestInvalidTargets checks that a build to a folder that is not allowed as a target fails, says why,
// and changes no file.
func TestInvalidTargets(t *testing.T) {
	folder := newSmallSite(t, 1)
	parent := filepath.Dir(folder)
	writeFile(t, filepath.Join(folder, ".git", "config"), "")
	writeFile(t, filepath.Join(parent, "home", ".profile"), "mine")
	writeFile(t, filepath.Join(parent, "file"), "mine")
	for name, to := range map[string]string{"link": "home", "way": "site/content", "public-too": "site/public", "nowhere": "missing"} {
		if err := os.Symlink(to, filepath.Join(parent, name)); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, "build", folder, "--to", filepath.Join(parent, "old"))
	if err := os.Rename(filepath.Join(parent, "old"), filepath.Join(parent, "moved")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", filepath.Join(parent, "home"))
	t.Chdir(folder)
	for to, want := range map[string]string{
		".": "contains the source of the site", "..": "contains the source of the site", "/": "contains the source of the site",
		folder: "contains the source of the site", "public/..": "contains the source of the site", "../way/..": "contains the source of the site",
		"content": "is inside the source of the site", "content/pages": "is inside the source of the site", "content/new": "is inside the source of the site",
		"static": "is inside the source of the site", "static/new/deep": "is inside the source of the site", ".git/new": "is inside the source of the site",
		"public/../content/new": "is inside the source of the site", "../way/new": "is inside the source of the site", "../way": "is inside the source of the site",
		"../file": "is not a folder", "../file/public": "not a directory", "../link": "is not a folder", "../public-too": "is not a folder", "../nowhere": "is not a folder",
		os.Getenv("HOME"): "was not made by a build", "../moved": "was not made by a build", "../missing/public": "make " + filepath.Join(parent, "missing") + " first",
	} {
		before := fingerprint(t, parent)
		output, code := execute(t, "build", "--to", to)
		if code != exitFailed || !strings.Contains(output, want) || strings.Count(output, "\n") > 2 {
			t.Errorf("--to %s: exit code %d, printed %q, want %q", to, code, output, want)
		}
		if fingerprint(t, parent) != before {
			t.Errorf("--to %s was refused, and a file has changed", to)
		}
	}
}

// TestTargets builds twice to each of several folders that are allowed as targets. The second build
// must write no file.
func TestTargets(t *testing.T) {
	folder := newSmallSite(t, 1)
	parent := filepath.Dir(folder)
	for _, name := range []string{"empty", "real"} {
		if err := os.Mkdir(filepath.Join(parent, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("real", filepath.Join(parent, "way")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	for to, at := range map[string]string{
		"public": "public", "../site/public": "public", "./content/../public/": "public", "../empty": "../empty", "../way/public": "../real/public",
		"../two words": "../two words", "../two\nlines ü": "../two\nlines ü", "-dash": "-dash", "..public": "..public", ".hidden": ".hidden",
	} {
		output, code := execute(t, "build", "--to="+to)
		if code != exitOK {
			t.Errorf("--to %q: exit code %d, printed %q", to, code, output)
			continue
		}
		if output, code = execute(t, "build", "--to="+to); code != exitOK || !strings.Contains(output, ": 0 written, ") {
			t.Errorf("--to %q again: exit code %d, printed %q", to, code, output)
		}
		if data, err := os.ReadFile(filepath.Join(at, "pages", "page-0", "index.html")); err != nil || !strings.Contains(string(data), "first edition") {
			t.Errorf("--to %q: %v", to, err)
		}
	}
}

// execute runs a command and returns its standard output and standard error, combined, and its
// exit code.
func execute(t *testing.T, args ...string) (output string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = run(context.Background(), args, &out, &out)
	return out.String(), code
}

// TestConcurrentBuilds builds two sites to the same folder in several concurrent
// processes. At least one must succeed, the others must report that the folder is locked,
// and the result must be one of the two sites.
func TestConcurrentBuilds(t *testing.T) {
	one, two := newSmallSite(t, 20), newSmallSite(t, 3)
	to := filepath.Join(t.TempDir(), "public")
	checkRefusedWhileWriting(t, to, one)
	succeeded := 0
	for range 3 {
		var builds []*exec.Cmd
		for range 3 {
			for _, folder := range []string{one, two} {
				c := command(t, "build", folder, "--to", to, "--allow-removals")
				c.Stderr = new(bytes.Buffer)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				builds = append(builds, c)
			}
		}
		n := 0
		for _, c := range builds {
			output := func() string { return c.Stderr.(*bytes.Buffer).String() }
			var exit *exec.ExitError
			switch err := c.Wait(); {
			case err == nil:
				n++
			case !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.HasPrefix(output(), "safelearn: another build is writing "+to):
				t.Errorf("%v, printed %q", err, output())
			}
		}
		if n == 0 {
			t.Error("no build succeeded")
		}
		succeeded += n
		got := contentFingerprint(t, to)
		if got != contentFingerprint(t, filepath.Join(one, "public")) && got != contentFingerprint(t, filepath.Join(two, "public")) {
			t.Error("the result is neither of the two sites")
		}
		if left := siblings(t, to); strings.Join(left, " ") != ".public.lock .public.safelearn" {
			t.Errorf("beside the folder: %q", left)
		}
	}
	t.Logf("%d of 18 builds succeeded", succeeded)
}

// checkRefusedWhileWriting checks that a build fails and changes nothing while another build
// writes to the same folder.
func checkRefusedWhileWriting(t *testing.T, to, folder string) {
	t.Helper()
	writing, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := publish.Write(t.Context(), to, fstest.MapFS{"index.html": {Data: []byte("slow")}}, publish.Options{Progress: func(done, total int) {
			close(writing)
			<-release
		}})
		ended <- err
	}()
	select {
	case <-writing:
	case err := <-ended:
		t.Fatalf("the first build does not write: %v", err)
	}
	before := fingerprint(t, filepath.Dir(to))
	output, err := command(t, "build", folder, "--to", to).CombinedOutput()
	if want := "safelearn: another build is writing " + to + ": wait until it is finished\n"; err == nil || string(output) != want {
		t.Errorf("while another build writes: %v, printed %q, want %q", err, output, want)
	}
	if fingerprint(t, filepath.Dir(to)) != before {
		t.Error("a build that was refused has changed a file")
	}
	close(release)
	if err := <-ended; err != nil {
		t.Errorf("the first build: %v", err)
	}
}

// contentFingerprint returns a fingerprint of the files in folder that does not depend on the path of
// folder.
func contentFingerprint(t *testing.T, folder string) string {
	t.Helper()
	t.Chdir(folder)
	return fingerprint(t, ".")
}

// TestBuildDuringServe checks that a build of a site that is being served publishes the current
// edition, without the script of the development server.
func TestBuildDuringServe(t *testing.T) {
	folder := newSmallSite(t, 3)
	ctx, stop := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	reader, out := io.Pipe()
	serving.Go(func() {
		run(ctx, []string{"serve", folder, "--port", "18231"}, out, out)
		out.Close()
	})
	lines := make([]byte, 1)
	if _, err := reader.Read(lines); err != nil {
		t.Fatal(err)
	}
	serving.Go(func() { io.Copy(io.Discard, reader) })
	for _, name := range []string{"second", "third"} {
		writeEdition(t, folder, 3, name)
		mustRun(t, "build", folder)
		data, err := os.ReadFile(filepath.Join(folder, "public", "pages", "page-1", "index.html"))
		if err != nil || !strings.Contains(string(data), name+" edition") || strings.Contains(string(data), "live.js") {
			t.Errorf("the %s edition is not published: %v", name, err)
		}
	}
	stop()
	serving.Wait()
}

// TestSecondBuild changes, adds and removes content files, changes and removes published files, and
// checks which published files the next build writes.
func TestSecondBuild(t *testing.T) {
	const pages = 60
	folder := newSmallSite(t, pages)
	pagePath := func(n int) string { return fmt.Sprintf("pages/page-%d/index.html", n) }
	published := func(name string) string { return filepath.Join(folder, "public", filepath.FromSlash(name)) }
	source := func(n int) string { return filepath.Join(folder, "content", "pages", fmt.Sprintf("page-%d.md", n)) }
	oldTime := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(published(pagePath(9)), oldTime, oldTime); err != nil {
		t.Fatal(err)
	}
	if changed, added, removed := rebuild(t, folder); len(changed)+len(added)+len(removed) > 0 {
		t.Errorf("without a change of content: changed %q, added %q, removed %q", changed, added, removed)
	}

	data, err := os.ReadFile(source(7))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, source(7), string(data)+"\nA sentence more, about umbrellas.\n")
	writeFile(t, published(pagePath(8)), "overwritten")
	if err := os.Remove(published(pagePath(10))); err != nil {
		t.Fatal(err)
	}
	changed, added, removed := rebuild(t, folder)
	if !slices.Contains(changed, pagePath(7)) || !slices.Contains(changed, pagePath(8)) || len(changed) >= 10 {
		t.Errorf("changed %q", changed)
	}
	if !slices.Equal(added, []string{pagePath(10)}) || len(removed) > 0 {
		t.Errorf("after deleting a published page: added %q, removed %q", added, removed)
	}
	if info, err := os.Stat(published(pagePath(9))); err != nil || !info.ModTime().Equal(oldTime) {
		t.Errorf("an unchanged file has another modification time: %v", err)
	}
	if data, err := os.ReadFile(published(pagePath(8))); err != nil || !strings.Contains(string(data), "first edition") {
		t.Errorf("an overwritten file is not restored: %v", err)
	}

	if err := os.Rename(source(7), source(pages)); err != nil {
		t.Fatal(err)
	}
	if _, added, removed = rebuild(t, folder); !slices.Equal(added, []string{pagePath(pages)}) || !slices.Equal(removed, []string{pagePath(7)}) {
		t.Errorf("after renaming a page: added %q, removed %q", added, removed)
	}
	if _, err := os.Stat(filepath.Dir(published(pagePath(7)))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of a removed page still exists: %v", err)
	}
}

// rebuild builds a site again and returns the published files that were changed, added and removed,
// except search files, which are named after their content. It checks that exactly the files with
// unchanged content were not rewritten, and that the command prints the right counts.
func rebuild(t *testing.T, folder string) (changed, added, removed []string) {
	t.Helper()
	public := filepath.Join(folder, "public")
	oldFiles := fileStates(t, public)
	output, code := execute(t, "build", folder)
	newFiles := fileStates(t, public)
	for name, before := range oldFiles {
		after, still := newFiles[name]
		same := still && os.SameFile(before.info, after.info) && before.info.ModTime().Equal(after.info.ModTime())
		switch {
		case !still:
			removed = append(removed, name)
		case same != (before.text == after.text):
			t.Errorf("%s is the same file: %t, with the same content: %t", name, same, !same)
		case !same:
			changed = append(changed, name)
		}
	}
	for name := range newFiles {
		if _, known := oldFiles[name]; !known {
			added = append(added, name)
		}
	}
	written := len(changed) + len(added)
	want := fmt.Sprintf("%d files in %s: %d written, %d unchanged, %d removed, in ", len(newFiles), public, written, len(newFiles)-written, len(removed))
	if code != exitOK || !strings.HasPrefix(output, want) {
		t.Errorf("exit code %d, printed %q, want %q", code, output, want)
	}
	isSearchFile := func(name string) bool { return strings.HasPrefix(name, "search/files/") }
	return changed, slices.DeleteFunc(added, isSearchFile), slices.DeleteFunc(removed, isSearchFile)
}

// fileState contains the metadata and the content of a file.
type fileState struct {
	info fs.FileInfo
	text string
}

// fileStates returns the state of each file in folder, keyed by slash-separated path.
func fileStates(t *testing.T, folder string) map[string]fileState {
	t.Helper()
	list, files := make(map[string]fileState), os.DirFS(folder)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		data, err := fs.ReadFile(files, name)
		list[name] = fileState{info, string(data)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
