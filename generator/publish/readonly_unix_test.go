//go:build unix

package publish

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestReadOnly checks that Write replaces a published tree whose folders are read-only, moves files
// that no build wrote out of them, and leaves nothing next to the published folder. It also checks that
// Write removes such a tree if an earlier version of the program left it there.
func TestReadOnly(t *testing.T) {
	if os.Getuid() == 0 { // permissions do not apply to root
		runAsNobody(t)
		return
	}
	parent := os.Getenv("SAFELEARN_TEST_READONLY")
	if parent == "" {
		parent = t.TempDir()
	}
	dir := filepath.Join(parent, "public")
	site := newTree("index.html", "home", "a/index.html", "a", "a/b/index.html", "b", "c/index.html", "c")
	mustWrite(t, dir, site, Report{Files: 4, Written: 4})
	addFile(t, dir, "CNAME", "mine")
	addFile(t, dir, "a/b/plan", "plan")
	addFile(t, dir, "own/x/y", "y")
	left := filepath.Join(parent, ".public.new-safelearn")
	requireNoError(t, os.CopyFS(left, site))
	foreign := []string{"CNAME", "a/b/plan", "own/"}
	for i, next := range []Report{{Files: 4, Kept: 4, Foreign: foreign}, {Files: 4, Kept: 4, Foreign: foreign}} {
		for _, root := range []string{dir, left} {
			filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
				if err == nil && e.IsDir() {
					err = os.Chmod(name, 0o555)
				}
				return err
			})
		}
		mustWrite(t, dir, site, next)
		checkContents(t, dir, mergeTrees(site, newTree("CNAME", "mine", "a/b/plan", "plan", "own/x/y", "y")))
		checkParent(t, dir, ".public.lock", ".public.safelearn", "public")
		if i == 0 {
			mustWrite(t, dir, newTree("index.html", "home"), Report{Files: 1, Kept: 1, Removed: 3, Foreign: foreign})
			mustWrite(t, dir, site, Report{Files: 4, Written: 3, Kept: 1, Foreign: []string{"CNAME", "a/", "own/"}})
			requireNoError(t, os.CopyFS(left, site))
		}
	}
}

// runAsNobody runs the current test as a user without privileges.
func runAsNobody(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "readonly-")
	requireNoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	const nobody = 65534
	requireNoError(t, os.Chown(dir, nobody, nobody))
	from, err := os.Open(os.Args[0])
	requireNoError(t, err)
	defer from.Close()
	program := filepath.Join(dir, "test")
	to, err := os.OpenFile(program, os.O_CREATE|os.O_WRONLY, 0o755)
	requireNoError(t, err)
	_, err = io.Copy(to, from)
	requireNoError(t, err)
	requireNoError(t, to.Close())
	parent := filepath.Join(dir, "site")
	requireNoError(t, os.Mkdir(parent, 0o777))
	requireNoError(t, os.Chown(parent, nobody, nobody))
	c := exec.Command(program, "-test.run=^"+t.Name()+"$")
	c.Dir, c.Env = dir, append(os.Environ(), "SAFELEARN_TEST_READONLY="+parent)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("as another user: %v\n%s", err, out)
	}
}
