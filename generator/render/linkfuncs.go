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
	return layout.Funcs{
		"url":      f.url,
		"pageurl":  func(value any, e model.Entry) string { return f.url(value, e.Base().Address) },
		"shorturl": func(e model.Entry) string { return xref.ShortAddress(e.Base()) },
		"exists":   f.builder.exists,
		"contact":  f.contact,
		"doors":    f.doors,
		"link":     f.link,
		"links":    f.links,
		"numbers":  f.numbers,
		"number": func(value any, r *model.Review, n model.Number) layout.HTML {
			return f.numbers(value, r, []model.Number{n})
		},
		"target":    func(value any, t *xref.Target) layout.HTML { return f.targets(value, []*xref.Target{t}) },
		"targets":   f.targets,
		"items":     f.items,
		"viewlinks": f.viewLinks,
	}
}

// url returns an address of the site relative to the page.
func (f linkFuncs) url(value any, address string) string {
	return f.builder.page(value).view.RelativeAddress(address)
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

// doors returns links to the page for each audience, as list items.
func (f linkFuncs) doors(value any) layout.HTML {
	p := f.builder.page(value)
	return f.builder.doors(&p.view, p.Locale)
}

// link returns a link to a page of the content as in a list.
func (f linkFuncs) link(value any, e model.Entry) layout.HTML {
	view, t := &f.builder.page(value).view, f.builder.graph.Page(e.Base())
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
	view := &f.builder.page(value).view
	var list []*xref.Target
	for _, n := range numbers {
		if t := f.builder.graph.Number(r, n); t != nil {
			list = append(list, view.Counterpart(t))
		}
	}
	return f.builder.writer.Links(view, list)
}

// targets returns links to targets, with commas between.
func (f linkFuncs) targets(value any, list []*xref.Target) layout.HTML {
	return f.builder.writer.Links(&f.builder.page(value).view, list)
}

// items returns a list of pages with their summaries.
func (f linkFuncs) items(value any, list []model.Entry) layout.HTML {
	return f.builder.writer.Items(&f.builder.page(value).view, list)
}

// viewLinks returns links to generated pages as list items.
func (f linkFuncs) viewLinks(value any, list []xref.Derived) layout.HTML {
	view := &f.builder.page(value).view
	links := make([]body.NavigationLink, len(list))
	for i, d := range list {
		links[i] = body.NavigationLink{Address: d.Address, Words: layout.HTML(html.EscapeString(view.ViewName(d)))}
	}
	return f.builder.writer.Navigation(view, links)
}
