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
		repository, err := s.repositoryRoot()
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

// repositoryRoot returns the folder of the Git repository that contains the site, or the folder of
// the site if there is none.
func (s *Site) repositoryRoot() (string, error) {
	site, err := resolvePath(s.Folder)
	if err != nil {
		return "", err
	}
	for folder := site; ; folder = filepath.Dir(folder) {
		_, err := os.Lstat(filepath.Join(folder, ".git"))
		switch {
		case err == nil:
			return folder, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		case folder == filepath.Dir(folder):
			return site, nil
		}
	}
}
