// Package publish writes a file tree to a folder, completely or not at all.
//
// It takes a file tree as an fs.FS. After publishing, the folder contains the files of the tree,
// and the files that no build wrote, which a build neither removes nor overwrites. The new tree is
// written next to the published one, and the two are exchanged when the new one is complete. A
// build that fails or is killed therefore leaves the published files unchanged, and the next build
// removes any leftover files. For a folder named public, the files next to it are:
//
//	.public.new-safelearn   the tree that is being written
//	.public.old-safelearn   the tree that is being exchanged or removed
//	.public.lock            the lock
//	.public.safelearn       the marker, which lists the files that builds wrote
//	.public.safelearn.new   the marker while it is being written
//
// On Windows, a tree cannot be renamed or removed while another program has one of its files open. After
// a second or two of attempts, the build leaves such a tree, which a later build removes. Until then,
// builds add a number to the names of their trees.
//
// Files that no build wrote, such as a .git folder, move to the new tree with one rename
// each, after the exchange. Renaming keeps their inode, owner, times and open handles, takes
// the same time for a large repository as for a small file, and works on file systems
// without hard links, such as that of most USB sticks. Links or copies made before the
// exchange would have none of these properties, and writing single files in place would
// publish parts of two sites if the process is killed. If a rename fails, all are undone. If
// the process is killed between the exchange and the last rename, the new site is published,
// and the next build moves the remaining files: it removes a file from
// .public.old-safelearn only if the marker lists it.
//
// The package has no knowledge of sites. It does not replace a folder that was not created
// by a build, unless it is a Git working tree. It does not call fsync, so a power failure
// may damage the folder.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Report contains the numbers of files that a build wrote, kept and removed.
type Report struct {
	Files   int // all files of the new tree
	Written int // new or changed files
	Kept    int // unchanged files
	Removed int // files of the previous tree that are not in the new one

	// Foreign lists the files in the folder that no build wrote, except .git, by slash-separated
	// path. A folder that contains no file of a build is listed as a whole, with a trailing slash.
	Foreign []string
}

// Options are the options of Write.
type Options struct {
	Progress      func(done, total int) // if not nil, called after each file, possibly concurrently
	AllowRemovals bool                  // whether files may be removed even if they are most of the published ones
}

// A Replacer is a tree that decides which published files Write may remove without
// Options.AllowRemovals, however many they are.
type Replacer interface {
	Replaces(name string) bool // whether the published file with this slash-separated path may be removed
}

// A RemovalError is returned by Write if more than half of the published files are not in the new
// tree, which is usually a sign that the source of the site is incomplete, or if one is not in it
// and the tree is a Replacer that does not replace it.
type RemovalError struct {
	Removed   int // published files that the new tree neither contains nor replaces
	Published int // files of the published tree
}

// Error returns the message, without a hint.
func (e *RemovalError) Error() string {
	text := fmt.Sprintf("%d of the %d published files would be removed", e.Removed, e.Published)
	if 2*e.Removed > e.Published {
		text += ", which is more than half"
	}
	return text
}

// Write replaces the files that earlier calls wrote to dir with the files of tree. It reads files
// concurrently, and each file only once. The Stat method of a file in tree may return the size 0 if
// the size is not known before the file is read. If ctx is cancelled before all files are written,
// Write returns the error of ctx. If Write returns an error, the files in dir have not changed.
func Write(ctx context.Context, dir string, tree fs.FS, o Options) (Report, error) {
	t, err := newTarget(dir)
	if err != nil {
		return Report{}, err
	}
	// Check before locking too, so that no lock file is created next to an unrelated folder. The
	// result does not count if a lock file exists, since another build may exchange the trees
	// during the check.
	_, refused := t.verifiedMarker()
	if _, err := os.Lstat(t.lock); refused != nil && err != nil {
		return Report{}, refused
	}
	unlock, err := lock(t.lock)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, fmt.Errorf("there is no folder for %s: make %s first", t.dir, filepath.Dir(t.dir))
	}
	if err != nil {
		return Report{}, wrapError("locking "+t.dir, err)
	}
	if unlock == nil {
		return Report{}, fmt.Errorf("another build is writing %s: wait until it is finished", t.dir)
	}
	defer unlock()
	if refused != nil {
		if _, err := t.verifiedMarker(); err != nil {
			return Report{}, err
		}
	}
	report, err := t.replace(ctx, tree, o)
	if err != nil {
		return Report{}, fmt.Errorf("publishing to %s: %w", t.dir, err)
	}
	return report, nil
}

// target contains the path of the folder to publish to and the paths of the files next to it.
type target struct {
	dir    string // folder to publish to
	next   string // folder for the new tree while it is being written
	old    string // folder for the previous tree, and for the complete new tree just before an exchange
	lock   string // lock file
	marker string // marker file
}

// newTarget returns the paths for publishing to dir. It returns an error if dir is the root of
// a file system.
func newTarget(dir string) (target, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return target{}, fmt.Errorf("finding the folder to publish to: %w", err)
	}
	parent, name := filepath.Split(dir)
	if name == "" {
		return target{}, fmt.Errorf("%s cannot be published to: name a folder in it", dir)
	}
	prefix := filepath.Join(parent, "."+name)
	return target{dir, prefix + ".new-safelearn", prefix + ".old-safelearn", prefix + ".lock", prefix + ".safelearn"}, nil
}

// verifiedMarker returns the marker if a build created the folder, and otherwise an empty marker. It
// returns an error unless the folder does not exist, is empty, was created by a build or is a Git
// working tree. It also returns an error if the folder is inside another folder that a build created.
func (t target) verifiedMarker() (*marker, error) {
	for dir := filepath.Dir(t.dir); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		outer, err := newTarget(dir)
		if err != nil {
			return nil, err
		}
		if m, err := outer.readMarker(); err == nil && outer.createdByBuild(m) { // an unreadable marker is ignored
			return nil, fmt.Errorf("%s lies in %s, to which builds publish: name a folder beside it", t.dir, outer.dir)
		}
	}
	info, err := os.Lstat(t.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return &marker{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the folder to publish to: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder: delete or rename it, then build again", t.dir)
	}
	entries, err := os.ReadDir(t.dir)
	if err != nil {
		return nil, fmt.Errorf("reading the folder to publish to: %w", err)
	}
	m, err := t.readMarker()
	switch {
	case err != nil:
		return nil, err
	case t.createdByBuild(m) && m.truncated:
		return nil, fmt.Errorf("an earlier version of safelearn published to %s and did not note all files that it wrote: move out what is yours, delete the rest, then build again", t.dir)
	case t.createdByBuild(m):
		return m, nil
	case len(entries) > 0 && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == gitName }):
		return nil, fmt.Errorf("the folder %s was not made by a build, so it is not replaced: delete or rename it, then build again", t.dir)
	}
	return &marker{}, nil
}

// replace removes the leftovers of a killed build, writes the new tree and exchanges it with the
// published one. The caller must hold the lock.
func (t target) replace(ctx context.Context, tree fs.FS, o Options) (Report, error) {
	if err := t.cleanUp(); err != nil {
		return Report{}, fmt.Errorf("cleaning up after a build that was stopped: %w", err)
	}
	m, err := t.verifiedMarker()
	if err != nil {
		return Report{}, err
	}
	// Errors are ignored, since the next build removes any leftover files.
	defer removeTree(t.next)
	w := &writer{target: t, tree: tree, previous: m, published: make(map[string]publishedFile), Options: o}
	if err := w.write(ctx); err != nil {
		return Report{}, err
	}
	return w.report(), wrapError("replacing the old files by the new ones", w.activate())
}

// cleanUp restores the published tree if a build was killed during renameTwice, moves files that no
// build wrote back to it, and removes everything else that a killed build left behind. If there is
// neither a published tree nor one to restore, it also removes the marker file. If a leftover folder
// cannot be removed because another program has one of its files open, the new build uses a different
// name.
func (t *target) cleanUp() error {
	m, err := t.readMarker()
	if err != nil {
		return err
	}
	old := leftovers(t.old)
	if _, err := os.Lstat(t.dir); errors.Is(err, fs.ErrNotExist) {
		if old, err = t.restore(old, m); err != nil {
			return err
		}
	}
	for _, path := range old {
		tree, err := t.moveForeign(path, m)
		if err != nil {
			return fmt.Errorf("moving your files from %s to %s: %w", path, t.dir, err)
		}
		tree.removeBuildFiles()
	}
	for _, path := range leftovers(t.next) {
		removeTree(path)
	}
	if t.old, err = unusedName(t.old); err != nil {
		return err
	}
	if t.next, err = unusedName(t.next); err != nil {
		return err
	}
	return os.RemoveAll(t.tempMarker())
}

// restore renames the most recent of the old trees to the path of the published tree, which does not
// exist, and returns the other old trees. It does not restore a tree that a build has begun to remove.
// If it restores none, it removes the marker file, because a folder that is later created with the same
// name must not be taken for a published one.
func (t *target) restore(old []string, m *marker) ([]string, error) {
	if n := len(old) - 1; n >= 0 && (target{dir: old[n]}).createdByBuild(m) {
		return old[:n], rename(old[n], t.dir)
	}
	if err := os.Remove(t.marker); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return old, nil
}

// moveForeign moves files that were not written by a build: from the old tree to the published one.
// It returns the scan of the old tree.
func (t target) moveForeign(from string, m *marker) (*treeScan, error) {
	old, err := scanTree(from, m.isListed)
	if err == nil {
		err = moveFiles(from, t.dir, old.foreign)
	}
	return old, err
}

// activate replaces the published tree with the new one. It first writes a marker file that lists the
// files of both trees, so that the next build recognizes the folder even if the process is killed
// before the end.
func (w *writer) activate() error {
	before, err := os.ReadFile(w.marker)
	first := errors.Is(err, fs.ErrNotExist)
	if err != nil && !first {
		return err
	}
	next, both := w.markerTexts()
	if err := w.writeMarker(both); err != nil {
		return err
	}
	old, err := w.swap()
	switch {
	case err != nil && first:
		return errors.Join(err, os.Remove(w.marker))
	case err != nil:
		return errors.Join(err, w.writeMarker(string(before)))
	case old == nil || old.removeBuildFiles() == nil:
		// If this write fails, the marker also lists the files of the old tree, which is harmless.
		w.writeMarker(next)
	}
	// If the old tree cannot be removed, the next build removes it; for this, the marker must list
	// its files.
	return nil
}

// swap exchanges the published tree and the new one, and returns the scan of the old tree, or nil if
// there was no published tree. If it fails, it restores the published tree.
func (w *writer) swap() (*treeScan, error) {
	if _, err := os.Lstat(w.dir); errors.Is(err, fs.ErrNotExist) {
		return nil, rename(w.next, w.dir)
	} else if err != nil {
		return nil, err
	}
	if err := w.exchange(); err != nil {
		return nil, err
	}
	old, err := w.moveForeign(w.old, w.previous)
	if err != nil {
		err = errors.Join(err, rename(w.dir, w.next), rename(w.old, w.dir))
	}
	return old, err
}

// renameTwice replaces the published tree with the new one by two renames. If the process is
// killed between them, the next build restores the published tree.
func (t target) renameTwice() error {
	if err := rename(t.dir, t.old); err != nil {
		return err
	}
	if err := rename(t.next, t.dir); err != nil {
		return errors.Join(err, rename(t.old, t.dir))
	}
	return nil
}
