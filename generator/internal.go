package generator

import (
	"fmt"
	"path/filepath"
)

// CheckPrivatePlace returns an error if s is built with what no board has released and writing to name
// would put that where a build publishes it: into the published site or among the files of the source.
func CheckPrivatePlace(s *Site, name string) error {
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
