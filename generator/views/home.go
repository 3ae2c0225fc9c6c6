package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Home is the home page. It links to the entry page of each audience that has pages.
type Home struct {
	Settings model.Settings // settings of the site
	Doors    []*Door        // entry pages in the order of xref.Doors
	Recent   []Change       // newest changes
}

// A Door is the entry page of an audience. It lists the pages for that audience in groups.
type Door struct {
	xref.Derived                // with the title shown on the home page
	Summary      string         // description shown on the home page
	Groups       []Group        // groups of pages, one for each kind
	Views        []xref.Derived // review pages generated for the audience
}

// A Group is a heading and a list of pages.
type Group struct {
	Title   string        // heading of the list
	Entries []model.Entry // pages, ordered by compareEntries
}

// A doorSpec describes the content of the entry page of an audience.
type doorSpec struct {
	title, summary string
	kinds          []string // names of the kinds to list first, in order
	views          []string // names of the review views to link to
}

// doorSpecs describes the entry page of each audience.
var doorSpecs = map[model.Audience]doorSpec{
	model.Practitioner: {"I work with families", "What a protocol has to do, and why: from the review’s findings and what national bodies have said since.",
		[]string{"protocol", "briefing", "review", "learning-point", "finding", "recommendation", "module", "guidance"}, []string{"timeline", "good-practice"}},
	model.Trainer: {"I train people", "Learning points and their sources, to teach from.",
		[]string{"module", "briefing", "learning-point", "finding", "protocol", "guidance"}, []string{"timeline", "good-practice"}},
	model.Parent: {"I am a parent", "Plain words about what may happen now, why, and what you can ask.",
		[]string{"parent-page"}, nil},
	model.Quality: {"I check what has been done", "Each part of each recommendation, what it rests on and what answers it.",
		[]string{"review", "recommendation", "learning-point", "protocol", "guidance"}, []string{"coverage", "reverse", "gaps", "timeline"}},
}

// HomeOf returns the home page of a linked site.
func HomeOf(g *xref.Graph) *Home {
	home := &Home{Settings: g.Site.Settings}
	for _, d := range xref.Doors {
		if g.At(d.Address) != nil {
			home.Doors = append(home.Doors, doorOf(g, d))
		}
	}
	recent := Changes(g)
	home.Recent = recent[:min(5, len(recent))]
	return home
}

// doorOf returns the entry page that d describes. The kinds in its doorSpec come first,
// followed by all other kinds except terms.
func doorOf(g *xref.Graph, d xref.Derived) *Door {
	spec := doorSpecs[d.Audience]
	door := &Door{Derived: xref.Derived{Address: d.Address, Title: spec.title, Audience: d.Audience}, Summary: spec.summary}
	for _, view := range g.Derived {
		if view.Theme == nil && slices.Contains(spec.views, view.View) {
			door.Views = append(door.Views, view)
		}
	}
	kinds := slices.Clone(spec.kinds)
	for _, k := range model.Kinds {
		if k.Name != "term" && !slices.Contains(kinds, k.Name) {
			kinds = append(kinds, k.Name)
		}
	}
	entries := inForce[model.Entry](g, "")
	for _, kind := range kinds {
		group := Group{Title: model.KindByName(kind).Plural}
		for _, e := range entries {
			if p := e.Base(); p.Kind.Name == kind && slices.Contains(p.Audience, d.Audience) {
				group.Entries = append(group.Entries, e)
			}
		}
		if len(group.Entries) > 0 {
			slices.SortStableFunc(group.Entries, compareEntries)
			door.Groups = append(door.Groups, group)
		}
	}
	return door
}
