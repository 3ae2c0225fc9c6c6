package metadata

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// screenshot is the comment that macOS gives to pictures of the screen.
const screenshot = "Screenshot"

// readXMP reads XMP, which is RDF in XML. In a document, unlike in a picture, dates say nothing
// about people.
func readXMP(r *Report, data []byte, document bool) error {
	decoder := xml.NewDecoder(bytes.NewReader(bytes.Trim(data, " \x00\r\n\t")))
	var open []xml.Name
	for {
		token, err := decoder.Token()
		if err == io.EOF && len(open) == 0 {
			return nil
		}
		if err != nil {
			return errDamaged("XMP")
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" && !isLayoutSpace(a.Name.Space) {
					addProperty(r, a.Name.Local, a.Value, document)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if name := propertyName(open); !isLayoutSpace(name.Space) {
				addProperty(r, name.Local, string(t), document)
			}
		case xml.Comment:
			r.addField("comment", t)
		}
	}
}

// propertyName returns the innermost of the open elements that is not a part of a list.
func propertyName(open []xml.Name) xml.Name {
	for _, name := range slices.Backward(open) {
		if !slices.Contains([]string{"li", "Alt", "Seq", "Bag", "Description", "RDF", "value"}, name.Local) {
			return name
		}
	}
	return xml.Name{Local: "text"}
}

// isLayoutSpace reports whether the properties of a namespace describe pages, fonts and colours.
func isLayoutSpace(space string) bool {
	return slices.Contains([]string{"http://ns.adobe.com/xap/1.0/t/pg/", "http://ns.adobe.com/xap/1.0/sType/Dimensions#", "http://ns.adobe.com/xap/1.0/sType/Font#",
		"http://ns.adobe.com/xap/1.0/g/", "http://ns.adobe.com/illustrator/1.0/"}, space)
}

// addProperty adds a property of XMP.
func addProperty(r *Report, name, value string, document bool) {
	const harmless = " about parseType lang xmptk resource nodeID toolkit format Format CreatorTool Producer PDFVersion part conformance amd rev Trapped DocumentID InstanceID OriginalDocumentID VersionID RenditionClass " +
		"Orientation XResolution YResolution ResolutionUnit ColorSpace PixelXDimension PixelYDimension ColorMode ICCProfile action softwareAgent changed parameters instanceID documentID originalDocumentID renditionClass language "
	const dates = " CreateDate ModifyDate MetadataDate when "
	value = strings.TrimSpace(value)
	switch {
	case value == "" || strings.Contains(harmless, " "+name+" ") && name != "CreatorTool" && name != "softwareAgent":
	case strings.HasPrefix(name, "GPS"):
		r.Place = true
	case strings.Contains(dates, " "+name+" ") || strings.HasPrefix(name, "DateTime"):
		if !document {
			r.add("time")
		}
	case name == "title" || value == screenshot || name == "CreatorTool" || name == "softwareAgent":
		r.addText([]byte(value))
	default:
		r.add(name)
	}
}
