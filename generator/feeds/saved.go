package feeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// SavedFiles describes the files that readers can save on a device. A file is described
// when its page is laid out, since laying the pages out again for the service worker's
// list costs a sixth of a build of 10,000 pages. It is safe for use by several
// goroutines.
type SavedFiles struct {
	read    func(name string) ([]byte, error) // makes a file of the site
	exists  func(name string) bool            // reports whether the site has a file
	kit     []string                          // names of the files saved by one tap
	modules map[string][]string               // names of each module's files, by module ID

	mu    sync.Mutex
	known map[string]savedFile // by file name
}

// A savedFile describes one file that readers can save.
type savedFile struct {
	sum   string   // fingerprint of its content
	size  int      // estimated number of bytes transferred for it
	loads []string // names of the scripts and pictures that it loads
}

// NewSavedFiles returns the files of a site that can be saved. Read returns the content of
// any file of the site and exists reports whether there is one.
func NewSavedFiles(g *xref.Graph, read func(name string) ([]byte, error), exists func(name string) bool) *SavedFiles {
	s := &SavedFiles{read: read, exists: exists, kit: kitPages(g), modules: modulePages(g), known: make(map[string]savedFile)}
	if exists("icon.svg") {
		s.kit = append(s.kit, "icon.svg")
	}
	return s
}

// kitPages returns the names of the pages saved by one tap.
func kitPages(g *xref.Graph) []string {
	names := []string{"index.html"}
	for _, d := range g.Derived {
		practitioners := d.View == "door" && d.Audience == model.Practitioner
		if practitioners || slices.Contains([]string{"contacts", "offline", "search"}, d.View) {
			names = append(names, d.Address[1:]+"index.html")
		}
	}
	for _, e := range g.Site.Entries {
		if p := e.Base(); p.Kind.Name == "protocol" && g.Site.InForce(p) {
			names = append(names, p.Address[1:]+"index.html")
		}
	}
	return names
}

// modulePages returns the names of the pages of each module, by module ID.
func modulePages(g *xref.Graph) map[string][]string {
	pages := make(map[string][]string)
	for _, d := range g.Derived {
		if d.Module != nil && g.Site.InForce(&d.Module.Page) {
			id := string(d.Module.ID)
			pages[id] = append(pages[id], d.Address[1:]+"index.html")
		}
	}
	for _, m := range model.Pages[*model.Module](g.Site) {
		if !g.Site.InForce(&m.Page) {
			continue
		}
		id := string(m.ID)
		pages[id] = append(pages[id], m.Address[1:]+"index.html")
		if g.At("/trainers/") != nil {
			pages[id] = append(pages[id], "trainers/index.html")
		}
	}
	return pages
}

// Names returns the names of the files to call Add for when they are made.
func (s *SavedFiles) Names() []string {
	names := slices.Concat(s.kit, slices.Concat(slices.Collect(maps.Values(s.modules))...))
	slices.Sort(names)
	return slices.Compact(names)
}

// Add describes a file unless it is known. The content of a file never changes.
func (s *SavedFiles) Add(name string, data []byte) {
	if _, known := s.get(name); known {
		return
	}
	sum := sha256.Sum256(data)
	f := savedFile{sum: hex.EncodeToString(sum[:8]), size: compressedSize(name, len(data))}
	if strings.HasSuffix(name, ".html") {
		f.loads = s.loads(name, data)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[name] = f
}

func (s *SavedFiles) get(name string) (f savedFile, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, known = s.known[name]
	return f, known
}

// loads returns the files of the site that a page loads from its src attributes.
func (s *SavedFiles) loads(page string, data []byte) []string {
	var names []string
	for {
		_, rest, found := bytes.Cut(data, []byte(` src="`))
		if !found {
			return names
		}
		src, rest, _ := bytes.Cut(rest, []byte(`"`))
		data = rest
		address, err := url.PathUnescape(string(src))
		if name := path.Join(path.Dir(page), address); err == nil && s.exists(name) {
			names = append(names, name)
		}
	}
}

// compressedSize estimates the number of bytes of a file of size bytes once a server has
// compressed it. A page costs a fixed amount, most of it the style sheet inside, and a
// fifth of its bytes; other files halve. Sums over what one tap saves are within 10 % on
// the shipped site.
func compressedSize(name string, size int) int {
	if strings.HasSuffix(name, ".html") {
		return 2600 + size/5
	}
	return size / 2
}

// describe returns what is known of the named files and of all that they load, by name.
// It makes the files that have not been read.
func (s *SavedFiles) describe(names []string) (map[string]savedFile, error) {
	files := make(map[string]savedFile)
	names = slices.Clone(names)
	for i := 0; i < len(names); i++ {
		name := names[i]
		if _, have := files[name]; have {
			continue
		}
		f, known := s.get(name)
		if !known {
			data, err := s.read(name)
			if err != nil {
				return nil, err
			}
			s.Add(name, data)
			f, _ = s.get(name)
		}
		files[name] = f
		names = append(names, f.loads...)
	}
	return files, nil
}
