// Package metadata finds metadata in pictures, documents, sound and video files that may identify
// people, such as their authors.
//
// It takes the bytes of a file and returns a Report, or an error if the file cannot be read
// completely. Formats are recognised by their content. Everything that is not known to be harmless
// is reported. The package has no knowledge of sites, and changes no files.
package metadata

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Report lists the metadata in a file that must not be published, and contains the texts that must
// be searched for personal data.
type Report struct {
	Found       []string // names of the fields that must not be published, such as "Artist" or "time"
	HasLocation bool     // whether the file contains the location where a picture was taken
	Text        string   // other text, such as titles; for a text file, the whole text

	text  strings.Builder // becomes Text
	err   error           // the first error
	depth int             // nesting depth of readBoxes
}

// Read returns the metadata of a file. If the file cannot be read completely, the error is a message
// for authors, and the report is incomplete.
func Read(data []byte) (*Report, error) {
	r := new(Report)
	r.read(data)
	r.Text = r.text.String()
	return r, r.err
}

// fail records why the file cannot be read. Only the first call has an effect.
func (r *Report) fail(message string) {
	if r.err == nil {
		r.err = errors.New(message)
	}
}

// failDamaged records that a file of the named format is truncated or inconsistent.
func (r *Report) failDamaged(format string) {
	r.fail("this " + format + " file is damaged, so what it says about people cannot be checked")
}

// read reads a file, whose format it recognises by its first bytes.
func (r *Report) read(data []byte) {
	at := func(offset int, magic string) bool {
		return len(data) >= offset && bytes.HasPrefix(data[offset:], []byte(magic))
	}
	switch {
	case at(0, "\xff\xd8"):
		r.readJPEG(data[2:])
	case at(0, "\x89PNG\r\n\x1a\n"):
		r.readPNG(data[8:])
	case at(0, "GIF87a"), at(0, "GIF89a"):
		r.readGIF(data)
	case at(0, "RIFF") && at(8, "WEBP"):
		r.readWebP(data[12:])
	case at(4, "ftyp"), at(4, "moov"):
		r.readBoxes(data)
	case at(0, "ID3"), at(0, "\xff\xfb"), at(0, "\xff\xf3"), at(0, "\xff\xf2"), at(0, "\xff\xfa"):
		r.readMP3(data)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")): // PDF viewers search this part for the header
		r.readPDF(data)
	default:
		r.readText(data)
	}
}

// readText reads plain text in UTF-8 or Latin-1, and SVG. For any other format, it records a failure
// in the report.
func (r *Report) readText(data []byte) {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 200)], []byte("\ufeff")), " \t\r\n"))
	has := func(magic string) bool { return bytes.HasPrefix(start, []byte(magic)) }
	isControl := func(c rune) bool { return c < ' ' && !strings.ContainsRune("\t\n\r\f", c) || c == 0x7F }
	switch {
	case has("pk\x03\x04"), has("\xd0\xcf\x11\xe0"), has(`{\rtf`):
		r.fail("this is an archive or office document, which can hold the names of its authors, comments and earlier versions")
	case has("<") && bytes.Contains(data, []byte("<svg")):
		r.readSVG(data)
	case has("<?xml"), has("%!ps"), bytes.ContainsFunc(data, isControl):
		r.fail("this kind of file cannot be checked for what it says about people")
	default:
		r.text.WriteString(decode(data))
	}
}

// decode converts data to UTF-8. The source encoding is determined by the byte order mark, if there is
// one. Otherwise, it is UTF-8 if data is valid UTF-8, and Latin-1 if not.
func decode(data []byte) string {
	fallback := charmap.ISO8859_1.NewDecoder()
	if utf8.Valid(data) {
		fallback = encoding.Nop.NewDecoder()
	}
	text, _, _ := transform.Bytes(unicode.BOMOverride(fallback), data)
	return string(text)
}

// addFound adds the name of a field that must not be published to Found. It adds a general term
// instead if the name is long or not ASCII, because the name itself may be personal data.
func (r *Report) addFound(name string) {
	const most = 50
	if len(name) > 40 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) {
		name = "a field of a program"
	}
	if len(r.Found) < most && !slices.Contains(r.Found, name) {
		r.Found = append(r.Found, name)
	}
}

// addText adds text that may be published unless it contains personal data.
func (r *Report) addText(text []byte) {
	if text := strings.Trim(decode(text), blanks); text != "" {
		r.text.WriteString(text + "\n\n")
	}
}

// addField adds a metadata field to the report. For a title or the name of a program, it adds the
// value as text; for any other field, it adds the name of the field to Found. It ignores a field
// without a value, and the comment that macOS adds to screenshots.
func (r *Report) addField(name string, value []byte) {
	switch text := strings.Trim(decode(bytes.TrimPrefix(value, []byte("ASCII\x00\x00\x00"))), blanks); {
	case inWordList(strings.ToLower(name), " title software "):
		r.addText(value)
	case text != "" && text != screenshot:
		r.addFound(name)
	}
}

const (
	screenshot = "Screenshot"
	blanks     = " \t\r\n\x00"
)

// programData is the entry in Found for data in a proprietary format.
const programData = "data of a camera or program"

// inWordList reports whether list, in which each word has a space before and after it, contains word.
func inWordList(word, list string) bool { return word != "" && strings.Contains(list, " "+word+" ") }

// addTrailingData adds an entry to Found unless rest, the data after the end of a picture or document,
// is blank. Such data may be a video or another picture.
func (r *Report) addTrailingData(rest []byte) {
	if len(bytes.Trim(rest, " \t\x00\r\n")) > 0 {
		r.addFound("data after the end")
	}
}
