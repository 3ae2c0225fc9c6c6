package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A snapshot is what stood in the watched folders when they were last looked at,
// by path.
type snapshot map[string]stamp

// A stamp tells one version of a file from another. A folder has none but that it
// is one: what is in it has stamps of its own.
type stamp struct {
	size     int64
	modified int64
	mode     fs.FileMode
	folder   bool
}

// add takes in a path and all below it. A folder is handed to watch before it is
// listed: what is put into it in between would be seen by neither.
func (s snapshot) add(path string, stat func(string) (fs.FileInfo, error), watch func(dir string)) {
	info, err := stat(path)
	if err != nil {
		return // gone again, and told of by the next event
	}
	if !info.IsDir() {
		s[path] = stamp{size: info.Size(), modified: info.ModTime().UnixNano(), mode: info.Mode()}
		return
	}
	s[path] = stamp{folder: true}
	watch(path)
	entries, _ := os.ReadDir(path)
	for _, entry := range entries {
		if !ignored(entry.Name()) {
			s.add(filepath.Join(path, entry.Name()), os.Lstat, watch)
		}
	}
}

// drop forgets a path and all below it, and hands each folder to unwatch.
func (s snapshot) drop(path string, unwatch func(dir string)) {
	if !s[path].folder {
		delete(s, path)
		return
	}
	for at, stamp := range s {
		if within(at, path) {
			if stamp.folder {
				unwatch(at)
			}
			delete(s, at)
		}
	}
}

// unlike gives the paths that two snapshots do not have alike.
func (s snapshot) unlike(other snapshot) []string {
	var paths []string
	for path, stamp := range s {
		if was, known := other[path]; !known || was != stamp {
			paths = append(paths, path)
		}
	}
	for path := range other {
		if _, still := s[path]; !still {
			paths = append(paths, path)
		}
	}
	return paths
}

// ignored passes over what belongs to an editor or the system.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}
