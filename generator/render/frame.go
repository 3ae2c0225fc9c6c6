package render

import (
	"bytes"
	"html/template"
	"strings"
)

// A look is all that the parts of the frame which frame lays out depend on. Pages
// that look alike have the same frame.
type look struct {
	part                       string
	depth                      int // folders above the page, 0 for the page that is shown at every address
	tag                        string
	apart, form, install, code bool
	style, script              string
}

// frame lays out a part of base.html that is the same on all pages that look alike,
// once for them all: most of what stands around a page's own text, and with it a
// tenth of the time that a build takes.
func (b *builder) frame(part string, dot any) (template.HTML, error) {
	s := b.of(dot)
	key := look{
		part: part, depth: strings.Count(s.address, "/"), tag: b.tongue(dot).tag, apart: s.apart, form: s.form, install: s.install,
		code: s.page != nil && s.page.Body.Code, style: s.style, script: s.script,
	}
	if done, ok := b.frames.Load(key); ok {
		return done.(template.HTML), nil
	}
	var out bytes.Buffer
	if err := b.layouts["page"].execute(&out, part, dot); err != nil {
		return "", err
	}
	done := template.HTML(strings.TrimSpace(out.String()))
	b.frames.Store(key, done)
	return done, nil
}
