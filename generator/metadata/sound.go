package metadata

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// readMP3 reads the tags before and after MPEG audio: ID3 and APE.
func readMP3(r *Report, data []byte) error {
	for bytes.HasPrefix(data, []byte("ID3")) {
		if len(data) < 10 {
			return errDamaged("MP3")
		}
		size := int(data[6])<<21 | int(data[7])<<14 | int(data[8])<<7 | int(data[9])
		if data[6]|data[7]|data[8]|data[9] > 0x7F || 10+size > len(data) {
			return errDamaged("MP3")
		}
		if err := readID3(r, data[3], data[5], data[10:10+size]); err != nil {
			return err
		}
		data = data[10+size:]
	}
	if bytes.Contains(data, []byte("APETAGEX")) || bytes.Contains(data, []byte("LYRICSBEGIN")) {
		r.add("tag at the end")
	}
	if len(data) >= 128 && string(data[len(data)-128:len(data)-125]) == "TAG" {
		tag := data[len(data)-128:]
		r.addText(tag[3:33])
		r.addField("artist", tag[33:63])
		r.addField("album", tag[63:93])
		r.addField("comment", tag[97:125])
	}
	if len(data) < 2 || data[0] != 0xFF || data[1]&0xE0 != 0xE0 {
		return errDamaged("MP3")
	}
	return nil
}

// readID3 reads the frames of an ID3v2 tag.
func readID3(r *Report, version, flags byte, data []byte) error {
	if flags&^0x10 != 0 || version < 2 || version > 4 { // unsynchronised or extended
		r.add("ID3 tag")
		return nil
	}
	name, sizeEnd, header := 4, 8, 10
	if version == 2 {
		name, sizeEnd, header = 3, 6, 6
	}
	for len(data) >= header && data[0] != 0 {
		kind, size := string(data[:name]), 0
		for _, c := range data[name:sizeEnd] {
			if version == 4 {
				size = size<<7 | int(c)
			} else {
				size = size<<8 | int(c)
			}
		}
		if size < 0 || header+size > len(data) {
			return errDamaged("MP3")
		}
		value := data[header : header+size]
		switch data = data[header+size:]; kind {
		case "TIT2", "TT2", "TSSE", "TSS", "TLEN", "TLE", "TRCK", "TRK":
			r.addText(bytes.TrimLeft(value, "\x00\x01\x02\x03"))
		default:
			r.addField("ID3 field "+kind, value)
		}
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		return errDamaged("MP3")
	}
	return nil
}

// readOgg reads the comments of an Ogg stream of Vorbis or Opus, which follow a marker.
func readOgg(r *Report, data []byte) error {
	for _, marker := range []string{"\x03vorbis", "OpusTags"} {
		if _, comments, found := bytes.Cut(data, []byte(marker)); found {
			return readComments(r, comments)
		}
	}
	return errUnknown()
}

// readFLAC reads the metadata blocks of a FLAC file.
func readFLAC(r *Report, data []byte) error {
	for data = data[4:]; len(data) >= 4; {
		kind, size := data[0]&0x7F, int(data[1])<<16|int(data[2])<<8|int(data[3])
		last := data[0]&0x80 != 0
		if 4+size > len(data) {
			break
		}
		value := data[4 : 4+size]
		data = data[4+size:]
		switch kind {
		case 0, 3: // how it is stored
		case 4:
			if err := readComments(r, value); err != nil {
				return err
			}
		default:
			r.addField("data of a program", value)
		}
		if last {
			return nil
		}
	}
	return errDamaged("FLAC")
}

// readComments reads Vorbis comments, such as ARTIST=name.
func readComments(r *Report, data []byte) error {
	next := func() ([]byte, bool) {
		if len(data) < 4 {
			return nil, false
		}
		size := int64(binary.LittleEndian.Uint32(data))
		if size > int64(len(data)-4) {
			return nil, false
		}
		value := data[4 : 4+size]
		data = data[4+size:]
		return value, true
	}
	if _, ok := next(); !ok || len(data) < 4 { // the name of the program
		return errDamaged("sound")
	}
	count := binary.LittleEndian.Uint32(data)
	data = data[4:]
	for range count {
		comment, ok := next()
		if !ok {
			return errDamaged("sound")
		}
		name, value, _ := strings.Cut(string(comment), "=")
		r.addField(name, []byte(value))
	}
	return nil
}

// readWebM reads the elements of a WebM or Matroska film.
func readWebM(r *Report, data []byte) error {
	const (
		segment, info, tags, tag, simpleTag     = 0x18538067, 0x1549A966, 0x1254C367, 0x7373, 0x67C8
		tagName, tagText, title, date, attached = 0x45A3, 0x4487, 0x7BA9, 0x4461, 0x1941A469
	)
	name := ""
	for len(data) > 0 {
		id, n := elementNumber(data, true)
		size, m := elementNumber(data[min(n, len(data)):], false)
		if n == 0 || m == 0 {
			return errDamaged("film")
		}
		data = data[n+m:]
		if id == segment && size == 1<<(7*m)-1 { // not known
			size = uint64(len(data))
		}
		if size > uint64(len(data)) {
			return errDamaged("film")
		}
		value := data[:size]
		data = data[size:]
		switch id {
		case segment, info, tags, tag, simpleTag:
			if err := readWebM(r, value); err != nil {
				return err
			}
		case tagName:
			name = string(value)
		case tagText:
			r.addField(name, value)
		case title:
			r.addText(value)
		case date:
			r.add("time")
		case attached:
			r.add("attached file")
		}
	}
	return nil
}

// elementNumber returns the number of variable length at the start of data, and its length. The
// marker of the length belongs to an id, but not to a size.
func elementNumber(data []byte, id bool) (number uint64, length int) {
	if len(data) == 0 || data[0] == 0 {
		return 0, 0
	}
	length = 1
	for mask := byte(0x80); data[0]&mask == 0; mask >>= 1 {
		length++
	}
	if length > len(data) {
		return 0, 0
	}
	number = uint64(data[0])
	if !id {
		number &= 1<<(8-length) - 1
	}
	for _, c := range data[1:length] {
		number = number<<8 | uint64(c)
	}
	return number, length
}
