package layout

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// A part is a template file from the layouts folder that has been parsed without error.
type part struct {
	name     string
	original string // text of the file
	minified string
}

// readPart reads, parses and minifies the named file of layouts. The functions in funcs are those that
// it may call, in addition to those that show words, which are checked with the given locale.
func readPart(layouts fs.FS, name string, funcs Funcs, locale *Locale) (part, error) {
	info, err := fs.Lstat(layouts, name) // without opening the file: opening a named pipe blocks until it has a writer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return part{}, fmt.Errorf("layouts/%s is missing: put it there, or delete the folder layouts to use the layouts of the program", name)
	case err != nil:
		return part{}, fmt.Errorf("layouts/%s: %w", name, err)
	case !info.Mode().IsRegular():
		return part{}, fmt.Errorf("layouts/%s is not a regular file", name)
	}
	text, err := fs.ReadFile(layouts, name)
	if err != nil {
		return part{}, err
	}
	p := part{name: "layouts/" + name, original: string(text)}
	t, err := template.New(p.name).Funcs(funcs).Funcs(WordFuncs(locale)).Parse(p.original)
	if err == nil {
		err = fold(t, locale)
	}
	if err != nil {
		return part{}, err
	}
	if p.minified, err = minifyLayout(p.original); err != nil {
		return part{}, fmt.Errorf("%s: %w", p.name, err)
	}
	return p, nil
}

// minifyLayout removes comments and redundant white space from a template. The minifier's
// other default optimisations are disabled because they can change the meaning of a page.
func minifyLayout(text string) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		KeepWhitespace: true, TemplateDelims: html.GoTemplateDelims,
	})
	return m.String("text/html", text)
}
