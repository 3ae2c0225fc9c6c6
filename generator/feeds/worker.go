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

// A serviceWorkerData contains the file lists at the start of the service worker. URLs are relative to the
// site's root and escaped as in the requests of browsers.
type serviceWorkerData struct {
	Site      string                `json:"site"`    // id of the site
	Release   string                `json:"release"` // hash of the other fields and the worker's script
	Unhandled []string              `json:"apart"`   // folders whose requests the worker ignores
	Files     map[string]string     `json:"files"`   // content hash by URL
	Due       map[string]model.Date `json:"due"`     // next review date by page URL
	Kit       []string              `json:"kit"`     // URLs of the offline kit, saved with one tap
	Modules   map[model.ID][]string `json:"modules"` // URLs of each module's files
}

// ServiceWorker returns the service worker, which consists of the lists of files that readers can save and of
// script.
func (w *Writer) ServiceWorker(script []byte, saved *SavedFiles) ([]byte, error) {
	r := w.newServiceWorkerData()
	names, _ := saved.offlineKitFiles()
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

// newServiceWorkerData returns a serviceWorkerData with no files.
func (w *Writer) newServiceWorkerData() *serviceWorkerData {
	r := &serviceWorkerData{
		Site: w.graph.Site.ID, Unhandled: []string{"s/"}, Files: make(map[string]string), Due: make(map[string]model.Date), Modules: make(map[model.ID][]string),
	}
	for _, k := range model.Kinds {
		if k.Isolated {
			r.Unhandled = append(r.Unhandled, k.Folder+"/")
		}
	}
	for _, e := range w.graph.Site.Entries {
		if p := e.Base(); model.DueDate(w.graph.Site, p) != "" && w.graph.Site.Listed(p) && (p.Kind.Name == "protocol" || p.Kind.Name == "module") {
			r.Due[requestURL(p.Address[1:])] = model.DueDate(w.graph.Site, p)
		}
	}
	return r
}

// add adds the named files and all files they load, and returns their sorted URLs.
func (r *serviceWorkerData) add(saved *SavedFiles, names []string) ([]string, error) {
	files, err := saved.describeAll(names)
	added := make(map[string]string)
	for name, f := range files {
		added[requestURL(name)] = f.sum
	}
	maps.Copy(r.Files, added)
	return slices.Sorted(maps.Keys(added)), err
}

// requestURL returns the URL of the named file as a browser requests it, relative to the
// site's root.
func requestURL(name string) string {
	if path.Base(name) == "index.html" {
		name = strings.TrimSuffix(name, "index.html")
	}
	return (&url.URL{Path: name}).EscapedPath()
}
