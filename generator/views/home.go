package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Home is the home page: a door for each audience that has pages.
type Home struct {
	Settings model.Settings // of the site
	Doors    []*Door        // in the order of audiences
	Recent   []Change       // the newest changes
}

// A Door is the page of one audience: the pages for it, in groups.
type Door struct {
	xref.Derived                // with the title that the home page shows
	Summary      string         // what the home page says of it
	Groups       []Group        // one for each kind
	Views        []xref.Derived // views of reviews for the audience
}

// A Group is a list of pages under a heading.
type Group struct {
	Title   string        // the heading
	Entries []model.Entry // the pages, recommendations and terms in their own order
}

// A doorSpec describes the door of an audience.
type doorSpec struct {
	audience       model.Audience
	address        string
	title, summary string
	kinds          []string // names of the kinds that the audience comes for, in order
	views          []string // views of reviews that the door leads to
}

// doors are the doors of all audiences. That of the audience with the least time comes first.
var doors = []doorSpec{
	{model.Practitioner, "/practitioners/", "I work with families", "What a protocol has to do, and why: from the review’s findings and what national bodies have said since.",
		[]string{"protocol", "briefing", "review", "learning-point", "finding", "recommendation", "module", "guidance"}, []string{"timeline", "good-practice"}},
	{model.Trainer, "/trainers/", "I train people", "Learning points and their sources, to teach from.",
		[]string{"module", "briefing", "learning-point", "finding", "protocol", "guidance"}, []string{"timeline", "good-practice"}},
	{model.Parent, "/parents/", "I am a parent", "Plain words about what may happen now, why, and what you can ask.",
		[]string{"parent-page"}, nil},
	{model.Quality, "/quality/", "I check what has been done", "Each part of each recommendation, what it rests on and what answers it.",
		[]string{"review", "recommendation", "learning-point", "protocol", "guidance"}, []string{"coverage", "reverse", "gaps", "timeline"}},
}

// HomeOf returns the home page.
func HomeOf(g *xref.Graph) *Home {
	home := &Home{Settings: g.Site.Settings}
	for _, door := range doors {
		if g.At(door.address) != nil {
			home.Doors = append(home.Doors, DoorOf(g, door.audience))
		}
	}
	recent := Changes(g)
	home.Recent = recent[:min(5, len(recent))]
	return home
}

// DoorOf returns the page of one audience. Its groups are the kinds that the audience comes
// for, in that order, and then the other kinds but terms.
func DoorOf(g *xref.Graph, audience model.Audience) *Door {
	spec := doors[slices.IndexFunc(doors, func(d doorSpec) bool { return d.audience == audience })]
	door := &Door{Derived: xref.Derived{Address: spec.address, Title: spec.title, Audience: audience}, Summary: spec.summary}
	for _, d := range g.Derived {
		if d.Theme == nil && slices.Contains(spec.views, d.View) {
			door.Views = append(door.Views, d)
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
			if p := e.Base(); p.Kind.Name == kind && slices.Contains(p.Audience, audience) {
				group.Entries = append(group.Entries, e)
			}
		}
		if len(group.Entries) > 0 {
			slices.SortStableFunc(group.Entries, byNumber)
			door.Groups = append(door.Groups, group)
		}
	}
	return door
}
