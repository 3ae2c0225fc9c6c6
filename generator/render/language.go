package render

import (
	"html/template"

	"safelearn/generator/layout"
	"safelearn/generator/model"
)

// locale returns the locale of the page that a value is laid out as.
func (b *builder) locale(dot any) *layout.Locale { return b.locales.Of(b.of(dot).page) }

// english marks an element of a layout whose words no language file holds as what
// they are, on a page in another language.
func (b *builder) english(dot any) template.HTMLAttr {
	return template.HTMLAttr(b.locale(dot).Mark(model.English))
}

// A Version is a page in one of its languages.
type Version struct {
	Tag, Dir string
	Name     string // the language's name for itself
	Address  string // relative to the page that shows it
	Whole    string // the address for machines: absolute, where the site knows its own
	Current  bool
}

// versions gives the languages that a page is in, the one of the original first;
// none for a page that is in one alone. What is withdrawn is not offered.
func (b *builder) versions(dot any) []Version {
	s := b.of(dot)
	if s.page == nil || s.page.Address != s.address {
		return nil
	}
	var list []Version
	for _, p := range b.feeds.Versions(s.page) {
		t := b.locales.Of(p)
		v := Version{Tag: t.Tag, Dir: t.Dir, Name: t.Name, Address: s.from.RelativeAddress(p.Address), Whole: b.feeds.Address(p.Address), Current: p == s.page}
		if b.Site.BaseURL == "" {
			v.Whole = v.Address
		}
		list = append(list, v)
	}
	return list
}

// stale gives the original of a translation that is not of its present version, nil
// for any other page.
func (b *builder) stale(dot any) model.Entry {
	p := b.of(dot).page
	if p == nil || p.Address != b.of(dot).address {
		return nil
	}
	if !b.Site.OutOfDate(p) {
		return nil
	}
	return b.Site.OriginalOf(p)
}

// toPage returns a link to a page by its title, in the title's language.
func (b *builder) toPage(dot any, e model.Entry) template.HTML {
	s := b.of(dot)
	return template.HTML(b.writer.AppendLink(nil, &s.from, b.Page(e.Base()), e.Base().Title))
}
