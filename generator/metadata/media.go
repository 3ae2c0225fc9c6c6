package metadata

import (
	"bytes"
	"encoding/binary"
)

// readBoxes reads the boxes of an AVIF, HEIC or JPEG 2000 picture or of an MP4 or QuickTime video, as
// defined in ISO/IEC 14496-12.
func (r *Report) readBoxes(data []byte) {
	const maxDepth = 30
	r.depth++
	for len(data) >= 8 && r.depth <= maxDepth {
		header, size := 8, uint64(binary.BigEndian.Uint32(data))
		switch {
		case size == 1 && len(data) >= 16:
			header, size = 16, binary.BigEndian.Uint64(data[8:])
		case size == 0:
			size = uint64(len(data))
		}
		if size < uint64(header) || size > uint64(len(data)) {
			break
		}
		r.readBox(string(data[4:8]), data[header:size])
		data = data[size:]
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		r.failDamaged("picture or film")
	}
	r.depth--
}

// readBox reads a box, given its type and content. If the item information (iinf) of a picture lists
// Exif or XMP data, readBox reports that there is such data but does not read it.
func (r *Report) readBox(kind string, value []byte) {
	const harmless = " ftyp styp mdat wide sidx moof mfra pdin jP   jp2h jp2c vmhd smhd nmhd sthd hmhd dinf stbl edts tref mvex pitm iloc iprp iref idat grpl iods load gmhd tapt trgr "
	has := func(word string) bool { return bytes.Contains(value, []byte(word)) }
	after := func(n int) []byte { return value[min(n, len(value)):] }
	switch {
	case inWordList(kind, harmless):
	case inWordList(kind, " mvhd tkhd mdhd "):
		size := 8
		if bytes.HasPrefix(value, []byte{1}) {
			size = 16
		}
		r.addField("time", after(4)[:min(size, len(after(4)))])
	case inWordList(kind, " moov trak mdia minf meta udta ilst "):
		if kind == "meta" && (len(value) < 8 || string(value[4:8]) != "hdlr") {
			value = after(4) // QuickTime has no version and flags here
		}
		r.readBoxes(value)
	case kind == "iinf":
		if has("Exif") || has("mime") || has("uri ") {
			r.addFound("Exif or XMP data")
		}
	case kind == "hdlr":
		r.addText(after(24))
	case inWordList(kind, " \xa9too \xa9swr \xa9nam "):
		r.addText(bytes.TrimLeft(after(4), "data\x00\x01"))
	case inWordList(kind, " \xa9xyz loci "), kind == "keys" && has("location"):
		r.HasLocation = true
	case inWordList(kind, " free skip "):
		r.addField("data left over from an earlier version", value)
	default:
		r.addField(programData, value)
	}
}

// readMP3 reads the ID3v2 tags before MPEG audio and the ID3v1 tag after it. It reports any other
// tags, as in concatenated files, but does not read them.
func (r *Report) readMP3(data []byte) {
	for len(data) >= 10 && string(data[:3]) == "ID3" {
		end := 10 + decodeSynchsafe(data[6:10])
		if end > len(data) {
			break
		}
		r.readID3(data[3], data[5], data[10:end])
		data = data[end:]
	}
	for _, mark := range []string{"ID3\x02\x00", "ID3\x03\x00", "ID3\x04\x00", "APETAGEX", "LYRICSBEGIN"} {
		if bytes.Contains(data, []byte(mark)) {
			r.addFound("tag after the start")
		}
	}
	if tag := data[max(0, len(data)-128):]; len(tag) == 128 && string(tag[:3]) == "TAG" {
		r.addText(tag[3:33])
		r.addField("artist", tag[33:63])
		r.addField("album", tag[63:93])
		r.addField("comment", tag[97:125])
	}
	if len(data) < 2 || data[0] != 0xFF || data[1]&0xE0 != 0xE0 {
		r.failDamaged("MP3")
	}
}

// decodeSynchsafe decodes an ID3v2 synchsafe integer: four bytes with seven significant bits each.
func decodeSynchsafe(data []byte) int {
	return int(data[0])<<21 | int(data[1])<<14 | int(data[2])<<7 | int(data[3])
}

// readID3 reads the frames of an ID3v2.3 or ID3v2.4 tag. It reports tags of other versions and tags
// that are extended or compressed, but does not read them.
func (r *Report) readID3(version, flags byte, data []byte) {
	if flags&^0x10 != 0 || version < 3 || version > 4 {
		r.addFound("ID3 tag")
		return
	}
	for len(data) >= 10 && data[0] != 0 {
		end := 10 + int(binary.BigEndian.Uint32(data[4:]))
		if version == 4 {
			end = 10 + decodeSynchsafe(data[4:8])
		}
		if end > len(data) || end < 10 {
			break
		}
		kind, text := string(data[:4]), data[10:end]
		data = data[end:]
		if inWordList(kind, " TIT2 TSSE TLEN TRCK ") && !bytes.HasPrefix(text, []byte("\x02")) { // UTF-16 without a byte order mark
			r.addText(bytes.TrimLeft(text, "\x00\x01\x03"))
		} else {
			r.addField("ID3 field "+kind, bytes.TrimLeft(text, "\x00\x01\x02\x03"))
		}
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		r.failDamaged("MP3")
	}
}
