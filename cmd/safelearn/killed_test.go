package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// smallSite creates and publishes a site of some pages. Each page says which edition it
// is of.
func smallSite(t *testing.T, pages int) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "site")
	put(t, filepath.Join(folder, "content", "site.yaml"), "id: small\ntitle: A small site\npartnership: None\ndemonstration: true\nbanner: A test.\n")
	edition(t, folder, pages, "first")
	t.Setenv("SOURCE_DATE_EPOCH", "1780272000")
	runs(t, "build", folder)
	return folder
}

// edition writes all pages of a site again.
func edition(t *testing.T, folder string, pages int, name string) {
	t.Helper()
	for i := range pages {
		text := fmt.Sprintf("---\ntitle: Page %d\nsummary: One of many.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n---\n\nThe %s edition of it.\n", i, name)
		put(t, filepath.Join(folder, "content", "pages", fmt.Sprintf("page-%d.md", i)), text)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// runs runs a command that must succeed.
func runs(t *testing.T, args ...string) {
	t.Helper()
	var output bytes.Buffer
	if code := run(context.Background(), args, &output, &output); code != exitOK {
		t.Fatalf("safelearn %s: exit code %d\n%s", strings.Join(args, " "), code, output.String())
	}
}

// command returns the program as a separate process. It is this test binary, which
// TestMain runs as safelearn if it has that name.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("safelearn")
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}

// fingerprint returns a checksum of the paths and contents of a folder, or "none" if there
// is no folder.
func fingerprint(t *testing.T, folder string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %s\n", name, entry.Type())
		if entry.Type().IsRegular() {
			data, err := os.ReadFile(name)
			fmt.Fprintf(sum, "%d %s\n", len(data), data)
			return err
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return "none"
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:8])
}

// beside returns the names in the parent of a folder, except the folder and content.
func beside(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); name != filepath.Base(folder) && name != "content" {
			names = append(names, name)
		}
	}
	return names
}

// killTest kills builds at random moments.
type killTest struct {
	folder string         // published by args
	args   []string       // of the command
	states map[string]int // how often the folder had the old or the new site
	half   int            // how often an incomplete tree was beside it
}

// duration returns how long a build takes: the longest of three, and a quarter more.
func (k *killTest) duration(t *testing.T, before func()) (longest time.Duration) {
	t.Helper()
	for range 3 {
		before()
		start := time.Now()
		if out, err := command(t, k.args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		longest = max(longest, time.Since(start))
	}
	return longest * 5 / 4
}

// run starts count builds, each of another edition, and kills them at moments that are
// spread over the duration of a build.
func (k *killTest) run(t *testing.T, count int, before func()) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	interval := k.duration(t, before) / time.Duration(count)
	for i := range count {
		before()
		was := fingerprint(t, k.folder)
		c := command(t, k.args...)
		var output bytes.Buffer
		c.Stdout, c.Stderr = &output, &output
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(interval*time.Duration(i) + time.Duration(random.Int64N(int64(interval))))
		c.Process.Kill()
		c.Wait()
		found := fingerprint(t, k.folder)
		left := beside(t, k.folder)
		runs(t, k.args...) // the next build is not killed
		next := fingerprint(t, k.folder)
		name := ""
		switch {
		case found == was:
			name = "old"
		case found == next:
			name = "new"
		default:
			t.Errorf("killed for the %dth time, the folder has neither the old nor the new site; beside it: %q; printed %q", i+1, left, output.String())
		}
		if slices.ContainsFunc(left, func(name string) bool { return strings.HasSuffix(name, "-safelearn") }) {
			name += ", with an incomplete tree beside it"
			k.half++
		}
		k.states[name]++
		base := "." + filepath.Base(k.folder)
		if left := beside(t, k.folder); !slices.Equal(left, []string{base + ".lock", base + ".safelearn"}) {
			t.Errorf("beside the folder after the next build: %q", left)
		}
	}
	if thorough() && k.half == 0 {
		t.Errorf("of %d builds none left an incomplete tree, so the test proves nothing: %v", count, k.states)
	}
}

// thorough reports whether to try every case, as "make test" does, or only a few.
func thorough() bool { return os.Getenv("TEST_ALL") == "1" }

// missing skips a test because the machine lacks what it needs. If every case is to be
// tried, it fails the test, unless ALLOW_SKIP is 1.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	why := strings.TrimSpace(fmt.Sprintf(format, args...))
	if thorough() && os.Getenv("ALLOW_SKIP") != "1" {
		t.Fatal(why + "; ALLOW_SKIP=1 skips this test")
	}
	t.Skip(why)
}

// TestKilled kills builds that replace a site, first builds and exports at random moments.
// The published site must be complete each time, and the next build must succeed and
// remove what is left.
func TestKilled(t *testing.T) {
	const pages = 40
	rounds := 2
	if thorough() {
		rounds = 10
	}
	folder := smallSite(t, pages)
	n := 0
	nextEdition := func() {
		n++
		edition(t, folder, pages, fmt.Sprint("later ", n))
	}
	public := &killTest{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, states: map[string]int{}}
	public.run(t, 3*rounds, nextEdition)
	first := &killTest{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, states: map[string]int{}}
	first.run(t, rounds, func() {
		for _, name := range []string{"public", ".public.lock", ".public.safelearn"} {
			if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Chdir(folder)
	stick := filepath.Join(t.TempDir(), "stick")
	runs(t, "export", "folder", stick)
	export := &killTest{folder: stick, args: []string{"export", "folder", stick}, states: map[string]int{}}
	export.run(t, rounds, nextEdition)
	for name, k := range map[string]*killTest{"build": public, "first build": first, "export": export} {
		for _, state := range slices.Sorted(maps.Keys(k.states)) {
			t.Logf("%s: %d times %s", name, k.states[state], state)
		}
	}
}
