package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

const svgHint = "save it from the drawing program as a plain SVG, or publish a PNG"

// checkSVG reports active content in an SVG drawing. A browser that opens the drawing
// directly runs its scripts with the privileges of the site. If the drawing is part of a
// page, the browser may load external resources.
func checkSVG(at diag.Pos, data []byte, problems *diag.List) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var style []byte // text of the open <style> element, or nil if none is open
	for {
		start := decoder.InputOffset()
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			start = decoder.InputOffset()
		}
		at.Line, at.Column = 1+bytes.Count(data[:start], []byte("\n")), 1+utf8.RuneCount(data[bytes.LastIndexByte(data[:start], '\n')+1:start])
		what := ""
		switch t := token.(type) {
		case nil:
			problems.Error(at, "static-svg", "this drawing cannot be read: "+xmlProblem(err), svgHint)
			return
		case xml.Directive:
			problems.Error(at, "static-svg", "a <! declaration, which can hide other content", "delete it; an SVG needs none")
			return
		case xml.ProcInst:
			if t.Target != "xml" {
				what = "the instruction <?" + t.Target
			}
		case xml.StartElement:
			if what = activeContent(t); style != nil {
				problems.Error(at, "static-svg", "an element inside the <style> of a drawing", "delete it; a style is text only")
			} else if strings.EqualFold(t.Name.Local, "style") {
				style = []byte{}
			}
		case xml.CharData:
			if style != nil {
				style = append(style, t...)
			}
			if hidden := HiddenCharacter(string(t)); hidden != "" {
				problems.Error(at, "static-svg", "the words of this drawing contain "+hidden, "type these words again without it")
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "style") {
				if loadsResource(string(style)) {
					what = "an address in its style"
				}
				style = nil
			}
		}
		if what != "" {
			problems.Error(at, "static-svg", "active content in a drawing: "+what, svgHint)
		}
	}
}

// xmlProblem returns the message of an XML decoder error without its position.
func xmlProblem(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Msg
	}
	if strings.Contains(err.Error(), "encoding") {
		return "its encoding is not UTF-8"
	}
	return err.Error()
}

// activeContent describes the element name or attribute, whichever comes first in a start tag, that
// runs a script, loads a resource or links out of the drawing. It returns "" if there is none.
func activeContent(t xml.StartElement) string {
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
			return "a link out of the drawing"
		case key == "attributename" && strings.Contains(strings.ToLower(value), "href"):
			return "an animated link"
		case a.Name.Space == "xmlns" && strings.Contains(value, "xhtml"), key == "xmlns" && strings.Contains(value, "xhtml"):
			return "HTML"
		case a.Name.Space != "xmlns" && key != "xmlns" && loadsResource(value):
			return "an address in the attribute " + key
		}
	}
	return ""
}

// loadsResource reports whether CSS text may load a resource from outside the drawing. It returns
// true for any text with a backslash, since a CSS escape could hide a keyword.
func loadsResource(style string) bool {
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
