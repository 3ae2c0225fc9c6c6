package metadata

import (
	"bytes"
	"encoding/binary"
)

// readJPEG reads the segments of a JPEG picture, as defined in ITU T.81, Annex B.
func (r *Report) readJPEG(data []byte) {
	scanned, inScan := false, false // whether compressed image data was found, and whether the reader is inside it
	for len(data) >= 2 {
		switch marker := data[1]; {
		case inScan && data[0] != 0xFF:
			next := bytes.IndexByte(data, 0xFF)
			if next < 0 {
				return
			}
			data = data[next:]
		case data[0] == 0xFF && marker == 0xFF: // padding
			data = data[1:]
		case inScan && (marker == 0 || marker >= 0xD0 && marker <= 0xD7):
			data = data[2:]
		case data[0] == 0xFF && marker == 0xD9:
			r.addTrailingData(data[2:])
			return
		default:
			end := 0
			if len(data) >= 4 && data[0] == 0xFF {
				end = 2 + int(binary.BigEndian.Uint16(data[2:]))
			}
			if end < 4 || end > len(data) {
				r.failDamaged("JPEG")
				return
			}
			r.readSegment(marker, data[4:end])
			inScan = marker == 0xDA
			scanned = scanned || inScan
			data = data[end:]
		}
	}
	if !scanned {
		r.failDamaged("JPEG")
	}
}

// readSegment reads a JPEG segment.
func (r *Report) readSegment(marker byte, data []byte) {
	is := func(m byte, prefix string) bool { return marker == m && bytes.HasPrefix(data, []byte(prefix)) }
	switch {
	case marker < 0xE0 || marker > 0xEF && marker != 0xFE: // the picture itself
	case is(0xE2, "ICC_PROFILE\x00"), is(0xEE, "Adobe"), is(0xEC, "Ducky"):
	case is(0xE0, "JFIF\x00"):
		if len(data) >= 14 && int(data[12])*int(data[13]) > 0 {
			r.addFound("thumbnail")
		}
	case is(0xE1, "Exif\x00"):
		r.readExif(data[min(len(data), 6):])
	case is(0xE1, "http://ns.adobe.com/xap/1.0/\x00"):
		r.readXMP(data[29:], false)
	case is(0xED, "Photoshop 3.0\x00"):
		r.readPhotoshop(data[14:])
	case is(0xFE, "CREATOR: gd-jpeg"), is(0xFE, "Lavc"):
		r.addText(data)
	case marker == 0xFE:
		r.addField("comment", data)
	default:
		r.addFound(programData)
	}
}

// readPhotoshop reads Photoshop image resources. Only the resources for resolution, quality and
// checksum are harmless.
func (r *Report) readPhotoshop(data []byte) {
	for len(data) >= 12 && string(data[:4]) == "8BIM" {
		id, start := binary.BigEndian.Uint16(data[4:]), 10+(int(data[6])+2)&^1 // the name that precedes it is padded to an even length
		if start > len(data) {
			break
		}
		end := int64(start) + int64(binary.BigEndian.Uint32(data[start-4:]))
		if end > int64(len(data)) {
			break
		}
		switch {
		case end == int64(start) || id == 0x03ED || id == 0x0406 || id == 0x0425:
		case id == 0x0404: // IPTC
			r.addFound("IPTC data")
		default:
			r.addFound(programData)
		}
		data = data[min(int64(len(data)), (end+1)&^1):]
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		r.addFound(programData)
	}
}

// readPNG reads the chunks of a PNG picture.
func (r *Report) readPNG(data []byte) {
	const harmless = " IHDR PLTE IDAT tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT cICP mDCV cLLI "
	for len(data) >= 12 {
		end := 12 + int64(binary.BigEndian.Uint32(data))
		if end > int64(len(data)) {
			break
		}
		kind, value := string(data[4:8]), data[8:end-4]
		data = data[end:]
		name, text, _ := bytes.Cut(value, []byte{0})
		switch {
		case kind == "IEND":
			r.addTrailingData(data)
			return
		case inWordList(kind, harmless):
		case kind == "tEXt":
			r.addField(string(name), text)
		case kind == "iTXt" && bytes.HasPrefix(text, []byte("\x00\x00")):
			_, text, _ = bytes.Cut(text[2:], []byte{0}) // the language comes first
			_, text, _ = bytes.Cut(text, []byte{0})     // the name of the keyword in that language follows
			if string(name) == "XML:com.adobe.xmp" {
				r.readXMP(text, false)
			} else {
				r.addField(string(name), text)
			}
		case kind == "zTXt", kind == "iTXt":
			r.addFound(string(name))
		case kind == "eXIf":
			r.readExif(value)
		case kind == "tIME":
			r.addFound("time")
		default:
			r.addFound(programData)
		}
	}
	r.failDamaged("PNG")
}

// readGIF reads the blocks of a GIF picture.
func (r *Report) readGIF(data []byte) {
	skip := func(n int) { data = data[min(n, len(data)):] }
	if len(data) >= 13 {
		skip(13 + colourTableSize(data[10]))
	}
	for len(data) > 10 && (data[0] == '!' || data[0] == ',') {
		has := func(start string) bool { return bytes.HasPrefix(data, []byte(start)) }
		switch {
		case data[0] == ',':
			skip(11 + colourTableSize(data[9]))
		case has("!\xf9"), has("!\xff\x0bNETSCAPE2.0"), has("!\xff\x0bANIMEXTS1.0"), has("!\xff\x0bICCRGBG1012"):
			skip(2)
		default:
			r.addFound("comment")
			skip(2)
		}
		for len(data) > 0 && data[0] != 0 {
			skip(1 + int(data[0]))
		}
		skip(1)
	}
	if len(data) == 0 || data[0] != ';' {
		r.failDamaged("GIF")
		return
	}
	r.addTrailingData(data[1:])
}

// colourTableSize returns the size in bytes of the colour table that the packed fields of a GIF
// descriptor describe.
func colourTableSize(flags byte) int {
	return 3 << (flags&7 + 1) * int(flags>>7)
}

// readWebP reads the chunks of a WebP picture.
func (r *Report) readWebP(data []byte) {
	for len(data) >= 8 {
		kind, end := string(data[:4]), 8+int64(binary.LittleEndian.Uint32(data[4:]))
		if end > int64(len(data)) {
			r.failDamaged("WebP")
			return
		}
		value := data[8:end]
		data = data[min(int64(len(data)), (end+1)&^1):]
		switch {
		case inWordList(kind, " VP8  VP8L VP8X ALPH ANIM ANMF ICCP "):
		case kind == "EXIF":
			r.readExif(bytes.TrimPrefix(value, []byte("Exif\x00\x00")))
		case kind == "XMP ":
			r.readXMP(value, false)
		default:
			r.addField(programData, value)
		}
	}
	r.addTrailingData(data)
}
