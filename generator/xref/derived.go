package xref

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/model"
)

// A Derived is a generated page: a listing of one kind, a door for one audience, a view of a
// review.
type Derived struct {
	View     string         // what the page is: "listing", "door", "coverage", "reverse", "gaps", "timeline", "good-practice", "changes", "index", "search", "slides", "handout", "key", "pack", "practice", "contacts", "offline"
	Address  string         // "/reviews/baby-r/coverage/"
	Title    string         // its heading
	Label    string         // in a list of views; "" means Title
	Kind     *model.Kind    // of a listing
	Folder   string         // of a listing of a review's kind: "baby-r/"
	Audience model.Audience // of a door
	Review   *model.Review  // of a view of a review
	Theme    *model.Finding // of the coverage of one theme
	Module   *model.Module  // of what a trainer takes from one module
}

// Head returns the address and the title of the page.
func (d Derived) Head() (address, title string) { return d.Address, d.Title }

// doors are the pages for each audience. That for parents is content.
var doors = []Derived{
	{View: "door", Address: "/practitioners/", Title: "For practitioners", Audience: model.Practitioner},
	{View: "door", Address: "/trainers/", Title: "For trainers", Audience: model.Trainer},
	{View: "door", Address: "/quality/", Title: "For the quality subgroup", Audience: model.Quality},
}

// derive returns the generated pages of a site. The index.md of a folder replaces its
// listing.
func derive(site *model.Site) []Derived {
	derived := make(map[string]Derived)
	add := func(list ...Derived) {
		for _, d := range list {
			derived[d.Address] = d
		}
	}
	for _, e := range site.Entries {
		p := e.Base()
		if !site.InForce(p) {
			continue
		}
		for _, door := range doors {
			if slices.Contains(p.Audience, door.Audience) {
				add(door)
			}
		}
		add(listing(p))
		add(entryViews(site, e)...)
	}
	if len(site.Entries) > 0 {
		add(Derived{View: "changes", Address: "/changes/", Title: "Recent changes"},
			Derived{View: "search", Address: "/search/", Title: "Search"},
			Derived{View: "index", Address: "/index/", Title: "Index of this site"},
			Derived{View: "offline", Address: "/offline/", Title: "Save for offline"})
	}
	if len(site.Contacts) > 0 {
		add(Derived{View: "contacts", Address: "/contacts/", Title: "Numbers to call"})
	}
	for _, e := range site.Entries {
		delete(derived, e.Base().Address)
	}
	return slices.SortedFunc(maps.Values(derived), func(a, b Derived) int { return cmp.Compare(a.Address, b.Address) })
}

// listing returns the listing that shows a page.
func listing(p *model.Page) Derived {
	d := Derived{View: "listing", Address: "/" + p.Kind.Folder + "/", Title: p.Kind.Plural, Kind: p.Kind}
	switch {
	case p.Kind.InReview():
		d.Folder = p.ReviewFolder()
		d.Address = "/" + strings.Replace(p.Kind.Folder, "*/", d.Folder, 1) + "/"
	case p.Kind.Name == "review":
		d.Address = "/reviews/"
	}
	return d
}

// Below returns the generated pages whose addresses start with the given one.
func (g *Graph) Below(address string) []Derived {
	from, _ := slices.BinarySearchFunc(g.Derived, address, func(d Derived, a string) int { return cmp.Compare(d.Address, a) })
	to := from
	for to < len(g.Derived) && strings.HasPrefix(g.Derived[to].Address, address) {
		to++
	}
	return g.Derived[from:to]
}

// entryViews returns the generated pages of a review, of the theme of a finding or of a
// module. All modules share the page of mixed practice.
func entryViews(site *model.Site, e model.Entry) []Derived {
	var views []Derived
	add := func(wanted bool, list ...Derived) {
		if wanted {
			views = append(views, list...)
		}
	}
	switch e := e.(type) {
	case *model.Review:
		at := e.Address + "coverage/"
		add(len(e.Actions) > 0, Derived{View: "timeline", Address: e.Address + "timeline/", Title: "What agencies did and decided", Review: e})
		add(len(e.GoodPractice) > 0, Derived{View: "good-practice", Address: e.Address + "good-practice/", Title: "Good practice the review credits", Review: e})
		add(true, Derived{View: "coverage", Address: at, Title: "What answers each recommendation", Label: "By recommendation", Review: e},
			Derived{View: "reverse", Address: at + "findings/", Title: "What comes of each finding", Label: "By finding", Review: e},
			Derived{View: "gaps", Address: at + "gaps/", Title: "What has no answer", Label: "Gaps", Review: e})
	case *model.Finding:
		r := site.Review(&e.Page)
		if r != nil && e.Theme != "" {
			first, size := utf8.DecodeRuneInString(e.Theme)
			add(true, Derived{View: "coverage", Address: r.Address + "coverage/theme/" + path.Base(string(e.ID)) + "/",
				Title: "What answers the finding on " + e.Theme, Label: string(unicode.ToTitle(first)) + e.Theme[size:], Review: r, Theme: e})
		}
	case *model.Module:
		add(true, Derived{View: "slides", Address: e.Address + "slides/", Title: "Slides: " + e.Title, Label: "Slides", Module: e},
			Derived{View: "pack", Address: e.Address + "pack/", Title: "Session pack: " + e.Title, Label: "Session pack", Module: e})
		add(len(e.Questions) > 0, Derived{View: "handout", Address: e.Address + "handout/", Title: "Handout: " + e.Title, Label: "Handout", Module: e},
			Derived{View: "key", Address: e.Address + "key/", Title: "Answer key: " + e.Title, Label: "Answer key", Module: e})
		for i := range e.Questions {
			if e.Questions[i].Checkable() {
				add(true, Derived{View: "practice", Address: "/practice/", Title: "Mixed practice"})
				break
			}
		}
	}
	return views
}
