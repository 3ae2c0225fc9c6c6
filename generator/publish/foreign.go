package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// gitName is the name of the folder of a Git repository, or of the file that refers to such a
// folder.
const gitName = ".git"

// A treeScan contains the results of scanning a tree. Paths are slash-separated and relative to the
// root.
type treeScan struct {
	root        string
	isFromBuild func(name string) bool // reports whether a build wrote the file
	files       []string               // files that a build wrote
	foreign     []string               // other files, and folders that contain only such files
	removal     []string               // files that a build wrote and all folders, with each folder after its contents
}

// scanTree scans the tree at root. It does not read folders named .git.
func scanTree(root string, isFromBuild func(name string) bool) (*treeScan, error) {
	s := &treeScan{root: root, isFromBuild: isFromBuild}
	_, err := s.scan("")
	return s, err
}

// scan adds the contents of a folder, given by its path with a trailing slash. It reports whether the
// folder contains files that a build wrote.
func (s *treeScan) scan(dir string) (hasBuildFiles bool, err error) {
	entries, err := os.ReadDir(joinPath(s.root, dir))
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		switch name := dir + e.Name(); {
		case e.IsDir() && e.Name() != gitName:
			foreign := len(s.foreign)
			subfolderHas, err := s.scan(name + "/")
			if err != nil {
				return false, err
			}
			if !subfolderHas && len(s.foreign) > foreign {
				s.foreign = append(s.foreign[:foreign], name+"/")
			}
			hasBuildFiles = hasBuildFiles || subfolderHas
		case !e.IsDir() && s.isFromBuild(name):
			s.files, s.removal = append(s.files, name), append(s.removal, name)
			hasBuildFiles = true
		default:
			s.foreign = append(s.foreign, name)
		}
	}
	s.removal = append(s.removal, dir)
	return hasBuildFiles, nil
}

// removeBuildFiles removes the files that a build wrote, and the folders that are empty afterwards. If
// an error occurs, it continues and returns the first error.
func (s *treeScan) removeBuildFiles() error {
	var first error
	for _, name := range s.removal {
		file := joinPath(s.root, name)
		remove := remove
		if first != nil {
			remove = os.Remove // another program may have all files open, and retrying takes a second for each of them
		}
		err := remove(file)
		if errors.Is(err, fs.ErrPermission) && name != "" && makeWritable(filepath.Dir(file)) {
			err = remove(file)
		}
		if first == nil && !errors.Is(err, fs.ErrNotExist) {
			first = err
		}
	}
	return first
}

// removeTree removes a tree that contains only files that a build wrote.
func removeTree(root string) error {
	s, err := scanTree(root, func(string) bool { return true })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, s.removeBuildFiles())
}

// makeWritable gives the owner of a folder all permissions, and reports whether it succeeded.
func makeWritable(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && os.Chmod(dir, info.Mode()|0o700) == nil
}

// moveFiles moves files from one tree to another. If it fails, it moves them back.
func moveFiles(from, to string, names []string) error {
	moves, conflicts, err := planMoves(from, to, names)
	if err == nil && len(conflicts) > 0 {
		err = fmt.Errorf("both have files of these names: %s: move or delete one of each, then build again", joinNames(conflicts))
	}
	for i := 0; i < len(moves) && err == nil; i++ {
		if err = move(joinPath(from, moves[i]), joinPath(to, moves[i])); err == nil {
			continue
		}
		err = wrapError("moving "+moves[i], err)
		for _, name := range slices.Backward(moves[:i]) {
			err = errors.Join(err, rename(joinPath(to, name), joinPath(from, name)))
		}
	}
	return err
}

// move renames a file or folder. If permissions prevent that, it makes the parent folder writable. If
// the file to be moved is a folder, it also makes that folder writable temporarily, because some
// systems require this.
func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	err := rename(from, to)
	if !errors.Is(err, fs.ErrPermission) || !makeWritable(filepath.Dir(from)) {
		return err
	}
	info, err := os.Lstat(from)
	if err != nil || !info.IsDir() || !makeWritable(from) {
		return errors.Join(err, rename(from, to))
	}
	return errors.Join(rename(from, to), os.Chmod(to, info.Mode()))
}

// planMoves returns the names to rename in order to move files and folders from one tree to another.
// It also returns conflicts, the names that the destination already uses for something else. A folder
// that is in both trees is moved file by file. Existing names are looked up in the file system, which
// may ignore case.
func planMoves(from, to string, names []string) (moves, conflicts []string, err error) {
	for _, name := range names {
		name = strings.TrimSuffix(name, "/")
		existing, err := existingFile(to, name)
		if err != nil {
			return nil, nil, err
		}
		if existing == nil {
			moves = append(moves, name)
			continue
		}
		moved, err := os.Lstat(joinPath(from, name))
		if err != nil {
			return nil, nil, err
		}
		if !moved.IsDir() || !existing.IsDir() || filepath.Base(name) == gitName {
			conflicts = append(conflicts, name)
			continue
		}
		entries, err := os.ReadDir(joinPath(from, name))
		if err != nil {
			return nil, nil, err
		}
		var inside []string
		for _, e := range entries {
			inside = append(inside, name+"/"+e.Name())
		}
		more, moreConflicts, err := planMoves(from, to, inside)
		if err != nil {
			return nil, nil, err
		}
		moves, conflicts = append(moves, more...), append(conflicts, moreConflicts...)
	}
	return moves, conflicts, nil
}

// existingFile returns the file or folder called name in the tree at root. If one of its parent folders
// is a file, it returns that file. It returns nil if neither exists.
func existingFile(root, name string) (fs.FileInfo, error) {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		info, err := os.Lstat(joinPath(root, name[:i]))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil || i == len(name) || !info.IsDir() {
			return info, err
		}
	}
	return nil, nil
}

// maxListedNames is the maximum number of file names in an error message.
const maxListedNames = 10

// joinNames joins the first maxListedNames file names for an error message, and states how many others
// there are.
func joinNames(names []string) string {
	list := strings.Join(names[:min(maxListedNames, len(names))], ", ")
	if more := len(names) - maxListedNames; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
