package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// An escaper writes values in one context of HTML, such as an attribute.
type escaper struct {
	context context
	slow    *template.Template // writes a value of any type in the context
}

// A context is a group of HTML contexts in which the same bytes need no escaping.
type context int

const (
	otherContext   context = iota // any other context, in which write calls html/template
	bodyContext                   // text of an element
	textContext                   // attribute, or text of a title
	urlContext                    // URL that is the whole value of an attribute
	urlPartContext                // part of such a URL, such as a fragment
)

// newEscaper returns the escaper that corresponds to cmds, the commands that html/template has added to
// an action. The argument names contains the names of these commands.
func newEscaper(names string, cmds []*parse.CommandNode) *escaper {
	e := new(escaper)
	switch names {
	case "htmlescaper":
		e.context = bodyContext
	case "attrescaper", "rcdataescaper":
		e.context = textContext
	case "urlfilter urlnormalizer attrescaper", "urlnormalizer attrescaper":
		e.context = urlContext
	case "urlescaper attrescaper":
		e.context = urlPartContext
	}
	// The first execution makes the template safe. After that, cmds replace the commands of its action.
	e.slow = template.Must(template.New("value").Parse("{{.}}"))
	if err := e.slow.Execute(io.Discard, ""); err != nil {
		panic(unsupported{})
	}
	p := e.slow.Tree.Root.Nodes[0].(*parse.ActionNode).Pipe
	p.Cmds = append(p.Cmds[:1:1], cmds...)
	return e
}

// write writes a value. It calls html/template unless escaping leaves the value unchanged.
func (e *escaper) write(out *bytes.Buffer, value reflect.Value) {
	v := unwrap(value)
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[HTML]() && e.context == bodyContext {
			out.WriteString(v.String())
			return
		}
		if s, ok := plainString(v); ok && e.isUnchanged(s) {
			out.WriteString(s)
			return
		}
	case reflect.Int:
		if v.Type().NumMethod() == 0 && e.context != otherContext && v.Int() >= 0 {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
			return
		}
	}
	var data any
	if value.IsValid() {
		data = value.Interface()
	}
	if err := e.slow.Execute(out, data); err != nil {
		panic(err)
	}
}

// isUnchanged reports whether escaping leaves s unchanged.
func (e *escaper) isUnchanged(s string) bool {
	switch e.context {
	case bodyContext, textContext:
		return !strings.ContainsAny(s, "\x00\"'&+<>")
	case urlContext:
		return isPlain(s, "-._/#")
	case urlPartContext:
		return isPlain(s, "-._")
	}
	return false
}

// isPlain reports whether each byte of s is a letter, a digit or one of the bytes in more.
func isPlain(s, more string) bool {
	for i := range len(s) {
		if b := s[i]; (b|0x20 < 'a' || b|0x20 > 'z') && (b < '0' || b > '9') && strings.IndexByte(more, b) < 0 {
			return false
		}
	}
	return true
}

// plainString returns v, whose kind is String, as html/template formats it before escaping. If v has a
// type of html/template, or formats itself other than with a String method, ok is false.
func plainString(v reflect.Value) (s string, ok bool) {
	t := v.Type()
	if t.NumMethod() == 0 {
		return v.String(), t.PkgPath() != "html/template"
	}
	switch v := v.Interface().(type) {
	case fmt.Formatter, error:
		return "", false
	case fmt.Stringer:
		return v.String(), true
	}
	return v.String(), true
}
