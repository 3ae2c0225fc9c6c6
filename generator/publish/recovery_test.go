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

func testTarget(t *testing.T) target {
	t.Helper()
	p, err := newTarget(filepath.Join(t.TempDir(), "public"))
	check(t, err)
	return p
}

func TestCleanUp(t *testing.T) {
	p := testTarget(t)
	site := tree("index.html", "home", "a/index.html", "a")
	publish(t, p.dir, site, Report{Files: 2, Written: 2})
	for _, left := range []string{p.next, p.old} {
		check(t, os.MkdirAll(filepath.Join(left, "a"), 0o777))
		check(t, os.WriteFile(filepath.Join(left, "a", "index.html"), []byte("half"), 0o666))
	}
	publish(t, p.dir, site, Report{Files: 2, Kept: 2})
	holds(t, p.dir, site)
	beside(t, p.dir, ".public.lock", ".public.safelearn", "public")
}

// TestKilledBetweenRenames checks that the build after one that was killed between its two
// renames restores the published tree, even if that build fails.
func TestKilledBetweenRenames(t *testing.T) {
	p := testTarget(t)
	site := tree("index.html", "home")
	publish(t, p.dir, site, Report{Files: 1, Written: 1})
	check(t, os.Rename(p.dir, p.old))
	check(t, os.Mkdir(p.next, 0o777))
	refused(t, p.dir, broken{site, ""}, "broken")
	holds(t, p.dir, site)
	beside(t, p.dir, ".public.lock", ".public.safelearn", "public")
	publish(t, p.dir, site, Report{Files: 1, Kept: 1})
}

func TestRenameTwice(t *testing.T) {
	p := testTarget(t)
	site := tree("index.html", "home")
	publish(t, p.dir, site, Report{Files: 1, Written: 1})
	check(t, os.Mkdir(p.next, 0o777))
	check(t, os.WriteFile(filepath.Join(p.next, "new.html"), []byte("new"), 0o666))
	check(t, p.renameTwice())
	holds(t, p.dir, tree("new.html", "new"))
	beside(t, p.dir, ".public.lock", ".public.safelearn", "public")

	if err := p.renameTwice(); err == nil {
		t.Error("no error with no new tree to move in")
	}
	holds(t, p.dir, tree("new.html", "new"))
}

// TestKilledWhileWriting runs this test binary as a build that does not end, and kills it
// while it writes.
func TestKilledWhileWriting(t *testing.T) {
	if dir := os.Getenv("SAFELEARN_TEST_PUBLISH"); dir != "" {
		Write(t.Context(), dir, endless{tree("a.html", "new a", "b.html", "new b")}, nil)
		return
	}
	p := testTarget(t)
	site := tree("a.html", "a", "b.html", "b")
	publish(t, p.dir, site, Report{Files: 2, Written: 2})
	build := exec.Command(os.Args[0], "-test.run=^TestKilledWhileWriting$")
	build.Env = append(os.Environ(), "SAFELEARN_TEST_PUBLISH="+p.dir)
	check(t, build.Start())
	defer build.Process.Kill()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if _, err := os.Stat(filepath.Join(p.next, "a.html")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the build wrote nothing")
		}
	}
	refused(t, p.dir, site, "another build")
	check(t, build.Process.Kill())
	build.Wait()
	holds(t, p.dir, site)
	publish(t, p.dir, site, Report{Files: 2, Kept: 2})
	beside(t, p.dir, ".public.lock", ".public.safelearn", "public")
}

// endless is a tree whose second file takes minutes to open.
type endless struct{ fstest.MapFS }

func (e endless) Open(name string) (fs.File, error) {
	if name == "b.html" {
		time.Sleep(2 * time.Minute)
	}
	return e.MapFS.Open(name)
}
