// Package publish puts a tree of files in a folder, all or nothing.
//
// In comes a file system; out comes a folder that holds exactly its files, and a
// count of what was done. The new tree is written beside the old one and the two
// are exchanged when it is whole, so a failed or killed build leaves the folder as
// it was, and the next build clears up. For a folder "public" the names beside it
// are .public.new-safelearn (the tree being written), .public.old-safelearn (the
// published tree, where two folders cannot be exchanged in one step), .public.lock
// and .public.safelearn, the marker that says by which files the folder is known as
// ours to replace, with .new after it while it is written.
//
// It knows no site and never replaces a folder that it did not make. It does not
// wait for the disk: what a power cut leaves is the file system's affair.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A Report counts what a build did to the folder.
type Report struct {
	Files   int // in the folder now
	Written int // new, or with other bytes than before
	Kept    int // with the bytes they had: linked from the old tree, mod time and all
	Removed int // published before, in the tree no more
}

// Write makes dir hold the files of the tree and nothing else. Files are read by
// several goroutines at once, each file once, and they tell how many of how many are
// done; told may be nil, and an error of it ends the whole. A file may tell 0 as its
// size where that is not known before it is read. When it returns an error, dir is as
// it was.
func Write(dir string, tree fs.FS, told func(done, of int) error) (Report, error) {
	p, err := placeAt(dir)
	if err != nil {
		return Report{}, err
	}
	// Asked before the lock too, so that nothing is left beside a folder of others.
	if err := p.refuse(); err != nil {
		return Report{}, err
	}
	unlock, err := lock(p.lock)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Report{}, fmt.Errorf("%s has no folder around it: make %s first", p.dir, filepath.Dir(p.dir))
		}
		return Report{}, failed("locking "+p.dir, err)
	}
	if unlock == nil {
		return Report{}, fmt.Errorf("another build is writing %s: wait until it is done", p.dir)
	}
	defer unlock()
	report, err := p.replace(tree, told)
	if err != nil {
		return Report{}, fmt.Errorf("publishing to %s: %w", p.dir, err)
	}
	return report, nil
}

// A place is the folder to publish to, and the names beside it.
type place struct {
	dir    string
	next   string // the tree being written; after an exchange, the old one
	aside  string // the published tree between two moves
	lock   string
	marker string
}

func placeAt(dir string) (place, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return place{}, fmt.Errorf("finding the folder to publish to: %w", err)
	}
	parent, name := filepath.Split(dir)
	if name == "" {
		return place{}, fmt.Errorf("%s cannot be published to: name a folder in it", dir)
	}
	beside := filepath.Join(parent, "."+name)
	return place{dir, beside + ".new-safelearn", beside + ".old-safelearn", beside + ".lock", beside + ".safelearn"}, nil
}

// refuse gives the reason why the folder must not be replaced, nil when it is
// missing, empty or ours.
func (p place) refuse() error {
	for up := filepath.Dir(p.dir); up != filepath.Dir(up); up = filepath.Dir(up) {
		outer, err := placeAt(up)
		if err != nil {
			return err
		}
		if made, err := outer.made(); err == nil && made { // what cannot be read there is not ours
			return fmt.Errorf("%s lies in %s, which is made by a build and replaced whole by the next: name a folder beside it", p.dir, outer.dir)
		}
	}
	info, err := os.Lstat(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at the folder to publish to: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder: delete or rename it, then build again", p.dir)
	}
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return fmt.Errorf("looking at the folder to publish to: %w", err)
	}
	made, err := p.made()
	if err == nil && len(entries) > 0 && !made {
		return fmt.Errorf("the folder %s is not known as made by a build and is not replaced: delete or rename it, then build again", p.dir)
	}
	return err
}

// replace does the work under the lock.
func (p place) replace(tree fs.FS, told func(done, of int) error) (Report, error) {
	if err := p.mend(); err != nil {
		return Report{}, fmt.Errorf("clearing up after a build that was cut short: %w", err)
	}
	if err := p.refuse(); err != nil {
		return Report{}, err
	}
	// What cannot be deleted here is in nobody's way, and the next build tries again.
	defer os.RemoveAll(p.next)
	report, known, err := p.fill(tree, told)
	if err != nil {
		return Report{}, err
	}
	return report, failed("putting the new files in the place of the old", p.moveIn(known))
}

// mend brings back what a killed build had moved aside and removes the rest of it.
func (p place) mend() error {
	if _, err := os.Lstat(p.dir); errors.Is(err, fs.ErrNotExist) {
		err := os.Rename(p.aside, p.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil {
			// No folder, so no folder of ours: whoever makes one next owns it.
			if err := os.Remove(p.marker); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return errors.Join(os.RemoveAll(p.aside), os.RemoveAll(p.next), os.RemoveAll(p.newMarker()))
}

// moveIn makes the new tree the published one. The marker goes first: killed
// between the two, the folder is either missing or ours.
func (p place) moveIn(known traces) error {
	_, err := os.Lstat(p.marker)
	unmarked := errors.Is(err, fs.ErrNotExist)
	if err := p.mark(known); err != nil {
		return err
	}
	if _, err = os.Lstat(p.dir); errors.Is(err, fs.ErrNotExist) {
		err = os.Rename(p.next, p.dir)
	} else if err == nil {
		err = p.exchange()
	}
	if err != nil && unmarked {
		err = errors.Join(err, os.Remove(p.marker))
	}
	return err
}

// moveAside exchanges the trees by two moves, for systems that cannot do it in
// one. A build killed between them is mended by the next.
func (p place) moveAside() error {
	if err := os.Rename(p.dir, p.aside); err != nil {
		return err
	}
	if err := os.Rename(p.next, p.dir); err != nil {
		return errors.Join(err, os.Rename(p.aside, p.dir))
	}
	// The new tree is in; what cannot be deleted now, the next build deletes.
	os.RemoveAll(p.aside)
	return nil
}
