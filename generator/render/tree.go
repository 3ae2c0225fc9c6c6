package render

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/diag"
)

// A Tree is a site as a file system whose files are made when they are read. It is safe for
// use by several goroutines, and keeps no file that has been read and closed. A panic while
// a file is made is returned as an error that names the file.
type Tree struct {
	files   map[string]maker
	folders map[string][]string // the names in each folder, sorted
	lazy    map[string]lazyFolder
	streams map[string]stream // files that are written while they are read
	try     func() error      // lays out a page with each layout
	buffers sync.Pool         // of *bytes.Buffer
}

// A maker appends the bytes of a file to a buffer, which it must not keep.
type maker func(out *bytes.Buffer) error

// A lazyFolder has files alone, which are listed when they are first requested.
type lazyFolder struct {
	names func() []string // sorted
	file  func(out *bytes.Buffer, name string) (found bool)
}

func newTree() *Tree {
	return &Tree{
		files: make(map[string]maker), folders: map[string][]string{".": nil}, lazy: make(map[string]lazyFolder), streams: make(map[string]stream),
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// add adds a file with the bytes that content returns.
func (t *Tree) add(name string, content func() ([]byte, error)) {
	t.page(name, func(out *bytes.Buffer) error {
		data, err := content()
		out.Write(data)
		return err
	})
}

// page adds a file. No two have one name: package xref has checked that no address is
// claimed twice.
func (t *Tree) page(name string, m maker) {
	t.files[name] = m
	t.list(name)
}

// addStream adds a file that is too large to be held in memory as a whole.
func (t *Tree) addStream(name string, s stream) {
	t.streams[name] = s
	t.page(name, func(out *bytes.Buffer) error { return s(out) })
}

// addLazy adds a folder whose files are listed, sorted, when one is first requested.
func (t *Tree) addLazy(dir string, names func() []string, file func(out *bytes.Buffer, name string) (found bool)) {
	t.lazy[dir] = lazyFolder{sync.OnceValue(names), file}
	t.folders[dir] = nil
	t.list(dir)
}

// observe passes the bytes of a file to note whenever the file is made.
func (t *Tree) observe(name string, note func(name string, data []byte)) {
	m := t.files[name]
	t.files[name] = func(out *bytes.Buffer) error {
		start := out.Len()
		err := m(out)
		if err == nil {
			note(name, out.Bytes()[start:])
		}
		return err
	}
}

// list adds a name to the list of its folder, and that folder to the one above.
func (t *Tree) list(name string) {
	for known := false; !known && name != "."; {
		dir := path.Dir(name)
		_, known = t.folders[dir]
		t.folders[dir] = append(t.folders[dir], path.Base(name))
		name = dir
	}
}

// sort sorts the lists of all folders. It must be called once, after the last file is
// added.
func (t *Tree) sort() {
	for _, names := range t.folders {
		slices.Sort(names)
	}
}

func (t *Tree) isFolder(name string) bool {
	_, known := t.folders[name]
	return known
}

// maker returns the maker of a file, nil if there is none.
func (t *Tree) maker(name string) maker {
	if m := t.files[name]; m != nil {
		return m
	}
	l, ok := t.lazy[path.Dir(name)]
	if !ok {
		return nil
	}
	if _, found := slices.BinarySearch(l.names(), path.Base(name)); !found {
		return nil
	}
	return func(out *bytes.Buffer) error {
		if !l.file(out, path.Base(name)) {
			return fs.ErrNotExist
		}
		return nil
	}
}

// has reports whether the tree has a file.
func (t *Tree) has(name string) bool { return t.maker(name) != nil }

// make makes a file in a buffer, which is to be passed to release.
func (t *Tree) make(name string) (*bytes.Buffer, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	m := t.maker(name)
	if m == nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	out := t.buffers.Get().(*bytes.Buffer)
	out.Reset()
	if err := diag.CatchPanic(func() error { return m(out) }); err != nil {
		return nil, &fs.PathError{Op: "make", Path: name, Err: err}
	}
	return out, nil
}

// maxPooled is the capacity above which a buffer is not returned to the pool: few pages
// need it, such as the index of a large site.
const maxPooled = 1 << 20

func (t *Tree) release(buffer *bytes.Buffer) {
	if buffer.Cap() <= maxPooled {
		t.buffers.Put(buffer)
	}
}

// Try lays out one page with each layout that the site uses, to find a layout that parses
// and yet fails. A caller that reads all pages need not call it.
func (t *Tree) Try() error { return t.try() }

// ReadFile makes a file and returns its bytes.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	out, err := t.make(name)
	if err != nil {
		return nil, err
	}
	data := bytes.Clone(out.Bytes())
	t.release(out)
	return data, nil
}

// Open makes a file, starts to write a stream, or opens a folder. A file may be read until
// it is closed.
func (t *Tree) Open(name string) (fs.File, error) {
	if t.isFolder(name) {
		entries, err := t.ReadDir(name)
		return &folder{info{name: path.Base(name), dir: true}, name, entries}, err
	}
	if s := t.streams[name]; s != nil {
		return s.open(name), nil
	}
	out, err := t.make(name)
	if err != nil {
		return nil, err
	}
	return &file{bytes.NewReader(out.Bytes()), info{name: path.Base(name), size: int64(out.Len())}, func() { t.release(out) }}, nil
}

// Stat describes a file or folder without making it. The size of a file is not known and
// given as 0.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	switch {
	case t.isFolder(name):
		return info{name: path.Base(name), dir: true}, nil
	case t.has(name):
		return info{name: path.Base(name)}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder without making a file.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	names, known := t.folders[name]
	if !known {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	if l, ok := t.lazy[name]; ok {
		names = l.names()
	}
	entries := make([]fs.DirEntry, len(names))
	for i, base := range names {
		entries[i] = fs.FileInfoToDirEntry(info{name: base, dir: t.isFolder(strings.TrimPrefix(path.Join(name, base), "./"))})
	}
	return entries, nil
}
