package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// An Offline is the page where readers save pages on their device and remove them. Package
// feeds sets the sizes.
type Offline struct {
	xref.Derived
	Search  bool    // the search is saved as well
	KB      int     // size of what is saved without modules, in thousands of bytes
	Common  int     // size of what is saved with the first module
	Modules []Saved // the modules in force
}

// A Saved is a module that a reader can save, with its slides and papers.
type Saved struct {
	*model.Module
	KB int // their size, in thousands of bytes
}

// OfflineOf returns the page without sizes.
func OfflineOf(g *xref.Graph, d xref.Derived) *Offline {
	v := &Offline{Derived: d}
	for _, m := range inForce[*model.Module](g, "") {
		v.Modules = append(v.Modules, Saved{Module: m})
	}
	return v
}
