package layout

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// A layoutFile is a template file in the layouts folder that has been parsed without error.
type layoutFile struct {
	name     string // path for error messages: "layouts/base.html"
	original string // text of the file
	minified string
}

// readLayoutFile reads, parses and minifies the named file in layouts. The template may call funcs and
// the functions of WordFuncs. The keys in its calls are checked against the catalogue of locale.
func readLayoutFile(layouts fs.FS, name string, funcs Funcs, locale *Locale) (layoutFile, error) {
	info, err := fs.Lstat(layouts, name) // opening a file of unknown type could block, for example on a named pipe
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return layoutFile{}, fmt.Errorf("layouts/%s is missing: put it there, or delete the folder layouts to use the layouts of the program", name)
	case err != nil:
		return layoutFile{}, fmt.Errorf("layouts/%s: %w", name, err)
	case !info.Mode().IsRegular():
		return layoutFile{}, fmt.Errorf("layouts/%s is not a regular file", name)
	}
	text, err := fs.ReadFile(layouts, name)
	if err != nil {
		return layoutFile{}, err
	}
	p := layoutFile{name: "layouts/" + name, original: string(text)}
	t, err := template.New(p.name).Funcs(funcs).Funcs(WordFuncs(locale)).Parse(p.original)
	if err == nil {
		err = inlineWords(t, locale)
	}
	if err != nil {
		return layoutFile{}, err
	}
	if p.minified, err = minifyLayout(p.original); err != nil {
		return layoutFile{}, fmt.Errorf("%s: %w", p.name, err)
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
