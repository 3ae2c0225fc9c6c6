package render

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/model"
)

// A ledger remembers of each file that can be saved what the list says of it, so that
// a page which is read anyway is not laid out once more for its fingerprint.
type ledger struct {
	tree  *Tree
	kit   []string            // the files that one tap saves
	units map[string][]string // the files of each module, by its id
	loads *regexp.Regexp      // finds what a page of ours loads

	mu    sync.Mutex
	lines map[string]line
	small sync.Pool // of gzip writers, each dear to make
}

// A line is what is known of a file: its fingerprint, the bytes that fetching it
// takes, and the files that it loads.
type line struct {
	sum   string
	size  int
	loads []string
}

// keep makes the ledger. It must come after every other file of the tree.
func (b *builder) keep(tree *Tree) {
	l := &ledger{tree: tree, units: make(map[string][]string), lines: make(map[string]line),
		loads: regexp.MustCompile(`<(?:script|img) [^>]*?src="([^"]+)"`)}
	l.small.New = func() any { return gzip.NewWriter(nil) }
	b.ledger = l
	l.kit = []string{"index.html"}
	for _, d := range b.Derived {
		door := d.View == "door" && d.Audience == model.Practitioner
		if door || slices.Contains([]string{"contacts", "offline", "search"}, d.View) {
			l.kit = append(l.kit, d.Address[1:]+"index.html")
		}
		if d.Module != nil && d.Module.Status != model.Withdrawn {
			id := string(d.Module.ID)
			l.units[id] = append(l.units[id], d.Address[1:]+"index.html")
		}
	}
	for _, e := range b.Site.Entries {
		switch p := e.Base(); {
		case p.Status == model.Withdrawn:
		case p.Kind.Name == "protocol":
			l.kit = append(l.kit, p.Address[1:]+"index.html")
		case p.Kind.Name == "module":
			id := string(p.ID)
			l.units[id] = append(l.units[id], p.Address[1:]+"index.html")
			if b.At("/trainers/") != nil {
				l.units[id] = append(l.units[id], "trainers/index.html")
			}
		}
	}
	if slices.Contains(b.options.Publish, "icon.svg") {
		l.kit = append(l.kit, "icon.svg")
	}
	l.listen(l.kit)
	listened := make(map[string]bool)
	for _, names := range l.units {
		l.listen(slices.DeleteFunc(slices.Clone(names), func(name string) bool { return listened[name] }))
		for _, name := range names {
			listened[name] = true
		}
	}
}

// listen notes what the list says of files whenever one is read.
func (l *ledger) listen(names []string) {
	for _, name := range names {
		content := l.tree.files[name]
		l.tree.files[name] = func(out *bytes.Buffer) error {
			start := out.Len()
			err := content(out)
			if err == nil {
				l.note(name, out.Bytes()[start:])
			}
			return err
		}
	}
}

// note may be called twice for a file, with the same bytes.
func (l *ledger) note(name string, data []byte) {
	if _, known := l.line(name); known {
		return
	}
	sum := sha256.Sum256(data)
	n := line{sum: hex.EncodeToString(sum[:8]), size: l.gzipped(data)}
	if strings.HasSuffix(name, ".html") {
		for _, m := range l.loads.FindAllSubmatch(data, -1) {
			way, err := url.PathUnescape(string(m[1]))
			if file := path.Join(path.Dir(name), way); err == nil && l.tree.files[file] != nil {
				n.loads = append(n.loads, file)
			}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines[name] = n
}

// gzipped counts the bytes that a server sends for some.
func (l *ledger) gzipped(data []byte) int {
	var out bytes.Buffer
	w := l.small.Get().(*gzip.Writer)
	defer l.small.Put(w)
	w.Reset(&out)
	w.Write(data) // a Buffer takes everything
	w.Close()
	return out.Len()
}

func (l *ledger) line(name string) (n line, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, known = l.lines[name]
	return n, known
}

// of gives what is known of a file, which is read where nothing is.
func (l *ledger) of(name string) (line, error) {
	if n, known := l.line(name); known {
		return n, nil
	}
	data, err := l.tree.ReadFile(name)
	if err != nil {
		return line{}, err
	}
	l.note(name, data) // of a file that is not listened to
	n, _ := l.line(name)
	return n, nil
}

// whole gives some files with all that they load, each with its line.
func (l *ledger) whole(names []string) (map[string]line, error) {
	all := make(map[string]line)
	names = slices.Clone(names)
	for i := 0; i < len(names); i++ {
		name := names[i]
		if _, have := all[name]; have {
			continue
		}
		n, err := l.of(name)
		if err != nil {
			return nil, err
		}
		all[name] = n
		names = append(names, n.loads...)
	}
	return all, nil
}
