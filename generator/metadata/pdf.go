package metadata

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// maxInflated is the maximum total size in bytes, after decompression, of the compressed objects,
// metadata and pictures in a PDF.
const maxInflated = 64 << 20

// A pdfReader reads the objects in a PDF in file order, without using its cross-reference table. This
// way, it also finds objects that a later version of the document has replaced.
type pdfReader struct {
	r          *Report
	info       map[string]bool // numbers of the objects with document information
	hasTrailer bool            // whether a trailer or a cross-reference stream was found
	inflated   int             // number of bytes decompressed so far
}

// readPDF reads the document information, XMP, comments, attachments and pictures of a PDF.
func (r *Report) readPDF(data []byte) {
	if bytes.Contains(data, []byte("/Encrypt")) {
		r.fail("this PDF is encrypted, so what it says about people cannot be checked")
		return
	}
	p := &pdfReader{r: r, info: make(map[string]bool)}
	for _, match := range regexp.MustCompile(`/Info[\s\x00]+(\d+)`).FindAllSubmatch(data, -1) {
		p.info[string(bytes.TrimLeft(match[1], "0"))] = true
	}
	start := regexp.MustCompile(`(\d+)[\s\x00]+\d+[\s\x00]+obj|trailer`)
	for rest := data; r.err == nil; {
		at := start.FindSubmatchIndex(rest)
		if at == nil {
			break
		}
		number := ""
		if at[2] >= 0 {
			number = string(rest[at[2]:at[3]])
		}
		dict, after := p.readObject(number, rest[at[1]:])
		if body, found := bytes.CutPrefix(skipSpace(after), []byte("stream")); found {
			body, after, _ = bytes.Cut(bytes.TrimLeft(body, "\r\n"), []byte("endstream"))
			p.readStream(dict, body)
		}
		rest = after
	}
	if !p.hasTrailer {
		r.failDamaged("PDF")
	}
	if end := bytes.LastIndex(data, []byte("%%EOF")); end >= 0 {
		r.addTrailingData(data[end+5:])
	}
}

// readObject reads the object at the start of data, given its number or, for a trailer, "". It
// returns the object if it is a dictionary, and the bytes after it.
func (p *pdfReader) readObject(number string, data []byte) (dict pdfDict, rest []byte) {
	value, rest := parsePDFValue(data, 0)
	if rest == nil {
		p.r.failDamaged("PDF")
	}
	p.readValue(value)
	if text, ok := value.(string); ok { // for example, a title to which the document information refers
		p.r.addText([]byte(text))
	}
	dict, _ = value.(pdfDict)
	p.hasTrailer = p.hasTrailer || number == "" || dict["Type"] == pdfName("XRef")
	if p.info[strings.TrimLeft(number, "0")] {
		p.readInfo(dict)
	}
	return dict, rest
}

// readStream reads a stream, given its dictionary and its raw content.
func (p *pdfReader) readStream(dict pdfDict, body []byte) {
	filters, ok := dict["Filter"].([]any)
	if !ok {
		filters = []any{dict["Filter"]}
	}
	var picture any
	if n := len(filters); n > 0 && (filters[n-1] == pdfName("DCTDecode") || filters[n-1] == pdfName("JPXDecode")) {
		filters, picture = filters[:n-1], filters[n-1]
	}
	isXMP := dict["Type"] == pdfName("Metadata") || dict["Subtype"] == pdfName("XML")
	isReference := func(key string) bool { _, ok := dict[key].(pdfRef); return ok }
	switch {
	case isReference("Type"), isReference("Subtype"), isReference("Filter"):
		p.fail()
	case picture != nil:
		p.readPicture(picture, p.inflate(dict, filters, body))
	case isXMP:
		p.r.readXMP(p.inflate(dict, filters, body), true)
	case dict["Type"] == pdfName("ObjStm"):
		p.readObjectStream(dict, p.inflate(dict, filters, body))
	}
}

// fail records that the file uses a PDF feature that the reader does not support.
func (p *pdfReader) fail() {
	p.r.fail("this PDF stores what it says about people in an unusual form, which cannot be checked")
}

// inflate decompresses the content of a stream with the given filters.
func (p *pdfReader) inflate(dict pdfDict, filters []any, data []byte) []byte {
	for _, filter := range filters {
		if filter == nil {
			continue
		}
		if filter != pdfName("FlateDecode") || strings.Contains(fmt.Sprint(dict["DecodeParms"]), "Predictor") {
			p.fail()
			return nil
		}
		reader, err := zlib.NewReader(bytes.NewReader(data))
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(reader, int64(maxInflated-p.inflated+1)))
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			p.r.failDamaged("PDF")
		}
		if p.inflated += len(data); p.inflated > maxInflated {
			p.r.fail("this PDF is too large to be checked for what it says about people")
			return nil
		}
	}
	return data
}

// readPicture reads a picture in a document. It ignores metadata that reveals nothing about people or
// places, such as a thumbnail, because authors cannot easily remove it from a document.
func (p *pdfReader) readPicture(filter any, data []byte) {
	picture := new(Report)
	if filter == pdfName("DCTDecode") {
		picture.readJPEG(data[min(2, len(data)):])
	} else {
		picture.readBoxes(data)
	}
	for _, name := range picture.Found {
		if !slices.Contains([]string{"time", "thumbnail", programData, "data after the end"}, name) {
			p.r.addFound(name + " of a picture")
		}
	}
	if p.r.HasLocation = p.r.HasLocation || picture.HasLocation; picture.err != nil {
		p.r.fail(picture.err.Error())
	}
}

// readObjectStream reads the objects in an object stream, given its dictionary and content.
func (p *pdfReader) readObjectStream(dict pdfDict, data []byte) {
	first, _ := dict["First"].(int)
	if first <= 0 || first > len(data) {
		p.r.failDamaged("PDF")
		return
	}
	rest := data[first:]
	index := bytes.Fields(data[:first])
	for i := 0; i+1 < len(index); i += 2 {
		_, rest = p.readObject(string(index[i]), rest)
	}
	if len(skipSpace(rest)) > 0 {
		p.fail()
	}
}

// readValue reads all dictionaries in a value, at any depth.
func (p *pdfReader) readValue(value any) {
	switch v := value.(type) {
	case pdfDict:
		p.readDict(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			p.readValue(v[key])
		}
	case []any:
		for _, item := range v {
			p.readValue(item)
		}
	}
}

// readDict reports a comment, an attachment, a signature, or private data of a program other than
// InDesign, whose data is only a date. It adds the text in the dictionary to the report.
func (p *pdfReader) readDict(dict pdfDict) {
	private, isDict := dict["PieceInfo"].(pdfDict)
	subtype, _ := dict["Subtype"].(pdfName)
	switch {
	case subtype == "FileAttachment" || dict["EF"] != nil || dict["Type"] == pdfName("EmbeddedFile"):
		p.r.addFound("attached file")
	case subtype != "" && !inWordList(string(subtype), " Widget Link ") && !isBlankValue(dict["T"]):
		p.r.addFound("comments with the names of their authors")
	case dict["ByteRange"] != nil || dict["Type"] == pdfName("Sig") && dict["Name"] != nil:
		p.r.addFound("signature")
	case dict["XFA"] != nil, dict["PieceInfo"] != nil && (!isDict || len(private) != 1 || private["InDesign"] == nil):
		p.r.addFound("data of a program")
	}
	if !isBlankValue(dict["Author"]) {
		p.r.addFound("Author")
	}
	for _, key := range []string{"Contents", "URI", "Alt", "ActualText", "Title", "TU", "V", "DV", "RC", "Name", "F", "UF", "Desc"} {
		text, _ := dict[key].(string)
		p.r.addText([]byte(text))
	}
	if info, ok := dict["Info"].(pdfDict); ok {
		p.readInfo(info)
	}
}

// isBlankValue reports whether value is nil or a blank string.
func isBlankValue(value any) bool {
	text, ok := value.(string)
	return value == nil || ok && strings.Trim(decode([]byte(text)), blanks) == ""
}

// readInfo reads a document information dictionary.
func (p *pdfReader) readInfo(dict pdfDict) {
	for _, key := range slices.Sorted(maps.Keys(dict)) {
		text, _ := dict[key].(string)
		switch {
		case inWordList(key, " Title CreationDate ModDate Trapped ") || strings.HasPrefix(key, "PTEX.") || strings.HasPrefix(key, "GTS_PDF") || isBlankValue(dict[key]):
		case inWordList(key, " Producer Creator Subject Keywords AAPL:Keywords "):
			p.r.addText([]byte(text))
		default:
			p.r.addFound(key)
		}
	}
}
