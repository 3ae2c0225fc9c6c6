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
	f.next, f.stop = iter.Pull2(p.safely())
	return f
}

// safely gives a fault in the making as the last error, with the line where it is: a
// fault that passed through iter would be told of the reader, and of Close by a panic.
func (p pieces) safely() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		wanted := true
		fault := diag.CatchPanic(func() error {
			p(func(piece []byte, err error) bool {
				wanted = yield(piece, err)
				return wanted
			})
			return nil
		})
		if fault != nil && wanted {
			yield(nil, fault)
		}
	}
}

// A longFile is made while it is read. Its size is not known, and given as 0.
type longFile struct {
	path string
	info info
	next func() ([]byte, error, bool)
	stop func()
	left []byte // of the piece at hand
	err  error  // the end, or why there is none
}

func (f *longFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *longFile) Read(to []byte) (n int, err error) {
	for len(f.left) == 0 && f.err == nil {
		piece, err, more := f.next()
		switch {
		case err != nil:
			f.err = &fs.PathError{Op: "make", Path: f.path, Err: err}
		case !more:
			f.err = io.EOF
		}
		f.left = piece
	}
	if len(f.left) == 0 {
		return 0, f.err
	}
	n = copy(to, f.left)
	f.left = f.left[n:]
	return n, nil
}

func (f *longFile) Close() error {
	f.stop()
	return nil
}
