package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Home is the home page. It links to the audience pages of the site.
type Home struct {
	Settings      model.Settings       // settings of the site
	AudiencePages []*AudiencePage      // audience pages of the site, in the order of xref.AudiencePages
	Listings      []xref.GeneratedPage // listings of the site, if it has no audience pages
	Tasks         []TaskLink           // most frequent tasks of practitioners
	Reviews       []model.Entry        // reviews that are not withdrawn, newest publication first, at most three
	Recent        []Change             // the three newest changes of pages that are not for parents, newest first
}

// An AudiencePage is the page of an audience. It lists the pages for that audience in groups.
type AudiencePage struct {
	xref.GeneratedPage                      // with the title shown on the home page
	Summary            string               // description shown on the home page
	Tasks              []TaskLink           // most frequent tasks of the audience
	Groups             []Group              // pages for the audience by kind, for the kinds that it uses most
	Lists              []xref.GeneratedPage // listings of other kinds
	Views              []xref.GeneratedPage // views of the reviews that matter to the audience
	SeveralReviews     bool                 // whether the site has several reviews
	Quality            *Quality             // totals, or nil for an audience other than model.Quality
}

// A TaskLink is a task with the page or section to which it links.
type TaskLink struct {
	model.Task
	Address string // site path of the page or section
}

// A Group is a list of pages of one kind under a heading.
type Group struct {
	Kind    string        // name of the kind of the pages
	Title   string        // heading of the list
	Entries []model.Entry // pages, sorted with compareEntries
}

// An audiencePageSpec describes the content of an audience page.
type audiencePageSpec struct {
	about []string // names of the kinds that the summary mentions; a site that lacks pages of one of them shows another summary
	kinds []string // names of the kinds whose pages are listed, in order; the protocols are represented by tasks
	views []string // names of the review views to link to
	lists []string // names of the kinds whose listings to link to; nil for all kinds
}

// audiencePageSpecs describes the page of each audience.
var audiencePageSpecs = map[model.Audience]audiencePageSpec{
	model.Practitioner: {[]string{"protocol", "review"}, []string{"protocol", "module", "briefing", "review"}, []string{"timeline", "good-practice"}, []string{"protocol", "guidance"}},
	model.Trainer:      {[]string{"learning-point"}, []string{"module", "briefing", "review"}, []string{"timeline", "good-practice"}, nil},
	model.Parent:       {nil, []string{"parent-page"}, nil, nil},
	model.Quality:      {[]string{"recommendation"}, []string{"recommendation", "review"}, []string{"all-coverage", "coverage", "reverse", "gaps", "timeline"}, nil},
}

// HomeOf returns the home page of a linked site.
func HomeOf(g *xref.Graph) *Home {
	home := &Home{Settings: g.Site.Settings, AudiencePages: AudiencePagesOf(g)}
	if home.AudiencePages == nil {
		home.Listings = filter(g.GeneratedPages, func(d xref.GeneratedPage) bool { return d.View == "listing" && d.Folder == "" })
	}
	for _, page := range home.AudiencePages {
		if page.Audience == model.Practitioner {
			home.Tasks = page.Tasks
		}
	}
	home.Reviews = filter(listedPages[model.Entry](g, ""), func(e model.Entry) bool { return e.Base().Kind.Name == "review" })
	slices.SortStableFunc(home.Reviews, compareEntries(g))
	home.Reviews = home.Reviews[:min(3, len(home.Reviews))]
	recent := Changes(g)
	home.Recent = recent[:min(3, len(recent))]
	return home
}

// AudiencePagesOf returns the audience pages of a linked site, in the order of xref.AudiencePages.
func AudiencePagesOf(g *xref.Graph) (pages []*AudiencePage) {
	for _, d := range xref.AudiencePages {
		if g.Listed(d.Address) {
			pages = append(pages, audiencePageOf(g, d))
		}
	}
	return pages
}

// audiencePageOf returns the audience page that d describes.
func audiencePageOf(g *xref.Graph, d xref.GeneratedPage) *AudiencePage {
	spec, door := audiencePageSpecs[d.Audience], model.DoorOf(g.Site, d.Audience)
	entries := listedPages[model.Entry](g, "")
	w, key := g.Site.Texts, "door_"+string(d.Audience)
	summary := w.Say(key + "_says")
	for _, kind := range spec.about {
		if !slices.ContainsFunc(entries, func(e model.Entry) bool { return e.Base().Kind.Name == kind }) {
			summary = w.Say(key + "_else")
		}
	}
	page := &AudiencePage{GeneratedPage: xref.GeneratedPage{Address: d.Address, Title: cmp.Or(door.Title, w.Say(key)), Audience: d.Audience}, Summary: cmp.Or(door.Summary, summary)}
	page.SeveralReviews = len(model.Pages[*model.Review](g.Site)) > 1
	for _, task := range door.Tasks {
		if t := xref.DoorTarget(g, task.To); t != nil { // else reported by package check
			page.Tasks = append(page.Tasks, TaskLink{task, t.Address})
		}
	}
	page.addViews(g, spec.views)
	for _, kind := range spec.kinds {
		group := Group{Kind: kind, Title: model.KindPlural(w, model.KindByName(kind))}
		for _, e := range entries {
			if p := e.Base(); p.Kind.Name == kind && slices.Contains(p.Audience, d.Audience) && (kind != "protocol" || page.Tasks == nil) {
				group.Entries = append(group.Entries, e)
			}
		}
		if len(group.Entries) > 0 {
			slices.SortStableFunc(group.Entries, compareEntries(g))
			page.Groups = append(page.Groups, group)
		}
	}
	page.Lists = filter(g.GeneratedPages, func(list xref.GeneratedPage) bool {
		return list.View == "listing" && !list.Kind.Isolated && list.Kind.Name != "page" &&
			(list.Kind.Name != "theme" || page.Views == nil) && // listed with the views
			(spec.lists == nil || slices.Contains(spec.lists, list.Kind.Name)) && !slices.ContainsFunc(page.Groups, func(group Group) bool { return group.Kind == list.Kind.Name })
	})
	return page
}

// addViews adds the generated pages with the given view names for each review. A page about all reviews
// comes before those about single reviews.
func (page *AudiencePage) addViews(g *xref.Graph, names []string) {
	for _, view := range g.GeneratedPages {
		if view.Theme == nil && slices.Contains(names, view.View) {
			page.Views = append(page.Views, view)
		}
	}
	slices.SortStableFunc(page.Views, func(a, b xref.GeneratedPage) int {
		switch {
		case a.Review == b.Review:
			return 0
		case a.Review == nil:
			return -1
		case b.Review == nil:
			return 1
		}
		return compareReviews(a.Review, b.Review)
	})
}
