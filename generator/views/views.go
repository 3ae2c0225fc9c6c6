// Package views derives what nobody writes by hand: the home page's doors, the
// listing of each kind, coverage and its gaps, the timeline, the glossary, recent
// changes.
//
// In comes a linked site; out come typed values for layouts. It resolves nothing
// and writes no HTML.
package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Place is what every derived page of a review or of the whole site has.
type Place struct {
	Address string
	Title   string
}

// Where gives the address and title of a view, whatever it shows.
func (p Place) Where() (address, title string) { return p.Address, p.Title }

func placeOf(d xref.Derived) Place { return Place{d.Address, d.Title} }

// A Home is the front page: one door for each audience that has pages.
type Home struct {
	Settings model.Settings
	Doors    []*Door
	Recent   []Change // the newest few
}

// A Door is the page of one audience: what is there for it, group by group.
type Door struct {
	Place
	Summary  string
	Audience model.Audience
	Groups   []Group
	Views    []xref.Derived // of reviews, that the audience asks for
	Practice []xref.Derived // the page of mixed questions, for who learns or teaches
}

// A Listing is the page of one kind.
type Listing struct {
	Place
	Kind    *model.Kind
	Review  *model.Review // of the kinds that belong to one; else nil
	Entries []model.Entry
}

// A Group is some pages under a heading.
type Group struct {
	Title   string
	Entries []model.Entry
}

// A Change is one dated change of a page.
type Change struct {
	Date   model.Date
	What   string
	Entry  model.Entry
	Number int // counted from the page's oldest change, so that it stays when newer ones are added
}

// An invitation is what a door says of itself on the home page, and which kinds
// come first behind it.
type invitation struct {
	audience       model.Audience
	address        string
	title, summary string
	kinds          []string
	views          []string
}

// invitations stand in the order of need: who has the least time comes first.
var invitations = []invitation{
	{model.Practitioner, "/practitioners/", "I work with families", "What a protocol has to do, and why: from the review’s findings and what national bodies have said since.",
		[]string{"protocol", "briefing", "review", "learning-point", "finding", "recommendation", "module", "guidance"}, []string{"timeline", "good-practice"}},
	{model.Trainer, "/trainers/", "I train people", "Learning points and their sources, to teach from.",
		[]string{"module", "briefing", "learning-point", "finding", "protocol", "guidance"}, []string{"timeline", "good-practice"}},
	{model.Parent, "/parents/", "I am a parent", "Plain words about what may happen now, why, and what you can ask.",
		[]string{"parent-page"}, nil},
	{model.Quality, "/quality/", "I check what has been done", "Each part of each recommendation, what it rests on and what answers it.",
		[]string{"review", "recommendation", "learning-point", "protocol", "guidance"}, []string{"coverage", "reverse", "gaps", "timeline"}},
}

// HomeOf makes the front page.
func HomeOf(g *xref.Graph) *Home {
	home := &Home{Settings: g.Site.Settings}
	for _, i := range invitations {
		if g.At(i.address) != nil {
			home.Doors = append(home.Doors, DoorOf(g, i.audience))
		}
	}
	recent := Changes(g)
	home.Recent = recent[:min(5, len(recent))]
	return home
}

// DoorOf makes the page of one audience. Its groups are the kinds that the
// audience comes for, in that order; pages of other kinds follow.
func DoorOf(g *xref.Graph, audience model.Audience) *Door {
	i := slices.IndexFunc(invitations, func(i invitation) bool { return i.audience == audience })
	invite := invitations[i]
	door := &Door{Place: Place{invite.address, invite.title}, Summary: invite.summary, Audience: audience}
	for _, d := range g.Derived {
		if d.Theme == nil && slices.Contains(invite.views, d.View) {
			door.Views = append(door.Views, d)
		}
		if d.View == "practice" && slices.Contains(invite.kinds, "module") {
			door.Practice = append(door.Practice, d)
		}
	}
	kinds := make([]*model.Kind, 0, len(model.Kinds))
	for _, name := range invite.kinds {
		kinds = append(kinds, model.KindByName(name))
	}
	for _, k := range model.Kinds {
		if !slices.Contains(kinds, k) && k.Name != "term" {
			kinds = append(kinds, k)
		}
	}
	for _, k := range kinds {
		group := Group{Title: k.Plural}
		for _, e := range inForce(g) {
			if p := e.Base(); p.Kind == k && slices.Contains(p.Audience, audience) {
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

// ListingOf makes the page that lists one kind.
func ListingOf(g *xref.Graph, d xref.Derived) *Listing {
	list := &Listing{Place: placeOf(d), Kind: d.Kind}
	for _, e := range g.Site.EntriesIn(d.Folder) {
		p := e.Base()
		if p.Kind != d.Kind || !g.Site.InForce(p) {
			continue
		}
		list.Entries = append(list.Entries, e)
		if p.Kind.InReview() {
			list.Review = g.Site.Review(p)
		}
	}
	slices.SortStableFunc(list.Entries, byNumber)
	return list
}

// byNumber puts recommendations in the order of their numbers and terms in that
// of the alphabet; all else keeps the order of its files.
func byNumber(a, b model.Entry) int {
	x, isRec := a.(*model.Recommendation)
	y, alsoRec := b.(*model.Recommendation)
	if isRec && alsoRec {
		return x.Paragraph.Compare(y.Paragraph)
	}
	if a.Base().Kind.Name == "term" && b.Base().Kind.Name == "term" {
		return cmp.Compare(a.Base().Title, b.Base().Title)
	}
	return 0
}

// inForce are the pages that navigation shows: withdrawn ones keep their address
// and leave the lists.
func inForce(g *xref.Graph) []model.Entry {
	return slices.DeleteFunc(slices.Clone(g.Site.Entries), func(e model.Entry) bool { return !g.Site.InForce(e.Base()) })
}

// Changes gives every change of every page but those for parents, newest first.
func Changes(g *xref.Graph) []Change {
	var all []Change
	for _, e := range inForce(g) {
		if e.Base().Kind.Isolated {
			continue
		}
		changes := e.Base().Changes
		for i, c := range changes {
			all = append(all, Change{c.Date, c.What, e, len(changes) - i})
		}
	}
	rank := func(c Change) int { return slices.Index(model.Kinds, c.Entry.Base().Kind) }
	slices.SortStableFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(rank(a), rank(b)))
	})
	return all
}

// Of makes the value of a derived page: what its layout, which bears the name of
// the view, gets as its dot.
func Of(g *xref.Graph, d xref.Derived) any {
	switch d.View {
	case "door":
		return DoorOf(g, d.Audience)
	case "coverage":
		return CoverageOf(g, d)
	case "reverse":
		return ReverseOf(g, d)
	case "gaps":
		return GapsOf(g, d)
	case "timeline":
		return TimelineOf(d)
	case "good-practice":
		return GoodPracticeOf(d)
	case "changes":
		return RecentOf(g, d)
	case "index":
		return IndexOf(g, d)
	case "search":
		return &Search{placeOf(d)}
	case "slides", "handout", "key", "pack":
		return TeachingOf(g, d)
	case "contacts":
		return ContactsOf(g, d)
	case "offline":
		return OfflineOf(g, d)
	case "practice":
		return PracticeOf(g, d)
	}
	return ListingOf(g, d)
}
