package render

import (
	"fmt"
	"html"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// linkFuncs are the functions of layouts that write addresses and links.
type linkFuncs struct{ builder *builder }

func (f linkFuncs) funcs() layout.Funcs {
	view := func(value any) *xref.Viewpoint { return f.builder.view(value) }
	writer := f.builder.writer
	return layout.Funcs{
		"url":      func(value any, address string) string { return view(value).RelativeAddress(address) },
		"pageurl":  func(value any, e model.Entry) string { return view(value).RelativeAddress(e.Base().Address) },
		"shorturl": func(e model.Entry) string { return xref.ShortAddress(e.Base()) },
		"exists":   f.builder.exists,
		"contact":  f.contact,
		"doors":    func(value any) layout.HTML { return f.builder.doors(view(value)) },
		"link":     f.link,
		"links":    f.links,
		"numbers":  f.numbers,
		"number": func(e model.Entry, n model.Number) layout.HTML {
			return f.numbers(e, f.builder.graph.Site.Review(e.Base()), []model.Number{n})
		},
		"target":    func(value any, t *xref.Target) layout.HTML { return writer.Links(view(value), []*xref.Target{t}) },
		"targets":   func(value any, list []*xref.Target) layout.HTML { return writer.Links(view(value), list) },
		"items":     func(value any, list []model.Entry) layout.HTML { return writer.Items(view(value), list) },
		"viewlinks": f.viewLinks,
	}
}

// contact returns a contact as a link that calls the number. As a plain address
// html/template would refuse it.
func (f linkFuncs) contact(id string) layout.HTML {
	t := f.builder.graph.Contact(id)
	if t == nil {
		return ""
	}
	view := f.builder.viewpoint("/", nil)
	return layout.HTML(f.builder.writer.AppendLink(nil, &view, t, t.Label))
}

// link returns a link to a page of the content as in a list.
func (f linkFuncs) link(value any, e model.Entry) layout.HTML {
	view, t := f.builder.view(value), f.builder.graph.Page(e.Base())
	return layout.HTML(f.builder.writer.AppendListLink(nil, view, t, view.ListName(t)))
}

// links returns links to what the front matter of a page refers to, with commas between. A
// range is one link to its first paragraph. It fails for an id that is not among the Refs
// of the page's kind.
func (f linkFuncs) links(value any, ids []model.ID) (layout.HTML, error) {
	p := f.builder.page(value)
	var err error
	text := f.builder.writer.HTML(func(out []byte) []byte {
		for i, id := range ids {
			if i > 0 {
				out = append(out, ", "...)
			}
			if t := f.builder.graph.FrontMatter(p.Source, id); t != nil {
				out = f.builder.writer.AppendListLink(out, &p.view, t, p.view.ReferenceName(t, id))
			} else if id != "" {
				err = fmt.Errorf("%s: the reference %s is not resolved: add its field to the Refs of the kind %s", p.Source.File.Path, id, p.Source.Kind.Name)
			}
		}
		return out
	})
	return text, err
}

// numbers returns links to paragraphs of a review, with commas between.
func (f linkFuncs) numbers(value any, r *model.Review, numbers []model.Number) layout.HTML {
	if r == nil {
		return ""
	}
	view := f.builder.view(value)
	var list []*xref.Target
	for _, n := range numbers {
		if t := f.builder.graph.Number(r, n); t != nil {
			list = append(list, view.Counterpart(t))
		}
	}
	return f.builder.writer.Links(view, list)
}

// viewLinks returns links to generated pages as list items.
func (f linkFuncs) viewLinks(value any, list []xref.Derived) layout.HTML {
	view := f.builder.view(value)
	links := make([]body.NavigationLink, len(list))
	for i, d := range list {
		links[i] = body.NavigationLink{Address: d.Address, Words: layout.HTML(html.EscapeString(view.ViewName(d)))}
	}
	return f.builder.writer.Navigation(view, links)
}
