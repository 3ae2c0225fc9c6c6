package metadata

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
)

// An xmlContext describes the elements that enclose a token.
type xmlContext struct {
	inside   string   // "text" or "metadata" inside an SVG element with that name, or ""
	property xml.Name // innermost element that is not list markup of RDF, or the outermost of roles
}

// roles lists elements whose content, at any depth, identifies a person.
const roles = " creator contributor publisher rights "

// walkXML calls visit for each token with its context. The context of a start or end tag does not
// include its own element.
func (r *Report) walkXML(data []byte, visit func(in xmlContext, token xml.Token)) {
	decoder := xml.NewDecoder(bytes.NewReader(bytes.Trim(data, " \x00\r\n\t")))
	open := []xmlContext{{property: xml.Name{Local: "text"}}}
	for {
		token, err := decoder.Token()
		switch t := token.(type) {
		case nil:
			if !errors.Is(err, io.EOF) {
				r.failDamaged("SVG or XMP")
			}
			return
		case xml.StartElement:
			in := open[len(open)-1]
			visit(in, token)
			if in.inside == "" && inWordList(t.Name.Local, " text metadata ") {
				in.inside = t.Name.Local
			}
			if !inWordList(in.property.Local, roles) && !inWordList(t.Name.Local, " li Alt Seq Bag Description RDF value ") {
				in.property = t.Name
			}
			open = append(open, in)
			continue
		case xml.EndElement:
			open = open[:len(open)-1]
		}
		visit(open[len(open)-1], token)
	}
}

// readSVG reads the text in an SVG drawing, the pictures embedded in it, and metadata about its author
// and about files.
func (r *Report) readSVG(data []byte) {
	r.walkXML(data, func(in xmlContext, token xml.Token) {
		switch t := token.(type) {
		case xml.StartElement:
			if inWordList(t.Name.Local, " aipgf pgf ") { // elements with the drawing in Illustrator's own format
				r.addFound(programData)
			}
			for _, a := range t.Attr {
				if in.inside == "metadata" && inWordList(a.Name.Local, roles) {
					r.addField(a.Name.Local, []byte(a.Value))
				}
				r.addAttribute(a.Name.Local, a.Value)
			}
		case xml.EndElement:
			if in.inside == "" {
				r.text.WriteString("\n\n")
			}
		case xml.CharData:
			r.text.Write(t)
			if in.inside == "metadata" {
				r.addProperty(in.property, string(t), true)
			}
		case xml.Comment:
			r.addText(t)
		}
	})
}

// addAttribute adds an attribute in an SVG drawing that may contain text, a file name or a picture.
func (r *Report) addAttribute(name, value string) {
	lower := strings.ToLower(value)
	switch address, isData := strings.CutPrefix(strings.TrimSpace(value), "data:"); {
	case isData:
		_, address, _ = strings.Cut(address, ",")
		encoded, err1 := url.PathUnescape(address)
		picture, err2 := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
		if err1 != nil || err2 != nil {
			r.failDamaged("SVG")
		}
		r.read(picture)
	case inWordList(name, " docname export-filename ") || strings.Contains(lower, "/home/") || strings.Contains(lower, "/users/") || strings.Contains(lower, `:\`):
		r.addField("name of a file on the author's machine", []byte(value))
	case strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-") || inWordList(name, " href resource id class title label name alt "):
		r.addText([]byte(value))
	}
}

// readXMP reads XMP, which is RDF in XML. If inDocument is true, it ignores dates, which are harmless
// in a document but not in a picture.
func (r *Report) readXMP(data []byte, inDocument bool) {
	r.walkXML(data, func(in xmlContext, token xml.Token) {
		switch t := token.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					r.addProperty(a.Name, a.Value, inDocument)
				}
			}
		case xml.CharData:
			r.addProperty(in.property, string(t), inDocument)
		case xml.Comment:
			r.addField("comment", t)
		}
	})
}

// addProperty adds an XMP property, unless it describes only the file, its pages, fonts or colours.
func (r *Report) addProperty(name xml.Name, value string, inDocument bool) {
	const harmless = " about parseType lang xmptk nodeID toolkit format Format Producer PDFVersion part conformance amd rev Trapped DocumentID InstanceID OriginalDocumentID VersionID RenditionClass " +
		"Orientation XResolution YResolution ResolutionUnit ColorSpace PixelXDimension PixelYDimension ColorMode ICCProfile action changed parameters instanceID documentID originalDocumentID renditionClass language "
	const layout = " http://ns.adobe.com/xap/1.0/t/pg/ http://ns.adobe.com/xap/1.0/sType/Dimensions# http://ns.adobe.com/xap/1.0/sType/Font# http://ns.adobe.com/xap/1.0/g/ http://ns.adobe.com/illustrator/1.0/ "
	value = strings.TrimSpace(value)
	switch local := name.Local; {
	case value == "" || inWordList(name.Space, layout) || inWordList(local, harmless):
	case strings.HasPrefix(local, "GPS"):
		r.HasLocation = true
	case inWordList(local, " CreateDate ModifyDate MetadataDate when ") || strings.HasPrefix(local, "DateTime"):
		if !inDocument {
			r.addFound("time")
		}
	case value == screenshot || inWordList(local, " title CreatorTool softwareAgent resource "):
		r.addText([]byte(value))
	default:
		r.addFound(local)
	}
}
