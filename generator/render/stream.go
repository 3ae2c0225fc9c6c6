package render

import (
	"io"
	"io/fs"
	"path"

	"safelearn/generator/diag"
)

// A stream writes the content of a file.
type stream func(out io.Writer) error

// open returns a file whose content is generated while it is read. Its Stat method reports the size as
// 0, because the size is not known in advance.
func (s stream) open(name string) fs.File {
	reader, writer := io.Pipe()
	go func() { // returns when the file is closed or has been read completely
		err := diag.CatchPanic(func() error { return s(writer) })
		if err != nil {
			err = &fs.PathError{Op: "make", Path: name, Err: err}
		}
		writer.CloseWithError(err)
	}()
	return &streamedFile{reader, fileInfo{name: path.Base(name)}}
}

type streamedFile struct {
	*io.PipeReader
	info fileInfo
}

func (f *streamedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
