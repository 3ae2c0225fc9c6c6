package render

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
)

// TestLong reads a file that is made piece by piece: whole, in bits, in part, and one
// whose making fails, by an error or a fault of the program.
func TestLong(t *testing.T) {
	broken := errors.New("broken")
	tree := newTree()
	made := 0
	add := func(name string, end func() ([]byte, error)) {
		tree.addLong(name, func(yield func([]byte, error) bool) {
			for _, piece := range []string{"one ", "", "two ", "three"} {
				if made++; !yield([]byte(piece), nil) {
					return
				}
			}
			if end != nil {
				yield(end())
			}
		})
	}
	add("fine.json", nil)
	add("error.json", func() ([]byte, error) { return nil, broken })
	add("fault.json", func() ([]byte, error) { panic("a fault") })
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
			t.Errorf("%s: reading on gives %d bytes and %v", name, again, same)
		}
		if want == "a fault" && !strings.Contains(err.Error(), "TestLong") {
			t.Errorf("%s: the error %v does not say where the fault is", name, err)
		}
		var path *fs.PathError
		if err != nil && !errors.As(err, &path) {
			t.Errorf("%s: the error %v names no file", name, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	made = 0
	f, err := tree.Open("fine.json")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := f.Read(make([]byte, 2)); n != 2 || err != nil {
		t.Errorf("reading two bytes gives %d, %v", n, err)
	}
	if f.Close(); made != 1 {
		t.Errorf("%d pieces were made for two bytes of the first", made)
	}

	// What goes wrong after nobody wants more is nobody's.
	tree.addLong("late.json", func(yield func([]byte, error) bool) {
		yield([]byte("one"), nil)
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
}
