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

// openFolders returns the site folder and its layouts/ and static/ folders. If the site has no
// layouts/ or no static/, the shipped folder is used instead. If its static/ lacks a file that the
// program needs, such as style.css, the shipped file is used. It returns ErrNoContent if the site
// folder has no content/.
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

// checkFolder returns an error if the path of the site folder is that of a file.
func (s *Site) checkFolder() error {
	if info, err := os.Stat(s.Folder); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: name the folder of a site, which has a folder content in it", s.Folder)
	}
	return nil
}

// subFolder returns the named folder of the site, or of the shipped site if it does not exist. It
// returns an error if the folder exists but cannot be read, for example because it is a symbolic link
// to a folder outside the site.
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

// staticFolder is the static folder of a site. Any file in source.ReservedFiles that it lacks is read
// from the shipped site.
type staticFolder struct{ site, shipped fs.FS }

// Open opens a file of the site, or the shipped file if the site lacks a reserved one.
func (f staticFolder) Open(name string) (fs.File, error) {
	file, err := f.site.Open(name)
	if errors.Is(err, fs.ErrNotExist) && slices.Contains(source.ReservedFiles, name) {
		return f.shipped.Open(name)
	}
	return file, err
}

// ReadDir lists a folder of the site.
func (f staticFolder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.site, name) }

// Lstat describes a file in the folder of the site without following a symbolic link.
func (f staticFolder) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(f.site, name) }

// ReadLink returns the destination of a symbolic link in the folder of the site.
func (f staticFolder) ReadLink(name string) (string, error) { return fs.ReadLink(f.site, name) }
