package generator

import (
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
)

// A tag is a start tag of a page, entities in its attributes decoded.
type tag struct {
	name string
	attr map[string]string
}

// A crawled page is what a walk through a site wants to know of one.
type crawledPage struct {
	html string
	tags []tag
	ids  map[string]bool
}

var startTag = regexp.MustCompile(`<([a-z][a-z0-9]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>`)
var attribute = regexp.MustCompile(`([^\s=>"/]+)(?:="([^"]*)")?`)

// crawl reads every page of a published site and reports what is wrong with one
// taken alone: a tag that it cannot read, an id that stands twice, an attribute that
// the policy of the pages would block.
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

func parsePage(t *testing.T, name, text string) *crawledPage {
	p := &crawledPage{html: text, ids: make(map[string]bool)}
	starts := 0
	for i := range len(text) - 1 {
		if text[i] == '<' && text[i+1] >= 'a' && text[i+1] <= 'z' {
			starts++
		}
	}
	for _, m := range startTag.FindAllStringSubmatch(text, -1) {
		found := tag{m[1], make(map[string]string)}
		for _, a := range attribute.FindAllStringSubmatch(m[2], -1) {
			found.attr[a[1]] = html.UnescapeString(a[2])
			if a[1] == "style" || strings.HasPrefix(a[1], "on") {
				t.Errorf("%s: an attribute that the policy blocks: %s", name, m[0])
			}
		}
		if id, ok := found.attr["id"]; ok {
			if p.ids[id] || id == "" {
				t.Errorf("%s: the id %q stands twice or is empty", name, id)
			}
			p.ids[id] = true
		}
		p.tags = append(p.tags, found)
	}
	if len(p.tags) != starts {
		t.Errorf("%s: %d of %d tags can be read", name, len(p.tags), starts)
	}
	if strings.Contains(text, "ZgotmplZ") {
		t.Errorf("%s holds an address that was refused", name)
	}
	return p
}

// words gives what can be read, and what attributes hold.
func (p *crawledPage) text() string {
	return html.UnescapeString(invisible.ReplaceAllString(p.html, " ") + "\n" + p.html)
}

// destinations gives what a tag leads to or loads.
func (g tag) urls() []string {
	var list []string
	for _, key := range []string{"href", "src", "srcset", "action", "poster", "data"} {
		if value, ok := g.attr[key]; ok {
			list = append(list, value)
		}
	}
	if _, value, ok := strings.Cut(g.attr["content"], "url="); ok && g.attr["http-equiv"] == "refresh" {
		list = append(list, value)
	}
	return list
}

var schemePattern = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)

// land follows a destination from a page of a site whose own address has the path
// base. It gives the file it leads to, "" for one outside the site.
func resolveLink(site fs.FS, pages map[string]*crawledPage, from, to, base string) (file string, err error) {
	if schemePattern.MatchString(to) {
		return "", nil
	}
	way, anchor, hasAnchor := strings.Cut(to, "#")
	if anchor, err = url.PathUnescape(anchor); err != nil {
		return "", err
	}
	switch {
	case from == "404.html":
		rest, ok := strings.CutPrefix(way, base)
		if !ok && way != "" {
			return "", fmt.Errorf("%s does not start at %s", to, base)
		}
		file = rest
	case strings.HasPrefix(way, "/"):
		return "", fmt.Errorf("%s is not relative: the site could not be moved", to)
	default:
		dir := path.Dir(from)
		if strings.Count(way, "../") > strings.Count("/"+strings.TrimPrefix(dir, "."), "/") {
			return "", fmt.Errorf("%s leads out of the site", to)
		}
		file = path.Join(dir, way)
		if strings.HasSuffix(way, "/") {
			file += "/"
		}
	}
	switch {
	case way == "":
		file = from
	case file == "" || strings.HasSuffix(file, "/"):
		file = strings.TrimPrefix(file+"index.html", "./")
	}
	info, err := fs.Stat(site, file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", to, err)
	}
	if info.IsDir() {
		return "", fmt.Errorf("%s is a folder and lacks its slash", to)
	}
	if hasAnchor && (pages[file] == nil || !pages[file].ids[anchor]) {
		return "", fmt.Errorf("%s: %s has no id %q", to, file, anchor)
	}
	return file, nil
}

// silent is what nobody reads.
var invisible = regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)
