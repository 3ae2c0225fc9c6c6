package metadata

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// maxInflated is the maximum number of bytes of the object streams and metadata of a PDF together.
const maxInflated = 64 << 20

// A pdf is a PDF file, whose objects are read in the order in which they are in the file. That
// includes those that a later version of the document has replaced: they can still be read.
type pdf struct {
	*Report
	data     []byte
	objects  map[int][]pdfDict // dictionaries by object number, in all their versions
	info     []any             // values of Info in the trailers
	count    int               // number of objects
	trailers int
	inflated int64
	locked   bool // the file is encrypted
}

// readPDF reads the document information, XMP, comments, attachments and pictures of a PDF.
func readPDF(r *Report, data []byte) error {
	p := pdf{Report: r, data: data, objects: make(map[int][]pdfDict)}
	for at := 0; at < len(data); {
		next, err := p.readNext(at)
		if err != nil {
			return err
		}
		at = next
	}
	if p.locked {
		return errors.New("this PDF is encrypted, so what it says about people cannot be checked")
	}
	if p.count == 0 || p.trailers == 0 {
		return errDamaged("PDF")
	}
	if end := bytes.LastIndex(data, []byte("%%EOF")); end >= 0 {
		if err := afterEnd(r, bytes.Trim(data[end+5:], " \t\x00")); err != nil {
			return err
		}
	}
	for _, info := range p.info {
		if ref, ok := info.(pdfRef); ok {
			for _, dict := range p.objects[int(ref)] {
				p.readInfo(dict)
			}
		} else if dict, ok := info.(pdfDict); ok {
			p.readInfo(dict)
		}
	}
	return nil
}

// readNext reads the next object or trailer from offset at on and returns the offset after it.
func (p *pdf) readNext(at int) (int, error) {
	const object, trailer = "obj", "trailer"
	rest := p.data[at:]
	i, j := bytes.Index(rest, []byte(object)), bytes.Index(rest, []byte(trailer))
	if i < 0 && j < 0 {
		return len(p.data), nil
	}
	if j >= 0 && (i < 0 || j < i) {
		value, end, err := parsePDF(p.data, at+j+len(trailer))
		if dict, ok := value.(pdfDict); ok && err == nil {
			p.readTrailer(dict)
			return end, nil
		}
		return at + j + len(trailer), nil
	}
	number, ok := objectNumber(rest[:i])
	start := at + i + len(object)
	if !ok { // such as endobj
		return start, nil
	}
	value, end, err := parsePDF(p.data, start)
	if err != nil {
		return 0, err
	}
	p.count++
	dict, ok := value.(pdfDict)
	if body, after, found := p.stream(dict, end); ok && found {
		return after, p.readStream(number, dict, body)
	}
	return end, p.readObject(number, value)
}

// objectNumber returns the number of the object whose start is before the word obj: 12 0 obj.
func objectNumber(before []byte) (number int, ok bool) {
	fields := bytes.Fields(before[max(0, len(before)-30):])
	if len(fields) < 2 || !isSpace(before[len(before)-1]) {
		return 0, false
	}
	number, ok1 := atoi(fields[len(fields)-2])
	_, ok2 := atoi(fields[len(fields)-1])
	return number, ok1 && ok2
}

// stream returns the bytes of the stream that follows a dictionary, which ends at offset at.
func (p *pdf) stream(dict pdfDict, at int) (body []byte, after int, found bool) {
	rest, found := bytes.CutPrefix(bytes.TrimLeft(p.data[at:], " \t\r\n\x00\f"), []byte("stream"))
	if !found {
		return nil, at, false
	}
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	start := len(p.data) - len(rest)
	if length, ok := dict["Length"].(pdfNumber); ok && int(length) >= 0 && start+int(length) <= len(p.data) {
		end := start + int(length)
		if bytes.HasPrefix(bytes.TrimLeft(p.data[end:], " \t\r\n"), []byte("endstream")) {
			return p.data[start:end], end, true
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		end = len(rest)
	}
	return rest[:end], start + end, true
}

// readTrailer reads a trailer, or the dictionary of a cross-reference stream.
func (p *pdf) readTrailer(dict pdfDict) {
	p.trailers++
	p.locked = p.locked || dict["Encrypt"] != nil
	if dict["Info"] != nil {
		p.info = append(p.info, dict["Info"])
	}
}

// readStream reads a stream by its type.
func (p *pdf) readStream(number int, dict pdfDict, body []byte) error {
	if err := p.readObject(number, dict); err != nil {
		return err
	}
	filters := filtersOf(dict)
	last := ""
	if len(filters) > 0 {
		last = filters[len(filters)-1]
	}
	switch {
	case dict["Type"] == pdfName("XRef"):
		p.readTrailer(dict)
	case p.locked:
	case dict["Type"] == pdfName("ObjStm"):
		return p.readObjectStream(dict, body)
	case dict["Type"] == pdfName("Metadata") || dict["Subtype"] == pdfName("XML"):
		text, err := p.inflate(dict, filters, body)
		if err != nil {
			return err
		}
		return readXMP(p.Report, text, true)
	case dict["Type"] == pdfName("EmbeddedFile"):
		p.add("attached file")
	case last == "DCTDecode" || last == "JPXDecode":
		picture, err := p.inflate(dict, filters[:len(filters)-1], body)
		if err != nil {
			return err
		}
		return p.readPicture(picture, last == "DCTDecode")
	}
	return nil
}

// readPicture reads what a picture in a document says about people and places. Other metadata,
// such as its thumbnail, is left alone, since authors can hardly take it out.
func (p *pdf) readPicture(data []byte, jpeg bool) error {
	var picture Report
	err := readBoxes(&picture, data)
	if jpeg {
		picture = Report{}
		err = readJPEG(&picture, data)
	}
	p.Place = p.Place || picture.Place
	for _, name := range picture.Found {
		if !slices.Contains([]string{"time", "thumbnail", "data of a camera or program", "data after the end"}, name) {
			p.add(name + " of a picture")
		}
	}
	return err
}

// filtersOf returns the names of the filters of a stream.
func filtersOf(dict pdfDict) []string {
	var names []string
	list, ok := dict["Filter"].([]any)
	if !ok {
		list = []any{dict["Filter"]}
	}
	for _, f := range list {
		if name, ok := f.(pdfName); ok {
			names = append(names, string(name))
		}
	}
	return names
}

// inflate applies filters to the body of a stream.
func (p *pdf) inflate(dict pdfDict, filters []string, body []byte) ([]byte, error) {
	for _, filter := range filters {
		if filter != "FlateDecode" && filter != "Fl" || hasPredictor(dict["DecodeParms"]) {
			return nil, errors.New("this PDF stores what it says about people in an unusual form, which cannot be checked")
		}
		reader, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, errDamaged("PDF")
		}
		body, err = io.ReadAll(io.LimitReader(reader, maxInflated-p.inflated+1))
		if p.inflated += int64(len(body)); p.inflated > maxInflated {
			return nil, errors.New("this PDF is too large to be checked for what it says about people")
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, errDamaged("PDF")
		}
	}
	return body, nil
}

// hasPredictor reports whether decoding parameters change the bytes of a stream further.
func hasPredictor(params any) bool {
	if list, ok := params.([]any); ok {
		return slices.ContainsFunc(list, hasPredictor)
	}
	dict, ok := params.(pdfDict)
	predictor, set := dict["Predictor"].(pdfNumber)
	return ok && (set && predictor > 1 || dict["Predictor"] != nil && !set)
}

// readObjectStream reads the objects in a compressed stream.
func (p *pdf) readObjectStream(dict pdfDict, body []byte) error {
	text, err := p.inflate(dict, filtersOf(dict), body)
	if err != nil {
		return err
	}
	count, ok1 := dict["N"].(pdfNumber)
	first, ok2 := dict["First"].(pdfNumber)
	if !ok1 || !ok2 || first < 0 || int(first) > len(text) {
		return errDamaged("PDF")
	}
	fields := bytes.Fields(text[:int(first)])
	for i := range int(count) {
		if len(fields) < 2*i+2 {
			return errDamaged("PDF")
		}
		number, ok1 := atoi(fields[2*i])
		at, ok2 := atoi(fields[2*i+1])
		if !ok1 || !ok2 || int(first)+at > len(text) {
			return errDamaged("PDF")
		}
		value, _, err := parsePDF(text, int(first)+at)
		if err != nil {
			return err
		}
		p.count++
		if err := p.readObject(number, value); err != nil {
			return err
		}
	}
	return nil
}

// readObject reads an object and the dictionaries within it.
func (p *pdf) readObject(number int, value any) error {
	switch v := value.(type) {
	case pdfDict:
		if number > 0 {
			p.objects[number] = append(p.objects[number], v)
		}
		p.readDict(v)
		for key, inner := range v {
			if key == "ID" { // random bytes
				continue
			}
			if err := p.readObject(0, inner); err != nil {
				return err
			}
		}
	case []any:
		for _, inner := range v {
			if err := p.readObject(0, inner); err != nil {
				return err
			}
		}
	}
	return nil
}

// readDict reports the dictionary of a comment, an attachment or a signature, and collects the text
// in other dictionaries.
func (p *pdf) readDict(dict pdfDict) {
	const comments = " Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup Redact "
	subtype, _ := dict["Subtype"].(pdfName)
	author, _ := dict["T"].(pdfString)
	switch {
	case strings.Contains(comments, " "+string(subtype)+" ") && subtype != "" && author.text() != "":
		p.add("comments with the names of their authors")
	case subtype == "FileAttachment" || dict["EF"] != nil:
		p.add("attached file")
	case dict["Type"] == pdfName("Sig") && dict["Name"] != nil:
		p.add("signature")
	case hasPrivateData(dict["PieceInfo"]):
		p.add("data of a program")
	}
	if text, ok := dict["Author"].(pdfString); ok && text.text() != "" {
		p.add("Author")
	}
	for _, key := range []string{"Contents", "URI", "Alt", "ActualText", "Title", "TU", "V", "F", "UF", "Desc"} {
		if text, ok := dict[key].(pdfString); ok {
			p.addText([]byte(text.text()))
		}
	}
}

// hasPrivateData reports whether page-piece information holds the document of a program that made a
// page. InDesign writes only a date and an id.
func hasPrivateData(info any) bool {
	dict, ok := info.(pdfDict)
	for key := range dict {
		if key != "InDesign" {
			return true
		}
	}
	return info != nil && !ok
}

// readInfo reads a document information dictionary.
func (p *pdf) readInfo(dict pdfDict) {
	for key, value := range dict {
		text, ok := value.(pdfString)
		switch {
		case !ok || key == "Title" || key == "CreationDate" || key == "ModDate" || key == "Trapped" || strings.HasPrefix(key, "PTEX.") || strings.HasPrefix(key, "GTS_PDF"):
		case key == "Producer" || key == "Creator" || key == "Subject" || key == "Keywords":
			p.addText([]byte(text.text()))
		case text.text() != "":
			p.add(key)
		}
	}
}

// text returns the text of a string, which is in UTF-16, UTF-8 or close to Latin-1.
func (s pdfString) text() string {
	var text string
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"):
		var units []uint16
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		text = string(utf16.Decode(units))
	case strings.HasPrefix(string(s), "\xef\xbb\xbf"):
		text = string(s[3:])
	default:
		for _, c := range []byte(s) {
			text += string(rune(c))
		}
	}
	return strings.Trim(text, " \t\r\n\x00")
}
