package generator

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// CheckNotPublished returns an error if s is an internal site, with progress that has not been
// released, and the named file or folder is inside a folder of the site that is published or contains
// its source, or is inside any folder to which a site for the public has been built.
func CheckNotPublished(s *Site, name string) error {
	if !s.Internal {
		return nil
	}
	target, err := resolvePath(name)
	if err != nil {
		return err
	}
	if s.Folder != "" {
		for _, folder := range []string{"public", "static", "content", "layouts"} {
			published, err := resolvePath(filepath.Join(s.Folder, folder))
			if err != nil {
				return err
			}
			if isInside(target, published) {
				return fmt.Errorf("%s is in %s, which is published: what has not been released belongs in a folder of its own outside the site", name, folder)
			}
		}
	}
	for dir := target; ; dir = filepath.Dir(dir) {
		if holdsPublicSite(dir) {
			return fmt.Errorf("%s holds a site for the public: what has not been released belongs in a folder of its own; to use this one, delete it first", dir)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// holdsPublicSite reports whether a folder contains the index.json of a site without entries that no
// board has released.
func holdsPublicSite(folder string) bool {
	f, err := os.Open(filepath.Join(folder, "index.json"))
	if err != nil {
		return false
	}
	defer f.Close()
	var index struct {
		Schema string
		Site   *struct{ Internal bool }
	}
	err = json.NewDecoder(f).Decode(&index)
	return err == nil && index.Schema == "index.schema.json" && index.Site != nil && !index.Site.Internal
}
