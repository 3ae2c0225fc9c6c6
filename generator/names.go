package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"safelearn/generator/privacy"
)

// readNames returns the names of people in the file s.Names, which must not be published. It returns
// an error if that file is in the repository of the site, where it could be committed or published.
func (s *Site) readNames() ([]string, error) {
	if s.Names == "" {
		return nil, nil
	}
	file, err := resolvePath(s.Names)
	if err != nil {
		return nil, fmt.Errorf("reading the list of names: %w", err)
	}
	if s.Folder != "" {
		repository, err := repositoryRoot(s.Folder)
		if err != nil {
			return nil, fmt.Errorf("reading the list of names: %w", err)
		}
		if isInside(file, repository) {
			return nil, fmt.Errorf("%s is in the repository of the site: keep the list of names elsewhere, so that it is never published", s.Names)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the list of names: %w", err)
	}
	names, err := privacy.ParseNames(data)
	if err == nil && len(names) == 0 {
		err = errors.New("it has no names")
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", s.Names, err)
	}
	return names, nil
}

// repositoryRoot returns the root folder of the Git repository that contains the site in folder, or
// folder if there is none. Symbolic links in the path are resolved.
func repositoryRoot(folder string) (string, error) {
	site, err := resolvePath(folder)
	if err != nil {
		return "", err
	}
	for parent := site; ; parent = filepath.Dir(parent) {
		_, err := os.Lstat(filepath.Join(parent, ".git"))
		switch {
		case err == nil:
			return parent, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		case parent == filepath.Dir(parent):
			return site, nil
		}
	}
}
