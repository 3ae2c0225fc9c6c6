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

// smallSite makes a site of some pages in a folder of its own, each with words that
// say which edition it is of, and publishes it.
func smallSite(t *testing.T, pages int) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "site")
	put(t, filepath.Join(folder, "content", "site.yaml"), "id: small\ntitle: A small site\npartnership: None\ndemonstration: true\nbanner: A test.\n")
	edition(t, folder, pages, "first")
	t.Setenv("SOURCE_DATE_EPOCH", "1780272000")
	runs(t, "build", folder)
	return folder
}

// edition writes all pages of a site anew.
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

// runs is the command where nothing may go wrong.
func runs(t *testing.T, args ...string) {
	t.Helper()
	var told bytes.Buffer
	if code := run(context.Background(), args, &told, &told); code != exitOK {
		t.Fatalf("safelearn %s: exit code %d\n%s", strings.Join(args, " "), code, told.String())
	}
}

// command is the program in a process of its own: this test's binary, which TestMain
// makes a safelearn of when it is called by that name.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("safelearn")
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}

// whole tells every file of a folder by path and bytes, "none" where there is no folder.
func whole(t *testing.T, folder string) string {
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

// beside lists what a folder's parent holds but for the folder itself.
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

// A killing stops builds at moments of which nobody knows what they are at.
type killing struct {
	folder string         // what is published
	args   []string       // that publish it
	states map[string]int // how often the folder was found in each
	half   int            // how often with half a tree beside it
}

// lasts is how long a build of another edition takes when nobody ends it: the longest
// of three, and a quarter more.
func (k *killing) lasts(t *testing.T, before func()) (longest time.Duration) {
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

// kills makes count builds of it, each of another edition, and ends each in the middle.
// Every stretch of a build has its moment.
func (k *killing) kills(t *testing.T, count int, before func()) {
	t.Helper()
	moments := rand.New(rand.NewPCG(1, 2))
	stretch := k.lasts(t, before) / time.Duration(count)
	for i := range count {
		before()
		was := whole(t, k.folder)
		c := command(t, k.args...)
		var told bytes.Buffer
		c.Stdout, c.Stderr = &told, &told
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(stretch*time.Duration(i) + time.Duration(moments.Int64N(int64(stretch))))
		c.Process.Kill()
		c.Wait()
		found := whole(t, k.folder)
		left := beside(t, k.folder)
		runs(t, k.args...) // the next build, which nobody ends
		next := whole(t, k.folder)
		name := ""
		switch {
		case found == was:
			name = "old"
		case found == next:
			name = "new"
		default:
			t.Errorf("killed for the %dth time, the folder is neither old nor new; beside it %q; told %q", i+1, left, told.String())
		}
		if slices.ContainsFunc(left, func(name string) bool { return strings.HasSuffix(name, "-safelearn") }) {
			name += ", with half a tree beside it"
			k.half++
		}
		k.states[name]++
		base := "." + filepath.Base(k.folder)
		if left := beside(t, k.folder); !slices.Equal(left, []string{base + ".lock", base + ".safelearn"}) {
			t.Errorf("after the next build there is %q beside the folder", left)
		}
	}
	if thorough() && k.half == 0 {
		t.Errorf("of %d kills none found half a tree beside the folder, so they prove nothing: %v", count, k.states)
	}
}

// thorough reports whether all is tried that takes long, as "make test" does, or a
// part of it.
func thorough() bool { return os.Getenv("TEST_ALL") == "1" }

// missing passes over a test for want of what the machine has not, or may not do. Where
// all is tried that fails the test, for it would be taken for one that was run, unless
// the variable ALLOW_SKIP is 1.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	why := strings.TrimSpace(fmt.Sprintf(format, args...))
	if thorough() && os.Getenv("ALLOW_SKIP") != "1" {
		t.Fatal(why + "; with ALLOW_SKIP=1 this test is passed over")
	}
	t.Skip(why)
}

// TestKilled kills the command at moments drawn over all of its length, 50 times where
// it may take long: in builds that replace a site, in first ones and in exports. What is
// published is whole, and the next build goes through and clears up.
func TestKilled(t *testing.T) {
	const pages = 40
	rounds := 2
	if thorough() {
		rounds = 10
	}
	folder := smallSite(t, pages)
	n := 0
	anew := func() {
		n++
		edition(t, folder, pages, fmt.Sprint("later ", n))
	}
	public := &killing{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, states: map[string]int{}}
	public.kills(t, 3*rounds, anew)
	first := &killing{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, states: map[string]int{}}
	first.kills(t, rounds, func() {
		for _, name := range []string{"public", ".public.lock", ".public.safelearn"} {
			if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Chdir(folder)
	stick := filepath.Join(t.TempDir(), "stick")
	runs(t, "export", "folder", stick)
	export := &killing{folder: stick, args: []string{"export", "folder", stick}, states: map[string]int{}}
	export.kills(t, rounds, anew)
	for name, k := range map[string]*killing{"build": public, "first build": first, "export": export} {
		for _, state := range slices.Sorted(maps.Keys(k.states)) {
			t.Logf("%s: %d times %s", name, k.states[state], state)
		}
	}
}
