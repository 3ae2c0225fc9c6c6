package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"

	"safelearn/generator/model"
)

// A layout is base.html with one kind's "main" in it, ready to be executed from
// many goroutines.
type layout struct{ *template.Template }

// derivedLayouts are those of pages that are no kind of content.
var derivedLayouts = []string{"home", "door", "listing", "missing", "short"}

// loadLayouts parses each layout as its author wrote it, so that an error names the
// right line, and then once more as it is used, minified: minifying every page
// costs a fifth of the build and saves 2 % of the bytes.
func (b *builder) loadLayouts() error {
	b.layouts = make(map[string]*layout)
	base, err := b.parse(template.New("base.html").Funcs(b.funcs()), "base.html")
	if err != nil {
		return err
	}
	names := slices.Clone(derivedLayouts)
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	for _, name := range names {
		frame := template.Must(base.Clone())
		if name == "short" { // stands alone: it must be small and lead on at once
			frame = template.New("short.html").Funcs(b.funcs())
		}
		t, err := b.parse(frame, name+".html")
		if err != nil {
			return err
		}
		b.layouts[name] = &layout{t}
	}
	return nil
}

// parse adds a layout file to a clone of the template.
func (b *builder) parse(into *template.Template, name string) (*template.Template, error) {
	text, err := fs.ReadFile(b.options.Layouts, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("layouts/%s is missing", name)
	} else if err != nil {
		return nil, err
	}
	if _, err := template.Must(into.Clone()).New("layouts/" + name).Parse(string(text)); err != nil {
		return nil, err
	}
	small, err := minifyLayout(text)
	if err != nil {
		return nil, fmt.Errorf("layouts/%s: %w", name, err)
	}
	_, err = into.New("layouts/" + name).Parse(string(small))
	return into, err
}

// minifyLayout drops comments and blanks. What the minifier's defaults would drop
// besides has changed the meaning of pages.
func minifyLayout(text []byte) ([]byte, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		KeepWhitespace: true, TemplateDelims: html.GoTemplateDelims,
	})
	return m.Bytes("text/html", text)
}

// lay makes one page.
func (b *builder) lay(name string, dot any) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(32 << 10)
	t := b.layouts[name]
	root := "layouts/base.html"
	if name == "short" {
		root = "layouts/short.html"
	}
	if err := t.ExecuteTemplate(&out, root, dot); err != nil {
		return nil, err
	}
	if bytes.Contains(out.Bytes(), []byte("ZgotmplZ")) {
		return nil, fmt.Errorf("layouts/%s.html: an address was refused (ZgotmplZ): give it as a link that a function made", name)
	}
	return out.Bytes(), nil
}
