package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// PackageOptions determine what the page of a package sends to a learning system. Both the text and the
// script of the page depend on them.
type PackageOptions struct {
	Score   bool // send the share of questions to which the first answer was the best
	Answers bool // send the first answer to each question
}

// PackageData contains what the layout of a package needs in addition to the module.
type PackageData struct {
	PackageOptions
	Packed model.Date // date on which the package was exported

	lessons *lesson.Writer
}

// Fingerprint returns the fingerprint of the questions of a module. When it changes, the saved position of a
// learner is no longer valid.
func (d *PackageData) Fingerprint(m *model.Module) string { return d.lessons.Fingerprint(m) }

// PackageData returns the data for the layout of a package, or nil if the page is part of the site.
func (p *Page) PackageData() *PackageData { return p.builder.packageData }

// A Package contains the files that a learning system needs to show a module. The page refers to the
// other files as style.css and module.js.
type Package struct {
	Page, Style, Script []byte            // content of each file
	Pictures            map[string][]byte // files that the page shows, by name
	NotAsked            map[string]bool   // ids of the questions that are shown without their answers
	Fingerprint         string            // from PackageData.Fingerprint
}

// Packages returns a function that renders the package of a module of the linked site g. The page of a
// package does not depend on other pages: its links lead to the published site, in a new window, or
// become plain text if the settings do not contain the URL of the site. Unlike on the site, questions
// of an overdue module are asked, below a warning.
func Packages(g *xref.Graph, o Options, p PackageOptions) (func(*model.Module) (*Package, error), error) {
	b, err := newBuilder(g, o, nil)
	if err == nil {
		b.layouts, err = layout.LoadWhole(o.Layouts, b.funcs(), b.locales, layout.Package)
	}
	if err != nil {
		return nil, err
	}
	b.packageData, b.lessons.AskOverdue = &PackageData{p, g.Site.Today, b.lessons}, true
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
			Pictures: make(map[string][]byte), NotAsked: make(map[string]bool), Fingerprint: b.packageData.Fingerprint(m)}
		for i := range m.Questions {
			p.NotAsked[m.Questions[i].ID] = !b.lessons.ShowsAnswers(m, &m.Questions[i])
		}
		text, err := b.externalizeLinks(page.String(), from)
		if err == nil {
			text, err = b.addPictures(p, text, from)
		}
		p.Page = []byte(text)
		return p, err
	}, nil
}

// addPictures adds to p the pictures on the page at the given address, and returns the page with their
// file names in the package. The names depend only on the contents of the pictures, because learning
// systems reject some file names.
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

// externalizeLinks returns the page at the given address with its links changed so that they work
// outside the site.
func (b *builder) externalizeLinks(page string, from *url.URL) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(page, "<a ")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		attributes, rest, _ := strings.Cut(rest, ">")
		text, rest, _ := strings.Cut(rest, "</a>")
		start, err := b.externalStartTag(from, attributes)
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

// externalStartTag returns the start tag of a link with the given attributes on the page at from. It
// returns "" if the link leads to the site and the settings do not contain the URL of the site.
func (b *builder) externalStartTag(from *url.URL, attributes string) (string, error) {
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
		whole, err := url.Parse(b.feeds.Address(to.Path))
		if err != nil {
			return "", err
		}
		whole.RawQuery, whole.Fragment, whole.RawFragment = to.RawQuery, to.Fragment, to.RawFragment
		href = html.EscapeString(whole.String())
	}
	after = strings.Replace(after, ` rel="noreferrer"`, "", 1)
	return "<a " + before + `href="` + href + `"` + after + ` target="_blank" rel="noopener noreferrer">`, nil
}
