package render

import (
	"bytes"
	"slices"
	"strings"

	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// These files of static/ become the service worker: one keeps pages, the other takes
// itself and everything that was kept away again.
const (
	workerFile   = "sw.js"
	removingFile = "remove.js"
)

// saving says why a page can be saved on a reader's device, or why not: "yes", "off"
// where the site does not offer it, "live" while it is written, "files" without a
// server.
func (b *builder) saving() string {
	switch {
	case b.options.Files:
		return "files"
	case b.options.Live != "":
		return "live"
	case b.options.NoOffline || b.At("/offline/") == nil:
		return "off"
	}
	return "yes"
}

// installs reports whether a reader can put the site on the home screen from a page.
func (b *builder) installs(dot any) bool { return b.of(dot).install && b.saving() == "yes" }

// addOffline adds what saving needs. Without a server there is no worker.
func (b *builder) addOffline(tree *Tree) {
	if b.options.Files {
		return
	}
	tree.add("sw.js", b.worker)
	if b.saving() == "yes" {
		tree.add("manifest.webmanifest", b.manifest)
		b.keep(tree)
	}
}

// derived makes the dot of a page that nobody wrote.
func (b *builder) derived(d xref.Derived) (any, error) {
	dot := views.Of(b.Graph, d)
	if v, ok := dot.(*views.Offline); ok {
		return v, b.weighed(v)
	}
	return dot, nil
}

// keptSearch is how many files of the search one tap saves at most, each of one or two
// kilobytes: that of a large site is too much to fetch where the signal is poor.
const keptSearch = 150

// kit gives the files that one tap saves, those that they load apart, and whether the
// search is among them. To list the files of the search is to make it.
func (b *builder) kit() (names []string, search bool) {
	index := b.searchFiles()
	if len(index) > keptSearch {
		return slices.DeleteFunc(slices.Clone(b.ledger.kit), func(name string) bool { return name == "search/index.html" }), false
	}
	return slices.Concat(b.ledger.kit, index), len(index) > 0
}

// weighed puts the weights into the page that offers saving.
func (b *builder) weighed(v *views.Offline) error {
	if b.saving() != "yes" {
		return nil
	}
	names, search := b.kit()
	v.Search = search
	var own bytes.Buffer // its own weight does not hang on the numbers in it
	if err := b.lay(&own, "offline", v); err != nil {
		return err
	}
	others := slices.DeleteFunc(names, func(name string) bool { return name == "offline/index.html" })
	kit, err := b.ledger.whole(append(others, b.head.scripts[savingFile].name))
	if err != nil {
		return err
	}
	size := b.ledger.gzipped(own.Bytes()) + b.ledger.gzipped(b.head.workers[workerFile])
	for _, n := range kit {
		size += n.size
	}
	v.KB = kilobytes(size)
	// What modules have in common comes with the first of them: the door and scripts.
	common := make(map[string]int)
	for i, m := range v.Modules {
		files, err := b.ledger.whole(b.ledger.units[string(m.ID)])
		if err != nil {
			return err
		}
		size := 0
		for name, n := range files {
			switch _, have := kit[name]; {
			case have:
			case name == "trainers/index.html" || strings.HasSuffix(name, ".js"):
				common[name] = n.size
			default:
				size += n.size
			}
		}
		v.Modules[i].KB = kilobytes(size)
	}
	size = 0
	for _, n := range common {
		size += n
	}
	v.Common = kilobytes(size)
	return nil
}

func kilobytes(size int) int { return (size + 1023) / 1024 }
