package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
		".": "holds the site's own source", "..": "holds the site's own source", "/": "holds the site's own source",
		folder: "holds the site's own source", "public/..": "holds the site's own source", "../way/..": "holds the site's own source",
		"content": "lies in the site's own source", "content/pages": "lies in the site's own source", "content/new": "lies in the site's own source",
		"static": "lies in the site's own source", "static/new/deep": "lies in the site's own source", ".git/new": "lies in the site's own source",
		"public/../content/new": "lies in the site's own source", "../way/new": "lies in the site's own source", "../way": "lies in the site's own source",
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
		if code != exitFine {
			t.Errorf("--to %q: exit code %d, told %q", to, code, told)
			continue
		}
		if told, code = tell(t, "build", "--to="+to); code != exitFine || !strings.Contains(told, ": 0 written, ") {
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
		_, err := publish.Write(to, fstest.MapFS{"index.html": {Data: []byte("slow")}}, func(done, of int) {
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
	if want := "safelearn: another build is writing " + to + ": wait until it is done\n"; err == nil || string(told) != want {
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

// TestSecondBuild changes, adds, removes and spoils files: only those are written
// whose bytes are others, and the rest keep their times, being the very files.
func TestSecondBuild(t *testing.T) {
	const pages = 60
	folder := smallSite(t, pages)
	public := filepath.Join(folder, "public")
	at := func(n string) string { return filepath.Join(public, "pages", "page-"+n, "index.html") }
	before := infos(t, public)
	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(at("9"), long, long); err != nil {
		t.Fatal(err)
	}

	told, _ := tell(t, "build", folder)
	if !strings.Contains(told, ": 0 written, ") {
		t.Errorf("nothing had changed; told %q", told)
	}
	page := filepath.Join(folder, "content", "pages", "page-7.md")
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	put(t, page, string(data)+"\nA sentence more, about umbrellas.\n")
	if err := os.WriteFile(at("8"), []byte("spoiled"), 0o666); err != nil {
		t.Fatal(err)
	}
	runs(t, "build", folder)
	kept, written := 0, 0
	for name, info := range infos(t, public) {
		if was, ok := before[name]; ok && os.SameFile(was, info) {
			kept++
		} else {
			written++
		}
	}
	if written >= 20 || kept < pages {
		t.Errorf("one page changed and one was spoiled: %d files were written, %d kept", written, kept)
	}
	if info, err := os.Stat(at("9")); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("a file that did not change has another time: %v", err)
	}
	if data, err := os.ReadFile(at("8")); err != nil || !strings.Contains(string(data), "first edition") {
		t.Errorf("a spoiled file stays so: %v", err)
	}
	if err := os.Remove(page); err != nil {
		t.Fatal(err)
	}
	runs(t, "build", folder)
	if _, err := os.Stat(filepath.Dir(at("7"))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a page that is gone is still published: %v", err)
	}
}

// infos gives what the system knows of each file.
func infos(t *testing.T, folder string) map[string]os.FileInfo {
	t.Helper()
	list := make(map[string]os.FileInfo)
	err := filepath.Walk(folder, func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			list[name] = info
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
