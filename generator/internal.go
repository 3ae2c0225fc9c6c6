package generator

import (
	"fmt"
	"path/filepath"
)

// CheckNotPublished returns an error if s is an internal site, with progress that has not been
// released, and the named file or folder is inside a folder of the site that is published or contains
// its source.
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
