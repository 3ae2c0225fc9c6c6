package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// A release is the list at the start of the service worker. Addresses are relative to the
// site's root, in the form that a browser requests.
type release struct {
	Site    string              `json:"site"`
	Release string              `json:"release"` // fingerprint of the rest of the list and of the worker
	Apart   []string            `json:"apart"`   // the folders that the worker never handles
	Files   map[string]string   `json:"files"`   // the fingerprint of each file
	Due     map[string]string   `json:"due"`     // the day of the next review of a page
	Kit     []string            `json:"kit"`     // what one tap saves
	Modules map[string][]string `json:"modules"` // the files of each module
}

// Worker returns the service worker: its script after the list of the files that readers
// can save. Search is the names of the files of the search.
func (w *Writer) Worker(script []byte, saved *SavedFiles, search []string) ([]byte, error) {
	r := w.newRelease()
	var err error
	kit, _ := saved.withSearch(search)
	if r.Kit, err = r.add(saved, kit); err != nil {
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
	if data, err = json.Marshal(r); err != nil {
		return nil, err
	}
	return slices.Concat([]byte("const list="), data, []byte(";"), script), nil
}

// newRelease returns a release without files.
func (w *Writer) newRelease() *release {
	r := &release{
		Site: w.graph.Site.ID, Apart: []string{"s/"}, Files: make(map[string]string), Due: make(map[string]string), Modules: make(map[string][]string),
	}
	for _, k := range model.Kinds {
		if k.Isolated {
			r.Apart = append(r.Apart, k.Folder+"/")
		}
	}
	for _, e := range w.graph.Site.Entries {
		if p := e.Base(); p.ReviewDue != "" && (p.Kind.Name == "protocol" || p.Kind.Name == "module") {
			r.Due[requested(p.Address[1:])] = string(p.ReviewDue)
		}
	}
	return r
}

// add adds the named files with all that they load, and returns their addresses in order.
func (r *release) add(saved *SavedFiles, names []string) ([]string, error) {
	files, err := saved.describe(names)
	if err != nil {
		return nil, err
	}
	var addresses []string
	for name, f := range files {
		address := requested(name)
		r.Files[address] = f.sum
		addresses = append(addresses, address)
	}
	slices.Sort(addresses)
	return addresses, nil
}

// requested returns the address of a file in the form that a browser requests.
func requested(name string) string {
	if rest, ok := strings.CutSuffix(name, "index.html"); ok && (rest == "" || strings.HasSuffix(rest, "/")) {
		name = rest
	}
	return (&url.URL{Path: name}).EscapedPath()
}
