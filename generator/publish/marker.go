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

// Traces are those of the new tree and of the published one before it: whichever of the
// two is in the folder when a build is killed, the next knows it.
type traces struct{ now, before []trace }

func (f *filling) traces() (t traces, err error) {
	for _, name := range outermost(slices.Values(f.names)) {
		info, err := os.Lstat(f.at(f.next, name))
		if err != nil {
			return traces{}, failed("looking at the new files", err)
		}
		t.now = append(t.now, trace{name, info.Size()})
	}
	for _, name := range outermost(maps.Keys(f.old)) {
		t.before = append(t.before, trace{name, f.old[name].size})
	}
	return t, nil
}

// outermost gives the files that lie nearest to the top.
func outermost(names iter.Seq[string]) []string {
	list := slices.SortedFunc(names, func(a, b string) int {
		return cmp.Or(strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
	return list[:min(mostTraces, len(list))]
}

// untilThen stands between the files of the new tree and those of the one before it.
const untilThen = "Until then by these:\n"

// mark writes the marker, which is there whole or as it was.
func (p place) mark(t traces) error {
	var text strings.Builder
	fmt.Fprintf(&text, "The folder %s beside this file is made by safelearn, and replaced whole by each build.\nIt is known by these, each with its size:\n", filepath.Base(p.dir))
	write := func(list []trace) {
		for _, one := range list {
			fmt.Fprintf(&text, "%d %s\n", one.size, one.name)
		}
	}
	write(t.now)
	text.WriteString(untilThen)
	write(t.before)
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

// made reports whether the folder is one that a build made: it has half of the files that
// the marker names for one of the trees, and one of them is of the same size. Another
// program may have gone over the others since. A folder of somebody's that took the place
// of ours has few, whatever its name.
func (p place) made() (bool, error) {
	text, err := os.ReadFile(p.marker)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, failed("reading "+p.marker, err)
	}
	now, before, _ := strings.Cut(string(text), untilThen)
	return p.has(now) || p.has(before), nil
}

// has reports whether the folder is known by some lines of the marker.
func (p place) has(lines string) bool {
	named, there, same := 0, 0, 0
	for line := range strings.Lines(lines) {
		size, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.ParseInt(size, 10, 64)
		name = filepath.FromSlash(name)
		if err != nil || !filepath.IsLocal(name) {
			continue // words for people
		}
		named++
		if info, err := os.Lstat(filepath.Join(p.dir, name)); err == nil && info.Mode().IsRegular() {
			there++
			if info.Size() == n {
				same++
			}
		}
	}
	return same > 0 && 2*there >= named
}
