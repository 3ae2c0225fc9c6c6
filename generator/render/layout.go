package render

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"

	"safelearn/generator/model"
)

// A layout is base.html with one kind's "main" in it.
type layout struct {
	funcs template.FuncMap
	parts []part
	// small is minified and ready to be executed from many goroutines. It is made for
	// the first page that needs it: no site has pages of all kinds and views.
	small func() (*template.Template, error)
}

// A part is a file of layouts/, whose text parses.
type part struct {
	name, text string
	small      func() (string, error)
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

// loadLayouts reads the layouts and parses each as its author wrote it, so that an
// error names the right line. Pages are made with them minified: minifying every page
// costs a fifth of the build and saves 2 % of the bytes.
func (b *builder) loadLayouts(names []string) error {
	b.layouts = make(map[string]*layout)
	funcs := b.funcs()
	base, err := readPart(b.options.Layouts, "base.html", funcs)
	if err != nil {
		return err
	}
	for _, name := range names {
		own, err := readPart(b.options.Layouts, name+".html", funcs)
		if err != nil {
			return err
		}
		l := &layout{funcs: funcs, parts: []part{base, own}}
		if name == "short" { // stands alone: it must be small and lead on at once
			l.parts = l.parts[1:]
		}
		l.small = sync.OnceValues(func() (*template.Template, error) { return l.parse(func(p part) (string, error) { return p.small() }) })
		b.layouts[name] = l
	}
	return nil
}

func readPart(layouts fs.FS, name string, funcs template.FuncMap) (part, error) {
	info, err := fs.Lstat(layouts, name) // which opens nothing: nobody may ever write into a pipe
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return part{}, fmt.Errorf("layouts/%s is missing", name)
	case err != nil:
		return part{}, fmt.Errorf("layouts/%s: %w", name, err)
	case !info.Mode().IsRegular():
		return part{}, fmt.Errorf("layouts/%s is no plain file", name)
	}
	text, err := fs.ReadFile(layouts, name)
	if err != nil {
		return part{}, err
	}
	p := part{name: "layouts/" + name, text: string(text)}
	p.small = sync.OnceValues(func() (string, error) {
		small, err := minifyLayout(text)
		if err != nil {
			return "", fmt.Errorf("%s: %w", p.name, err)
		}
		return string(small), nil
	})
	_, err = template.New(p.name).Funcs(funcs).Parse(p.text)
	return p, err
}

// written is the layout as its author wrote it: an error in it names the right line.
func (l *layout) written() (*template.Template, error) {
	return l.parse(func(p part) (string, error) { return p.text, nil })
}

func (l *layout) parse(of func(part) (string, error)) (*template.Template, error) {
	t := template.New("layouts").Funcs(l.funcs)
	for _, p := range l.parts {
		text, err := of(p)
		if err != nil {
			return nil, err
		}
		if _, err := t.New(p.name).Parse(text); err != nil {
			return nil, err
		}
	}
	return t, nil
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
	l := b.layouts[name]
	if err := l.execute(out, l.parts[0].name, dot); err != nil {
		return err
	}
	if bytes.Contains(out.Bytes(), []byte("ZgotmplZ")) {
		return fmt.Errorf("layouts/%s.html: an address was refused (ZgotmplZ): give it as a link that a function made", name)
	}
	return nil
}

// execute appends what a template of the layout makes of a dot.
func (l *layout) execute(out *bytes.Buffer, name string, dot any) error {
	small, err := l.small()
	if err == nil {
		err = small.ExecuteTemplate(out, name, dot)
	}
	if err == nil {
		return nil
	}
	written, told := l.written()
	if told == nil {
		told = written.ExecuteTemplate(io.Discard, name, dot)
	}
	return cmp.Or(told, err)
}
