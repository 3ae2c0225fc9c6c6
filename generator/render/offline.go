package render

import (
	"bytes"

	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// saving says whether pages can be saved on a reader's device, or why not: "yes", "off"
// if the site does not offer it, "live" while the site is being written, "files" for pages
// that are opened without a server.
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

// installs reports whether a page lets readers put the site on the home screen.
func (b *builder) installs(dot any) bool { return b.of(dot).install && b.saving() == "yes" }

// addOffline adds the service worker and what it saves. It must be called after every
// other file is in the tree. A site that does not offer saving has a worker that removes
// what another one saved, because a browser keeps a worker until it gets the next.
func (b *builder) addOffline(tree *Tree) {
	switch {
	case b.options.Files: // without a server there is no worker
	case b.saving() != "yes":
		tree.add("sw.js", func() ([]byte, error) { return b.assets.Remover, nil })
	default:
		b.saved = feeds.NewSavedFiles(b.Graph, tree.ReadFile, tree.has)
		tree.add("sw.js", func() ([]byte, error) { return b.feeds.Worker(b.assets.Worker, b.saved, b.searchFiles()) })
		tree.add("manifest.webmanifest", func() ([]byte, error) { return b.feeds.Manifest(b.options.Publish) })
		for _, name := range b.saved.Names() {
			tree.observe(name, b.saved.Add)
		}
	}
}

// derived returns the value of a generated page.
func (b *builder) derived(d xref.Derived) (any, error) {
	value := views.Of(b.Graph, d)
	if v, ok := value.(*views.Offline); ok && b.saving() == "yes" {
		return v, b.addSizes(v)
	}
	return value, nil
}

// addSizes sets the sizes on the page that offers saving.
func (b *builder) addSizes(v *views.Offline) error {
	search := b.searchFiles()
	v.Search = b.saved.HasSearch(search)
	var page bytes.Buffer
	if err := b.layouts.Execute(&page, "offline", v); err != nil {
		return err
	}
	return b.saved.SetSizes(v, page.Bytes(), b.assets.Worker, b.assets.Script(layout.Offline).Name, search)
}
