package metadata

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// readSVG reads the words of a drawing, and what the drawing program noted about its author and
// files.
func readSVG(r *Report, data []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var open []xml.Name
	var text strings.Builder
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			r.addText([]byte(text.String()))
			return nil
		}
		if err != nil {
			return errDamaged("SVG")
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
			for _, a := range t.Attr {
				addAttribute(r, a.Name, a.Value)
			}
		case xml.EndElement:
			if open = open[:len(open)-1]; !isInside(open, "text") {
				text.WriteString("\n\n")
			}
		case xml.CharData:
			text.Write(t)
			if isInside(open, "metadata") {
				addAgent(r, open, string(t))
			}
		case xml.Comment:
			r.addText(t)
		}
	}
}

// isInside reports whether an element with the given local name is open.
func isInside(open []xml.Name, local string) bool {
	return slices.ContainsFunc(open, func(name xml.Name) bool { return name.Local == local })
}

// addAttribute reads an attribute that may hold words, unlike those of shapes.
func addAttribute(r *Report, name xml.Name, value string) {
	isWords := strings.HasPrefix(name.Local, "data-") || strings.HasPrefix(name.Local, "aria-")
	switch lower := strings.ToLower(value); {
	case name.Local == "docname" || name.Local == "export-filename" || strings.Contains(lower, "/home/") || strings.Contains(lower, "/users/") || strings.Contains(lower, `:\`):
		r.addField("name of a file on the author's machine", []byte(value))
	case isWords || slices.Contains([]string{"href", "id", "class", "title", "label", "name", "alt"}, name.Local) && !strings.HasPrefix(lower, "data:"):
		r.addText([]byte(value))
	}
}

// addAgent reads text in the metadata element.
func addAgent(r *Report, open []xml.Name, value string) {
	for _, role := range []string{"creator", "contributor", "publisher", "rights"} {
		if isInside(open, role) {
			r.addField(role, []byte(value))
			return
		}
	}
	addProperty(r, propertyName(open).Local, value, true)
}
