package feeds

import (
	"encoding/xml"
	"net/url"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Writer writes the files of one site for programs. It is safe for use by several
// goroutines.
type Writer struct {
	graph *xref.Graph
	root  xref.Viewpoint // of the folder that these files are in
}

// NewWriter returns a writer for a linked site whose pages write addresses in a way.
func NewWriter(g *xref.Graph, a xref.Addressing) *Writer {
	return &Writer{g, g.Viewpoint("/", nil, a)}
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

func xmlDocument(v any) ([]byte, error) {
	data, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}
