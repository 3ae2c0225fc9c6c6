// Package publish writes a tree of files to a folder, completely or not at all.
//
// Its input is a file system. The folder then holds exactly its files. The new tree is
// written beside the published one and the two are exchanged when it is complete, so a
// build that fails or is killed leaves the folder unchanged, and the next build removes
// what it left. For a folder named public, the files beside it are:
//
//	.public.new-safelearn   the tree that is being written
//	.public.old-safelearn   the published tree, where two folders cannot be exchanged atomically
//	.public.lock            the lock
//	.public.safelearn       the marker: files by which a build recognises its own folder
//	.public.safelearn.new   the marker while it is being written
//
// The package has no knowledge of sites, and does not replace a folder that it does not
// recognise. It does not sync the disk, so a power cut may damage the folder.
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
	Files   int // in the folder now
	Written int // new or changed
	Kept    int // unchanged: links to the published file
	Removed int // published before and no longer in the tree
}

// Write makes dir hold the files of tree and nothing else. It reads files from several
// goroutines, each file once; a file whose size is not known before it is read may say
// that it is 0. If progress is not nil, it is called concurrently after each file. If ctx
// is cancelled before all files are written, Write returns its error. If Write returns an
// error, the published files have not changed.
func Write(ctx context.Context, dir string, tree fs.FS, progress func(done, total int)) (Report, error) {
	t, err := newTarget(dir)
	if err != nil {
		return Report{}, err
	}
	// Checked before locking too, so that no lock file is left beside another folder.
	if err := t.check(); err != nil {
		return Report{}, err
	}
	unlock, err := lock(t.lock)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, fmt.Errorf("there is no folder for %s: make %s first", t.dir, filepath.Dir(t.dir))
	}
	if err != nil {
		return Report{}, wrap("locking "+t.dir, err)
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

// target holds the paths of the folder to publish to and of the files beside it.
type target struct {
	dir    string
	next   string // the new tree; after an exchange, the old one
	old    string // the published tree between two renames
	lock   string
	marker string
}

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

// check returns an error if the folder must not be replaced. It may be replaced if it
// does not exist, is empty or was made by a build.
func (t target) check() error {
	for dir := filepath.Dir(t.dir); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		outer, err := newTarget(dir)
		if err != nil {
			return err
		}
		if ours, err := outer.madeByBuild(); err == nil && ours { // an unreadable marker is none
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

// replace writes the tree and exchanges it with the published one. The caller holds the
// lock.
func (t target) replace(ctx context.Context, tree fs.FS, progress func(done, total int)) (Report, error) {
	if err := t.cleanUp(); err != nil {
		return Report{}, fmt.Errorf("cleaning up after a build that was stopped: %w", err)
	}
	if err := t.check(); err != nil {
		return Report{}, err
	}
	// What cannot be removed does no harm, and the next build tries again.
	defer os.RemoveAll(t.next)
	report, marker, err := t.write(ctx, tree, progress)
	if err != nil {
		return Report{}, err
	}
	return report, wrap("replacing the old files by the new ones", t.moveIn(marker))
}

// cleanUp restores the published tree if a build was killed between two renames, and
// removes everything else that a killed build left.
func (t target) cleanUp() error {
	if _, err := os.Lstat(t.dir); errors.Is(err, fs.ErrNotExist) {
		err := os.Rename(t.old, t.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil {
			// Without its folder, the marker must not claim the next one of this name.
			if err := os.Remove(t.marker); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return errors.Join(os.RemoveAll(t.old), os.RemoveAll(t.next), os.RemoveAll(t.newMarker()))
}

// moveIn replaces the published tree by the new one. It writes the marker first: if the
// process is killed after that, the folder is either missing or recognised.
func (t target) moveIn(marker string) error {
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

// renameTwice exchanges the trees by two renames. If the process is killed between them,
// the next build restores the published tree.
func (t target) renameTwice() error {
	if err := os.Rename(t.dir, t.old); err != nil {
		return err
	}
	if err := os.Rename(t.next, t.dir); err != nil {
		return errors.Join(err, os.Rename(t.old, t.dir))
	}
	// The new tree is published; the next build removes what cannot be removed now.
	os.RemoveAll(t.old)
	return nil
}
