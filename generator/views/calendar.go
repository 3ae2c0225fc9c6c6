package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Calendar holds the days on which generated pages last changed: when something that they
// show did.
type Calendar struct {
	Newest model.Date // of what the home page may show
	days   map[scope]model.Date
}

// A scope is what a generated page shows: the pages of a kind, those for an audience, or those
// of a review and what refers to them.
type scope struct {
	kind     *model.Kind
	audience model.Audience
	folder   string
}

// CalendarOf returns the calendar of a site.
func CalendarOf(g *xref.Graph) *Calendar {
	c := &Calendar{days: make(map[scope]model.Date)}
	for _, e := range inForce[model.Entry](g, "") {
		p := e.Base()
		day := p.LastChanged()
		if !p.Kind.Isolated {
			c.Newest = max(c.Newest, day)
		}
		c.add(scope{kind: p.Kind}, day)
		if p.Kind.InReview() {
			c.add(scope{kind: p.Kind, folder: p.ReviewFolder()}, day)
		}
		if p.ReviewFolder() != "" {
			c.add(scope{folder: p.ReviewFolder()}, day)
		}
		for _, a := range p.Audience {
			c.add(scope{audience: a}, day)
		}
	}
	for _, e := range g.Edges() {
		if from, to := e.From.Page, e.To.Page; to != nil && to.ReviewFolder() != "" && g.Site.InForce(from) {
			c.add(scope{folder: to.ReviewFolder()}, from.LastChanged())
		}
	}
	for review, progress := range g.Site.Progress {
		for _, a := range progress.Actions {
			c.add(scope{folder: review + "/"}, a.AsAt)
		}
	}
	return c
}

func (c *Calendar) add(s scope, day model.Date) { c.days[s] = max(c.days[s], day) }

// Of returns the day on which a generated page last changed, "" if nothing on it has a date.
func (c *Calendar) Of(d xref.Derived) model.Date {
	switch {
	case d.Module != nil:
		return d.Module.LastChanged()
	case d.Review != nil:
		return c.days[scope{folder: d.Review.ReviewFolder()}]
	case d.Kind != nil:
		return c.days[scope{kind: d.Kind, folder: d.Folder}]
	case d.Audience != "":
		return c.days[scope{audience: d.Audience}]
	case d.View == "practice":
		return c.days[scope{kind: model.KindByName("module")}]
	}
	return c.Newest
}
