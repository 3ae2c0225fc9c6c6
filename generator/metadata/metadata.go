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
)

// A Report lists the metadata of a file that must not be published, and contains the texts to
// search for personal data.
type Report struct {
	Found []string // names of the fields that must not be published, such as "Artist" or "time"
	Place bool     // the file contains the location where a picture was taken
	Text  string   // other text, such as titles and, for a text file, all of it
}

// errUnknown returns an error for a format that this package cannot read.
func errUnknown() error {
	return errors.New("this kind of file cannot be checked for what it says about people")
}

// Read returns the metadata of a file. The error says in the author's words why a file cannot be
// read.
func Read(data []byte) (*Report, error) {
	r := new(Report)
	if read := readerOf(data); read != nil {
		return r, read(r, data)
	}
	return r, readText(r, data)
}

// readerOf returns the function that reads the format of data, or nil if it is not binary.
func readerOf(data []byte) func(*Report, []byte) error {
	at := func(offset int, magic string) bool {
		return len(data) >= offset && bytes.HasPrefix(data[offset:], []byte(magic))
	}
	switch {
	case at(0, "\xff\xd8"):
		return readJPEG
	case at(0, "\x89PNG\r\n\x1a\n"):
		return readPNG
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return readGIF
	case at(0, "RIFF"):
		return readRIFF
	case at(0, "II*\x00"), at(0, "MM\x00*"):
		return readTIFF
	case at(4, "ftyp"), at(4, "jP  \r\n\x87\n"), at(4, "moov"):
		return readMedia
	case at(0, "\x00\x00\x01\x00"):
		return readIcon
	case at(0, "%PDF-"):
		return readPDF
	case at(0, "ID3"), at(0, "\xff\xfb"), at(0, "\xff\xf3"), at(0, "\xff\xf2"), at(0, "\xff\xfa"):
		return readMP3
	case at(0, "OggS"):
		return readOgg
	case at(0, "fLaC"):
		return readFLAC
	case at(0, "\x1a\x45\xdf\xa3"):
		return readWebM
	}
	return nil
}

// readText reads plain text in UTF-8 or, as older programs save it, Latin-1.
func readText(r *Report, data []byte) error {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 200)], []byte("\ufeff")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(start, []byte("pk\x03\x04")), bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(start, []byte(`{\rtf`)):
		return errors.New("this is an archive or office document, which can hold the names of its authors, comments and earlier versions")
	case bytes.HasPrefix(start, []byte("<svg")), bytes.HasPrefix(start, []byte("<?xml")) && bytes.Contains(data, []byte("<svg")):
		return readSVG(r, data)
	case bytes.HasPrefix(start, []byte("<?xml")), bytes.HasPrefix(start, []byte("%!ps")):
		return errUnknown()
	case bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f", r) || r == 0x7F }):
		return errUnknown()
	case utf8.Valid(data):
		r.Text = string(data)
		return nil
	}
	var text strings.Builder
	for _, c := range data {
		text.WriteRune(rune(c))
	}
	r.Text = text.String()
	return nil
}

// add adds a field that must not be published.
func (r *Report) add(name string) {
	if !slices.Contains(r.Found, name) {
		r.Found = append(r.Found, name)
	}
}

// addText adds text that does not name anybody by itself.
func (r *Report) addText(text []byte) {
	if text = bytes.Trim(text, " \x00"); len(text) > 0 {
		r.Text += string(bytes.ToValidUTF8(text, nil)) + "\n\n"
	}
}

// addField adds a field with a name and a value. Titles and names of programs are harmless, unless
// they happen to contain personal data. Empty fields are ignored.
func (r *Report) addField(name string, value []byte) {
	switch strings.ToLower(name) {
	case "title", "software", "encoder", "duration":
		r.addText(value)
	default:
		if string(bytes.Trim(bytes.TrimPrefix(value, []byte("ASCII\x00\x00\x00")), "\x00")) == screenshot {
			return
		}
		if len(bytes.Trim(value, " \x00\t\r\n")) > 0 {
			r.add(name)
		}
	}
}

// errDamaged returns an error for a file of the named format that breaks off or contradicts itself.
func errDamaged(format string) error {
	return errors.New("this " + format + " file is damaged, so what it says about people cannot be checked")
}
