package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// PackageOptions say what the page of a package sends to a learning system. The words on the page follow
// from the same fields as what its script does.
type PackageOptions struct {
	Score   bool // the share of questions to which the first answer was best
	Answers bool // the first answer to each question
}

// packaging is what the layout of a package needs besides the module.
type packaging struct {
	PackageOptions
	Packed model.Date // day on which the package was made
}

// Fingerprint is the result of the function Fingerprint, for layouts.
func (packaging) Fingerprint(m *model.Module) string { return Fingerprint(m) }

// Package returns what the layout of a package needs, or nil for a page of the site.
func (p *Page) Package() *packaging { return p.builder.packaging }

// A Package contains the files that a learning system shows for a module. The page refers to the others
// as style.css and module.js.
type Package struct {
	Page, Style, Script []byte            // content of each file
	Pictures            map[string][]byte // files that the page shows, by name
	NotAsked            map[string]bool   // ids of the questions that are shown without their answers
}

// Packages returns a function that renders the package of a module of the linked site g. Such a page stands
// alone: links lead to the published site, in a new window. If the address of that site is not known, links
// become plain text. Unlike on the site, the questions of an overdue module are asked, below a warning.
func Packages(g *xref.Graph, o Options, p PackageOptions) (func(*model.Module) (*Package, error), error) {
	b, err := newBuilder(g, o, nil)
	if err == nil {
		b.layouts, err = layout.LoadWhole(o.Layouts, b.funcs(), b.locales, layout.Package)
	}
	if err != nil {
		return nil, err
	}
	b.packaging, b.lessons.AskOverdue = &packaging{p, g.Site.Today}, true
	return func(m *model.Module) (*Package, error) {
		from, err := url.Parse(m.Address)
		if err != nil {
			return nil, err
		}
		var page bytes.Buffer
		if err := b.execute(&page, layout.Package, m); err != nil {
			return nil, err
		}
		p := &Package{Style: b.assets.StyleFile(layout.Package).Text, Script: b.assets.Script(b.graph.Site.LanguageOf(&m.Page), layout.Package).Text,
			Pictures: make(map[string][]byte), NotAsked: make(map[string]bool)}
		for i := range m.Questions {
			p.NotAsked[m.Questions[i].ID] = !b.lessons.Asks(m, &m.Questions[i])
		}
		text, err := b.leadOut(page.String(), from)
		if err == nil {
			text, err = b.addPictures(p, text, from)
		}
		p.Page = []byte(text)
		return p, err
	}, nil
}

// addPictures adds the pictures of the page at the given address to p, and returns the page with their names in
// the package. These depend on the content alone, because learning systems refuse some names.
func (b *builder) addPictures(p *Package, page string, from *url.URL) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(page, `<img src="`)
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		source, rest, _ := strings.Cut(rest, `"`)
		link, err := url.Parse(html.UnescapeString(source))
		if err != nil {
			return "", err
		}
		file := from.ResolveReference(link).Path
		data, err := fs.ReadFile(b.options.Static, strings.TrimPrefix(file, "/"))
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256(data)
		name := "picture-" + hex.EncodeToString(sum[:4]) + strings.ToLower(path.Ext(file))
		p.Pictures[name] = data
		out.WriteString(`<img src="` + name + `"`)
		page = rest
	}
}

// Fingerprint returns eight hexadecimal digits that identify the questions of a module and their order. Where
// a learner stopped is meaningless if the fingerprint has changed.
func Fingerprint(m *model.Module) string {
	sum := sha256.New()
	for i := range m.Questions {
		fmt.Fprintf(sum, "%s\n", m.Questions[i].ID)
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// leadOut returns the page at the given address with links that work outside the site.
func (b *builder) leadOut(page string, from *url.URL) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(page, "<a ")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		attributes, rest, _ := strings.Cut(rest, ">")
		text, rest, _ := strings.Cut(rest, "</a>")
		start, err := b.startTag(from, attributes)
		if err != nil {
			return "", err
		}
		out.WriteString(start + text)
		if start != "" {
			out.WriteString("</a>")
		}
		page = rest
	}
}

// startTag returns the start tag of a link with the given attributes on the page at from, or "" if the
// link leads to the site and the address of the site is not known.
func (b *builder) startTag(from *url.URL, attributes string) (string, error) {
	before, rest, _ := strings.Cut(attributes, `href="`)
	href, after, _ := strings.Cut(rest, `"`)
	link, err := url.Parse(html.UnescapeString(href))
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(href, "#"), link.Scheme != "" && !strings.HasPrefix(link.Scheme, "http"):
		return "<a " + attributes + ">", nil
	case link.Scheme == "" && b.graph.Site.BaseURL == "":
		return "", nil
	case link.Scheme == "":
		to := from.ResolveReference(link)
		target := to.Path
		if to.Fragment != "" {
			target += "#" + to.Fragment
		}
		href = html.EscapeString(b.feeds.Address(target))
	}
	after = strings.Replace(after, ` rel="noreferrer"`, "", 1)
	return "<a " + before + `href="` + href + `"` + after + ` target="_blank" rel="noopener noreferrer">`, nil
}
