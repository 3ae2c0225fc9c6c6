package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// snapshot records the files and folders below the watched folders, by path.
type snapshot map[string]stamp

// stamp identifies a version of a file. All folders have the same stamp, since their
// files have stamps of their own.
type stamp struct {
	size     int64
	modified int64 // Unix time in nanoseconds
	mode     fs.FileMode
}

// add adds a path and everything below it. It calls watch for each folder before it lists
// the folder. Otherwise it would miss a file that is created between the two.
func (s snapshot) add(path string, stat func(string) (fs.FileInfo, error), watch func(dir string)) {
	info, err := stat(path)
	if err != nil {
		return // deleted in the meantime, which is an event of its own
	}
	if !info.IsDir() {
		s[path] = stamp{info.Size(), info.ModTime().UnixNano(), info.Mode()}
		return
	}
	s[path] = stamp{mode: fs.ModeDir}
	watch(path)
	entries, _ := os.ReadDir(path)
	for _, entry := range entries {
		if !ignored(entry.Name()) {
			s.add(filepath.Join(path, entry.Name()), os.Lstat, watch)
		}
	}
}

// changedFrom returns the paths that are not the same in an older snapshot.
func (s snapshot) changedFrom(old snapshot) paths {
	changed := make(paths)
	for path, stamp := range s {
		if was, ok := old[path]; !ok || was != stamp {
			changed[path] = true
		}
	}
	for path := range old {
		if _, ok := s[path]; !ok {
			changed[path] = true
		}
	}
	return changed
}

// ignored reports whether a file belongs to an editor or the system.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// within reports whether path is dir or lies below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
