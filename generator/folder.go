package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"safelearn/generator/source"
)

// openFolders returns the site folder and its layouts/ and static/ folders. If a site has no
// layouts/ or static/, the shipped folder is used instead. If its static/ lacks a file that
// the program needs, such as style.css, the shipped file is used. It returns ErrNoContent if
// the site folder has no content/.
func (s *Site) openFolders() (root, layouts, static fs.FS, err error) {
	root = s.Shipped
	if s.Folder != "" {
		if err := s.checkFolder(); err != nil {
			return nil, nil, nil, err
		}
		folder, err := os.OpenRoot(s.Folder)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("opening the site: %w", err)
		}
		root = folder.FS()
	}
	if _, err := fs.Stat(root, "content"); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, ErrNoContent
	} else if err != nil {
		return nil, nil, nil, fmt.Errorf("opening the site: %w", err)
	}
	if layouts, err = s.subFolder(root, "layouts"); err != nil {
		return nil, nil, nil, err
	}
	if static, err = s.subFolder(root, "static"); err != nil {
		return nil, nil, nil, err
	}
	shipped, err := fs.Sub(s.Shipped, "static")
	return root, layouts, staticFolder{static, shipped}, err
}

// checkFolder returns an error if the folder of the site is a file.
func (s *Site) checkFolder() error {
	if info, err := os.Stat(s.Folder); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: name the folder of a site, which has a folder content in it", s.Folder)
	}
	return nil
}

// subFolder returns the named folder of the site, or of the shipped site if it does not
// exist. It returns an error if the folder exists but cannot be read, for example because it
// is a symbolic link out of the site.
func (s *Site) subFolder(root fs.FS, name string) (fs.FS, error) {
	info, err := fs.Stat(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		root = s.Shipped
	case err != nil:
		return nil, fmt.Errorf("opening the site's own %s: make it a folder in the site's folder, or delete it: %w", name, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is not a folder: rename it, or make it a folder", filepath.Join(s.Folder, name))
	}
	return fs.Sub(root, name)
}

// staticFolder is the static folder of a site. Files in source.ReservedFiles that it lacks come
// from the shipped site.
type staticFolder struct{ own, shipped fs.FS }

// Open opens a file of the site, or the shipped file if the site lacks a reserved one.
func (w staticFolder) Open(name string) (fs.File, error) {
	f, err := w.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) && slices.Contains(source.ReservedFiles, name) {
		return w.shipped.Open(name)
	}
	return f, err
}

// ReadDir lists a folder of the site.
func (w staticFolder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.own, name) }

// Lstat describes a file of the site without opening it.
func (w staticFolder) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(w.own, name) }

// ReadLink returns the destination of a symbolic link of the site.
func (w staticFolder) ReadLink(name string) (string, error) { return fs.ReadLink(w.own, name) }
