package model

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// Ref is a reference in front matter.
type Ref struct {
	Target   ID // id of the target, or a range of paragraphs
	Relation Relation
	From     ID       // the page or part that contains the reference; set by Refs
	Pos      diag.Pos // position of the target id
	item     string   // list item that contains the reference, such as "steps[2]", or ""
}

// Refs returns the references in the front matter of e, which are the ids and labels in keys with the
// tag "ref".
func Refs(e Entry) []Ref {
	parts := make(map[string]ID) // ids of the parts by list item
	for _, part := range e.Parts() {
		parts[part.Item] = part.ID
	}
	delete(parts, "") // questions, which are in the body
	p := e.Base()
	refs := slices.Clone(p.refs)
	if r, ok := e.(*Review); ok {
		if r.Listed != nil {
			refs = append(refs, r.Listed.Origin.refs...)
		}
		if r.progress != nil {
			refs = append(refs, r.progress.Origin.refs...)
		}
	}
	for i := range refs {
		item := refs[i].item
		for parts[item] == "" && strings.Contains(item, ".") { // a list item within another
			item = item[:strings.LastIndexByte(item, '.')]
		}
		refs[i].From = cmp.Or(parts[item], p.ID)
	}
	return refs
}
