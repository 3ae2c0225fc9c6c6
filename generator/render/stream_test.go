package render

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
)

// TestStream reads files that are generated while they are read: complete files, parts of files,
// and files whose generation fails with an error or a panic.
func TestStream(t *testing.T) {
	broken := errors.New("broken")
	tree := newTree()
	var written atomic.Int32
	add := func(name string, end func() error) {
		tree.addStream(name, func(out io.Writer) error {
			for _, piece := range []string{"one ", "", "two ", "three"} {
				if _, err := io.WriteString(out, piece); err != nil {
					return err
				}
				written.Add(1)
			}
			return end()
		})
	}
	add("fine.json", func() error { return nil })
	add("error.json", func() error { return broken })
	add("fault.json", func() error { panic("a fault") })
	tree.sort()

	if data, err := fs.ReadFile(tree, "fine.json"); err != nil || string(data) != "one two three" {
		t.Errorf("ReadFile gives %q, %v", data, err)
	}
	for name, want := range map[string]string{"fine.json": "", "error.json": "broken", "fault.json": "a fault"} {
		f, err := tree.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if string(data) != "one two three" || (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: reading gives %q, %v", name, data, err)
		}
		if again, same := f.Read(make([]byte, 1)); again != 0 || same == nil || want != "" && same != err {
			t.Errorf("%s: another Read gives %d bytes and %v", name, again, same)
		}
		if want == "a fault" && !strings.Contains(err.Error(), "TestStream") {
			t.Errorf("%s: the error %v does not name the function that panicked", name, err)
		}
		var path *fs.PathError
		if err != nil && !errors.As(err, &path) {
			t.Errorf("%s: the error %v names no file", name, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	written.Store(0)
	f, err := tree.Open("fine.json")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := f.Read(make([]byte, 2)); n != 2 || err != nil {
		t.Errorf("reading two bytes gives %d, %v", n, err)
	}
	if err := f.Close(); err != nil || written.Load() > 0 {
		t.Errorf("closing gives %v; %d writes returned before the file was read", err, written.Load())
	}

	// A failure after the file is closed is not reported.
	failed := make(chan bool)
	tree.addStream("late.json", func(out io.Writer) error {
		defer close(failed)
		io.WriteString(out, "one")
		panic("a fault")
	})
	if f, err = tree.Open("late.json"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(make([]byte, 2)); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	<-failed
}
