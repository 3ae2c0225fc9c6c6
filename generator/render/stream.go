package render

import (
	"io"
	"io/fs"
	"path"

	"safelearn/generator/diag"
)

// A stream writes the content of a file.
type stream func(out io.Writer) error

// open returns a file that the stream writes while it is read. Its size is not known and
// given as 0.
func (s stream) open(name string) fs.File {
	reader, writer := io.Pipe()
	go func() { // until the file is read to the end or closed
		err := diag.CatchPanic(func() error { return s(writer) })
		if err != nil {
			err = &fs.PathError{Op: "make", Path: name, Err: err}
		}
		writer.CloseWithError(err)
	}()
	return &streamedFile{reader, info{name: path.Base(name)}}
}

type streamedFile struct {
	*io.PipeReader
	info info
}

func (f *streamedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
