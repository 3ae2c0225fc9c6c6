package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// markerHeader is the first line of a marker file. Earlier versions of the program wrote a different
// first line and listed at most maxFilesInOldMarker files of a tree.
const (
	markerHeader        = "safelearn made the folder beside this file. Builds recognise it by these files and their sizes, and replace and remove no others:\n"
	maxFilesInOldMarker = 100
)

// maxCompared is the maximum number of listed files that are compared with a folder in order to
// recognize it.
const maxCompared = 100

// markerSeparator separates the files of the new tree from those of the published one. It is a sentence
// for people who open the marker file.
const markerSeparator = "Until then by these:\n"

// A marker is the content of a marker file, which shows that builds wrote a folder and lists the files
// that they wrote.
type marker struct {
	newFiles, published []listedFile    // files of the new tree, and of the tree that was published before
	names               map[string]bool // names of the files in either list
	truncated           bool            // whether the marker comes from an earlier version of the program that did not list all files
}

// A listedFile is a file that is listed in a marker file.
type listedFile struct {
	name string // slash-separated
	size int64
}

// isListed reports whether the marker lists the named file, which means that a build wrote it.
func (m *marker) isListed(name string) bool { return m.names[name] }

// readMarker reads the marker file. If there is none, it returns an empty marker.
func (t target) readMarker() (*marker, error) {
	text, err := os.ReadFile(t.marker)
	if errors.Is(err, fs.ErrNotExist) {
		return &marker{}, nil
	}
	if err != nil {
		return nil, wrapError("reading "+t.marker, err)
	}
	list, complete := strings.CutPrefix(string(text), markerHeader)
	next, published, _ := strings.Cut(list, markerSeparator)
	m := &marker{names: make(map[string]bool)}
	m.newFiles, m.published = m.parse(next), m.parse(published)
	m.truncated = !complete && len(m.newFiles) >= maxFilesInOldMarker
	return m, nil
}

// parse returns the files listed in lines of a marker file and adds them to m.names.
func (m *marker) parse(lines string) (list []listedFile) {
	for line := range strings.Lines(lines) {
		size, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.ParseInt(size, 10, 64)
		if err != nil || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue // not a list entry but part of the explanation
		}
		list = append(list, listedFile{name, n})
		m.names[name] = true
	}
	return list
}

// markerTexts returns two texts for the marker file: both for before the exchange of the trees, and
// next for after it. The text both lists the files of both trees, because the process may be killed at
// any time, and the next build must then recognize the folder.
func (w *writer) markerTexts() (next, both string) {
	newList, oldList := formatFileList(w.files), formatFileList(w.publishedList())
	next = markerHeader + newList
	if newList == oldList {
		return next, next
	}
	return next, next + markerSeparator + oldList
}

// formatFileList returns a line with the size and name of each file, sorted by depth, then by name.
func formatFileList(list []listedFile) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b listedFile) int {
		return cmp.Or(strings.Count(a.name, "/")-strings.Count(b.name, "/"), strings.Compare(a.name, b.name))
	})
	var text []byte
	for _, f := range list {
		text = append(append(append(strconv.AppendInt(text, f.size, 10), ' '), f.name...), '\n')
	}
	return string(text)
}

// writeMarker writes the marker file atomically, unless the file already has the given text.
func (t target) writeMarker(text string) error {
	if old, err := os.ReadFile(t.marker); err == nil && string(old) == text {
		return nil
	}
	defer os.Remove(t.tempMarker())
	if err := os.WriteFile(t.tempMarker(), []byte(text), 0o666); err != nil {
		return err
	}
	return rename(t.tempMarker(), t.marker)
}

// tempMarker returns the path of the marker file while it is being written.
func (t target) tempMarker() string { return t.marker + ".new" }

// createdByBuild reports whether the folder was created by a build, which is assumed if it contains
// enough of the files that m lists for one of the two trees. An unrelated folder with the same name is
// unlikely to contain them. Not all files are required, since another program may have changed some.
func (t target) createdByBuild(m *marker) bool {
	return t.contains(m.newFiles) || t.contains(m.published)
}

// contains reports whether the folder contains at least half of the first maxCompared files of
// list, at least one of them with the listed size.
func (t target) contains(list []listedFile) bool {
	list = list[:min(maxCompared, len(list))]
	found, sameSize := 0, 0
	for _, f := range list {
		if info, err := os.Lstat(joinPath(t.dir, f.name)); err == nil && info.Mode().IsRegular() {
			found++
			if info.Size() == f.size {
				sameSize++
			}
		}
	}
	return sameSize > 0 && 2*found >= len(list)
}
