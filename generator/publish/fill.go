package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A published file is one of the old tree; its bytes are read only when a new file
// has its size, or does not tell one.
type published struct {
	size     int64
	modified time.Time
}

// A filling writes the new tree.
type filling struct {
	place
	tree  fs.FS
	old   map[string]published // by path with slashes
	names []string             // the files of the tree, in order of path
	kept  atomic.Int64
	done  atomic.Int64
	told  func(done, of int) error // nil where nobody asks
}

// fill writes the tree beside the published one, and tells by which files the folder is
// known again.
func (p place) fill(tree fs.FS, told func(done, of int) error) (Report, traces, error) {
	f := &filling{place: p, tree: tree, told: told}
	for _, step := range []func() error{f.list, f.walk, f.pull} {
		if err := step(); err != nil {
			return Report{}, traces{}, err
		}
	}
	report := Report{Files: len(f.names), Kept: int(f.kept.Load()), Removed: len(f.old)}
	report.Written = report.Files - report.Kept
	for _, name := range f.names {
		if _, ok := f.old[name]; ok {
			report.Removed--
		}
	}
	known, err := f.traces()
	return report, known, err
}

// list notes the plain files of the published tree. Links are passed over, so that
// nothing outside the folder is ever compared or linked.
func (f *filling) list() error {
	f.old = map[string]published{}
	return filepath.WalkDir(f.dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == f.dir {
			return nil
		}
		if err != nil || !entry.Type().IsRegular() {
			return failed("looking at "+path, err)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(f.dir, path)
		f.old[filepath.ToSlash(name)] = published{info.Size(), info.ModTime()}
		return err
	})
}

// walk makes the folders of the tree and notes its files. (Folders made by the
// workers as they need them were measured: no faster on a disk, slower in memory.)
func (f *filling) walk() error {
	return fs.WalkDir(f.tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if _, err := filepath.Localize(name); err != nil {
			return fmt.Errorf("%q cannot be the name of a file on this system: %w", name, err)
		}
		switch {
		case entry.IsDir():
			return failed("making the folder "+f.at(f.next, name), os.Mkdir(f.at(f.next, name), 0o777))
		case entry.Type().IsRegular():
			f.names = append(f.names, name)
			return nil
		}
		return fmt.Errorf("%s is neither a file nor a folder", name)
	})
}

func (f *filling) at(root, name string) string {
	return filepath.Join(root, filepath.FromSlash(name))
}

// pull reads and writes the files on all processors. Files are taken in order and
// what was taken is finished, so the error is that of the first file that fails,
// however the work falls.
func (f *filling) pull() error {
	var (
		workers sync.WaitGroup
		taken   atomic.Int64
		failed  atomic.Bool
	)
	errs := make([]error, len(f.names))
	for range min(runtime.GOMAXPROCS(0), len(f.names)) {
		workers.Go(func() {
			ours, theirs := make([]byte, 64<<10), make([]byte, 64<<10)
			for !failed.Load() {
				i := int(taken.Add(1)) - 1
				if i >= len(f.names) {
					return
				}
				errs[i] = f.put(f.names[i], ours, theirs)
				if done := int(f.done.Add(1)); errs[i] == nil && f.told != nil {
					errs[i] = f.told(done, len(f.names))
				}
				if errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// put brings one file into the new tree, by a link to the published one when that
// has the same bytes. The file is read once and never held as a whole: as long as it
// says what the published one says, nothing is written. The two buffers are the worker's,
// for comparing and copying.
func (f *filling) put(name string, ours, theirs []byte) error {
	file, err := f.tree.Open(name)
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	reader := &reading{File: file}
	from, to := f.at(f.dir, name), f.at(f.next, name)
	var rest io.Reader = reader
	if was, known := f.old[name]; known && (info.Size() == was.size || info.Size() == 0) {
		old, err := os.Open(from)
		if err == nil { // what cannot be read is written anew
			defer old.Close()
			alike, differs := compare(reader, old, ours, theirs)
			if differs == nil && reader.err == nil {
				return f.keep(from, to, old, was.modified, ours)
			}
			rest = io.MultiReader(io.NewSectionReader(old, 0, alike), bytes.NewReader(differs), reader)
		}
	}
	if err := write(to, rest, theirs); reader.err != nil {
		return fmt.Errorf("making %s: %w", name, reader.err)
	} else if err != nil {
		return failed("writing "+name, err)
	}
	return nil
}

// keep brings a published file into the new tree as it is.
func (f *filling) keep(from, to string, old *os.File, modified time.Time, room []byte) error {
	f.kept.Add(1)
	if os.Link(from, to) == nil {
		return nil
	}
	if _, err := old.Seek(0, io.SeekStart); err != nil {
		return failed("reading "+from, err)
	}
	return failed("writing "+to, writeAs(to, old, modified, room))
}

// A reading is a file of the tree that remembers why it could not be read, so that a
// fault of the tree is not told as one of the disk.
type reading struct {
	fs.File
	err error
}

func (r *reading) Read(to []byte) (int, error) {
	n, err := r.File.Read(to)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// failed says what an error kept from being done, in the place of the call and the
// path that the system tells of.
func failed(what string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", what, err)
}

// compare reads a file of the tree as far as a published one says the same. It gives
// how many bytes those are, and those read of the file that the other does not have;
// nil where both end together.
func compare(file io.Reader, old io.Reader, ours, theirs []byte) (alike int64, differs []byte) {
	for {
		n, err := io.ReadFull(file, ours)
		m, _ := io.ReadFull(old, theirs)
		if !bytes.Equal(ours[:n], theirs[:m]) {
			return alike, ours[:n]
		}
		if alike += int64(n); err != nil {
			return alike, nil
		}
	}
}

// writeAs stands in for a link where the file system refuses one.
func writeAs(path string, data io.Reader, modified time.Time, room []byte) error {
	if err := write(path, data, room); err != nil {
		return err
	}
	return os.Chtimes(path, modified, modified)
}

// write makes a new file; one that is there already is another name of the tree in
// different case, on a system that cannot tell the two apart.
func write(path string, data io.Reader, room []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	// Plain ends, or the library would take room of its own for each file.
	_, err = io.CopyBuffer(struct{ io.Writer }{file}, struct{ io.Reader }{data}, room)
	return errors.Join(err, file.Close())
}
