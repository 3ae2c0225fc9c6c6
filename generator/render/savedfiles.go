package render

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
)

// savedFiles describes the files that readers can save on a device. A file is described
// when its page is laid out, since laying the pages out again for the service worker's
// list costs a sixth of a build of 10,000 pages.
type savedFiles struct {
	tree    *Tree
	kit     []string            // names of the files saved by one tap
	modules map[string][]string // names of each module's files, by module ID

	mu    sync.Mutex
	known map[string]savedFile // by file name
}

// A savedFile describes one file that readers can save.
type savedFile struct {
	sum   string   // fingerprint of its content
	size  int      // estimated number of bytes transferred for it
	loads []string // names of the scripts and pictures that it loads
}

// addSavedFiles sets b.saved. It must be called after every other file is in the tree.
func (b *builder) addSavedFiles(tree *Tree) {
	s := &savedFiles{tree: tree, kit: b.kitPages(), modules: b.modulePages(), known: make(map[string]savedFile)}
	b.saved = s
	pages := slices.Concat(s.kit, slices.Concat(slices.Collect(maps.Values(s.modules))...))
	slices.Sort(pages)
	for _, name := range slices.Compact(pages) {
		lay := tree.files[name]
		tree.files[name] = func(out *bytes.Buffer) error {
			start := out.Len()
			err := lay(out)
			if err == nil {
				s.add(name, out.Bytes()[start:])
			}
			return err
		}
	}
}

// kitPages returns the names of the files saved by one tap, without those that they load.
func (b *builder) kitPages() []string {
	names := []string{"index.html"}
	for _, d := range b.Derived {
		practitioners := d.View == "door" && d.Audience == model.Practitioner
		if practitioners || slices.Contains([]string{"contacts", "offline", "search"}, d.View) {
			names = append(names, d.Address[1:]+"index.html")
		}
	}
	for _, e := range b.Site.Entries {
		if p := e.Base(); p.Kind.Name == "protocol" && p.Status != model.Withdrawn {
			names = append(names, p.Address[1:]+"index.html")
		}
	}
	if slices.Contains(b.options.Publish, "icon.svg") {
		names = append(names, "icon.svg")
	}
	return names
}

// modulePages returns the names of the pages of each module, by module ID.
func (b *builder) modulePages() map[string][]string {
	pages := make(map[string][]string)
	for _, d := range b.Derived {
		if d.Module != nil && d.Module.Status != model.Withdrawn {
			id := string(d.Module.ID)
			pages[id] = append(pages[id], d.Address[1:]+"index.html")
		}
	}
	for _, e := range b.Site.Entries {
		if p := e.Base(); p.Kind.Name == "module" && p.Status != model.Withdrawn {
			id := string(p.ID)
			pages[id] = append(pages[id], p.Address[1:]+"index.html")
			if b.At("/trainers/") != nil {
				pages[id] = append(pages[id], "trainers/index.html")
			}
		}
	}
	return pages
}

// add describes a file unless it is known. The content of a file never changes.
func (s *savedFiles) add(name string, data []byte) {
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

func (s *savedFiles) get(name string) (f savedFile, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, known = s.known[name]
	return f, known
}

// loads returns the files of the tree that a page loads from its src attributes.
func (s *savedFiles) loads(page string, data []byte) []string {
	var names []string
	for _, after := range bytes.Split(data, []byte(` src="`))[1:] {
		src, _, _ := bytes.Cut(after, []byte(`"`))
		address, err := url.PathUnescape(string(src))
		if name := path.Join(path.Dir(page), address); err == nil && s.tree.files[name] != nil {
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
// It makes the files that have not been read.
func (s *savedFiles) describe(names []string) (map[string]savedFile, error) {
	files := make(map[string]savedFile)
	names = slices.Clone(names)
	for i := 0; i < len(names); i++ {
		name := names[i]
		if _, have := files[name]; have {
			continue
		}
		f, known := s.get(name)
		if !known {
			data, err := s.tree.ReadFile(name)
			if err != nil {
				return nil, err
			}
			s.add(name, data)
			f, _ = s.get(name)
		}
		files[name] = f
		names = append(names, f.loads...)
	}
	return files, nil
}
