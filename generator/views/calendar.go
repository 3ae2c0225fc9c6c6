package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Calendar records when generated pages last changed. A generated page changes when anything that
// it shows changes.
type Calendar struct {
	Newest model.Date         // date of the latest change to a page that is not for parents
	days   map[any]model.Date // date of the latest change; the key is a *model.Kind, model.Audience, review folder (string) or kindInFolder
}

// A kindInFolder is the map key for the pages of one kind in one review folder.
type kindInFolder struct {
	kind   *model.Kind
	folder string // review folder with a trailing slash
}

// CalendarOf returns the calendar of a linked site. It ignores withdrawn pages.
func CalendarOf(g *xref.Graph) *Calendar {
	c := &Calendar{days: make(map[any]model.Date)}
	for _, e := range listedPages[model.Entry](g, "") {
		p := e.Base()
		day := p.LastChanged()
		if !p.Kind.Isolated {
			c.Newest = max(c.Newest, day)
		}
		c.add(p.Kind, day)
		c.add(p.ReviewFolder(), day)
		c.add(kindInFolder{p.Kind, p.ReviewFolder()}, day)
		for _, a := range p.Audience {
			c.add(a, day)
		}
	}
	for _, e := range g.Edges {
		if from, to := e.From.Page, e.To.Page; to != nil && g.Site.Listed(from) {
			c.add(to.ReviewFolder(), from.LastChanged())
		}
	}
	for review, progress := range g.Site.Progress {
		for _, a := range progress.Actions {
			c.add(review+"/", a.Agreed)
		}
		for _, u := range progress.Updates {
			c.add(review+"/", u.Date)
		}
	}
	return c
}

// add records day as a date on which the pages identified by key changed. Only the latest such date is
// kept.
func (c *Calendar) add(key any, day model.Date) { c.days[key] = max(c.days[key], day) }

// LastChanged returns the date on which the generated page d last changed, or "" if nothing that d
// shows has a date.
func (c *Calendar) LastChanged(d xref.GeneratedPage) model.Date {
	switch {
	case d.Module != nil:
		return d.Module.LastChanged()
	case d.Folder != "":
		return c.days[kindInFolder{d.Kind, d.Folder}]
	case d.Review != nil:
		return c.days[d.Review.ReviewFolder()]
	case d.Kind != nil:
		return c.days[d.Kind]
	case d.Audience != "":
		return c.days[d.Audience]
	case d.View == "practice":
		return c.days[model.KindByName("module")]
	}
	return c.Newest
}
