package render

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"safelearn/generator/diag"
)

// A Tree is a site as files that are made when they are read. It is safe for
// reading from many goroutines, and it keeps no file once it is read and closed. A
// fault in making one is an error that names it: who reads may be a goroutine.
type Tree struct {
	files   map[string]maker
	folders map[string][]string // the names in each folder, sorted
	later   map[string]later    // folders whose files are not known before they are asked for
	streams map[string]stream   // files that are written while they are read
	try     func() error        // lays out a page with each layout
	spare   sync.Pool           // of *bytes.Buffer: pages are made in the room of those before them
}

// A later folder has only files.
type later struct {
	names func() []string // sorted
	file  func(out *bytes.Buffer, name string) error
}

// A maker appends a file's bytes to a buffer, which is not the caller's to keep.
type maker func(out *bytes.Buffer) error

func newTree() *Tree {
	return &Tree{
		files: make(map[string]maker), folders: map[string][]string{".": nil}, later: make(map[string]later), streams: make(map[string]stream),
		spare: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// add gives a file the bytes that content returns.
func (t *Tree) add(name string, content func() ([]byte, error)) {
	t.page(name, func(out *bytes.Buffer) error {
		data, err := content()
		out.Write(data)
		return err
	})
}

// page gives a file its maker. The last one to claim a name has it; that nobody
// claims one twice is checked before.
func (t *Tree) page(name string, made maker) {
	_, known := t.files[name]
	t.files[name] = made
	if !known {
		t.enter(name)
	}
}

// addStream adds a file that is too large to be held in memory as a whole.
func (t *Tree) addStream(name string, s stream) {
	t.streams[name] = s
	t.page(name, func(out *bytes.Buffer) error { return s(out) })
}

// addLater adds a folder whose files are listed when somebody asks for one.
func (t *Tree) addLater(dir string, names func() []string, file func(out *bytes.Buffer, name string) error) {
	t.later[dir] = later{sync.OnceValue(func() []string { return slices.Sorted(slices.Values(names())) }), file}
	t.enter(dir)
}

// has reports whether the tree has a file.
func (t *Tree) has(name string) bool { return t.maker(name) != nil }

// observe passes the bytes of a file to note whenever the file is made.
func (t *Tree) observe(name string, note func(name string, data []byte)) {
	made := t.files[name]
	t.files[name] = func(out *bytes.Buffer) error {
		start := out.Len()
		err := made(out)
		if err == nil {
			note(name, out.Bytes()[start:])
		}
		return err
	}
}

// enter lists a name in its folder, and that in its own.
func (t *Tree) enter(name string) {
	for known := false; !known && name != "."; {
		dir := path.Dir(name)
		_, known = t.folders[dir]
		t.folders[dir] = append(t.folders[dir], path.Base(name))
		name = dir
	}
}

// list gives what a folder holds.
func (t *Tree) list(dir string) (names []string, known bool) {
	if l, ok := t.later[dir]; ok {
		return l.names(), true
	}
	names, known = t.folders[dir]
	return names, known
}

// maker gives what makes a file, nil where there is none.
func (t *Tree) maker(name string) maker {
	if made := t.files[name]; made != nil {
		return made
	}
	l, ok := t.later[path.Dir(name)]
	if !ok {
		return nil
	}
	if _, found := slices.BinarySearch(l.names(), path.Base(name)); !found {
		return nil
	}
	return func(out *bytes.Buffer) error { return l.file(out, path.Base(name)) }
}

// sort must be called once, after the last add.
func (t *Tree) sort() {
	for _, names := range t.folders {
		slices.Sort(names)
	}
}

// Names gives every file's path, sorted.
func (t *Tree) Names() []string {
	names := make([]string, 0, len(t.files))
	for name := range t.files {
		names = append(names, name)
	}
	for dir, l := range t.later {
		for _, name := range l.names() {
			names = append(names, path.Join(dir, name))
		}
	}
	slices.Sort(names)
	return names
}

// ReadFile makes the file and gives its bytes.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	out, err := t.make(name)
	if err != nil {
		return nil, err
	}
	data := bytes.Clone(out.Bytes())
	t.done(out)
	return data, nil
}

// mostSpare is the largest room that is kept: the few pages that are larger, such as the
// index of a large site, would hold theirs for those that need a thousandth of it.
const mostSpare = 1 << 20

func (t *Tree) done(out *bytes.Buffer) {
	if out.Cap() <= mostSpare {
		t.spare.Put(out)
	}
}

// make makes a file in a buffer that goes back to spare when it has been read.
func (t *Tree) make(name string) (*bytes.Buffer, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	made := t.maker(name)
	if made == nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	out := t.spare.Get().(*bytes.Buffer)
	out.Reset()
	if err := diag.CatchPanic(func() error { return made(out) }); err != nil {
		return nil, &fs.PathError{Op: "make", Path: name, Err: err}
	}
	return out, nil
}

// Open makes a file, starts to write a stream, or lists a folder. A file is read only
// until it is closed.
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if names, ok := t.list(name); ok {
		return &folder{tree: t, info: info{name: path.Base(name), dir: true}, path: name, left: names}, nil
	}
	if s := t.streams[name]; s != nil {
		return s.open(name), nil
	}
	out, err := t.make(name)
	if err != nil {
		return nil, err
	}
	return &file{bytes.NewReader(out.Bytes()), info{name: path.Base(name), size: int64(out.Len())}, func() { t.done(out) }}, nil
}

// Stat tells a file from a folder without making it. The size is not known and
// given as 0.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	if t.isFolder(name) {
		return info{name: path.Base(name), dir: true}, nil
	}
	if t.maker(name) != nil {
		return info{name: path.Base(name)}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

func (t *Tree) isFolder(name string) bool {
	_, plain := t.folders[name]
	_, later := t.later[name]
	return plain || later
}

// ReadDir lists a folder without making a file.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := t.list(name)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries := make([]fs.DirEntry, len(names))
	for i, base := range names {
		entries[i] = fs.FileInfoToDirEntry(info{name: base, dir: t.isFolder(strings.TrimPrefix(path.Join(name, base), "./"))})
	}
	return entries, nil
}

type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

type file struct {
	*bytes.Reader
	info info
	done func() // nil once it is closed
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error {
	if f.done == nil {
		return &fs.PathError{Op: "close", Path: f.info.name, Err: fs.ErrClosed}
	}
	f.Reset(nil)
	f.done()
	f.done = nil
	return nil
}

type folder struct {
	tree *Tree
	info info
	path string
	left []string
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

// ReadDir gives the next n entries, all that are left where n is not positive.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.left) {
		n = len(f.left)
	}
	var entries []fs.DirEntry
	for _, base := range f.left[:n] {
		entries = append(entries, fs.FileInfoToDirEntry(info{name: base, dir: f.tree.isFolder(path.Join(f.path, base))}))
	}
	f.left = f.left[n:]
	return entries, nil
}
