package layout

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io"
	"maps"
	"sync"
)

// A Set contains the layouts of a site in each of its languages. It is safe for concurrent use.
type Set struct{ layouts map[layoutKey]*layout }

// A layoutKey identifies a layout in one language.
type layoutKey struct{ language, name string }

// frameLayout is the name of frame.html in a layoutKey. No other layout has the name "".
const frameLayout = ""

// A layout is a template in two versions: a minified one to render pages, and the original one to
// report errors with correct line numbers. Minifying each rendered page instead would take a fifth of
// the build time and make the output only 2 % smaller.
type layout struct {
	funcs    Funcs
	locale   *Locale
	files    []layoutFile                       // the first file is executed and includes the others
	minified func() (*template.Template, error) // parsed on first use, since no site uses every layout
	program  func() *program                    // returns the compiled first file, or nil if it could not be compiled
}

func newLayout(funcs Funcs, locale *Locale, files ...layoutFile) *layout {
	l := &layout{funcs: funcs, locale: locale, files: files}
	l.minified = sync.OnceValues(func() (*template.Template, error) { return l.parse(func(p layoutFile) string { return p.minified }) })
	l.program = sync.OnceValue(func() *program {
		t, err := l.minified()
		if err != nil {
			return nil
		}
		funcs := WordFuncs(locale)
		maps.Copy(funcs, l.funcs)
		return compile(t, l.files[0].name, funcs)
	})
	return l
}

// parse parses the text that textOf returns for each file of the layout, and replaces the calls to
// WordFuncs.
func (l *layout) parse(textOf func(layoutFile) string) (*template.Template, error) {
	t := template.New("layouts").Funcs(l.funcs).Funcs(WordFuncs(l.locale))
	for _, p := range l.files {
		if _, err := t.New(p.name).Parse(textOf(p)); err != nil {
			return nil, err
		}
	}
	return t, inlineWords(t, l.locale)
}

// Execute renders value with the named layout in the given language and appends the page to out.
func (s *Set) Execute(out *bytes.Buffer, language, name string, value any) error {
	l := s.layouts[layoutKey{language, name}]
	if err := l.executeFirst(out, value); err != nil {
		return err
	}
	if bytes.Contains(out.Bytes(), []byte("ZgotmplZ")) {
		return fmt.Errorf("layouts/%s.html: an address was refused (ZgotmplZ): use a link that a function returns", name)
	}
	return nil
}

// executeFirst appends the output of the first file of the layout for value. It uses html/template if
// there is no compiled program or the program does not support value.
func (l *layout) executeFirst(out *bytes.Buffer, value any) error {
	start := out.Len()
	if p := l.program(); p != nil && p.run(out, value) {
		return nil
	}
	out.Truncate(start)
	return l.execute(out, l.files[0].name, value)
}

// execute appends the output of the named template of the layout for value. If execution
// fails, it executes the original template to get an error with the correct line number.
func (l *layout) execute(out *bytes.Buffer, name string, value any) error {
	t, err := l.minified()
	if err == nil {
		err = t.ExecuteTemplate(out, name, value)
	}
	if err == nil {
		return nil
	}
	original, originalErr := l.parse(func(p layoutFile) string { return p.original })
	if originalErr == nil {
		originalErr = original.ExecuteTemplate(io.Discard, name, value)
	}
	return cmp.Or(originalErr, err)
}
