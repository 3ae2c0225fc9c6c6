package render

import (
	"bytes"
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// workerFile is the name of the service worker.
const workerFile = "sw.js"

// The view of the page that offers saving, and the page's name.
const (
	offlineView = "offline"
	offlinePage = "offline/index.html"
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
		b.addSavedFiles(tree)
	}
}

// derived makes the dot of a page that nobody wrote.
func (b *builder) derived(d xref.Derived) (any, error) {
	dot := views.Of(b.Graph, d)
	if v, ok := dot.(*views.Offline); ok {
		return v, b.addSizes(v)
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
		return slices.DeleteFunc(slices.Clone(b.saved.kit), func(name string) bool { return name == "search/index.html" }), false
	}
	return slices.Concat(b.saved.kit, index), len(index) > 0
}

// addSizes sets the sizes on the page that offers saving.
func (b *builder) addSizes(v *views.Offline) error {
	if b.saving() != "yes" {
		return nil
	}
	names, search := b.kit()
	v.Search = search
	var page bytes.Buffer // laid out without sizes, which hardly change its own
	if err := b.layouts.Execute(&page, offlineView, v); err != nil {
		return err
	}
	others := slices.DeleteFunc(names, func(name string) bool { return name == offlinePage })
	kit, err := b.saved.describe(append(others, b.assets.Script(layout.Offline).Name))
	if err != nil {
		return err
	}
	v.KB = kilobytes(compressedSize(offlinePage, page.Len()) + compressedSize(workerFile, len(b.assets.Worker)) + sumSizes(kit))
	common := make(map[string]savedFile) // downloaded with the first module that a reader saves
	for i, m := range v.Modules {
		files, err := b.saved.describe(b.saved.modules[string(m.ID)])
		if err != nil {
			return err
		}
		for name, f := range files {
			_, saved := kit[name]
			if shared := name == "trainers/index.html" || strings.HasSuffix(name, ".js"); shared && !saved {
				common[name] = f
			}
			if _, shared := common[name]; shared || saved {
				delete(files, name)
			}
		}
		v.Modules[i].KB = kilobytes(sumSizes(files))
	}
	v.Common = kilobytes(sumSizes(common))
	return nil
}

// sumSizes returns the estimated number of bytes transferred for files.
func sumSizes(files map[string]savedFile) int {
	sum := 0
	for _, f := range files {
		sum += f.size
	}
	return sum
}

func kilobytes(size int) int { return (size + 1023) / 1024 }
