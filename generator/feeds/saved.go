package feeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// SavedFiles describes the files that readers can save on a device. A file is described
// when its page is laid out, since laying the pages out again for the service worker's
// list costs a sixth of a build of 10,000 pages. It is safe for use by several
// goroutines.
type SavedFiles struct {
	files   fs.FS                 // all files of the site
	search  func() []string       // returns the names of the files of the search
	pages   []string              // names of the files saved by one tap, without those of the search
	modules map[model.ID][]string // names of each module's files
	known   sync.Map              // of savedFile, by file name
}

// A savedFile describes one file that readers can save.
type savedFile struct {
	sum   string   // fingerprint of its content
	size  int      // estimated number of bytes transferred for it
	loads []string // names of the scripts and pictures that it loads
}

// NewSavedFiles returns the files of a site that can be saved. Files are all files of the
// site, and search returns the names of those by which the search finds pages.
func NewSavedFiles(g *xref.Graph, files fs.FS, search func() []string) *SavedFiles {
	s := &SavedFiles{files: files, search: search, modules: make(map[model.ID][]string)}
	for _, address := range []string{"/", "/practitioners/", "/contacts/", "/offline/", "/search/", "/icon.svg"} {
		if g.At(address) != nil {
			s.pages = append(s.pages, fileName(address))
		}
	}
	for _, e := range g.Site.Entries {
		p := e.Base()
		if !g.Site.InForce(p) {
			continue
		}
		if p.Kind.Name == "protocol" {
			s.pages = append(s.pages, fileName(p.Address))
		}
		if m, ok := e.(*model.Module); ok {
			s.modules[m.ID] = modulePages(g, m)
		}
	}
	return s
}

// modulePages returns the names of the pages of a module.
func modulePages(g *xref.Graph, m *model.Module) []string {
	names := []string{fileName(m.Address)}
	for _, d := range views.TeachingsOf(g, m) {
		names = append(names, fileName(d.Address))
	}
	if g.At("/trainers/") != nil {
		names = append(names, trainersPage)
	}
	return names
}

// fileName returns the name of the file at an address.
func fileName(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return address[1:]
}

// Names returns the names of the files to call Add for when they are made.
func (s *SavedFiles) Names() []string {
	names := slices.Concat(s.pages, slices.Concat(slices.Collect(maps.Values(s.modules))...))
	slices.Sort(names)
	return slices.Compact(names)
}

// Add describes a file unless it is known. The content of a file never changes.
func (s *SavedFiles) Add(name string, data []byte) {
	if _, known := s.known.Load(name); known {
		return
	}
	sum := sha256.Sum256(data)
	f := savedFile{sum: hex.EncodeToString(sum[:8]), size: compressedSize(name, len(data))}
	if strings.HasSuffix(name, ".html") {
		f.loads = s.loads(name, data)
	}
	s.known.Store(name, f)
}

// loads returns the files of the site that a page loads from its src attributes.
func (s *SavedFiles) loads(page string, data []byte) []string {
	var names []string
	for _, rest := range bytes.Split(data, []byte(` src="`))[1:] {
		src, _, _ := bytes.Cut(rest, []byte{'"'})
		address, err := url.PathUnescape(string(src))
		name := path.Join(path.Dir(page), address)
		if err != nil {
			continue
		}
		if info, err := fs.Stat(s.files, name); err == nil && !info.IsDir() {
			names = append(names, name)
		}
	}
	return names
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
func (s *SavedFiles) describe(names []string) (map[string]savedFile, error) {
	files := make(map[string]savedFile)
	names = slices.Clone(names)
	for i := 0; i < len(names); i++ {
		if _, have := files[names[i]]; have {
			continue
		}
		f, err := s.file(names[i])
		if err != nil {
			return nil, err
		}
		files[names[i]] = f
		names = append(names, f.loads...)
	}
	return files, nil
}

// file describes a file, and makes it if it has not been made.
func (s *SavedFiles) file(name string) (savedFile, error) {
	if f, known := s.known.Load(name); known {
		return f.(savedFile), nil
	}
	data, err := fs.ReadFile(s.files, name)
	if err != nil {
		return savedFile{}, err
	}
	s.Add(name, data)
	return s.file(name)
}
