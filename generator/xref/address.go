package xref

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A Derived is a page that nobody writes: a listing of one kind, a door for one
// audience, a view of a review.
type Derived struct {
	View     string // what the page is: "listing", "door", "coverage", "reverse", "gaps", "timeline", "good-practice", "changes", "index", "search", "slides", "handout", "key", "pack", "practice", "contacts", "offline"
	Address  string
	Title    string
	Label    string         // in a list of views; "" means Title
	Kind     *model.Kind    // of a listing
	Folder   string         // of a listing of a review's kind: "baby-r/"
	Audience model.Audience // of a door
	Review   *model.Review  // of a view of a review
	Theme    *model.Finding // of the coverage of one theme
	Module   *model.Module  // of what a trainer takes from one module
}

// doors are where each audience enters. Parents enter by their own home, which is
// content.
var doors = []Derived{
	{View: "door", Address: "/practitioners/", Title: "For practitioners", Audience: model.Practitioner},
	{View: "door", Address: "/trainers/", Title: "For trainers", Audience: model.Trainer},
	{View: "door", Address: "/quality/", Title: "For the quality subgroup", Audience: model.Quality},
}

// generated are the files of every site that are no pages of the content.
var generated = []string{"index.html", "404.html", "feed.xml", "index.json", "index.schema.json", "robots.txt", "sitemap.xml", "_headers", "sw.js", "manifest.webmanifest"}

// derive lists the pages that follow from what the content holds. A folder's own
// index.md stands in place of its listing.
func derive(site *model.Site) []Derived {
	written := make(map[string]bool)
	listed := make(map[string]Derived)
	for _, e := range site.Entries {
		p := e.Base()
		written[p.Address] = true
		if !site.InForce(p) {
			continue
		}
		for _, door := range doors {
			if slices.Contains(p.Audience, door.Audience) {
				listed[door.Address] = door
			}
		}
		d := Derived{View: "listing", Address: "/" + p.Kind.Folder + "/", Title: p.Kind.Plural, Kind: p.Kind}
		switch {
		case p.Kind.InReview():
			d.Folder = p.ReviewFolder()
			d.Address = "/" + strings.Replace(p.Kind.Folder, "*/", d.Folder, 1) + "/"
		case p.Kind.Name == "review":
			d.Address = "/reviews/"
		}
		listed[d.Address] = d
		for _, view := range append(ofReview(site, e), ofModule(e)...) {
			listed[view.Address] = view
		}
	}
	if len(site.Entries) > 0 {
		listed["/changes/"] = Derived{View: "changes", Address: "/changes/", Title: "Recent changes"}
		listed["/search/"] = Derived{View: "search", Address: "/search/", Title: "Search"}
		listed["/index/"] = Derived{View: "index", Address: "/index/", Title: "Index of this site"}
		listed["/offline/"] = Derived{View: "offline", Address: "/offline/", Title: "Save for offline"}
	}
	if len(site.Contacts) > 0 {
		listed["/contacts/"] = Derived{View: "contacts", Address: "/contacts/", Title: "Numbers to call"}
	}
	var all []Derived
	for address, d := range listed {
		if !written[address] {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Derived) int { return cmp.Compare(a.Address, b.Address) })
	return all
}

// Below gives the derived pages whose address starts with the given one.
func (g *Graph) Below(address string) []Derived {
	from, _ := slices.BinarySearchFunc(g.Derived, address, func(d Derived, a string) int { return cmp.Compare(d.Address, a) })
	to := from
	for to < len(g.Derived) && strings.HasPrefix(g.Derived[to].Address, address) {
		to++
	}
	return g.Derived[from:to]
}

// ofReview lists the views that a review or a finding brings with it.
func ofReview(site *model.Site, e model.Entry) []Derived {
	switch e := e.(type) {
	case *model.Review:
		var views []Derived
		if len(e.Actions) > 0 {
			views = append(views, Derived{View: "timeline", Address: e.Address + "timeline/", Title: "What agencies did and decided", Review: e})
		}
		if len(e.GoodPractice) > 0 {
			views = append(views, Derived{View: "good-practice", Address: e.Address + "good-practice/", Title: "Good practice the review credits", Review: e})
		}
		at := e.Address + "coverage/"
		return append(views,
			Derived{View: "coverage", Address: at, Title: "What answers each recommendation", Label: "By recommendation", Review: e},
			Derived{View: "reverse", Address: at + "findings/", Title: "What comes of each finding", Label: "By finding", Review: e},
			Derived{View: "gaps", Address: at + "gaps/", Title: "What has no answer", Label: "Gaps", Review: e})
	case *model.Finding:
		if r := site.Review(&e.Page); r != nil && e.Theme != "" {
			first, size := utf8.DecodeRuneInString(e.Theme)
			return []Derived{{View: "coverage", Address: r.Address + "coverage/theme/" + path.Base(string(e.ID)) + "/",
				Title: "What answers the finding on " + e.Theme, Label: string(unicode.ToTitle(first)) + e.Theme[size:], Review: r, Theme: e}}
		}
	}
	return nil
}

// ofModule lists what a trainer gets from a module without further writing. The
// questions of all modules come back on one page.
func ofModule(e model.Entry) []Derived {
	m, ok := e.(*model.Module)
	if !ok {
		return nil
	}
	views := []Derived{
		{View: "slides", Address: m.Address + "slides/", Title: "Slides: " + m.Title, Label: "Slides", Module: m},
		{View: "pack", Address: m.Address + "pack/", Title: "Session pack: " + m.Title, Label: "Session pack", Module: m},
	}
	if len(m.Questions) > 0 {
		views = append(views,
			Derived{View: "handout", Address: m.Address + "handout/", Title: "Handout: " + m.Title, Label: "Handout", Module: m},
			Derived{View: "key", Address: m.Address + "key/", Title: "Answer key: " + m.Title, Label: "Answer key", Module: m})
	}
	for _, q := range m.Questions {
		if q.Checkable() {
			return append(views, Derived{View: "practice", Address: "/practice/", Title: "Mixed practice"})
		}
	}
	return views
}

// ShortAddress is the address below /s/ that people type from paper, "" for a kind
// that has none.
func ShortAddress(p *model.Page) string {
	if !p.Kind.ShortAddress {
		return ""
	}
	name, tag := model.SplitLanguage(path.Base(string(p.ID)))
	if p.OriginalPath == "" || tag == "" {
		return "/s/" + path.Base(string(p.ID)) + "/"
	}
	return "/s/" + name + "/" + strings.ToLower(tag) + "/"
}

// A claimant is who wants an address: a page, a static file, or the program.
type claimant struct {
	file string // the path in the published tree
	who  string
	at   diag.Pos
}

// claim gives each address an owner, and reports every address that has several.
// Addresses are compared without case and in NFC, since some file systems do.
func (g *Graph) claim(static []string, problems *diag.List) {
	var all []claimant
	for _, e := range g.Site.All() {
		p := e.Base()
		all = append(all, claimant{p.Address[1:] + "index.html", "this page", p.File.Start()})
		if short := ShortAddress(p); short != "" {
			all = append(all, claimant{short[1:] + "index.html", "the short address of this page", p.File.Start()})
		}
		g.at[p.Address] = g.pages[p].self
	}
	for _, name := range static {
		all = append(all, claimant{name, "this file", diag.Pos{Path: "static/" + name}})
		g.at["/"+name] = &Target{Form: FileForm, Address: "/" + name, Label: name, Written: true}
	}
	for _, name := range generated {
		all = append(all, claimant{file: name, who: "the program"})
	}
	for _, name := range []string{"feed.xml", "index.json", "index.schema.json"} { // every site has them, however it is opened
		g.at["/"+name] = &Target{Form: FileForm, Address: "/" + name, Label: name, Written: true}
	}
	for _, d := range g.Derived {
		all = append(all, claimant{file: d.Address[1:] + "index.html", who: "the program"})
		g.at[d.Address] = d.target()
	}
	g.at["/"] = &Target{Form: DerivedForm, Address: "/", Label: "Home", Outside: "Home", Written: true}
	report(all, problems)
}

func (d Derived) target() *Target {
	return &Target{Form: DerivedForm, Address: d.Address, Label: d.Title, Outside: d.Title, Title: d.Title, Written: true}
}

// A folder is one that claimants lie in, as the first of them writes it.
type folder struct {
	name string
	by   claimant
}

func report(all []claimant, problems *diag.List) {
	owners := make(map[string][]claimant, len(all))
	folders, twins := make(map[string]folder), make(map[string]bool)
	for _, c := range all {
		key := caseless(c.file)
		owners[key] = append(owners[key], c)
		if mine, other := enterFolders(folders, c); other.name != "" && !twins[mine.name] {
			twins[mine.name] = true
			tellFolders(mine, other, problems)
		}
	}
	for key, claimants := range owners {
		if f, taken := folders[key]; taken {
			claimants = append(claimants, f.by)
		}
		if len(claimants) > 1 {
			tell(claimants, problems)
		}
	}
}

func caseless(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// enterFolders adds the folders that a claimant lies in, and gives the uppermost of them that
// is written in another way than before.
func enterFolders(folders map[string]folder, c claimant) (mine, other folder) {
	for dir := path.Dir(c.file); dir != "." && dir != "/"; dir = path.Dir(dir) {
		key := caseless(dir)
		switch known, found := folders[key]; {
		case !found:
			folders[key] = folder{dir, c}
		case known.name == dir:
			return mine, other // and so are those above it
		default:
			mine, other = folder{dir, c}, known
		}
	}
	return mine, other
}

// tellFolders names two folders that some file systems, and hosts, take for one. Where
// one is the program's, the other is told of.
func tellFolders(mine, other folder, problems *diag.List) {
	if mine.by.at.Path == "" {
		mine, other = other, mine
	}
	var notes []diag.Note
	if other.by.at.Path != "" {
		notes = []diag.Note{{Pos: other.by.at, Message: "the other is here"}}
	}
	problems.Error(mine.by.at, "address-claimed", fmt.Sprintf("the folder /%s/ differs from /%s/ by capitals alone, and some systems take them for one", mine.name, other.name),
		"write the folder in one way, best in small letters", notes...)
}

// tell names all claimants of one address: the first that has a place, the others
// as notes.
func tell(claimants []claimant, problems *diag.List) {
	slices.SortFunc(claimants, func(a, b claimant) int { return cmp.Compare(b.at.Path, a.at.Path) })
	slices.SortStableFunc(claimants, func(a, b claimant) int { return cmp.Compare(b.at.Line, a.at.Line) })
	first := claimants[0]
	address := "/" + strings.TrimSuffix(first.file, "index.html")
	message, hint := "the address "+address+" is claimed more than once", "rename one of them"
	var notes []diag.Note
	for _, c := range claimants[1:] {
		if c.at.Path == "" {
			message, hint = "the program itself makes what stands at "+address, "give your file another name"
			continue
		}
		notes = append(notes, diag.Note{Pos: c.at, Message: c.who + " claims it, too"})
	}
	problems.Error(first.at, "address-claimed", message, hint, notes...)
}
