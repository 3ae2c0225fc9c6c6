package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// maxListed is the maximum number of files that the marker file lists for the new tree, and
// for the published tree. A build recognises the folder by them.
const maxListed = 100

// markerText returns the content of the marker file. It lists files of both the new and the
// published tree, because the process may be killed before or after it exchanges the two,
// and the next build must recognise the folder in either case.
func (w *writer) markerText() string {
	return fmt.Sprintf("safelearn made the folder %s beside this file, and each build replaces it.\nIt recognises the folder by these files and their sizes:\n", filepath.Base(w.dir)) +
		listFiles(w.next, slices.Values(w.names)) + markerSeparator + listFiles(w.dir, maps.Keys(w.published))
}

// listFiles returns a line with the size and name of each of the first maxListed files, sorted
// by depth, then by name. The names are relative to dir. It omits files that cannot be read.
func listFiles(dir string, names iter.Seq[string]) string {
	list := slices.SortedFunc(names, func(a, b string) int {
		return cmp.Or(strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
	var text strings.Builder
	for _, name := range list[:min(maxListed, len(list))] {
		if info, err := os.Lstat(joinPath(dir, name)); err == nil {
			fmt.Fprintf(&text, "%d %s\n", info.Size(), name)
		}
	}
	return text.String()
}

// markerSeparator separates the files of the new tree from those of the published one. It is
// written as text for people who open the file.
const markerSeparator = "Until then by these:\n"

// writeMarker writes the marker file atomically, unless it has the given text already.
func (t target) writeMarker(text string) error {
	if old, err := os.ReadFile(t.marker); err == nil && string(old) == text {
		return nil
	}
	defer os.Remove(t.tempMarker())
	if err := os.WriteFile(t.tempMarker(), []byte(text), 0o666); err != nil {
		return err
	}
	return os.Rename(t.tempMarker(), t.marker)
}

// tempMarker returns the path of the marker file while it is being written.
func (t target) tempMarker() string { return t.marker + ".new" }

// madeByBuild reports whether the marker file shows that the folder was created by a build.
// The folder must contain at least half of the files that the marker lists for the new tree or
// for the published one, and one of them must have the listed size. An unrelated folder with
// the same name is unlikely to match. Not all files are required, since another program may
// have changed some.
func (t target) madeByBuild() (bool, error) {
	text, err := os.ReadFile(t.marker)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, wrapError("reading "+t.marker, err)
	}
	next, published, _ := strings.Cut(string(text), markerSeparator)
	return t.matchesMarker(next) || t.matchesMarker(published), nil
}

// matchesMarker reports whether the folder contains at least half of the files listed in
// lines, which are lines of the marker file, and one of them with the listed size.
func (t target) matchesMarker(lines string) bool {
	listed, found, sameSize := 0, 0, 0
	for line := range strings.Lines(lines) {
		size, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.ParseInt(size, 10, 64)
		name = filepath.FromSlash(name)
		if err != nil || !filepath.IsLocal(name) {
			continue // not a list entry, but part of the explanation
		}
		listed++
		if info, err := os.Lstat(filepath.Join(t.dir, name)); err == nil && info.Mode().IsRegular() {
			found++
			if info.Size() == n {
				sameSize++
			}
		}
	}
	return sameSize > 0 && 2*found >= listed
}
