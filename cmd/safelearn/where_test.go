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

// TestWhereTo names folders to publish into that hold something else, lie in it or are
// none: each is refused with words that say why, and nothing at all has changed.
func TestWhereTo(t *testing.T) {
	folder := smallSite(t, 1)
	parent := filepath.Dir(folder)
	put(t, filepath.Join(folder, ".git", "config"), "")
	put(t, filepath.Join(parent, "home", ".profile"), "mine")
	put(t, filepath.Join(parent, "file"), "mine")
	for name, to := range map[string]string{"link": "home", "way": "site/content", "public-too": "site/public", "nowhere": "missing"} {
		if err := os.Symlink(to, filepath.Join(parent, name)); err != nil {
			t.Fatal(err)
		}
	}
	runs(t, "build", folder, "--to", filepath.Join(parent, "old"))
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
		before := whole(t, parent)
		told, code := tell(t, "build", "--to", to)
		if code != exitFailed || !strings.Contains(told, want) || strings.Count(told, "\n") > 2 {
			t.Errorf("--to %s: exit code %d, told %q, want %q", to, code, told, want)
		}
		if whole(t, parent) != before {
			t.Errorf("--to %s was refused, and something has changed", to)
		}
	}
}

// TestWhereToFits names folders that are taken, and finds the same site in each, also
// at the second time.
func TestWhereToFits(t *testing.T) {
	folder := smallSite(t, 1)
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
		told, code := tell(t, "build", "--to="+to)
		if code != exitOK {
			t.Errorf("--to %q: exit code %d, told %q", to, code, told)
			continue
		}
		if told, code = tell(t, "build", "--to="+to); code != exitOK || !strings.Contains(told, ": 0 written, ") {
			t.Errorf("--to %q again: exit code %d, told %q", to, code, told)
		}
		if data, err := os.ReadFile(filepath.Join(at, "pages", "page-0", "index.html")); err != nil || !strings.Contains(string(data), "first edition") {
			t.Errorf("--to %q: %v", to, err)
		}
	}
}

// tell runs the command and gives what it told.
func tell(t *testing.T, args ...string) (told string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = run(context.Background(), args, &out, &out)
	return out.String(), code
}

// TestTwoAtOnce has two sites published to one folder by several processes at once: one
// of them wins each time, those that come while it writes say so, and what is there is
// one of the two.
func TestTwoAtOnce(t *testing.T) {
	one, two := smallSite(t, 20), smallSite(t, 3)
	to := filepath.Join(t.TempDir(), "public")
	refusedMeanwhile(t, to, one)
	wins := 0
	for range 3 {
		var builds []*exec.Cmd
		for range 3 {
			for _, folder := range []string{one, two} {
				c := command(t, "build", folder, "--to", to)
				c.Stderr = new(bytes.Buffer)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				builds = append(builds, c)
			}
		}
		won := 0
		for _, c := range builds {
			told := func() string { return c.Stderr.(*bytes.Buffer).String() }
			var exit *exec.ExitError
			switch err := c.Wait(); {
			case err == nil:
				won++
			case !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.HasPrefix(told(), "safelearn: another build is writing "+to):
				t.Errorf("%v, told %q", err, told())
			}
		}
		if won == 0 {
			t.Error("none of the builds went through")
		}
		wins += won
		got := same(t, to)
		if got != same(t, filepath.Join(one, "public")) && got != same(t, filepath.Join(two, "public")) {
			t.Error("what is there is neither of the two sites")
		}
		if left := beside(t, to); strings.Join(left, " ") != ".public.lock .public.safelearn" {
			t.Errorf("beside it there is %q", left)
		}
	}
	t.Logf("%d of 18 builds went through", wins)
}

// refusedMeanwhile stops a build in the middle of its writing, where those of other
// processes are refused and change nothing, and lets it go on.
func refusedMeanwhile(t *testing.T, to, folder string) {
	t.Helper()
	writing, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := publish.Write(t.Context(), to, fstest.MapFS{"index.html": {Data: []byte("slow")}}, func(done, total int) {
			close(writing)
			<-release
		})
		ended <- err
	}()
	select {
	case <-writing:
	case err := <-ended:
		t.Fatalf("the first build is not at its writing: %v", err)
	}
	before := whole(t, filepath.Dir(to))
	told, err := command(t, "build", folder, "--to", to).CombinedOutput()
	if want := "safelearn: another build is writing " + to + ": wait until it is finished\n"; err == nil || string(told) != want {
		t.Errorf("while another build writes: %v, told %q, want %q", err, told, want)
	}
	if whole(t, filepath.Dir(to)) != before {
		t.Error("a build that was refused has changed something")
	}
	close(release)
	if err := <-ended; err != nil {
		t.Errorf("a build beside which another was refused: %v", err)
	}
}

// same tells every file of a folder as whole does, wherever the folder is.
func same(t *testing.T, folder string) string {
	t.Helper()
	t.Chdir(folder)
	return whole(t, ".")
}

// TestBuildBesideServe publishes a site while it is served, and again after a change.
func TestBuildBesideServe(t *testing.T) {
	folder := smallSite(t, 3)
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
		edition(t, folder, 3, name)
		runs(t, "build", folder)
		data, err := os.ReadFile(filepath.Join(folder, "public", "pages", "page-1", "index.html"))
		if err != nil || !strings.Contains(string(data), name+" edition") || strings.Contains(string(data), "live.js") {
			t.Errorf("the %s edition is not what is published: %v", name, err)
		}
	}
	stop()
	serving.Wait()
}

// TestSecondBuild changes, adds, removes and spoils files, and asks of each published one
// whether it is still the very file it was.
func TestSecondBuild(t *testing.T) {
	const pages = 60
	folder := smallSite(t, pages)
	at := func(n int) string { return fmt.Sprintf("pages/page-%d/index.html", n) }
	published := func(name string) string { return filepath.Join(folder, "public", filepath.FromSlash(name)) }
	source := func(n int) string { return filepath.Join(folder, "content", "pages", fmt.Sprintf("page-%d.md", n)) }
	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(published(at(9)), long, long); err != nil {
		t.Fatal(err)
	}
	if changed, came, went := rebuilt(t, folder); len(changed)+len(came)+len(went) > 0 {
		t.Errorf("nothing had changed: changed %q, came %q, went %q", changed, came, went)
	}

	data, err := os.ReadFile(source(7))
	if err != nil {
		t.Fatal(err)
	}
	put(t, source(7), string(data)+"\nA sentence more, about umbrellas.\n")
	put(t, published(at(8)), "spoiled")
	put(t, published("stray.txt"), "of nobody")
	if err := os.Remove(published(at(10))); err != nil {
		t.Fatal(err)
	}
	changed, came, went := rebuilt(t, folder)
	if !slices.Contains(changed, at(7)) || !slices.Contains(changed, at(8)) || len(changed) >= 10 {
		t.Errorf("a page changed and one was spoiled: changed %q", changed)
	}
	if !slices.Equal(came, []string{at(10)}) || !slices.Equal(went, []string{"stray.txt"}) {
		t.Errorf("a page was lost and a file was nobody's: came %q, went %q", came, went)
	}
	if info, err := os.Stat(published(at(9))); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("a file that did not change has another time: %v", err)
	}
	if data, err := os.ReadFile(published(at(8))); err != nil || !strings.Contains(string(data), "first edition") {
		t.Errorf("a spoiled file stays so: %v", err)
	}

	if err := os.Rename(source(7), source(pages)); err != nil {
		t.Fatal(err)
	}
	if _, came, went = rebuilt(t, folder); !slices.Equal(came, []string{at(pages)}) || !slices.Equal(went, []string{at(7)}) {
		t.Errorf("a page has another name: came %q, went %q", came, went)
	}
	if _, err := os.Stat(filepath.Dir(published(at(7)))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of a page that is gone is still there: %v", err)
	}
}

// rebuilt builds a site again and tells the published files that it changed, made and took
// away, but for those of the search, whose names come of their bytes. It holds of each that
// it is the file that it was, time and all, where the bytes are, and another where not.
func rebuilt(t *testing.T, folder string) (changed, came, went []string) {
	t.Helper()
	public := filepath.Join(folder, "public")
	was := stamps(t, public)
	told, code := tell(t, "build", folder)
	now := stamps(t, public)
	for name, before := range was {
		after, still := now[name]
		same := still && os.SameFile(before.info, after.info) && before.info.ModTime().Equal(after.info.ModTime())
		switch {
		case !still:
			went = append(went, name)
		case same != (before.text == after.text):
			t.Errorf("%s is the file that it was: %t, with the bytes that it had: %t", name, same, !same)
		case !same:
			changed = append(changed, name)
		}
	}
	for name := range now {
		if _, known := was[name]; !known {
			came = append(came, name)
		}
	}
	written := len(changed) + len(came)
	want := fmt.Sprintf("%d files in %s: %d written, %d unchanged, %d removed, in ", len(now), public, written, len(now)-written, len(went))
	if code != exitOK || !strings.HasPrefix(told, want) {
		t.Errorf("exit code %d, told %q, want %q", code, told, want)
	}
	ofSearch := func(name string) bool { return strings.HasPrefix(name, "search/files/") }
	return changed, slices.DeleteFunc(came, ofSearch), slices.DeleteFunc(went, ofSearch)
}

// A stamp is what the system knows of a file, and its bytes.
type stamp struct {
	info fs.FileInfo
	text string
}

// stamps gives those of each file of a folder, by path with slashes.
func stamps(t *testing.T, folder string) map[string]stamp {
	t.Helper()
	list, files := make(map[string]stamp), os.DirFS(folder)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		data, err := fs.ReadFile(files, name)
		list[name] = stamp{info, string(data)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
