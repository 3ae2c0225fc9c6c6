package xref

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// generatedFiles lists the paths of the files that the program generates for every site, except for
// those in Graph.GeneratedPages. A static file with one of these paths is reported. The last path,
// search/files, is the folder of the search index.
var generatedFiles = []string{"index.html", "404.html", "feed.xml", "index.json", "index.schema.json", "robots.txt", "sitemap.xml", "_headers", "sw.js", "manifest.webmanifest", "search/files"}

// ShortURL returns the short URL path of p, which is below /s/ and printed on paper for
// readers to type, or "" if its kind has none.
func ShortURL(p *model.Page) string {
	if !p.Kind.ShortURL {
		return ""
	}
	name, tag := model.SplitLanguage(path.Base(string(p.ID)))
	if p.OriginalPath == "" || tag == "" {
		return "/s/" + path.Base(string(p.ID)) + "/"
	}
	return "/s/" + name + "/" + strings.ToLower(tag) + "/"
}

// AddressesOf returns the addresses of p: its current one, its short one, if any, and its former ones.
func AddressesOf(p *model.Page) []string {
	list := []string{p.Address}
	if short := ShortURL(p); short != "" {
		list = append(list, short)
	}
	return append(list, p.OldAddresses...)
}

// RemovedAddresses returns the addresses at which a removal notice is shown. It leaves out addresses
// that belong to an existing page.
func RemovedAddresses(s *model.Site) []model.RemovedAddress {
	if s.Addresses == nil {
		return nil
	}
	taken := make(map[string]bool)
	for _, e := range s.All() {
		for _, address := range AddressesOf(e.Base()) {
			taken[address] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(s.Addresses.Removed), func(r model.RemovedAddress) bool { return taken[r.Address] || !model.IsPageAddress(r.Address) })
}

// A claimant is a page, a static file or the program itself, when it writes a file of the published
// site. It is an error if a path has two claimants.
type claimant struct {
	file string   // path in the published site, with a trailing slash for a folder
	name string   // name used in messages; "" for the program
	pos  diag.Pos // position of the page or static file; the zero value for the program
}

// addAddresses adds the addresses of pages, generated pages and the files that pages may link
// to, and reports paths in the published site that are claimed more than once.
func (c *collector) addAddresses(static []string) {
	g := c.graph
	var all []claimant
	for _, e := range g.Site.All() {
		p := e.Base()
		all = append(all, claimant{p.Address[1:] + "index.html", "this page", p.File.Start()})
		if short := ShortURL(p); short != "" {
			all = append(all, claimant{short[1:] + "index.html", "the short address of this page", p.File.Start()})
		}
		for i, old := range p.OldAddresses {
			if model.IsPageAddress(old) {
				all = append(all, claimant{old[1:] + "index.html", "an old address of this page", p.FieldPos(fmt.Sprintf("old_addresses[%d]", i))})
			}
		}
		g.addresses[p.Address] = g.Page(p)
	}
	for _, r := range RemovedAddresses(g.Site) {
		all = append(all, claimant{r.Address[1:] + "index.html", "this removal", r.Pos})
	}
	for _, name := range static {
		all = append(all, claimant{name, "this file", diag.Pos{Path: "static/" + name}})
	}
	for _, name := range generatedFiles {
		all = append(all, claimant{file: name})
	}
	for _, name := range append([]string{"feed.xml", "index.json", "index.schema.json"}, static...) { // the files that pages may link to
		g.addresses["/"+name] = &Target{Type: FileTarget, Address: (&url.URL{Path: "/" + name}).EscapedPath(), Label: name, Written: true}
	}
	for _, d := range g.GeneratedPages {
		all = append(all, claimant{file: d.Address[1:] + "index.html"})
		g.addresses[d.Address] = &Target{Type: GeneratedTarget, Address: d.Address, Label: d.Title, FullLabel: d.Title, Title: d.Title, Written: true}
	}
	g.addresses["/"] = &Target{Type: GeneratedTarget, Address: "/", Label: g.Site.Texts.Say("title_home"), FullLabel: g.Site.Texts.Say("title_home"), Written: true}
	c.compareClaims(all)
	lintLogo(&c.problems, &g.Site.Settings, static)
}

// compareClaims reports files with more than one claimant, files with the same path as a folder, and
// folders whose names differ only in case. It compares names without case and in NFC, as some file
// systems do.
func (c *collector) compareClaims(all []claimant) {
	caseless := func(name string) string { return norm.NFC.String(strings.ToLower(name)) }
	files, folders, seen := make(map[string][]claimant, len(all)), make(map[string]claimant), make(map[string]bool)
	for _, claim := range all {
		name := caseless(claim.file)
		files[name] = append(files[name], claim)
		for i, char := range claim.file {
			if char != '/' || seen[claim.file[:i]] {
				continue
			}
			seen[claim.file[:i]] = true
			name, folder := caseless(claim.file[:i+1]), claimant{claim.file[:i+1], claim.name, claim.pos}
			if other, taken := folders[name]; !taken {
				folders[name] = folder
			} else if path.Base(other.file) != path.Base(folder.file) { // if not, the difference is in a parent folder and is reported there
				c.reportFolderCase(folder, other)
			}
		}
	}
	for name, claimants := range files {
		if folder, taken := folders[name+"/"]; taken {
			claimants = append(claimants, folder)
		}
		if len(claimants) > 1 {
			c.reportDuplicateAddress(claimants)
		}
	}
}

// reportFolderCase reports two folders whose names differ only in case. The problem is reported at b
// if the program itself creates a, and at a otherwise.
func (c *collector) reportFolderCase(a, b claimant) {
	if a.pos.Path == "" {
		a, b = b, a
	}
	var notes []diag.Note
	if b.pos.Path != "" {
		notes = []diag.Note{{Pos: b.pos, Message: "the other is here"}}
	}
	c.problems.Error(a.pos, "address-claimed", fmt.Sprintf("the folder /%s differs from /%s only in capitals, and some systems do not distinguish them", a.file, b.file),
		"write the folder in one way, preferably in small letters", notes...)
}

// reportDuplicateAddress reports an address with more than one claimant. The problem is reported at a
// page, if there is one, or else at a static file, and has notes with the positions of the others. If
// the program is a claimant, the message says so.
func (c *collector) reportDuplicateAddress(claimants []claimant) {
	slices.SortFunc(claimants, func(a, b claimant) int {
		return cmp.Or(cmp.Compare(b.pos.Line, a.pos.Line), cmp.Compare(b.pos.Path, a.pos.Path))
	})
	first := claimants[0]
	address := "/" + strings.TrimSuffix(first.file, "index.html")
	message, hint := "the address "+address+" is claimed more than once", "rename one of them"
	var notes []diag.Note
	for _, other := range claimants[1:] {
		if other.pos.Path == "" {
			message, hint = "the program itself makes the file at "+address, "give your file another name"
			continue
		}
		notes = append(notes, diag.Note{Pos: other.pos, Message: other.name + " claims it, too"})
	}
	c.problems.Error(first.pos, "address-claimed", message, hint, notes...)
}
