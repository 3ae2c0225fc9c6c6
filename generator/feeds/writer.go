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

	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

//go:embed index.schema.json templates
var files embed.FS

// A Writer writes the files of one site for programs. It is safe for use by several
// goroutines.
type Writer struct {
	graph     *xref.Graph
	root      xref.Viewpoint // of the folder that these files are in
	templates *template.Template
	calendar  func() *views.Calendar // computed once, for the sitemap
}

// NewWriter returns a writer for a linked site. Addressing says how its pages refer to each
// other.
func NewWriter(g *xref.Graph, addressing xref.Addressing) *Writer {
	w := &Writer{graph: g, root: g.Viewpoint("/", nil, addressing), calendar: sync.OnceValue(func() *views.Calendar { return views.CalendarOf(g) })}
	w.templates = template.Must(template.New("").Funcs(template.FuncMap{
		"site":     func() *model.Site { return g.Site },
		"exists":   func(address string) bool { return g.At(address) != nil },
		"address":  w.Address,
		"title":    w.Title,
		"versions": w.Versions,
		"changed":  w.changed,
		"xml":      escapeXML,
		"json":     marshalJSON,
	}).ParseFS(files, "templates/*"))
	return w
}

// escapeXML returns a value as text of an XML element or attribute.
func escapeXML(value any) (string, error) {
	var text strings.Builder
	err := xml.EscapeText(&text, fmt.Append(nil, value))
	return text.String(), err
}

func marshalJSON(value any) (string, error) {
	data, err := json.Marshal(value)
	return string(data), err
}

// execute executes the named template with a value.
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

// Manifest returns the web app manifest, which lets readers put the site on the home
// screen of a phone. It starts the site at the page for practitioners and has those of the
// usual icons that are among the static files.
func (w *Writer) Manifest(static []string) ([]byte, error) {
	icons := []string{"icon-192.png", "icon-512.png", "icon-maskable.png"}
	return w.execute("manifest.json", slices.DeleteFunc(icons, func(name string) bool { return !slices.Contains(static, name) }))
}

// Robots returns robots.txt. It lets crawlers in even on a demonstration: they have to
// read a page to see that it asks not to be listed.
func (w *Writer) Robots() ([]byte, error) { return w.execute("robots.txt", w.hasSitemap()) }

// Headers returns the file _headers, in the form that Netlify and Cloudflare Pages read:
// what a meta element cannot say. Scripts are the names of the scripts, which never
// change under one name; manifest reports whether the site has a web app manifest.
func (w *Writer) Headers(scripts []string, manifest bool) ([]byte, error) {
	return w.execute("headers.txt", struct {
		Scripts  []string
		Manifest bool
	}{scripts, manifest})
}

// Address returns the whole address of a page, in the form that programs request. If
// the site's own address is not known, it returns the relative address from the site's
// root folder.
func (w *Writer) Address(address string) string {
	if w.graph.Site.BaseURL == "" {
		return w.root.RelativeAddress(address)
	}
	return strings.TrimSuffix(w.graph.Site.BaseURL, "/") + (&url.URL{Path: address}).EscapedPath()
}

// Title returns the title of a page where it is shown without the rest of it. A page
// that is withdrawn and a protocol that is a sample say so first.
func (w *Writer) Title(e model.Entry) string {
	switch p := e.Base(); {
	case !w.graph.Site.InForce(p):
		return "Withdrawn: " + p.Title
	case p.Status == model.Sample && p.Kind.Name == "protocol":
		return "Sample, not a live procedure: " + p.Title
	default:
		return p.Title
	}
}

// Versions returns a page in each of its languages, the original first, and nil for a
// page in one language. Withdrawn versions of another page are left out.
func (w *Writer) Versions(p *model.Page) []*model.Page {
	var list []*model.Page
	for _, e := range w.graph.Site.LanguageVersions(p) {
		if version := e.Base(); version == p || w.graph.Site.InForce(version) {
			list = append(list, version)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
