// Package metadata reads what pictures, documents, sound and films say about the people who made
// them, apart from what they show.
//
// Its input is the bytes of a file and its output a Report, or an error if the file cannot be read
// completely. Formats are recognised by their content. Everything that is not known to be harmless
// is reported. The package has no knowledge of sites, decides nothing and writes nothing.
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

// A Report lists the metadata of a file that must not be published, and contains the texts to
// search for personal data.
type Report struct {
	Found []string // names of the fields that must not be published, such as "Artist" or "time"
	Place bool     // the file contains the location where a picture was taken
	Text  string   // other text, such as titles and, for a text file, all of it

	text  strings.Builder // becomes Text
	err   error           // the first error
	depth int             // number of boxes inside each other
}

// Read returns the metadata of a file. The error says in the author's words why a file cannot be
// read.
func Read(data []byte) (*Report, error) {
	r := new(Report)
	r.read(data)
	r.Text = r.text.String()
	return r, r.err
}

// fail records why the file cannot be read.
func (r *Report) fail(message string) {
	if r.err == nil {
		r.err = errors.New(message)
	}
}

// damaged records that the file is of the named format, but breaks off or contradicts itself.
func (r *Report) damaged(format string) {
	r.fail("this " + format + " file is damaged, so what it says about people cannot be checked")
}

// read reads a file in any format.
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
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")): // as viewers look for it
		r.readPDF(data)
	default:
		r.readText(data)
	}
}

// readText reads plain text in UTF-8 or, as older programs save it, Latin-1.
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

// decode returns text that may start with a byte order mark, or else is in UTF-8 or Latin-1.
func decode(data []byte) string {
	fallback := charmap.ISO8859_1.NewDecoder()
	if utf8.Valid(data) {
		fallback = encoding.Nop.NewDecoder()
	}
	text, _, _ := transform.Bytes(unicode.BOMOverride(fallback), data)
	return string(text)
}

// add adds a field that must not be published. It never repeats what looks like a value.
func (r *Report) add(name string) {
	const most = 50
	if len(name) > 40 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) {
		name = "a field of a program"
	}
	if len(r.Found) < most && !slices.Contains(r.Found, name) {
		r.Found = append(r.Found, name)
	}
}

// addText adds text that does not name anybody by itself.
func (r *Report) addText(text []byte) {
	if text := strings.Trim(decode(text), blanks); text != "" {
		r.text.WriteString(text + "\n\n")
	}
}

// addField adds a field with a name and a value. Titles and names of programs are harmless, unless
// they happen to contain personal data. Empty fields are ignored, and so is the comment that macOS
// gives to pictures of the screen.
func (r *Report) addField(name string, value []byte) {
	switch text := strings.Trim(decode(bytes.TrimPrefix(value, []byte("ASCII\x00\x00\x00"))), blanks); {
	case isOneOf(strings.ToLower(name), " title software "):
		r.addText(value)
	case text != "" && text != screenshot:
		r.add(name)
	}
}

const (
	screenshot = "Screenshot"
	blanks     = " \t\r\n\x00"
)

// program is the name of a field whose purpose only the program that wrote it knows.
const program = "data of a camera or program"

// isOneOf reports whether a word is in a list with a blank before and after each word.
func isOneOf(word, list string) bool { return word != "" && strings.Contains(list, " "+word+" ") }

// addRest reports what follows the end of a file, such as a film or another picture.
func (r *Report) addRest(rest []byte) {
	if len(bytes.Trim(rest, " \t\x00\r\n")) > 0 {
		r.add("data after the end")
	}
}
