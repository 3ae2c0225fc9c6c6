package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

const drawingHint = "save it from the drawing program as a plain SVG, or publish a PNG"

// drawing tells what is live in an SVG: a browser that is sent there runs it as a
// page of this site, and one that shows it in a page asks whom it names.
func drawing(at diag.Pos, data []byte, problems *diag.List) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var style []byte // of the element <style> that is open, in however many pieces; nil where none is
	for {
		start := decoder.InputOffset()
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		at := at
		if err != nil {
			start = decoder.InputOffset()
		}
		at.Line, at.Column = 1+bytes.Count(data[:start], []byte("\n")), 1+utf8.RuneCount(data[bytes.LastIndexByte(data[:start], '\n')+1:start])
		if err != nil {
			var slip *xml.SyntaxError
			if errors.As(err, &slip) {
				err = errors.New(slip.Msg)
			} else if strings.Contains(err.Error(), "encoding") {
				err = errors.New("it is not said to be UTF-8")
			}
			problems.Error(at, "static-svg", "this drawing cannot be read: "+err.Error(), drawingHint)
			return
		}
		what := ""
		switch t := token.(type) {
		case xml.Directive:
			problems.Error(at, "static-svg", "a <! declaration in a drawing can stand for anything", "take it out; an SVG needs none")
			return
		case xml.ProcInst:
			if t.Target != "xml" {
				what = "the instruction <?" + t.Target
			}
		case xml.StartElement:
			if what = livelyPart(t); style != nil {
				problems.Error(at, "static-svg", "an element in the style of a drawing hides what the style says", "take it out; a style is text and nothing else")
			} else if strings.EqualFold(t.Name.Local, "style") {
				style = []byte{}
			}
		case xml.CharData:
			if style != nil {
				style = append(style, t...)
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "style") {
				if outward(string(style)) {
					what = "an address in its style"
				}
				style = nil
			}
		}
		if what != "" {
			problems.Error(at, "static-svg", what+" in a drawing runs something, or tells others who looks at it", drawingHint)
		}
	}
}

// livelyPart names what is live in a start tag, "" where nothing is.
func livelyPart(t xml.StartElement) string {
	name := strings.ToLower(t.Name.Local)
	switch name {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video":
		return "the element <" + name + ">"
	}
	for _, a := range t.Attr {
		key, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(key, "on"):
			return "the attribute " + key
		case key == "href" && value != "" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/png;") && !strings.HasPrefix(value, "data:image/jpeg;"):
			return "an address that leads out of it"
		case key == "attributename" && strings.Contains(strings.ToLower(value), "href"):
			return "an address that changes"
		case a.Name.Space == "xmlns" && strings.Contains(value, "xhtml"), key == "xmlns" && strings.Contains(value, "xhtml"):
			return "HTML"
		case a.Name.Space != "xmlns" && key != "xmlns" && outward(value):
			return fmt.Sprintf("an address in the attribute %s", key)
		}
	}
	return ""
}

// outward reports whether a style or an attribute brings in what is no part of the
// same drawing, be it by an address or by a plain string that stands for one. A
// backslash could spell any of the words that are looked for.
func outward(style string) bool {
	style = strings.ToLower(style)
	for _, word := range []string{"@import", "image-set(", "src(", "\\"} {
		if strings.Contains(style, word) {
			return true
		}
	}
	for _, address := range strings.Split(style, "url(")[1:] {
		if !strings.HasPrefix(strings.TrimLeft(address, " \t\r\n\f\"'"), "#") {
			return true
		}
	}
	return false
}
