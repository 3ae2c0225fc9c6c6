package render

import (
	"fmt"
	"html"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// templateFuncs has a method for each template function that is longer than one line. The first
// parameter of a method that depends on the current page is the data of that page.
type templateFuncs struct{ builder *builder }

// contactLink returns a telephone or e-mail link for the contact with the given ID, or "" if there
// is none. It returns a complete HTML link because html/template rejects tel: URLs in
// attributes.
func (f templateFuncs) contactLink(id string) layout.HTML {
	t := f.builder.graph.Contact(id)
	if t == nil {
		return ""
	}
	view := f.builder.viewpoint("/", nil)
	return layout.HTML(f.builder.writer.AppendLink(nil, &view, t, t.Label))
}

// link returns a link to e, in the form used in lists of pages.
func (f templateFuncs) link(value any, e model.Entry) layout.HTML {
	view, t := f.builder.view(value), f.builder.graph.Page(e.Base())
	return layout.HTML(f.builder.writer.AppendListLink(nil, view, t, view.ListName(t)))
}

// links returns a comma-separated list of links for the given front matter references. A
// range of paragraphs becomes one link to its first paragraph. It returns an error if a
// reference is in a field that is not listed in the Refs of the page kind.
func (f templateFuncs) links(value any, ids []model.ID) (layout.HTML, error) {
	p := f.builder.page(value)
	var err error
	text := f.builder.writer.HTML(func(out []byte) []byte {
		for _, id := range ids {
			t := f.builder.graph.FrontMatterTarget(p.Source, id)
			if len(out) > 0 && (t != nil || id != "" && f.builder.graph.Site.HeldPageLabels == nil) {
				out = append(out, p.Locale.Comma...)
			}
			if t != nil {
				out = f.builder.writer.AppendListLink(out, &p.view, t, p.view.ReferenceName(t, id))
			} else if id != "" && f.builder.graph.Site.HeldPageLabels == nil {
				err = fmt.Errorf("%s: the reference %s is not resolved: add its field to the Refs of the kind %s", p.Source.File.Path, id, p.Source.Kind.Name)
			}
		}
		return out
	})
	return text, err
}

// paragraphLink returns a link to the paragraph with the given label of the review that e belongs to,
// or "" if there is no such paragraph.
func (f templateFuncs) paragraphLink(e model.Entry, label model.Label) layout.HTML {
	return f.paragraphLinks(e, f.builder.graph.Site.Review(e.Base()), []model.Label{label})
}

// paragraphLinks returns a comma-separated list of links to the paragraphs of r with the given
// labels. It leaves out labels that r does not declare. If r is nil, it returns "".
func (f templateFuncs) paragraphLinks(value any, r *model.Review, labels []model.Label) layout.HTML {
	if r == nil {
		return ""
	}
	view := f.builder.view(value)
	var list []*xref.Target
	for _, label := range labels {
		if t := f.builder.graph.ParagraphByLabel(r, label); t != nil {
			list = append(list, view.Counterpart(t))
		}
	}
	return f.builder.writer.Links(view, list)
}

// viewLinks returns links to the generated pages in list, as list items.
func (f templateFuncs) viewLinks(value any, list []xref.GeneratedPage) layout.HTML {
	view := f.builder.view(value)
	links := make([]body.NavigationLink, len(list))
	for i, d := range list {
		links[i] = body.NavigationLink{Address: d.Address, Text: layout.HTML(html.EscapeString(view.GeneratedPageName(d)))}
	}
	return f.builder.writer.Navigation(view, links)
}
