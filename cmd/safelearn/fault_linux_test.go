package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// A faultTest builds two editions of a site (see writeEdition) in turn while system calls fail.
type faultTest struct {
	folder     string // the site's folder
	oldSite    string // fingerprint of the published site before a build
	oldFiles   string // like oldSite, without the files that no build wrote
	next       builtEdition
	other      builtEdition
	firstBuild bool // whether to remove the published site before each build
}

// builtEdition is an edition of a site with fingerprints of what a build of it publishes.
type builtEdition struct {
	name  string // see writeEdition
	site  string // fingerprint of the published site
	files string // like site, without the files that no build wrote
}

// faultPages is the number of pages of the site that is built while system calls fail.
const faultPages = 2

// foreignFiles are the names of files in the published folder that no build wrote.
var foreignFiles = []string{"CNAME", ".git/HEAD", "notes/plan.txt", "pages/page-1/mine.txt"}

// newFaultTest creates a site whose edition "first" is published and whose source is that of
// the edition "next". The published folder also contains files that no build wrote.
func newFaultTest(t *testing.T) *faultTest {
	t.Helper()
	s := &faultTest{folder: newSmallSite(t, faultPages)}
	for _, name := range foreignFiles {
		writeFile(t, filepath.Join(s.publishedFolder(), name), "mine")
	}
	s.publishBoth(t)
	s.writeNext(t)
	return s
}

// publishBoth publishes the edition "next" and then the edition "first", and records their fingerprints.
func (s *faultTest) publishBoth(t *testing.T) {
	t.Helper()
	for _, name := range []string{"next", "first"} {
		writeEdition(t, s.folder, faultPages, name)
		mustRun(t, "build", s.folder)
		s.other, s.next = s.next, builtEdition{name, fingerprint(t, s.publishedFolder()), fingerprint(t, s.publishedFolder(), foreignFiles...)}
	}
}

// removePublished removes the published site and the files that builds keep beside it.
func (s *faultTest) removePublished(t *testing.T) {
	t.Helper()
	for _, name := range []string{"public", ".public.lock", ".public.safelearn"} {
		if err := os.RemoveAll(filepath.Join(s.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// writeNext writes the source of the edition that is not published and, if firstBuild is set, removes the
// published site.
func (s *faultTest) writeNext(t *testing.T) {
	t.Helper()
	s.next, s.other = s.other, s.next
	writeEdition(t, s.folder, faultPages, s.next.name)
	if s.firstBuild {
		s.removePublished(t)
	}
	s.oldSite, s.oldFiles = fingerprint(t, s.publishedFolder()), fingerprint(t, s.publishedFolder(), foreignFiles...)
}

// publishedFolder returns the path of the published site.
func (s *faultTest) publishedFolder() string { return filepath.Join(s.folder, "public") }

// internalsPattern matches fragments of stack traces and the names of Go types, which must not appear
// in messages.
var internalsPattern = regexp.MustCompile(`goroutine|panic|\.go:\d|0x[0-9a-f]{4}|\*?(?:fs|os|syscall|publish)\.[A-Z]|%!|a fault in the program`)

// verify checks the published site after a build that returned err and printed text: it must be the
// new site if the build succeeded, the old one if it failed, and either of them if it was killed. It
// also checks that the next build succeeds. It reports whether the build failed or was killed. Files
// that no build wrote may be missing until the next build, but only if the build was killed.
func (s *faultTest) verify(t *testing.T, err error, text string) (failed bool) {
	t.Helper()
	var exit *exec.ExitError
	failed = errors.As(err, &exit)
	if failed && exit.ExitCode() < 0 { // killed, possibly after publishing
		if found := fingerprint(t, s.publishedFolder(), foreignFiles...); found != s.oldFiles && found != s.next.files {
			t.Errorf("the build was killed and neither site is published; printed %q", text)
		}
		s.checkNextBuild(t)
		return true
	}
	switch found := fingerprint(t, s.publishedFolder()); {
	case err != nil && !failed:
		t.Fatal(err)
	case !failed && found != s.next.site:
		t.Errorf("the build succeeded and the new site is not published; printed %q", text)
	case failed && found != s.oldSite:
		t.Errorf("the build failed and the old site is not published; printed %q", text)
	case failed && (exit.ExitCode() != exitFailed || !strings.HasPrefix(text, "safelearn: ") || strings.Count(text, "\n") > 2):
		t.Errorf("exit code %d, printed %q", exit.ExitCode(), text)
	case internalsPattern.MatchString(text):
		t.Errorf("printed %q", text)
	}
	s.checkNextBuild(t)
	return failed
}

// checkNextBuild checks that the next build succeeds and removes temporary files.
func (s *faultTest) checkNextBuild(t *testing.T) {
	t.Helper()
	mustRun(t, "build", s.folder)
	if found, left := fingerprint(t, s.publishedFolder()), siblings(t, s.publishedFolder()); found != s.next.site || fmt.Sprint(left) != "[.public.lock .public.safelearn]" {
		t.Errorf("after the next build the site is not complete, or there are other files beside it: %q", left)
	}
}

// combinedOutput runs c and returns its standard output and standard error.
func combinedOutput(c *exec.Cmd) (string, error) {
	out, err := c.CombinedOutput()
	return string(out), err
}

// TestFileSizeLimit builds with several limits on file size, and checks that a build fails, and does
// not change the published site, if a file is too large.
func TestFileSizeLimit(t *testing.T) {
	s := newFaultTest(t)
	for blocks, want := range map[int]bool{0: true, 1: true, 20: true, 2000: false} {
		c := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -f %d && exec "$0" build "$1"`, blocks), command(t).Path, s.folder)
		text, err := combinedOutput(c)
		if s.verify(t, err, text) != want || want && !strings.Contains(text, ": writing ") {
			t.Errorf("at %d blocks: %v, printed %q", blocks, err, text)
		}
		s.writeNext(t)
	}
}

// TestDiskFull builds repeatedly to a disk with increasing free space, and then to a
// read-only disk. The disk is a tmpfs in a separate mount namespace.
func TestDiskFull(t *testing.T) {
	if os.Getenv("TEST_DISK") == "" {
		if out, err := exec.Command("unshare", "-rm", "true").CombinedOutput(); err != nil {
			skipOrFail(t, "this machine does not allow mounts (unshare, user namespaces): %v %s", err, out)
		}
		c := exec.Command("unshare", "-rm", os.Args[0], "-test.run=^TestDiskFull$", "-test.v")
		c.Env = append(os.Environ(), "TEST_DISK=here")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestDiskFull") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	s := newFaultTest(t)
	disk := t.TempDir()
	if err := unix.Mount("none", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Unmount(disk, unix.MNT_DETACH) })
	to := filepath.Join(disk, "public")
	writeEdition(t, s.folder, faultPages, "first")
	mustRun(t, "build", s.folder, "--to", to)
	was := fingerprint(t, to)
	writeEdition(t, s.folder, faultPages, "next")
	var stat unix.Statfs_t
	if err := unix.Statfs(disk, &stat); err != nil {
		t.Fatal(err)
	}
	usedBytes, step := int64(stat.Blocks-stat.Bfree)*stat.Bsize, int64(64<<10)
	if shouldTestAll() {
		step = 4 << 10
	}
	fullCount := 0
	for size := usedBytes; ; size += step {
		if err := unix.Mount("none", disk, "", unix.MS_REMOUNT, fmt.Sprintf("size=%d", size)); err != nil {
			t.Fatal(err)
		}
		text, err := combinedOutput(command(t, "build", s.folder, "--to", to))
		if err == nil {
			break
		}
		fullCount++
		if found := fingerprint(t, to); found != was {
			t.Errorf("with %d bytes free the old site is not complete; printed %q", size-usedBytes, text)
		}
		if !strings.Contains(text, "no space left on device\n\thint: free some space") || internalsPattern.MatchString(text) {
			t.Errorf("with %d bytes free: %v, printed %q", size-usedBytes, err, text)
		}
		if left := siblings(t, to); strings.Contains(fmt.Sprint(left), "-safelearn") {
			t.Errorf("with %d bytes free beside it: %q", size-usedBytes, left)
		}
	}
	if found := fingerprint(t, to); fullCount == 0 || found == was {
		t.Errorf("the disk was full %d times, and the new site is not published in the end", fullCount)
	}

	if err := unix.Mount("none", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	found := fingerprint(t, to)
	if text, err := combinedOutput(command(t, "build", s.folder, "--to", to)); err == nil || !strings.Contains(text, "read-only file system") || fingerprint(t, to) != found {
		t.Errorf("on a read-only disk: %v, printed %q", err, text)
	}
}

// fault is a failure that strace injects into a system call.
type fault struct {
	call   string // name of the system call
	effect string // error to return or signal to send, in the syntax of strace
}

// faults are injected into builds that replace a published site.
var faults = []fault{
	{"openat", "error=ENOSPC"}, {"mkdirat", "error=ENOSPC"}, {"write", "error=ENOSPC"}, {"linkat", "error=EMLINK"},
	{"renameat", "error=EBUSY"}, {"renameat2", "error=EBUSY"}, {"renameat2", "error=EINVAL"}, {"unlinkat", "error=EIO"}, {"flock", "error=EIO"},
	{"newfstatat", "error=EIO"}, {"getdents64", "error=EIO"}, {"read", "error=EIO"}, {"close", "error=EIO"},
	{"mkdirat", "signal=KILL"}, {"write", "signal=KILL"}, {"linkat", "signal=KILL"}, {"renameat", "signal=KILL"}, {"renameat2", "signal=KILL"}, {"unlinkat", "signal=KILL"},
}

// firstBuildFaults are injected into builds of a site that is not yet published.
var firstBuildFaults = []fault{
	{"openat", "error=ENOSPC"}, {"mkdirat", "error=ENOSPC"}, {"write", "error=ENOSPC"}, {"renameat", "error=EBUSY"},
	{"write", "signal=KILL"}, {"renameat", "signal=KILL"},
}

// TestFaultInjection uses strace to make a system call fail, or to kill the build during the
// call. If TEST_ALL is 1, it repeats the build for successive calls, or for each FAULT_STEP-th of
// them; otherwise it injects the fault into the first call only.
func TestFaultInjection(t *testing.T) {
	requireStrace(t)
	s := newFaultTest(t)
	paths := s.traceOptions(t)
	for _, f := range faults {
		s.inject(t, f, paths)
	}
	s.removePublished(t)
	s.publishBoth(t)
	s.firstBuild = true
	s.writeNext(t)
	for _, f := range firstBuildFaults {
		s.inject(t, f, paths)
	}
}

// requireStrace skips the test, or fails it (see skipOrFail), if strace cannot inject faults.
func requireStrace(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-qq", "-e", "inject=openat:error=ENOSPC:when=1000", "true").CombinedOutput(); err != nil {
		skipOrFail(t, "strace is missing or not allowed here: %v %s", err, out)
	}
}

// traceOptions returns options that make strace trace only system calls on the site's folder, the
// published files of both editions and the temporary files beside them.
func (s *faultTest) traceOptions(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, name := range []string{"", ".public.lock", ".public.safelearn", ".public.safelearn.new"} {
		paths = append(paths, "-P", filepath.Join(s.folder, name))
	}
	other := filepath.Join(t.TempDir(), "other")
	mustRun(t, "build", s.folder, "--to", other) // to get the names of files that only the next edition has
	for _, root := range []string{s.publishedFolder(), other} {
		err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			rest := strings.TrimPrefix(name, root)
			for _, tree := range []string{"public", ".public.new-safelearn", ".public.old-safelearn"} {
				paths = append(paths, "-P", filepath.Join(s.folder, tree)+rest)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// inject runs builds with a fault injected into one system call of the kind f.call: the first such
// call in the first build, a later one in the next build, and so on until a build makes fewer such
// calls. Unless shouldTestAll returns true, it runs only the first of these builds.
func (s *faultTest) inject(t *testing.T, f fault, paths []string) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	builds, failures := 0, 0
	step := 1
	if f.effect == "error=EIO" && f.call != "close" { // failures of these calls cannot lose data, so only some are tested
		step = 7
	}
	if n, err := strconv.Atoi(os.Getenv("FAULT_STEP")); err == nil && n > 0 {
		step *= n
	}
	for n := 1; n == 1 || shouldTestAll(); n += step {
		args := []string{"-f", "-qq", "-o", log, "-e", "trace=" + f.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.effect, n)}
		c := exec.Command("strace", append(append(args, paths...), command(t).Path, "build", s.folder)...)
		c.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=100") // strace counts calls per thread; a small site needs no large heap
		text, err := combinedOutput(c)
		traced, readErr := os.ReadFile(log)
		if readErr != nil {
			t.Fatal(readErr)
		}
		if s.verify(t, err, text) {
			failures++
		}
		if t.Failed() {
			t.Fatalf("%s, call %d, first build %t", f, n, s.firstBuild)
		}
		s.writeNext(t)
		if text := string(traced); !strings.Contains(text, "(INJECTED)") && !strings.Contains(text, "+++ killed by SIGKILL") {
			break
		}
		builds++
	}
	t.Logf("%s: %d builds, of which %d failed", f, builds, failures)
	if builds == 0 {
		t.Errorf("%s is never called", f.call)
	}
}

// TestNewOnFullDisk checks that the "new" command leaves no incomplete page on a full
// disk, and succeeds afterwards.
func TestNewOnFullDisk(t *testing.T) {
	requireStrace(t)
	folder := newSmallSite(t, 1)
	page := filepath.Join(folder, "content", "pages", "about.md")
	before := fingerprint(t, folder)
	for _, call := range []string{"write", "close"} {
		c := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-P", page, "-e", "trace="+call, "-e", "inject="+call+":error=ENOSPC", command(t).Path, "new", "page", "about")
		c.Dir = folder
		text, err := combinedOutput(c)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.Contains(text, "no space left on device\n\thint: free some space") || internalsPattern.MatchString(text) {
			t.Errorf("at %s: %v, printed %q", call, err, text)
		}
		if fingerprint(t, folder) != before {
			t.Errorf("at %s: an incomplete page is left", call)
		}
	}
	t.Chdir(folder)
	mustRun(t, "new", "page", "about")
}
