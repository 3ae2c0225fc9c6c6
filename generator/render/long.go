package render

import (
	"bytes"
	"io"
	"io/fs"
	"iter"
	"path"

	"safelearn/generator/diag"
)

// Pieces are the text of a file, each of which holds until the next.
type pieces iter.Seq2[[]byte, error]

// whole is the maker of the file for whoever wants all of it at once.
func (p pieces) whole(out *bytes.Buffer) error {
	for piece, err := range p {
		if err != nil {
			return err
		}
		out.Write(piece)
	}
	return nil
}

// open starts to make the file.
func (p pieces) open(name string) fs.File {
	f := &longFile{path: name, info: info{name: path.Base(name)}}
	f.next, f.stop = iter.Pull2(iter.Seq2[[]byte, error](p))
	return f
}

// A longFile is made while it is read. Its size is not known, and given as 0.
type longFile struct {
	path string
	info info
	next func() ([]byte, error, bool)
	stop func()
	left []byte // of the piece at hand
}

func (f *longFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *longFile) Read(to []byte) (n int, err error) {
	for len(f.left) == 0 && err == nil {
		if fault := diag.Safely(func() error {
			more := true
			if f.left, err, more = f.next(); !more {
				err = io.EOF
			}
			return nil
		}); fault != nil {
			err = fault
		}
	}
	if err != nil && err != io.EOF {
		err = &fs.PathError{Op: "make", Path: f.path, Err: err}
	}
	n = copy(to, f.left)
	f.left = f.left[n:]
	return n, err
}

func (f *longFile) Close() error {
	f.stop()
	return nil
}
