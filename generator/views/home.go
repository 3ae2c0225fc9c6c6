package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Home is the home page. It links to the audience pages of the site.
type Home struct {
	Settings      model.Settings       // settings of the site
	AudiencePages []*AudiencePage      // audience pages of the site, in the order of xref.AudiencePages
	Listings      []xref.GeneratedPage // listings of the site, if it has no audience pages
	Recent        []Change             // the five newest changes of pages that are not for parents, newest first
}

// An AudiencePage is the page of an audience. It lists the pages for that audience in groups.
type AudiencePage struct {
	xref.GeneratedPage                      // with the title shown on the home page
	Summary            string               // description shown on the home page
	Groups             []Group              // groups of pages, one for each kind with a page for the audience
	Views              []xref.GeneratedPage // views of reviews that are useful to the audience
	SeveralReviews     bool                 // whether the site has more than one review
}

// A Group is a heading and a list of pages.
type Group struct {
	Title   string        // heading of the list
	Entries []model.Entry // pages, ordered by compareEntries
}

// An audiencePageSpec describes the content of an audience page.
type audiencePageSpec struct {
	title     string   // shown on the home page
	summary   string   // shown on the home page if the site has pages of all kinds in about
	about     []string // names of the kinds that summary mentions
	otherwise string   // replaces summary
	kinds     []string // names of the kinds to list first, in order
	views     []string // names of the review views to link to
}

// audiencePageSpecs describes the page of each audience.
var audiencePageSpecs = map[model.Audience]audiencePageSpec{
	model.Practitioner: {"I work with families", "What a protocol has to do, and why: from review findings and what national bodies have said since.",
		[]string{"protocol", "review"}, "What to do, and why it matters.",
		[]string{"protocol", "briefing", "review", "learning-point", "finding", "recommendation", "module", "guidance"}, []string{"timeline", "good-practice"}},
	model.Trainer: {"I train people", "Learning points and their sources, to teach from.",
		[]string{"learning-point"}, "What you need for a session, ready to use.",
		[]string{"module", "briefing", "learning-point", "finding", "protocol", "guidance"}, []string{"timeline", "good-practice"}},
	model.Parent: {"I am a parent", "Plain words about what may happen now, why, and what you can ask.", nil, "", []string{"parent-page"}, nil},
	model.Quality: {"I check what has been done", "Each part of each recommendation, what it rests on and what answers it.",
		[]string{"recommendation"}, "The pages to check, each with its owner and dates.",
		[]string{"review", "recommendation", "learning-point", "protocol", "guidance"}, []string{"all-coverage", "coverage", "reverse", "gaps", "timeline"}},
}

// HomeOf returns the home page of a linked site.
func HomeOf(g *xref.Graph) *Home {
	home := &Home{Settings: g.Site.Settings, AudiencePages: AudiencePagesOf(g)}
	if home.AudiencePages == nil {
		home.Listings = filter(g.GeneratedPages, func(d xref.GeneratedPage) bool { return d.View == "listing" && d.Folder == "" })
	}
	recent := Changes(g)
	home.Recent = recent[:min(5, len(recent))]
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

// audiencePageOf returns the audience page that d describes. The kinds in its specification
// come first, followed by all other kinds except terms.
func audiencePageOf(g *xref.Graph, d xref.GeneratedPage) *AudiencePage {
	spec := audiencePageSpecs[d.Audience]
	page := &AudiencePage{GeneratedPage: xref.GeneratedPage{Address: d.Address, Title: spec.title, Audience: d.Audience}, Summary: spec.summary}
	page.SeveralReviews = len(model.Pages[*model.Review](g.Site)) > 1
	for _, view := range g.GeneratedPages {
		if view.Theme == nil && slices.Contains(spec.views, view.View) {
			page.Views = append(page.Views, view)
		}
	}
	slices.SortStableFunc(page.Views, func(a, b xref.GeneratedPage) int {
		switch {
		case a.Review == b.Review:
			return 0
		case a.Review == nil: // the view of all reviews comes first
			return -1
		case b.Review == nil:
			return 1
		}
		return compareReviews(a.Review, b.Review)
	})
	kinds := slices.Clone(spec.kinds)
	for _, k := range model.Kinds {
		if k.Name != "term" && !slices.Contains(kinds, k.Name) {
			kinds = append(kinds, k.Name)
		}
	}
	entries := listed[model.Entry](g, "")
	for _, kind := range spec.about {
		if !slices.ContainsFunc(entries, func(e model.Entry) bool { return e.Base().Kind.Name == kind }) {
			page.Summary = spec.otherwise
		}
	}
	for _, kind := range kinds {
		group := Group{Title: model.KindByName(kind).Plural}
		for _, e := range entries {
			if p := e.Base(); p.Kind.Name == kind && slices.Contains(p.Audience, d.Audience) {
				group.Entries = append(group.Entries, e)
			}
		}
		if len(group.Entries) > 0 {
			slices.SortStableFunc(group.Entries, compareEntries(g))
			page.Groups = append(page.Groups, group)
		}
	}
	return page
}
