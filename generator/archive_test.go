package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// An archive is a parsed txtar file: a comment followed by files, each introduced by a line
// of the form "-- name --" and containing the lines up to the next such line.
type archive struct {
	comment string
	files   []archiveFile
}

type archiveFile struct{ name, text string }

// readArchive reads and parses the named txtar file.
func readArchive(t testing.TB, name string) *archive {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := new(archive)
	dst := &a.comment
	for line := range strings.Lines(string(data)) {
		inner, opens := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- ")
		if file, closes := strings.CutSuffix(inner, " --"); opens && closes {
			a.files = append(a.files, archiveFile{name: file})
			dst = &a.files[len(a.files)-1].text
			continue
		}
		*dst += line
	}
	return a
}

// siteFiles returns all files in the archive except the expected output, whose names start
// with "want".
func (a *archive) siteFiles() fstest.MapFS {
	m := make(fstest.MapFS)
	for _, f := range a.files {
		if !strings.HasPrefix(f.name, "want") {
			m[f.name] = &fstest.MapFile{Data: []byte(f.text)}
		}
	}
	return m
}

// writeFiles writes files to a folder on disk and creates missing folders.
func writeFiles(t *testing.T, folder string, files fstest.MapFS) {
	t.Helper()
	for name, f := range files {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// expect fails the test if got differs from the named file in the archive, which was read from path.
// With -update it instead sets the named file to got and writes the archive to path. It always fails
// the test if the archive has no such file.
func (a *archive) expect(t *testing.T, path, name, got string) {
	t.Helper()
	for i := range a.files {
		if f := &a.files[i]; f.name == name {
			if f.text != got && !*update {
				t.Errorf("%s: %s: got\n%s\nwant\n%s", path, name, got, f.text)
			}
			f.text = got
			if *update {
				a.write(t, path)
			}
			return
		}
	}
	t.Errorf("%s has no %s", path, name)
}

// write writes the archive to path.
func (a *archive) write(t *testing.T, path string) {
	t.Helper()
	text := a.comment
	for _, f := range a.files {
		text += "-- " + f.name + " --\n" + f.text
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
