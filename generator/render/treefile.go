package render

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// fileInfo implements fs.FileInfo for the files and folders of a Tree.
type fileInfo struct {
	name  string
	size  int64
	isDir bool
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.isDir }
func (i fileInfo) Sys() any           { return nil }
func (i fileInfo) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// An openFile implements fs.File for a file of a Tree whose content has been generated.
type openFile struct {
	*bytes.Reader
	info    fileInfo
	release func() // returns the buffer to the pool; nil if the file is closed
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *openFile) Close() error {
	if f.release == nil {
		return &fs.PathError{Op: "close", Path: f.info.name, Err: fs.ErrClosed}
	}
	f.Reset(nil)
	f.release()
	f.release = nil
	return nil
}

// An openFolder implements fs.ReadDirFile for a folder of a Tree.
type openFolder struct {
	info      fileInfo
	path      string
	remaining []fs.DirEntry // entries not yet returned by ReadDir
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, or all remaining entries if n <= 0.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
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
