package xref

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// generated are the files of every site that are not pages.
var generated = []string{"index.html", "404.html", "feed.xml", "index.json", "index.schema.json", "robots.txt", "sitemap.xml", "_headers", "sw.js", "manifest.webmanifest"}

// ShortAddress returns the address below /s/ that readers type from paper, "" for a kind that
// has none.
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

// A claimant is a page, a static file or the program, with an address that it claims.
type claimant struct {
	file string   // path in the published site
	name string   // what a message calls it
	pos  diag.Pos // the zero value for the program
}

// addresses gives each address its target, and reports addresses that are claimed more than
// once. Addresses are compared without case and in NFC, as some file systems do.
func (c *collector) addresses(static []string) {
	g := c.graph
	var all []claimant
	for _, e := range g.Site.All() {
		p := e.Base()
		all = append(all, claimant{p.Address[1:] + "index.html", "this page", p.File.Start()})
		if short := ShortAddress(p); short != "" {
			all = append(all, claimant{short[1:] + "index.html", "the short address of this page", p.File.Start()})
		}
		g.addresses[p.Address] = g.Page(p)
	}
	for _, name := range static {
		all = append(all, claimant{name, "this file", diag.Pos{Path: "static/" + name}})
		g.addresses["/"+name] = &Target{Form: FileForm, Address: "/" + name, Label: name, Written: true}
	}
	for _, name := range generated {
		all = append(all, claimant{file: name})
	}
	for _, name := range []string{"feed.xml", "index.json", "index.schema.json"} { // every site has them, even one that is opened without a server
		g.addresses["/"+name] = &Target{Form: FileForm, Address: "/" + name, Label: name, Written: true}
	}
	for _, d := range g.Derived {
		all = append(all, claimant{file: d.Address[1:] + "index.html"})
		g.addresses[d.Address] = d.target()
	}
	g.addresses["/"] = &Target{Form: DerivedForm, Address: "/", Label: "Home", FullLabel: "Home", Written: true}
	reportClaims(all, c.problems)
}

// A folder is one that claimants are in, as the first of them writes it.
type folder struct {
	name string
	by   claimant
}

// reportClaims reports the addresses that several claimants have, and the folders that differ
// only in case.
func reportClaims(all []claimant, problems *diag.List) {
	owners := make(map[string][]claimant, len(all))
	folders, twins := make(map[string]folder), make(map[string]bool)
	for _, c := range all {
		key := caseless(c.file)
		owners[key] = append(owners[key], c)
		if mine, other := addFolders(folders, c); other.name != "" && !twins[mine.name] {
			twins[mine.name] = true
			reportFolders(mine, other, problems)
		}
	}
	for key, claimants := range owners {
		if f, taken := folders[key]; taken {
			claimants = append(claimants, f.by)
		}
		if len(claimants) > 1 {
			reportAddress(claimants, problems)
		}
	}
}

func caseless(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// addFolders adds the folders that a claimant is in, and returns the topmost of them that is
// written in another way than before.
func addFolders(folders map[string]folder, c claimant) (mine, other folder) {
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

// reportFolders reports two folders that differ only in case. Where one is the program's, the
// position is that of the other.
func reportFolders(mine, other folder, problems *diag.List) {
	if mine.by.pos.Path == "" {
		mine, other = other, mine
	}
	var notes []diag.Note
	if other.by.pos.Path != "" {
		notes = []diag.Note{{Pos: other.by.pos, Message: "the other is here"}}
	}
	problems.Error(mine.by.pos, "address-claimed", fmt.Sprintf("the folder /%s/ differs from /%s/ only in capitals, and some systems do not distinguish them", mine.name, other.name),
		"write the folder in one way, preferably in small letters", notes...)
}

// reportAddress reports an address and its claimants: the first that has a position, and the
// others as notes.
func reportAddress(claimants []claimant, problems *diag.List) {
	slices.SortFunc(claimants, func(a, b claimant) int { return cmp.Compare(b.pos.Path, a.pos.Path) })
	slices.SortStableFunc(claimants, func(a, b claimant) int { return cmp.Compare(b.pos.Line, a.pos.Line) })
	first := claimants[0]
	address := "/" + strings.TrimSuffix(first.file, "index.html")
	message, hint := "the address "+address+" is claimed more than once", "rename one of them"
	var notes []diag.Note
	for _, c := range claimants[1:] {
		if c.pos.Path == "" {
			message, hint = "the program itself makes the file at "+address, "give your file another name"
			continue
		}
		notes = append(notes, diag.Note{Pos: c.pos, Message: c.name + " claims it, too"})
	}
	problems.Error(first.pos, "address-claimed", message, hint, notes...)
}
