package xref

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// GeneratedPage describes a generated page, such as the listing of a kind, an audience page or a
// view of a review.
type GeneratedPage struct {
	View      string                 // type of page: "listing", "reviews", "door" (an audience page), "coverage", "reverse", "gaps", "all-coverage", "actions", "timeline", "good-practice", "changes", "index", "search", "slides", "handout", "key", "pack", "sheet", "practice", "contacts", "offline"
	Address   string                 // "/reviews/child-m/coverage/"
	Title     string                 // heading of the page
	Label     string                 // link text in a list of views; if "", the title
	Kind      *model.Kind            // kind that a listing shows
	Folder    string                 // review folder of a listing limited to one review, such as "child-m/"
	Audience  model.Audience         // audience that an audience page is for
	Review    *model.Review          // review that a view shows or that a listing is limited to
	Theme     *model.Finding         // finding of a coverage page limited to one theme
	Module    *model.Module          // module that teaching material is generated from
	Filter    string                 // filter of the rows of the tracker on the page; "" for all
	Statement *model.PlacedStatement // statement that a sheet shows
}

// AddressAndTitle returns the address and title of the page.
func (d GeneratedPage) AddressAndTitle() (address, title string) { return d.Address, d.Title }

// AudiencePages lists the audience pages in the order in which the site shows them. Practitioners come
// first, because they have the least time. The page for parents has no View, because it is an authored
// page.
var AudiencePages = []GeneratedPage{
	{View: "door", Address: "/practitioners/", Audience: model.Practitioner},
	{View: "door", Address: "/trainers/", Audience: model.Trainer},
	{Address: "/parents/", Audience: model.Parent},
	{View: "door", Address: "/quality/", Audience: model.Quality},
}

// AudienceURL returns the URL path of the page for an audience.
func AudienceURL(a model.Audience) string {
	i := slices.IndexFunc(AudiencePages, func(d GeneratedPage) bool { return d.Audience == a })
	if i < 0 {
		return "" // an invalid audience in front matter, which has been reported
	}
	return AudiencePages[i].Address
}

// generatedPages returns the generated pages of a site, sorted by address, and sets g.Tracker. A content page, such as
// the index.md of a folder, replaces a generated page with the same address.
func generatedPages(g *Graph) []GeneratedPage {
	site := g.Site
	generated := make(map[string]GeneratedPage)
	add := func(list ...GeneratedPage) {
		for _, d := range list {
			generated[d.Address] = d
		}
	}
	for _, e := range site.Entries {
		p := e.Base()
		if !site.Listed(p) {
			continue
		}
		for _, page := range AudiencePages {
			page.Title = site.Texts.Say("title_" + strings.Trim(page.Address, "/"))
			if page.View != "" && slices.Contains(p.Audience, page.Audience) {
				add(page)
			}
		}
		add(listingPage(site, p))
		add(pagesGeneratedFrom(site, e)...)
	}
	add(allCoveragePages(site, generated)...)
	var titles map[string]string
	g.Tracker, titles = buildTracker(g)
	add(trackerPages(g, titles)...)
	if len(site.Entries) > 0 {
		add(GeneratedPage{View: "changes", Address: "/changes/", Title: site.Texts.Say("title_changes")},
			GeneratedPage{View: "search", Address: "/search/", Title: site.Texts.Say("title_search")},
			GeneratedPage{View: "index", Address: "/index/", Title: site.Texts.Say("title_index")},
			GeneratedPage{View: "offline", Address: "/offline/", Title: site.Texts.Say("title_offline")})
	}
	if len(site.Contacts) > 0 {
		add(GeneratedPage{View: "contacts", Address: "/contacts/", Title: site.Texts.Say("title_contacts")})
	}
	for _, e := range site.Entries {
		delete(generated, e.Base().Address)
	}
	return slices.SortedFunc(maps.Values(generated), func(a, b GeneratedPage) int { return cmp.Compare(a.Address, b.Address) })
}

// allCoveragePages returns the page that shows the coverage of all reviews together, as a slice, or
// nil if fewer than two reviews have a coverage page. The argument generated contains the generated
// pages by address.
func allCoveragePages(site *model.Site, generated map[string]GeneratedPage) []GeneratedPage {
	reviews := 0
	for _, d := range generated {
		if d.View == "coverage" && d.Theme == nil {
			reviews++
		}
	}
	if reviews < 2 {
		return nil
	}
	return []GeneratedPage{{View: "all-coverage", Address: "/reviews/coverage/", Title: site.Texts.Say("title_all_coverage"), Label: site.Texts.Say("name_all_coverage")}}
}

// listingPage returns the page that lists p among the pages of its kind.
func listingPage(site *model.Site, p *model.Page) GeneratedPage {
	d := GeneratedPage{View: "listing", Address: "/" + p.Kind.Folder + "/", Title: model.KindPlural(site.Texts, p.Kind), Kind: p.Kind}
	switch {
	case p.Kind.InReview():
		d.Folder, d.Review = p.ReviewFolder(), site.Review(p)
		d.Address = "/" + strings.Replace(p.Kind.Folder, "*/", d.Folder, 1) + "/"
	case p.Kind.Name == "review":
		d.View, d.Address = "reviews", "/reviews/"
	}
	return d
}

// PagesBelow returns the generated pages whose URL paths start with the given path.
func (g *Graph) PagesBelow(address string) []GeneratedPage {
	from, _ := slices.BinarySearchFunc(g.GeneratedPages, address, func(d GeneratedPage, a string) int { return cmp.Compare(d.Address, a) })
	to := from
	for to < len(g.GeneratedPages) && strings.HasPrefix(g.GeneratedPages[to].Address, address) {
		to++
	}
	return g.GeneratedPages[from:to]
}

// listsGaps reports whether the front matter of any finding of r lists gaps.
func listsGaps(site *model.Site, r *model.Review) bool {
	return slices.ContainsFunc(model.PagesIn[*model.Finding](site, r.ReviewFolder()), func(f *model.Finding) bool {
		return len(f.Gaps) > 0 && site.Listed(&f.Page)
	})
}

// pagesGeneratedFrom returns the pages that are generated from e. Only a review, a finding with a
// theme and a module have any. All modules share the practice page.
func pagesGeneratedFrom(site *model.Site, e model.Entry) []GeneratedPage {
	var views []GeneratedPage
	w := site.Texts
	add := func(wanted bool, list ...GeneratedPage) {
		if wanted {
			views = append(views, list...)
		}
	}
	switch e := e.(type) {
	case *model.Review:
		coverage := e.Address + "coverage/"
		add(len(e.Actions) > 0, GeneratedPage{View: "timeline", Address: e.Address + "timeline/", Title: w.Say("title_timeline"), Review: e})
		add(len(e.GoodPractice) > 0, GeneratedPage{View: "good-practice", Address: e.Address + "good-practice/", Title: w.Say("title_good_practice", "noun", model.ReviewNoun(w, e.Type)), Review: e})
		views = append(views, statementSheets(site, e)...)
		asking, judging := model.TypesIn(site, e, model.StatementType.Asks), model.TypesIn(site, e, model.StatementType.Judges)
		basis := model.TypeNames(w, "list_and", judging)
		follows := asking != nil || model.TypesIn(site, e, model.StatementType.IsLearning) != nil
		add(asking != nil, GeneratedPage{View: "coverage", Address: coverage, Title: w.Say("title_coverage"), Label: w.Say("name_coverage"), Review: e})
		add(judging != nil && follows, GeneratedPage{View: "reverse", Address: coverage + "findings/", Title: w.Say("title_reverse", "basis", basis), Label: w.Say("name_reverse", "basis", basis), Review: e})
		add(asking != nil || judging != nil && follows || listsGaps(site, e), GeneratedPage{View: "gaps", Address: coverage + "gaps/", Title: w.Say("title_gaps"), Label: w.Say("name_gaps"), Review: e})
	case *model.Finding:
		r := site.Review(&e.Page)
		if r != nil && e.Theme != "" {
			add(true, GeneratedPage{View: "coverage", Address: r.Address + "coverage/theme/" + path.Base(string(e.ID)) + "/",
				Title: w.Say("title_theme_coverage", "theme", e.Theme), Label: model.Capitalized(e.Theme), Review: r, Theme: e})
		}
	case *model.Module:
		add(true, GeneratedPage{View: "slides", Address: e.Address + "slides/", Title: w.Say("title_slides", "module", e.Title), Label: w.Say("name_slides"), Module: e},
			GeneratedPage{View: "pack", Address: e.Address + "pack/", Title: w.Say("title_pack", "module", e.Title), Label: w.Say("name_pack"), Module: e})
		add(len(e.Questions) > 0, GeneratedPage{View: "handout", Address: e.Address + "handout/", Title: w.Say("title_handout", "module", e.Title), Label: w.Say("name_handout"), Module: e},
			GeneratedPage{View: "key", Address: e.Address + "key/", Title: w.Say("title_key", "module", e.Title), Label: w.Say("name_key"), Module: e})
		for i := range e.Questions {
			if e.Questions[i].Checkable() && site.InForce(&e.Page) {
				add(true, GeneratedPage{View: "practice", Address: "/practice/", Title: w.Say("title_practice")})
				break
			}
		}
	}
	return views
}
