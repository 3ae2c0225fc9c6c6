package feeds

import (
	"bytes"
	"embed"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"text/template"

	"safelearn/generator/hostfile"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

//go:embed index.schema.json templates
var embeddedFiles embed.FS

// A Writer generates the machine-readable files of a site. It is safe for concurrent use.
type Writer struct {
	graph     *xref.Graph
	root      xref.Viewpoint // viewpoint of the site's root folder
	templates *template.Template
	calendar  func() *views.Calendar // computed when the sitemap first uses it
}

// NewWriter returns a Writer for the linked site g. The argument addressing determines the form of
// links between pages.
func NewWriter(g *xref.Graph, addressing xref.Addressing) *Writer {
	w := &Writer{graph: g, root: g.Viewpoint("/", nil, addressing), calendar: sync.OnceValue(func() *views.Calendar { return views.CalendarOf(g) })}
	w.templates = template.Must(template.New("").Funcs(template.FuncMap{
		"site":     func() *model.Site { return g.Site },
		"exists":   g.Listed,
		"address":  w.Address,
		"title":    w.Title,
		"versions": w.Versions,
		"changed":  w.lastChanged,
		"xml":      escapeXML,
		"json":     marshalJSON,
	}).ParseFS(embeddedFiles, "templates/*"))
	return w
}

// escapeXML formats value and escapes it for use in XML text or attributes.
func escapeXML(value any) (string, error) {
	var text strings.Builder
	err := xml.EscapeText(&text, fmt.Append(nil, value))
	return text.String(), err
}

func marshalJSON(value any) (string, error) {
	data, err := json.Marshal(value)
	return string(data), err
}

// execute returns the output of the named template for value.
func (w *Writer) execute(name string, value any) ([]byte, error) {
	var out bytes.Buffer
	err := w.templates.ExecuteTemplate(&out, name, value)
	return out.Bytes(), err
}

// Feed returns the Atom feed (RFC 4287) of the 50 newest changes.
func (w *Writer) Feed() ([]byte, error) {
	changes := views.Changes(w.graph)
	return w.execute("feed.xml", changes[:min(50, len(changes))])
}

// Manifest returns the web app manifest, with which readers can add the site to the home screen of a
// phone. The start page is the practitioners' page, or the home page if there is none. The argument
// static contains the names of the static files. The manifest lists those of the standard icons that
// are among them.
func (w *Writer) Manifest(static []string) ([]byte, error) {
	icons := []string{"icon-192.png", "icon-512.png", "icon-maskable.png"}
	return w.execute("manifest.json", slices.DeleteFunc(icons, func(name string) bool { return !slices.Contains(static, name) }))
}

// Robots returns robots.txt. It allows crawlers on demonstration sites too, because a
// crawler must fetch a page to see its noindex directive.
func (w *Writer) Robots() ([]byte, error) { return w.execute("robots.txt", w.hasSitemap()) }

// Headers returns the _headers file, in the format of Netlify and Cloudflare Pages, with the HTTP
// headers that have no equivalent meta element. The argument hashed lists the files whose names contain
// hashes of their content, so that they can be cached forever. The argument manifest states whether the
// site has a web app manifest. The lines of own, the site's own file, follow.
func (w *Writer) Headers(hashed []string, manifest bool, own string) ([]byte, error) {
	site := w.graph.Site
	ours, err := w.execute("headers.txt", struct {
		All      []hostfile.Header
		Hashed   []string
		Manifest bool
	}{hostfile.ForAllPaths(model.FrameAncestors(&site.Settings), site.Demonstration), hashed, manifest})
	return []byte(hostfile.Merge(string(ours), own)), err
}

// Address returns the absolute, escaped URL of the page with the given path on the site. If the site
// has no base URL, the result is relative to the site's root folder.
func (w *Writer) Address(address string) string {
	if w.graph.Site.BaseURL == "" {
		return w.root.RelativeURL(address)
	}
	path, fragment, found := strings.Cut(address, "#")
	whole := strings.TrimSuffix(w.graph.Site.BaseURL, "/") + (&url.URL{Path: path}).EscapedPath()
	if found {
		whole += "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
	}
	return whole
}

// Title returns the title of e for use outside its page, such as in the feed. Titles of withdrawn pages
// and sample protocols have their status as a prefix. On a site with several reviews, the titles of a
// review's pages end with the name of the review.
func (w *Writer) Title(e model.Entry) string {
	p := e.Base()
	title := w.root.TitleWithReview(p.Title, p.Address)
	switch {
	case !w.graph.Site.Listed(p):
		return w.graph.Site.Texts.Say("title_withdrawn", "title", title)
	case p.Status == model.Sample && p.Kind.Name == "protocol":
		return w.graph.Site.Texts.Say("title_sample", "title", title)
	}
	return title
}

// Versions returns all language versions of p, including p, with the original first. It
// omits withdrawn versions other than p. It returns nil if fewer than two versions remain.
func (w *Writer) Versions(p *model.Page) []*model.Page {
	var list []*model.Page
	for _, e := range w.graph.Site.LanguageVersions(p) {
		if version := e.Base(); version == p || w.graph.Site.Listed(version) {
			list = append(list, version)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
