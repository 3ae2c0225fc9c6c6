package publish

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"
)

// newTestTarget returns the target for a folder that does not exist yet.
func newTestTarget(t *testing.T) target {
	t.Helper()
	p, err := newTarget(filepath.Join(t.TempDir(), "public"))
	requireNoError(t, err)
	return p
}

// TestCleanUp checks that Write removes incomplete trees that an earlier build left.
func TestCleanUp(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home", "a/index.html", "a")
	mustWrite(t, p.dir, site, Report{Files: 2, Written: 2})
	for _, path := range []string{p.next, p.old} {
		requireNoError(t, os.MkdirAll(filepath.Join(path, "a"), 0o777))
		requireNoError(t, os.WriteFile(filepath.Join(path, "a", "index.html"), []byte("half"), 0o666))
	}
	mustWrite(t, p.dir, site, Report{Files: 2, Kept: 2})
	checkContents(t, p.dir, site)
	checkParent(t, p.dir, ".public.lock", ".public.safelearn", "public")
}

// TestKilledBetweenRenames checks that Write restores the published tree after a build that was
// killed between its two renames, even if Write itself fails.
func TestKilledBetweenRenames(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home")
	mustWrite(t, p.dir, site, Report{Files: 1, Written: 1})
	requireNoError(t, os.Rename(p.dir, p.old))
	requireNoError(t, os.Mkdir(p.next, 0o777))
	checkRefused(t, p.dir, brokenFS{site, ""}, "broken")
	checkContents(t, p.dir, site)
	checkParent(t, p.dir, ".public.lock", ".public.safelearn", "public")
	mustWrite(t, p.dir, site, Report{Files: 1, Kept: 1})
}

// TestRenameTwice checks that renameTwice replaces the published tree, and that it restores the
// published tree if there is no new tree.
func TestRenameTwice(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home")
	mustWrite(t, p.dir, site, Report{Files: 1, Written: 1})
	requireNoError(t, os.Mkdir(p.next, 0o777))
	requireNoError(t, os.WriteFile(filepath.Join(p.next, "new.html"), []byte("new"), 0o666))
	requireNoError(t, p.renameTwice())
	checkContents(t, p.dir, newTree("new.html", "new"))
	checkContents(t, p.old, site)
	requireNoError(t, os.RemoveAll(p.old))

	if err := p.renameTwice(); err == nil {
		t.Error("no error with no new tree to move in")
	}
	checkContents(t, p.dir, newTree("new.html", "new"))
}

// TestKilledWhileWriting starts the test binary as a build and kills it while it is writing. The
// published tree must not change, and the next call to Write must remove what the killed build left
// behind.
func TestKilledWhileWriting(t *testing.T) {
	if dir := os.Getenv("SAFELEARN_TEST_PUBLISH"); dir != "" {
		Write(t.Context(), dir, slowFS{newTree("a.html", "new a", "b.html", "new b")}, Options{})
		return
	}
	p := newTestTarget(t)
	site := newTree("a.html", "a", "b.html", "b")
	mustWrite(t, p.dir, site, Report{Files: 2, Written: 2})
	build := exec.Command(os.Args[0], "-test.run=^TestKilledWhileWriting$")
	build.Env = append(os.Environ(), "SAFELEARN_TEST_PUBLISH="+p.dir)
	requireNoError(t, build.Start())
	defer build.Process.Kill()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if _, err := os.Stat(filepath.Join(p.next, "a.html")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the build wrote nothing")
		}
	}
	checkRefused(t, p.dir, site, "another build")
	requireNoError(t, build.Process.Kill())
	build.Wait()
	checkContents(t, p.dir, site)
	mustWrite(t, p.dir, site, Report{Files: 2, Kept: 2})
	checkParent(t, p.dir, ".public.lock", ".public.safelearn", "public")
}

// slowFS is a file system whose file b.html takes two minutes to open.
type slowFS struct{ fstest.MapFS }

func (e slowFS) Open(name string) (fs.File, error) {
	if name == "b.html" {
		time.Sleep(2 * time.Minute)
	}
	return e.MapFS.Open(name)
}
