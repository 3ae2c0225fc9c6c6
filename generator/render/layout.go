package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"

	"safelearn/generator/model"
)

// A layout is base.html with one kind's "main" in it, ready to be executed from
// many goroutines.
type layout struct {
	small   *template.Template // minified: pages are made with it
	written *template.Template // as its author wrote it: an error in it names the right line
}

// derivedLayouts are those of pages that are no kind of content.
var derivedLayouts = []string{"home", "missing", "short", "door", "listing", "coverage", "reverse", "gaps", "timeline", "good-practice", "changes", "index", "search", "slides", "handout", "key", "pack", "practice", "contacts", "offline"}

// layoutNames are those that every site has.
func layoutNames() []string {
	names := slices.Clone(derivedLayouts)
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// loadLayouts parses each layout as its author wrote it, so that an error names the
// right line, and then once more as it is used, minified: minifying every page
// costs a fifth of the build and saves 2 % of the bytes.
func (b *builder) loadLayouts(names []string) error {
	b.layouts = make(map[string]*layout)
	base := newLayout(b.funcs())
	if err := base.add(b.options.Layouts, "base.html"); err != nil {
		return err
	}
	for _, name := range names {
		l := &layout{template.Must(base.small.Clone()), template.Must(base.written.Clone())}
		if name == "short" { // stands alone: it must be small and lead on at once
			l = newLayout(b.funcs())
		}
		if err := l.add(b.options.Layouts, name+".html"); err != nil {
			return err
		}
		b.layouts[name] = l
	}
	return nil
}

func newLayout(funcs template.FuncMap) *layout {
	return &layout{template.New("layouts").Funcs(funcs), template.New("layouts").Funcs(funcs)}
}

// add parses a file into the layout.
func (l *layout) add(layouts fs.FS, name string) error {
	info, err := fs.Lstat(layouts, name) // which opens nothing: nobody may ever write into a pipe
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("layouts/%s is missing", name)
	case err != nil:
		return fmt.Errorf("layouts/%s: %w", name, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("layouts/%s is no plain file", name)
	}
	text, err := fs.ReadFile(layouts, name)
	if err != nil {
		return err
	}
	if _, err := l.written.New("layouts/" + name).Parse(string(text)); err != nil {
		return err
	}
	small, err := minifyLayout(text)
	if err != nil {
		return fmt.Errorf("layouts/%s: %w", name, err)
	}
	_, err = l.small.New("layouts/" + name).Parse(string(small))
	return err
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

// lay appends one page to a buffer.
func (b *builder) lay(out *bytes.Buffer, name string, dot any) error {
	t := b.layouts[name]
	root := "layouts/base.html"
	if name == "short" {
		root = "layouts/short.html"
	}
	if err := t.small.ExecuteTemplate(out, root, dot); err != nil {
		if told := t.written.ExecuteTemplate(io.Discard, root, dot); told != nil {
			err = told
		}
		return err
	}
	if bytes.Contains(out.Bytes(), []byte("ZgotmplZ")) {
		return fmt.Errorf("layouts/%s.html: an address was refused (ZgotmplZ): give it as a link that a function made", name)
	}
	return nil
}
