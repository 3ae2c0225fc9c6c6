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

// mostTraces is how many files of a tree the marker names.
const mostTraces = 100

// A trace is a file by which a folder is known again: its path and size.
type trace struct {
	name string
	size int64
}

// traces are those of the published tree and of the new one: whichever of the two is in
// the folder when a build is killed, the next knows it.
func (f *filling) traces() ([]trace, error) {
	var list []trace
	for _, name := range outermost(slices.Values(f.names)) {
		info, err := os.Lstat(f.at(f.next, name))
		if err != nil {
			return nil, failed("looking at the new files", err)
		}
		list = append(list, trace{name, info.Size()})
	}
	for _, name := range outermost(maps.Keys(f.old)) {
		list = append(list, trace{name, f.old[name].size})
	}
	return list, nil
}

// outermost gives the files that lie nearest to the top.
func outermost(names iter.Seq[string]) []string {
	list := slices.SortedFunc(names, func(a, b string) int {
		return cmp.Or(strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
	return list[:min(mostTraces, len(list))]
}

// mark writes the marker, which is there whole or as it was.
func (p place) mark(list []trace) error {
	var text strings.Builder
	fmt.Fprintf(&text, "The folder %s beside this file is made by safelearn, and replaced whole by each build.\nIt is known by these, each with its size:\n", filepath.Base(p.dir))
	for _, t := range list {
		fmt.Fprintf(&text, "%d %s\n", t.size, t.name)
	}
	if old, err := os.ReadFile(p.marker); err == nil && string(old) == text.String() {
		return nil
	}
	defer os.Remove(p.newMarker())
	if err := os.WriteFile(p.newMarker(), []byte(text.String()), 0o666); err != nil {
		return err
	}
	return os.Rename(p.newMarker(), p.marker)
}

func (p place) newMarker() string { return p.marker + ".new" }

// made reports whether the folder is one that a build made: it has a file that the
// marker names, of the same size. A folder of somebody's that took the place of ours has
// none, whatever its name.
func (p place) made() (bool, error) {
	text, err := os.ReadFile(p.marker)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, failed("reading "+p.marker, err)
	}
	for line := range strings.Lines(string(text)) {
		size, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.ParseInt(size, 10, 64)
		name = filepath.FromSlash(name)
		if err != nil || !filepath.IsLocal(name) {
			continue
		}
		if info, err := os.Lstat(filepath.Join(p.dir, name)); err == nil && info.Mode().IsRegular() && info.Size() == n {
			return true, nil
		}
	}
	return false, nil
}
