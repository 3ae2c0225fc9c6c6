package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// A release is the list at the start of the service worker. Addresses are relative to the
// site's root, in the form that a browser requests.
type release struct {
	Site    string                `json:"site"`
	Release string                `json:"release"` // fingerprint of the rest of the list and of the worker
	Apart   []string              `json:"apart"`   // the folders that the worker never handles
	Files   map[string]string     `json:"files"`   // the fingerprint of each file
	Due     map[string]model.Date `json:"due"`     // the day of the next review of a page
	Kit     []string              `json:"kit"`     // what one tap saves
	Modules map[model.ID][]string `json:"modules"` // the files of each module
}

// Worker returns the service worker: its script after the list of the files that readers
// can save.
func (w *Writer) Worker(script []byte, saved *SavedFiles) ([]byte, error) {
	r := w.newRelease()
	names, _ := saved.kit()
	var err error
	if r.Kit, err = r.add(saved, names); err != nil {
		return nil, err
	}
	for id, names := range saved.modules {
		if r.Modules[id], err = r.add(saved, names); err != nil {
			return nil, err
		}
	}
	data, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append(data, script...))
	r.Release = hex.EncodeToString(sum[:8])
	data, err = json.Marshal(r)
	return fmt.Appendf(nil, "const list=%s;%s", data, script), err
}

// newRelease returns a release without files.
func (w *Writer) newRelease() *release {
	r := &release{
		Site: w.graph.Site.ID, Apart: []string{"s/"}, Files: make(map[string]string), Due: make(map[string]model.Date), Modules: make(map[model.ID][]string),
	}
	for _, k := range model.Kinds {
		if k.Isolated {
			r.Apart = append(r.Apart, k.Folder+"/")
		}
	}
	for _, e := range w.graph.Site.Entries {
		if p := e.Base(); p.ReviewDue != "" && (p.Kind.Name == "protocol" || p.Kind.Name == "module") {
			r.Due[requested(p.Address[1:])] = p.ReviewDue
		}
	}
	return r
}

// add adds the named files with all that they load, and returns their addresses in order.
func (r *release) add(saved *SavedFiles, names []string) ([]string, error) {
	files, err := saved.describe(names)
	added := make(map[string]string)
	for name, f := range files {
		added[requested(name)] = f.sum
	}
	maps.Copy(r.Files, added)
	return slices.Sorted(maps.Keys(added)), err
}

// requested returns the address of a file in the form that a browser requests.
func requested(name string) string {
	if path.Base(name) == "index.html" {
		name = strings.TrimSuffix(name, "index.html")
	}
	return (&url.URL{Path: name}).EscapedPath()
}
