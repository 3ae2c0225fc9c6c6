package feeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
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

// SavedFiles describes the files that readers can save on a device for offline use. Each page is
// described when it is first rendered, because rendering these pages again for the file list of the
// service worker would take a sixth of the build time of a site with 10,000 pages. SavedFiles is safe
// for concurrent use.
type SavedFiles struct {
	files            fs.FS                 // all files of the site
	search           func() []string       // returns the names of the search files
	kitWithoutSearch []string              // names of the files in the offline kit, except search files
	modules          map[model.ID][]string // names of the files of each module
	cache            sync.Map              // file name (string) to savedFile
}

// A savedFile describes a file that readers can save.
type savedFile struct {
	sum          string   // SHA-256 prefix of the content, in hexadecimal
	size         int      // estimated transfer size in bytes
	dependencies []string // names of the scripts, style sheets and images that the file loads
}

// NewSavedFiles returns a SavedFiles for the site of g. The argument files contains every file of the
// site. The function search returns the names of the search files.
func NewSavedFiles(g *xref.Graph, files fs.FS, search func() []string) *SavedFiles {
	s := &SavedFiles{files: files, search: search, modules: make(map[model.ID][]string)}
	for _, address := range []string{"/", "/practitioners/", "/contacts/", "/offline/", "/search/", "/icon.svg"} {
		if g.Listed(address) {
			s.kitWithoutSearch = append(s.kitWithoutSearch, fileName(address))
		}
	}
	for _, e := range g.Site.Entries {
		p := e.Base()
		if !g.Site.Listed(p) {
			continue
		}
		if p.Kind.Name == "protocol" {
			s.kitWithoutSearch = append(s.kitWithoutSearch, fileName(p.Address))
		}
		if m, ok := e.(*model.Module); ok {
			s.modules[m.ID] = moduleFiles(g, m)
		}
	}
	return s
}

// moduleFiles returns the names of the files for the page of a module, for its teaching pages and, if
// the site has one, for the page for trainers.
func moduleFiles(g *xref.Graph, m *model.Module) []string {
	names := []string{fileName(m.Address)}
	for _, d := range views.TeachingPagesOf(g, m) {
		names = append(names, fileName(d.Address))
	}
	if g.Listed("/trainers/") {
		names = append(names, trainersPage)
	}
	return names
}

// fileName returns the name of the file that is served at the given address.
func fileName(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return address[1:]
}

// Names returns the sorted names of the files that must be passed to Add when they are generated.
func (s *SavedFiles) Names() []string {
	names := slices.Concat(s.kitWithoutSearch, slices.Concat(slices.Collect(maps.Values(s.modules))...))
	slices.Sort(names)
	return slices.Compact(names)
}

// Add records the description of the named file, unless the file has already been described. The
// content of a file does not change during a build. The checksum covers the whole file, because the
// service worker does not save a file whose checksum is different.
func (s *SavedFiles) Add(name string, data []byte) {
	if _, cached := s.cache.Load(name); cached {
		return
	}
	sum := sha256.Sum256(data)
	isPage := strings.HasSuffix(name, ".html")
	_, rest, hasStyle := bytes.Cut(data, []byte("</style>"))
	if hasStyle = hasStyle && isPage; !hasStyle {
		rest = data
	}
	f := savedFile{sum: hex.EncodeToString(sum[:8]), size: estimateTransferSize(name, len(data), hasStyle)}
	if isPage {
		f.dependencies = s.referencedFiles(name, rest)
	}
	s.cache.Store(name, f)
}

// referencedFiles returns the names of those files of the site that the given page loads: the files in
// its src attributes and its style sheet. The argument data is the content of the page, from the end of
// its style element if it has one.
func (s *SavedFiles) referencedFiles(page string, data []byte) []string {
	var names []string
	found := bytes.Split(data, []byte(` src="`))[1:]
	if _, rest, ok := bytes.Cut(data, []byte(`<link rel="stylesheet" href="`)); ok {
		found = append(found, rest)
	}
	for _, rest := range found {
		src, _, _ := bytes.Cut(rest, []byte{'"'})
		address, err := url.PathUnescape(html.UnescapeString(string(src)))
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

// estimateTransferSize estimates the transfer size of a file of size bytes with HTTP compression. For a
// page, it is a fifth of the size plus a fixed amount, which is higher if the page has an inline style
// sheet. For a style sheet in a file it is a quarter of the size, and for other files half of it. For
// the offline kit of the sample site, and for each of its modules, it is within 10 % of the actual total.
func estimateTransferSize(name string, size int, hasStyle bool) int {
	switch {
	case strings.HasSuffix(name, ".css"):
		return size / 4
	case !strings.HasSuffix(name, ".html"):
		return size / 2
	case hasStyle:
		return 2600 + size/5
	default:
		return 2000 + size/5
	}
}

// describeAll returns descriptions of the named files and all files that they load, keyed by name.
func (s *SavedFiles) describeAll(names []string) (map[string]savedFile, error) {
	files := make(map[string]savedFile)
	names = slices.Clone(names)
	for i := 0; i < len(names); i++ {
		if _, seen := files[names[i]]; seen {
			continue
		}
		f, err := s.describeFile(names[i])
		if err != nil {
			return nil, err
		}
		files[names[i]] = f
		names = append(names, f.dependencies...)
	}
	return files, nil
}

// describeFile returns the description of the named file, and generates the file first if necessary.
func (s *SavedFiles) describeFile(name string) (savedFile, error) {
	if f, cached := s.cache.Load(name); cached {
		return f.(savedFile), nil
	}
	data, err := fs.ReadFile(s.files, name)
	if err != nil {
		return savedFile{}, err
	}
	s.Add(name, data)
	return s.describeFile(name)
}
