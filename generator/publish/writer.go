package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// publishedFile describes a file in the published tree. Its content is compared with that of the new
// file only if the sizes are equal or the size of the new file is not known.
type publishedFile struct {
	size     int64
	modified time.Time
}

// writer writes the new tree.
type writer struct {
	target
	Options
	tree      fs.FS
	previous  *marker                  // files of earlier builds
	foreign   []string                 // files in the folder that no build wrote
	published map[string]publishedFile // files of the published tree, by slash-separated path
	files     []listedFile             // files of the new tree, sorted by path; their sizes are set when they are written
	removed   int                      // number of published files that are not in the new tree
	kept      atomic.Int64             // number of unchanged files
}

// write writes the new tree to w.next.
func (w *writer) write(ctx context.Context) error {
	for _, step := range []func() error{w.listPublished, w.makeFolders, w.checkRemovals, func() error { return w.writeFiles(ctx) }, w.checkForeign} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) report() Report {
	r := Report{Files: len(w.files), Kept: int(w.kept.Load()), Removed: w.removed}
	r.Written = r.Files - r.Kept
	for _, name := range w.foreign {
		if name != gitName {
			r.Foreign = append(r.Foreign, name)
		}
	}
	return r
}

// listPublished records the files in the published tree. It ignores symbolic links that have replaced
// published files, so that no file outside the folder is compared or linked.
func (w *writer) listPublished() error {
	s, err := scanTree(w.dir, w.previous.isListed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	w.foreign = s.foreign
	for _, name := range s.files {
		info, err := os.Lstat(joinPath(w.dir, name))
		if err != nil {
			return err
		}
		if info.Mode().IsRegular() {
			w.published[name] = publishedFile{info.Size(), info.ModTime()}
		}
	}
	return nil
}

// publishedList returns the files of the published tree.
func (w *writer) publishedList() (list []listedFile) {
	for name, f := range w.published {
		list = append(list, listedFile{name, f.size})
	}
	return list
}

// checkRemovals counts the published files that are not in the new tree. If Options.AllowRemovals is
// false, it returns an error for a Replacer that leaves out files without replacing them, and for any
// other tree that leaves out more than half of the published files.
func (w *writer) checkRemovals() error {
	names := make(map[string]bool)
	for _, f := range w.files {
		names[f.name] = true
	}
	replacer, limited := w.tree.(Replacer)
	lost := 0
	for name := range w.published {
		if names[name] {
			continue
		}
		w.removed++
		if !limited || !replacer.Replaces(name) {
			lost++
		}
	}
	if (limited && lost > 0 || 2*lost > len(w.published)) && !w.AllowRemovals {
		return &RemovalError{lost, len(w.published)}
	}
	return nil
}

// checkForeign returns an error if the new tree uses the name of a file that no build wrote.
func (w *writer) checkForeign() error {
	_, conflicts, err := planMoves(w.dir, w.next, w.foreign)
	if err != nil || len(conflicts) == 0 {
		return err
	}
	hint := "move or delete them, then build again"
	if w.previous.names == nil && slices.Contains(w.foreign, gitName) {
		hint += "; in a new checkout of a published site, git rm -rq . deletes them"
	}
	return fmt.Errorf("the site has files of these names, and those in the folder were not written by a build: %s: %s", joinNames(conflicts), hint)
}

// makeFolders creates the folders of the new tree and records the names of its files. Creating each
// folder together with its first file would be no faster on disk, and slower on an in-memory file
// system.
func (w *writer) makeFolders() error {
	return fs.WalkDir(w.tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if _, err := filepath.Localize(name); err != nil {
			return fmt.Errorf("%q cannot be the name of a file on this system: %w", name, err)
		}
		switch {
		case entry.IsDir():
			dir := joinPath(w.next, name)
			return wrapError("making the folder "+dir, os.Mkdir(dir, 0o777))
		case entry.Type().IsRegular():
			w.files = append(w.files, listedFile{name: name})
			return nil
		}
		return fmt.Errorf("%s is neither a file nor a folder", name)
	})
}

// joinPath joins root and a slash-separated name relative to it.
func joinPath(root, name string) string { return filepath.Join(root, filepath.FromSlash(name)) }

// writeFiles writes the files concurrently. It starts them in order and finishes each file that it has
// started, so that the error returned is always that of the first file that fails.
func (w *writer) writeFiles(ctx context.Context) error {
	var (
		workers       sync.WaitGroup
		started, done atomic.Int64 // numbers of files
		failed        atomic.Bool
	)
	errs := make([]error, len(w.files))
	for range min(runtime.GOMAXPROCS(0), len(w.files)) {
		workers.Go(func() {
			buf, oldBuf := make([]byte, 64<<10), make([]byte, 64<<10)
			for !failed.Load() {
				i := int(started.Add(1)) - 1
				if i >= len(w.files) {
					return
				}
				if errs[i] = w.writeFile(&w.files[i], buf, oldBuf); errs[i] == nil {
					errs[i] = ctx.Err()
				}
				if errs[i] != nil {
					failed.Store(true)
				} else if n := done.Add(1); w.Progress != nil {
					w.Progress(int(n), len(w.files))
				}
			}
		})
	}
	workers.Wait()
	return cmp.Or(errs...)
}

// writeFile writes a file, or creates a hard link to the published file if their contents are equal. It
// reads each file only once, in blocks: it compares blocks until the first difference, then copies the
// equal part from the published file.
func (w *writer) writeFile(f *listedFile, buf, oldBuf []byte) error {
	name := f.name
	file, err := w.tree.Open(name)
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	reader := &treeFile{File: file}
	var content io.Reader = reader
	if previous, ok := w.published[name]; ok && (info.Size() == previous.size || info.Size() == 0) {
		old, err := os.Open(joinPath(w.dir, name))
		if err == nil { // a published file that cannot be read is replaced
			defer old.Close()
			same, rest := skipEqualBlocks(reader, old, buf, oldBuf)
			if rest == nil && reader.err == nil {
				f.size = previous.size
				return w.linkOrCopy(name, old, previous.modified, buf)
			}
			content = io.MultiReader(io.NewSectionReader(old, 0, same), bytes.NewReader(rest), reader)
		}
	}
	if f.size, err = createFile(joinPath(w.next, name), content, oldBuf); reader.err != nil {
		return fmt.Errorf("making %s: %w", name, reader.err)
	} else if err != nil {
		return wrapError("writing "+name, err)
	}
	return nil
}

// linkOrCopy adds a hard link to a published file to the new tree, or copies the file if the
// file system does not support hard links.
func (w *writer) linkOrCopy(name string, old *os.File, modified time.Time, buf []byte) error {
	w.kept.Add(1)
	from, to := joinPath(w.dir, name), joinPath(w.next, name)
	if os.Link(from, to) == nil {
		return nil
	}
	if _, err := old.Seek(0, io.SeekStart); err != nil {
		return wrapError("reading "+from, err)
	}
	return wrapError("writing "+to, copyFile(to, old, modified, buf))
}

// A treeFile is a file in the new tree that records the error of reading it, so that errors of reading
// the tree can be distinguished from errors of writing to disk.
type treeFile struct {
	fs.File
	err error
}

func (f *treeFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

// wrapError returns err, preceded by a description of the failed operation, such as "moving a.html". It
// leaves out the system call and the path of an fs.PathError or os.LinkError. It returns nil if err is
// nil.
func wrapError(operation string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	var held *heldError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &held): // names another file than the operation
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// skipEqualBlocks reads two files block by block until the first difference. It returns the
// number of bytes before the first block that differs and the content of that block in
// file. If the contents of the files are equal, rest is nil.
func skipEqualBlocks(file, old io.Reader, buf, oldBuf []byte) (equalBytes int64, rest []byte) {
	for {
		n, err := io.ReadFull(file, buf)
		m, _ := io.ReadFull(old, oldBuf)
		if !bytes.Equal(buf[:n], oldBuf[:m]) {
			return equalBytes, buf[:n]
		}
		if equalBytes += int64(n); err != nil {
			return equalBytes, nil
		}
	}
}

// copyFile creates a file with the given content and modification time.
func copyFile(path string, content io.Reader, modified time.Time, buf []byte) error {
	if _, err := createFile(path, content, buf); err != nil {
		return err
	}
	return os.Chtimes(path, modified, modified)
}

// createFile creates a file with the given content and returns its size. It fails if the file exists,
// as happens if two names in the tree differ only in case and the file system is case-insensitive.
func createFile(path string, content io.Reader, buf []byte) (size int64, err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	// The struct types hide the methods ReadFrom and WriteTo, which would allocate a buffer for each
	// file.
	size, err = io.CopyBuffer(struct{ io.Writer }{file}, struct{ io.Reader }{content}, buf)
	return size, errors.Join(err, file.Close())
}
