package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// A list is what the service worker knows of a release. Addresses are from the
// site's root and as a browser asks for them.
type list struct {
	Site    string              `json:"site"`
	Release string              `json:"release"` // follows from all else in the list and the worker's own text
	Apart   []string            `json:"apart"`   // the folders that it leaves alone
	Files   map[string]string   `json:"files"`   // the fingerprint of each
	Due     map[string]string   `json:"due"`     // when a page has to be reviewed
	Kit     []string            `json:"kit"`
	Modules map[string][]string `json:"modules"`
}

// worker writes the service worker. One that keeps nothing takes the place of the
// other wherever saving is not offered, since a browser that has a worker keeps it
// until another comes.
func (b *builder) worker() ([]byte, error) {
	if b.saving() != "yes" {
		return b.assets.Remover, nil
	}
	l := list{
		Site: b.Site.ID, Apart: []string{"s/"}, Files: make(map[string]string), Due: make(map[string]string),
		Kit: []string{}, Modules: make(map[string][]string),
	}
	for _, k := range model.Kinds {
		if k.Isolated {
			l.Apart = append(l.Apart, k.Folder+"/")
		}
	}
	for _, e := range b.Site.Entries {
		if p := e.Base(); p.ReviewDue != "" && (p.Kind.Name == "protocol" || p.Kind.Name == "module") {
			l.Due[asked(p.Address[1:])] = string(p.ReviewDue)
		}
	}
	var err error
	kit, _ := b.kit()
	if l.Kit, err = b.listed(&l, kit); err != nil {
		return nil, err
	}
	for id, names := range b.saved.modules {
		if l.Modules[id], err = b.listed(&l, names); err != nil {
			return nil, err
		}
	}
	text := b.assets.Worker
	data, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append(data, text...))
	l.Release = hex.EncodeToString(sum[:8])
	if data, err = json.Marshal(l); err != nil {
		return nil, err
	}
	return slices.Concat([]byte("const list="), data, []byte(";"), text), nil
}

// listed puts files with all that they load into the list, and gives their addresses
// in order.
func (b *builder) listed(l *list, names []string) ([]string, error) {
	files, err := b.saved.describe(names)
	if err != nil {
		return nil, err
	}
	var addresses []string
	for name, n := range files {
		address := asked(name)
		l.Files[address] = n.sum
		addresses = append(addresses, address)
	}
	slices.Sort(addresses)
	return addresses, nil
}

// asked gives the address of a file as a browser writes it.
func asked(name string) string {
	if rest, ok := strings.CutSuffix(name, "index.html"); ok && (rest == "" || strings.HasSuffix(rest, "/")) {
		name = rest
	}
	return (&url.URL{Path: name}).EscapedPath()
}
