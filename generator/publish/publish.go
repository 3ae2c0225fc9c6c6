// Package publish writes a file tree to a folder, completely or not at all.
//
// Its input is a file system. After publishing, the folder contains exactly the files of the
// tree. The new tree is written next to the published one, and the two are exchanged when
// the new one is complete. A build that fails or is killed therefore leaves the folder
// unchanged, and the next build removes any leftover files. For a folder named public, the
// files next to it are:
//
//	.public.new-safelearn   the tree that is being written
//	.public.old-safelearn   the published tree, if the folders cannot be exchanged atomically
//	.public.lock            the lock
//	.public.safelearn       the marker, which lists files by which a build recognises the folder
//	.public.safelearn.new   the marker while it is being written
//
// The package has no knowledge of sites. It does not replace a folder that was not created
// by a build. It does not call fsync, so a power failure may damage the folder.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Report counts the files that a build wrote, kept and removed.
type Report struct {
	Files   int // all files of the new tree
	Written int // new or changed files
	Kept    int // unchanged files
	Removed int // files of the previous tree that are not in the new one
}

// Write replaces the content of dir by the files of tree. It reads files concurrently, and
// each file once. Stat may return 0 as the size of a file if the size is not known before
// the file is read. If progress is not nil, it is called concurrently after each file. If
// ctx is cancelled before all files are written, Write returns the error of ctx. If Write
// returns an error, the published files have not changed.
func Write(ctx context.Context, dir string, tree fs.FS, progress func(done, total int)) (Report, error) {
	t, err := newTarget(dir)
	if err != nil {
		return Report{}, err
	}
	// Check before locking too, so that no lock file is created next to an unrelated folder.
	if err := t.checkReplaceable(); err != nil {
		return Report{}, err
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
	report, err := t.replace(ctx, tree, progress)
	if err != nil {
		return Report{}, fmt.Errorf("publishing to %s: %w", t.dir, err)
	}
	return report, nil
}

// target contains the paths of the folder to publish to and of the files next to it.
type target struct {
	dir    string // folder to publish to
	next   string // folder for the new tree; after an exchange, it contains the previous one
	old    string // folder for the previous tree during renameTwice
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

// checkReplaceable returns an error if the folder must not be replaced. It may be replaced if
// it does not exist, is empty, or was created by a build, and is not inside another folder
// that was.
func (t target) checkReplaceable() error {
	for dir := filepath.Dir(t.dir); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		outer, err := newTarget(dir)
		if err != nil {
			return err
		}
		if ours, err := outer.madeByBuild(); err == nil && ours { // an unreadable marker is ignored
			return fmt.Errorf("%s lies in %s, which each build replaces: name a folder beside it", t.dir, outer.dir)
		}
	}
	info, err := os.Lstat(t.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the folder to publish to: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder: delete or rename it, then build again", t.dir)
	}
	entries, err := os.ReadDir(t.dir)
	if err != nil {
		return fmt.Errorf("reading the folder to publish to: %w", err)
	}
	ours, err := t.madeByBuild()
	if err == nil && len(entries) > 0 && !ours {
		return fmt.Errorf("the folder %s was not made by a build, so it is not replaced: delete or rename it, then build again", t.dir)
	}
	return err
}

// replace removes the leftovers of a killed build, writes the tree and exchanges it with the
// published one. The caller must hold the lock.
func (t target) replace(ctx context.Context, tree fs.FS, progress func(done, total int)) (Report, error) {
	if err := t.cleanUp(); err != nil {
		return Report{}, fmt.Errorf("cleaning up after a build that was stopped: %w", err)
	}
	if err := t.checkReplaceable(); err != nil {
		return Report{}, err
	}
	// Errors are ignored, since the next build removes any leftover files.
	defer os.RemoveAll(t.next)
	report, marker, err := t.write(ctx, tree, progress)
	if err != nil {
		return Report{}, err
	}
	return report, wrapError("replacing the old files by the new ones", t.activate(marker))
}

// cleanUp restores the published tree if a build was killed during renameTwice, and removes
// all other leftovers of a killed build. If there is no published tree, it removes the marker
// file too.
func (t target) cleanUp() error {
	if _, err := os.Lstat(t.dir); errors.Is(err, fs.ErrNotExist) {
		err := os.Rename(t.old, t.dir)
		if errors.Is(err, fs.ErrNotExist) {
			// The folder is gone. A later folder of the same name must not match its marker.
			err = os.Remove(t.marker)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(os.RemoveAll(t.old), os.RemoveAll(t.next), os.RemoveAll(t.tempMarker()))
}

// activate replaces the published tree with the new one. It first writes marker to the marker
// file, so that if the process is killed, the published folder either does not exist or is
// recognised as the output of a build.
func (t target) activate(marker string) error {
	_, err := os.Lstat(t.marker)
	first := errors.Is(err, fs.ErrNotExist)
	if err := t.writeMarker(marker); err != nil {
		return err
	}
	if _, err = os.Lstat(t.dir); errors.Is(err, fs.ErrNotExist) {
		err = os.Rename(t.next, t.dir)
	} else if err == nil {
		err = t.exchange()
	}
	if err != nil && first {
		err = errors.Join(err, os.Remove(t.marker))
	}
	return err
}

// renameTwice replaces the published tree with the new one by two renames. If the process is
// killed between them, the next build restores the published tree.
func (t target) renameTwice() error {
	if err := os.Rename(t.dir, t.old); err != nil {
		return err
	}
	if err := os.Rename(t.next, t.dir); err != nil {
		return errors.Join(err, os.Rename(t.old, t.dir))
	}
	// The new tree is published. If the old one cannot be removed, the next build removes it.
	os.RemoveAll(t.old)
	return nil
}
