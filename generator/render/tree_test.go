package render

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// newTestTree returns a tree with four readable files and one that fails.
func newTestTree() *Tree {
	tree := newTree()
	for _, name := range []string{"b/c/index.html", "index.html", "b/index.html", "a.txt"} {
		tree.addFile(name, func() ([]byte, error) { return []byte("made: " + name), nil })
	}
	tree.addFile("b/broken.html", func() ([]byte, error) { return nil, io.ErrUnexpectedEOF })
	tree.sort()
	return tree
}

// TestTree walks a tree and reads its files. testing/fstest cannot test a Tree, because
// the size of a file is unknown until the file is generated.
func TestTree(t *testing.T) {
	tree := newTestTree()
	var walked []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := fs.Stat(tree, name)
		if err != nil || info.IsDir() != entry.IsDir() || info.Name() != path.Base(name) || info.Mode().Type() != entry.Type() || !info.ModTime().IsZero() {
			t.Errorf("%s: Stat gives %v, %v", name, info, err)
		}
		if entry.IsDir() || name == "b/broken.html" {
			return nil
		}
		walked = append(walked, name)
		data, err := fs.ReadFile(tree, name)
		if err != nil || string(data) != "made: "+name {
			t.Errorf("%s: ReadFile gives %q, %v", name, data, err)
		}
		f, err := tree.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		read, err := io.ReadAll(f)
		opened, _ := f.Stat()
		if err != nil || string(read) != string(data) || opened.Size() != int64(len(data)) {
			t.Errorf("%s: Open gives %q, %v", name, read, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a.txt", "b/c/index.html", "b/index.html", "index.html"}; !slices.Equal(walked, want) {
		t.Errorf("walked %q, want %q", walked, want)
	}
}

// TestTreeErrors checks the errors for invalid paths, missing files and files whose generation fails.
func TestTreeErrors(t *testing.T) {
	tree := newTestTree()
	for name, want := range map[string]error{
		"": fs.ErrInvalid, "/index.html": fs.ErrInvalid, "b/../index.html": fs.ErrInvalid, "b/": fs.ErrInvalid,
		"B/index.html": fs.ErrNotExist, "index.html/x": fs.ErrNotExist, "b/broken.html": io.ErrUnexpectedEOF,
	} {
		if _, err := tree.ReadFile(name); !errors.Is(err, want) {
			t.Errorf("ReadFile(%q) gives %v, want %v", name, err, want)
		}
		if _, err := tree.Open(name); !errors.Is(err, want) {
			t.Errorf("Open(%q) gives %v, want %v", name, err, want)
		}
	}
	if _, err := tree.ReadFile("b"); err == nil {
		t.Error("a folder was read as a file")
	}
	for _, name := range []string{"index.html", "none"} {
		if _, err := tree.ReadDir(name); err == nil {
			t.Errorf("%s was listed as a folder", name)
		}
	}
}

// TestTreeReadDir checks the entries of a folder, both read all at once and read in parts.
func TestTreeReadDir(t *testing.T) {
	tree := newTestTree()
	f, err := tree.Open("b")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var names []string
	for {
		entries, err := f.(fs.ReadDirFile).ReadDir(2)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if err == io.EOF {
			break
		}
		if err != nil || len(entries) == 0 {
			t.Fatal(entries, err)
		}
	}
	listed, err := tree.ReadDir("b")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"broken.html", "c", "index.html"}; !slices.Equal(names, want) || len(listed) != len(want) || !listed[1].IsDir() || listed[2].IsDir() {
		t.Errorf("the folder has %q and %v, want %q", names, listed, want)
	}
	if entries, err := f.(fs.ReadDirFile).ReadDir(0); err != nil || len(entries) != 0 {
		t.Errorf("after the end ReadDir(0) gives %v, %v", entries, err)
	}
	if _, err := f.Read(nil); err == nil {
		t.Error("a folder was read")
	}
}

// TestPanicInPage checks that a panic during the generation of a page, even in another
// goroutine, is returned as an error that names the page, and that the next page is
// complete.
func TestPanicInPage(t *testing.T) {
	tree := newTree()
	tree.addFile("bad/index.html", func() ([]byte, error) {
		var list []string
		return []byte(list[3]), nil
	})
	tree.addFile("good.html", func() ([]byte, error) { return []byte("good"), nil })
	tree.sort()
	failed := make(chan error)
	go func() {
		_, err := tree.Open("bad/index.html")
		failed <- err
	}()
	err := <-failed
	if err == nil || !strings.Contains(err.Error(), "bad/index.html") || !strings.Contains(err.Error(), "generator/render.TestPanicInPage") || strings.Contains(err.Error(), "goroutine") {
		t.Errorf("error %v", err)
	}
	if data, err := tree.ReadFile("good.html"); string(data) != "good" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}
