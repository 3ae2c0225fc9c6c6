package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Calendar knows when derived pages last changed: on the newest day on which
// something that they show did.
type Calendar struct {
	Newest model.Date // of all that the home page may show
	of     map[shelf]model.Date
}

// A shelf is what a derived page draws from: the pages of a kind, for an audience,
// of a review with what answers it.
type shelf struct {
	kind     *model.Kind
	audience model.Audience
	folder   string
}

// CalendarOf reads the dates of a site.
func CalendarOf(g *xref.Graph) *Calendar {
	c := &Calendar{of: make(map[shelf]model.Date)}
	for _, e := range inForce(g) {
		p := e.Base()
		day := p.LastChanged()
		if !p.Kind.Isolated {
			c.Newest = max(c.Newest, day)
		}
		c.note(shelf{kind: p.Kind}, day)
		if p.Kind.InReview() {
			c.note(shelf{kind: p.Kind, folder: p.ReviewFolder()}, day)
		}
		if p.ReviewFolder() != "" {
			c.note(shelf{folder: p.ReviewFolder()}, day)
		}
		for _, a := range p.Audience {
			c.note(shelf{audience: a}, day)
		}
	}
	for _, e := range g.Edges() {
		if from, to := e.From.Page, e.To.Page; to != nil && to.ReviewFolder() != "" && g.Site.InForce(from) {
			c.note(shelf{folder: to.ReviewFolder()}, from.LastChanged())
		}
	}
	for review, progress := range g.Site.Progress {
		for _, a := range progress.Actions {
			c.note(shelf{folder: review + "/"}, a.AsAt)
		}
	}
	return c
}

func (c *Calendar) note(s shelf, day model.Date) { c.of[s] = max(c.of[s], day) }

// Of gives the day on which a derived page last changed, "" where nothing that it
// shows has a date.
func (c *Calendar) Of(d xref.Derived) model.Date {
	switch {
	case d.Module != nil:
		return d.Module.LastChanged()
	case d.Review != nil:
		return c.of[shelf{folder: d.Review.ReviewFolder()}]
	case d.Kind != nil:
		return c.of[shelf{kind: d.Kind, folder: d.Folder}]
	case d.Audience != "":
		return c.of[shelf{audience: d.Audience}]
	case d.View == "practice":
		return c.of[shelf{kind: model.KindByName("module")}]
	}
	return c.Newest
}
