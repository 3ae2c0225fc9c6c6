package generator

import (
	"fmt"
	"path/filepath"
)

// CheckNotPublished returns an error if s contains unreleased progress and the file or folder name
// is in a folder that is published or that is part of the source of the site.
func CheckNotPublished(s *Site, name string) error {
	if !s.Internal || s.Folder == "" {
		return nil
	}
	target, err := resolvePath(name)
	if err != nil {
		return err
	}
	for _, folder := range []string{"public", "static", "content", "layouts"} {
		published, err := resolvePath(filepath.Join(s.Folder, folder))
		if err != nil {
			return err
		}
		if isInside(target, published) {
			return fmt.Errorf("%s is in %s, which is published: what has not been released belongs in a folder of its own outside the site", name, folder)
		}
	}
	return nil
}
