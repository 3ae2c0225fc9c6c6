package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Offline is the page on which readers save pages on their device or remove saved ones. Package
// feeds fills in the sizes.
type Offline struct {
	xref.GeneratedPage
	Search  bool          // whether the site has a search index, which is saved too
	KB      int           // size of the files saved without modules, in units of 1,024 bytes
	Common  int           // size of the files that modules share, which are saved with the first module, in units of 1,024 bytes
	Modules []SavedModule // modules that can be saved
}

// A SavedModule is a module that a reader can save, including its slides and handouts.
type SavedModule struct {
	*model.Module
	KB int // size of the module's files, in units of 1,024 bytes
}

// OfflineOf returns the offline page, without sizes.
func OfflineOf(g *xref.Graph, d xref.GeneratedPage) *Offline {
	v := &Offline{GeneratedPage: d}
	for _, m := range listedPages[*model.Module](g, "") {
		v.Modules = append(v.Modules, SavedModule{Module: m})
	}
	return v
}
