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

// newSmallSite creates a site with the given number of pages, in the edition "first" (see
// writeEdition), and builds it. It fixes the date of builds during the test.
func newSmallSite(t *testing.T, pages int) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "site")
	writeFile(t, filepath.Join(folder, "content", "site.yaml"), "id: small\ntitle: A small site\npartnership: None\ndemonstration: true\nbanner: A test.\n")
	writeEdition(t, folder, pages, "first")
	t.Setenv("SOURCE_DATE_EPOCH", "1780272000")
	mustRun(t, "build", folder)
	return folder
}

// writeEdition writes all pages of a site. Each page contains the name of the edition, so that the
// editions differ.
func writeEdition(t *testing.T, folder string, pages int, name string) {
	t.Helper()
	for i := range pages {
		text := fmt.Sprintf("---\ntitle: Page %d\nsummary: One of many.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n---\n\nThe %s edition of it.\n", i, name)
		writeFile(t, filepath.Join(folder, "content", "pages", fmt.Sprintf("page-%d.md", i)), text)
	}
}

// writeFile writes a file and creates its folder if necessary.
func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// mustRun executes a command and fails the test if the command fails.
func mustRun(t *testing.T, args ...string) {
	t.Helper()
	var output bytes.Buffer
	if code := run(context.Background(), args, &output, &output); code != exitOK {
		t.Fatalf("safelearn %s: exit code %d\n%s", strings.Join(args, " "), code, output.String())
	}
}

// command returns a Cmd that runs safelearn as a separate process. TestMain makes this
// test binary act as safelearn when it is executed under that name.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("safelearn")
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(path, args...)
}

// fingerprint returns a checksum of the paths, types and contents of the files in folder, or "none" if
// folder does not exist. It skips the files in ignored, which are slash-separated paths relative to
// folder. If ignored is not empty, it also skips all folders.
func fingerprint(t *testing.T, folder string, ignored ...string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if rel, _ := filepath.Rel(folder, name); slices.Contains(ignored, filepath.ToSlash(rel)) || entry.IsDir() && len(ignored) > 0 {
			return nil
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

// siblings returns the names of the other entries in the parent folder of folder, except "content".
func siblings(t *testing.T, folder string) []string {
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

// killTest kills builds at random times.
type killTest struct {
	folder          string         // the published site
	args            []string       // arguments of the command
	stateCounts     map[string]int // number of times each state was found, by description
	incompleteTrees int            // number of times an incomplete tree was found beside folder
}

// measureBuild runs three builds and returns the longest duration plus a margin of 25 per cent. It
// calls prepare before each build.
func (k *killTest) measureBuild(t *testing.T, prepare func()) (longest time.Duration) {
	t.Helper()
	for range 3 {
		prepare()
		start := time.Now()
		if out, err := command(t, k.args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		longest = max(longest, time.Since(start))
	}
	return longest * 5 / 4
}

// run starts count builds and kills them at different times, spread over the duration of a build. It
// calls prepare before each build. It checks that each killed build leaves the complete old or new
// site, and that the next build succeeds and removes temporary files. On a busy machine, all builds
// may be killed before or after they write. If shouldTestAll returns true, run therefore starts up to five
// times as many builds, until one leaves an incomplete tree.
func (k *killTest) run(t *testing.T, count int, prepare func()) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	interval := k.measureBuild(t, prepare) / time.Duration(count)
	for i := 0; i < count || shouldTestAll() && k.incompleteTrees == 0 && i < 5*count; i++ {
		prepare()
		was := fingerprint(t, k.folder)
		c := command(t, k.args...)
		var output bytes.Buffer
		c.Stdout, c.Stderr = &output, &output
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(interval*time.Duration(i%count) + time.Duration(random.Int64N(int64(interval))))
		c.Process.Kill()
		c.Wait()
		found := fingerprint(t, k.folder)
		left := siblings(t, k.folder)
		mustRun(t, k.args...) // the next build is not killed
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
			k.incompleteTrees++
		}
		k.stateCounts[name]++
		base := "." + filepath.Base(k.folder)
		if left := siblings(t, k.folder); !slices.Equal(left, []string{base + ".lock", base + ".safelearn"}) {
			t.Errorf("beside the folder after the next build: %q", left)
		}
	}
	if shouldTestAll() && k.incompleteTrees == 0 {
		t.Errorf("of %d builds none left an incomplete tree, so the test proves nothing: %v", 5*count, k.stateCounts)
	}
}

// shouldTestAll reports whether to test every case, as "make test" does, instead of only a few.
func shouldTestAll() bool { return os.Getenv("TEST_ALL") == "1" }

// skipOrFail skips a test that needs a program or a feature that the machine lacks. If shouldTestAll
// returns true, it fails the test instead, unless ALLOW_SKIP is 1.
func skipOrFail(t *testing.T, format string, args ...any) {
	t.Helper()
	why := strings.TrimSpace(fmt.Sprintf(format, args...))
	if shouldTestAll() && os.Getenv("ALLOW_SKIP") != "1" {
		t.Fatal(why + "; ALLOW_SKIP=1 skips this test")
	}
	t.Skip(why)
}

// TestKilled kills first builds, later builds and exports at random times. The published
// site must always be complete, and the next build must succeed and remove temporary
// files.
func TestKilled(t *testing.T) {
	const pages = 40
	rounds := 2
	if shouldTestAll() {
		rounds = 10
	}
	folder := newSmallSite(t, pages)
	editions := 0
	nextEdition := func() {
		editions++
		writeEdition(t, folder, pages, fmt.Sprint("later ", editions))
	}
	public := &killTest{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, stateCounts: map[string]int{}}
	public.run(t, 3*rounds, nextEdition)
	first := &killTest{folder: filepath.Join(folder, "public"), args: []string{"build", folder}, stateCounts: map[string]int{}}
	first.run(t, rounds, func() {
		for _, name := range []string{"public", ".public.lock", ".public.safelearn"} {
			if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Chdir(folder)
	usbStick := filepath.Join(t.TempDir(), "stick")
	mustRun(t, "export", "folder", usbStick)
	export := &killTest{folder: usbStick, args: []string{"export", "folder", usbStick}, stateCounts: map[string]int{}}
	export.run(t, rounds, nextEdition)
	for name, k := range map[string]*killTest{"build": public, "first build": first, "export": export} {
		for _, state := range slices.Sorted(maps.Keys(k.stateCounts)) {
			t.Logf("%s: %d times %s", name, k.stateCounts[state], state)
		}
	}
}
