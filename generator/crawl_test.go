package generator

import (
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/render"
)

// A tag is an HTML start tag.
type tag struct {
	name string
	attr map[string]string // values by name, with entities decoded; "" for an attribute without a value
}

// A crawledPage is a parsed page in a built site.
type crawledPage struct {
	html string
	tags []tag           // start tags in the order of html
	ids  map[string]bool // values of the id attributes
}

var (
	startTagPattern  = regexp.MustCompile(`<([a-z][a-z0-9]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>`)
	attributePattern = regexp.MustCompile(`([^\s=>"/]+)(?:="([^"]*)")?`)
)

// crawl parses every page in a built site and returns the pages by file name. It fails the test for
// start tags that cannot be parsed, empty or duplicate ids, attributes that the content security
// policy blocks, and URLs that html/template replaced because they may be unsafe.
func crawl(t *testing.T, site fs.FS) map[string]*crawledPage {
	t.Helper()
	pages := make(map[string]*crawledPage)
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		pages[name] = parsePage(t, name, string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// parsePage parses a page and fails the test for the same faults as crawl.
func parsePage(t *testing.T, name, text string) *crawledPage {
	p := &crawledPage{html: text, ids: make(map[string]bool)}
	starts := 0
	for i := range len(text) - 1 {
		if text[i] == '<' && text[i+1] >= 'a' && text[i+1] <= 'z' {
			starts++
		}
	}
	for _, m := range startTagPattern.FindAllStringSubmatch(text, -1) {
		found := tag{m[1], make(map[string]string)}
		for _, a := range attributePattern.FindAllStringSubmatch(m[2], -1) {
			found.attr[a[1]] = html.UnescapeString(a[2])
			if a[1] == "style" || strings.HasPrefix(a[1], "on") {
				t.Errorf("%s: the policy blocks an attribute of %s", name, m[0])
			}
		}
		if id, ok := found.attr["id"]; ok {
			if p.ids[id] || id == "" {
				t.Errorf("%s: the id %q is a duplicate or empty", name, id)
			}
			p.ids[id] = true
		}
		p.tags = append(p.tags, found)
	}
	if len(p.tags) != starts {
		t.Errorf("%s: only %d of %d tags can be parsed", name, len(p.tags), starts)
	}
	if strings.Contains(text, "ZgotmplZ") {
		t.Errorf("%s has a URL that html/template replaced as unsafe", name)
	}
	return p
}

// text returns the text of the page, without tags and style sheets, followed by its HTML. Entities are
// decoded in both.
func (p *crawledPage) text() string {
	return html.UnescapeString(invisiblePattern.ReplaceAllString(p.html, " ") + "\n" + p.html)
}

// urls returns the URLs that a tag links to, loads or redirects to.
func (t tag) urls() []string {
	var list []string
	for _, key := range []string{"href", "src", "srcset", "action", "poster", "data"} {
		if value, ok := t.attr[key]; ok {
			list = append(list, value)
		}
	}
	if _, value, ok := strings.Cut(t.attr["content"], "url="); ok && t.attr["http-equiv"] == "refresh" {
		list = append(list, value)
	}
	return list
}

var schemePattern = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)

// resolveLink returns the name of the file to which a link in the named page leads, or "" if the URL
// has a scheme. It ignores the query. It returns an error if the file or the anchor does not exist, or
// if the URL is not relative. In 404.html, the URL must instead start with base, the path of the
// site's base URL.
func resolveLink(site fs.FS, pages map[string]*crawledPage, name, link, base string) (file string, err error) {
	if schemePattern.MatchString(link) {
		return "", nil
	}
	address, anchor, hasAnchor := strings.Cut(link, "#")
	address, _, _ = strings.Cut(address, "?")
	if anchor, err = url.PathUnescape(anchor); err != nil {
		return "", err
	}
	switch {
	case name == "404.html":
		rest, ok := strings.CutPrefix(address, base)
		if !ok && address != "" {
			return "", fmt.Errorf("%s does not start with %s", link, base)
		}
		file = rest
	case strings.HasPrefix(address, "/"):
		return "", fmt.Errorf("%s is not relative, so the site cannot be moved", link)
	default:
		dir := path.Dir(name)
		if strings.Count(address, "../") > strings.Count("/"+strings.TrimPrefix(dir, "."), "/") {
			return "", fmt.Errorf("%s is outside the site", link)
		}
		file = path.Join(dir, address)
		if strings.HasSuffix(address, "/") {
			file += "/"
		}
	}
	switch {
	case address == "":
		file = name
	case file == "" || strings.HasSuffix(file, "/"):
		file = strings.TrimPrefix(file+"index.html", "./")
	}
	info, err := fs.Stat(site, file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", link, err)
	}
	if info.IsDir() {
		return "", fmt.Errorf("%s is a folder and does not end with a slash", link)
	}
	if hasAnchor && (pages[file] == nil || !pages[file].ids[anchor]) {
		return "", fmt.Errorf("%s: %s has no id %q", link, file, anchor)
	}
	return file, nil
}

// basePath returns the path of the site's base URL, with a slash at its end.
func basePath(site *model.Site) string {
	path := "/" + strings.SplitN(site.BaseURL+"///", "/", 4)[3]
	return "/" + strings.TrimLeft(strings.TrimRight(path, "/")+"/", "/")
}

// invisiblePattern matches style elements with their content, and tags.
var invisiblePattern = regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)

// TestContactsAreLinked checks that every page links to the contacts page. A page for parents, which
// must not link to other sections of the site, must have links to telephone numbers instead. The test
// skips short addresses, which only redirect.
func TestContactsAreLinked(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t)} {
		for _, noOffline := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/NoOffline=%v", name, noOffline), func(t *testing.T) {
				t.Parallel()
				tree, problems, err := s.renderPublished(t.Context(), render.Options{NoOffline: noOffline})
				if err != nil || problems.Failed() {
					t.Fatal(err, problems)
				}
				pages, base := crawl(t, tree), basePath(linkSite(t, s).graph.Site)
				for from, p := range pages {
					found := strings.HasPrefix(from, "s/") || slices.ContainsFunc(p.tags, func(g tag) bool {
						to := g.attr["href"]
						if strings.HasPrefix(from, "parents/") {
							return g.name == "a" && strings.HasPrefix(to, "tel:")
						}
						file, err := resolveLink(tree, pages, from, to, base)
						return g.name == "a" && err == nil && file == "contacts/index.html"
					})
					if !found {
						t.Errorf("%s does not link to the numbers to call", from)
					}
				}
			})
		}
	}
}
