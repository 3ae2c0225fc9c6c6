package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// snapshot maps the paths of the watched files and folders to their stamps.
type snapshot map[string]stamp

// stamp identifies a version of a file. All folders have the same stamp, since each file
// in them has its own.
type stamp struct {
	size     int64
	modified int64 // Unix time in nanoseconds
	mode     fs.FileMode
}

// add adds a path and, if it is a folder, everything in it. It calls watch for each folder
// before it lists the folder. Otherwise a file created between the two calls would be
// missed.
func (s snapshot) add(path string, stat func(string) (fs.FileInfo, error), watch func(dir string)) {
	info, err := stat(path)
	if err != nil {
		return // deleted in the meantime, which causes another event
	}
	if !info.IsDir() {
		s[path] = stamp{info.Size(), info.ModTime().UnixNano(), info.Mode()}
		return
	}
	s[path] = stamp{mode: fs.ModeDir}
	watch(path)
	entries, _ := os.ReadDir(path)
	for _, entry := range entries {
		if !isIgnored(entry.Name()) {
			s.add(filepath.Join(path, entry.Name()), os.Lstat, watch)
		}
	}
}

// changedFrom returns the paths that were added, removed or modified since old was taken.
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

// isIgnored reports whether name is a hidden file or an editor's backup or lock file.
func isIgnored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// isWithin reports whether path is dir or is inside it.
func isWithin(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
