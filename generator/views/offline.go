package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Contacts is the page of every number and address that the site gives, with where
// it was read and when somebody looked.
type Contacts struct {
	Place
	Contacts []model.Contact
}

// ContactsOf makes the page of all contacts, in the order of their file.
func ContactsOf(g *xref.Graph, d xref.Derived) *Contacts {
	return &Contacts{placeOf(d), g.Site.Contacts}
}

// An Offline is the page where a reader saves pages on the device and removes them.
// The weights are put in by whoever knows the bytes.
type Offline struct {
	Place
	Search  bool // the search is saved, too
	KB      int  // thousands of bytes that saving fetches, the modules apart
	Common  int  // the same, of what comes with the first module
	Modules []Saved
}

// A Saved is one module that a reader can save, with its slides and papers.
type Saved struct {
	*model.Module
	KB int
}

// OfflineOf makes the page without the weights.
func OfflineOf(g *xref.Graph, d xref.Derived) *Offline {
	v := &Offline{Place: placeOf(d)}
	for _, e := range inForce(g) {
		if m, ok := e.(*model.Module); ok {
			v.Modules = append(v.Modules, Saved{Module: m})
		}
	}
	return v
}
