package layout

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// A part is a file of layouts/ whose text parses.
type part struct {
	name     string
	written  string // as its author wrote it
	minified string
}

func readPart(layouts fs.FS, name string, funcs Funcs) (part, error) {
	info, err := fs.Lstat(layouts, name) // does not open the file: to open a pipe would wait for a writer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return part{}, fmt.Errorf("layouts/%s is missing", name)
	case err != nil:
		return part{}, fmt.Errorf("layouts/%s: %w", name, err)
	case !info.Mode().IsRegular():
		return part{}, fmt.Errorf("layouts/%s is not a regular file", name)
	}
	text, err := fs.ReadFile(layouts, name)
	if err != nil {
		return part{}, err
	}
	p := part{name: "layouts/" + name, written: string(text)}
	if _, err = template.New(p.name).Funcs(funcs).Parse(p.written); err != nil {
		return part{}, err
	}
	if p.minified, err = minifyLayout(p.written); err != nil {
		return part{}, fmt.Errorf("%s: %w", p.name, err)
	}
	return p, nil
}

// minifyLayout removes comments and white space. What the minifier would also remove
// by default has changed the meaning of pages.
func minifyLayout(text string) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		KeepWhitespace: true, TemplateDelims: html.GoTemplateDelims,
	})
	return m.String("text/html", text)
}
