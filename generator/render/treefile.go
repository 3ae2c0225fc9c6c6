package render

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// info implements fs.FileInfo for the files and folders of a Tree.
type info struct {
	name  string
	size  int64
	isDir bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.isDir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// A file is an open file of a Tree.
type file struct {
	*bytes.Reader
	info    info
	release func() // returns the buffer to the pool; nil if the file is closed
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *file) Close() error {
	if f.release == nil {
		return &fs.PathError{Op: "close", Path: f.info.name, Err: fs.ErrClosed}
	}
	f.Reset(nil)
	f.release()
	f.release = nil
	return nil
}

// A folder is an open folder of a Tree.
type folder struct {
	info      info
	path      string
	remaining []fs.DirEntry // entries not yet returned by ReadDir
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, or all remaining entries if n <= 0.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.remaining) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.remaining) {
		n = len(f.remaining)
	}
	entries := f.remaining[:n:n]
	f.remaining = f.remaining[n:]
	return entries, nil
}
