package metadata

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// readJPEG reads the segments of a JPEG picture, as ITU T.81 (Annex B) defines them.
func readJPEG(r *Report, data []byte) error {
	scans := 0
	for at := 2; at+4 <= len(data); {
		marker := data[at+1]
		if data[at] != 0xFF {
			return errDamaged("JPEG")
		}
		switch {
		case marker == 0xFF: // padding
			at++
			continue
		case marker == 0xD9:
			return afterEnd(r, data[at+2:])
		}
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		if length < 2 || at+2+length > len(data) {
			return errDamaged("JPEG")
		}
		if err := readSegment(r, marker, data[at+4:at+2+length]); err != nil {
			return err
		}
		if at += 2 + length; marker == 0xDA {
			scans++
			at += scanLength(data[at:])
		}
	}
	if scans == 0 {
		return errDamaged("JPEG")
	}
	return nil
}

// scanLength returns the length of the compressed data at the start of data, which ends with a
// marker other than a restart marker.
func scanLength(data []byte) int {
	for at := 0; ; at++ {
		next := bytes.IndexByte(data[at:], 0xFF)
		if at += next; next < 0 || at+1 >= len(data) {
			return len(data)
		}
		if c := data[at+1]; c != 0 && c != 0xFF && (c < 0xD0 || c > 0xD7) {
			return at
		}
	}
}

// afterEnd reports what follows the end of a picture, such as a film or another picture.
func afterEnd(r *Report, rest []byte) error {
	if len(bytes.Trim(rest, "\x00\r\n")) > 0 {
		r.add("data after the end")
	}
	return nil
}

// readSegment reads a JPEG segment with metadata.
func readSegment(r *Report, marker byte, data []byte) error {
	has := func(prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }
	switch {
	case marker < 0xE0 || marker > 0xEF && marker != 0xFE: // the picture itself
	case marker == 0xE0 && has("JFIF\x00"):
		if len(data) >= 14 && int(data[12])*int(data[13]) > 0 {
			r.add("thumbnail")
		}
	case marker == 0xE1 && has("Exif\x00"):
		return readTIFF(r, data[min(len(data), 6):])
	case marker == 0xE1 && has("http://ns.adobe.com/xap/1.0/\x00"):
		return readXMP(r, data[29:], false)
	case marker == 0xE2 && has("ICC_PROFILE\x00"), marker == 0xEE && has("Adobe"), marker == 0xEC && has("Ducky"):
	case marker == 0xED && has("Photoshop 3.0\x00"):
		readPhotoshop(r, data[14:])
	case marker == 0xFE && (has("CREATOR: gd-jpeg") || has("Lavc")):
		r.addText(data)
	case marker == 0xFE:
		r.addField("comment", data)
	default:
		r.add("data of a camera or program")
	}
	return nil
}

// readPhotoshop reads Photoshop image resources, of which only resolution, quality and checksum
// are harmless. Number 0x0404 is IPTC data.
func readPhotoshop(r *Report, data []byte) {
	for len(data) >= 12 && string(data[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(data[4:])
		name := (int(data[6]) + 2) &^ 1 // an even number of bytes, with the length
		if len(data) < 10+name {
			break
		}
		size := int64(binary.BigEndian.Uint32(data[6+name:]))
		switch {
		case id == 0x0404 && size > 0:
			r.add("IPTC data")
		case id != 0x03ED && id != 0x0406 && id != 0x0425 && size > 0:
			r.add("data of a camera or program")
		}
		end := int64(10+name) + (size+1)&^1
		if end > int64(len(data)) {
			break
		}
		data = data[end:]
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		r.add("data of a camera or program")
	}
}

// readPNG reads the chunks of a PNG picture.
func readPNG(r *Report, data []byte) error {
	const harmless = " IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT cICP mDCV cLLI "
	for at := 8; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			break
		}
		kind, value := string(data[at+4:at+8]), data[at+8:at+8+int(length)]
		at += 12 + int(length)
		name, text, _ := bytes.Cut(value, []byte{0})
		switch {
		case kind == "IEND":
			return afterEnd(r, data[at:])
		case strings.Contains(harmless, " "+kind+" "):
		case kind == "tEXt":
			r.addField(string(name), text)
		case kind == "iTXt" && string(name) == "XML:com.adobe.xmp" && bytes.HasPrefix(text, []byte("\x00\x00\x00\x00")):
			if err := readXMP(r, text[4:], false); err != nil {
				return err
			}
		case kind == "iTXt" && bytes.HasPrefix(text, []byte("\x00\x00")):
			_, text, _ = bytes.Cut(text[2:], []byte{0}) // language
			_, text, _ = bytes.Cut(text, []byte{0})     // the name in that language
			r.addField(string(name), text)
		case kind == "zTXt", kind == "iTXt":
			r.add(string(name))
		case kind == "eXIf":
			if err := readTIFF(r, value); err != nil {
				return err
			}
		case kind == "tIME":
			r.add("time")
		default:
			r.add("data of a camera or program")
		}
	}
	return errDamaged("PNG")
}

// readGIF reads the blocks of a GIF picture.
func readGIF(r *Report, data []byte) error {
	if len(data) < 13 {
		return errDamaged("GIF")
	}
	at := 13 + colourTable(data[10])
	for at < len(data) {
		switch data[at] {
		case 0x3B:
			return afterEnd(r, data[at+1:])
		case 0x21:
			if at+2 >= len(data) {
				return errDamaged("GIF")
			}
			label, start := data[at+1], at+2
			if at = subBlocksEnd(data, start); label != 0xF9 {
				readGIFExtension(r, label, data[start:min(at, len(data))])
			}
		case 0x2C:
			if at+11 > len(data) {
				return errDamaged("GIF")
			}
			at = subBlocksEnd(data, at+11+colourTable(data[at+9]))
		default:
			return errDamaged("GIF")
		}
	}
	return errDamaged("GIF")
}

// colourTable returns the size of the colour table that GIF flags announce.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// subBlocksEnd returns the offset after the sub-blocks that start at offset at.
func subBlocksEnd(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}

// readGIFExtension reads an extension, given its label and its sub-blocks.
func readGIFExtension(r *Report, label byte, data []byte) {
	has := func(name string) bool { return len(data) > 0 && bytes.HasPrefix(data[1:], []byte(name)) }
	switch {
	case label == 0xFE:
		r.add("comment")
	case label == 0xFF && (has("NETSCAPE2.0") || has("ANIMEXTS1.0") || has("ICCRGBG1012")):
	default:
		r.add("data of a camera or program")
	}
}

// readRIFF reads the chunks of a WebP picture or a WAVE sound.
func readRIFF(r *Report, data []byte) error {
	if len(data) < 12 || string(data[8:12]) != "WEBP" && string(data[8:12]) != "WAVE" {
		return errUnknown()
	}
	return readChunks(r, data[12:])
}

// readChunks reads a list of RIFF chunks.
func readChunks(r *Report, data []byte) error {
	const harmless = " VP8  VP8L VP8X ALPH ANIM ANMF ICCP fmt  data fact cue  PEAK smpl "
	for len(data) >= 8 {
		kind, size := string(data[:4]), int64(binary.LittleEndian.Uint32(data[4:]))
		if size > int64(len(data)-8) {
			return errDamaged("picture or sound")
		}
		value := data[8 : 8+size]
		data = data[min(int64(len(data)), 8+(size+1)&^1):]
		var err error
		switch {
		case strings.Contains(harmless, " "+kind+" "):
		case kind == "EXIF":
			err = readTIFF(r, bytes.TrimPrefix(value, []byte("Exif\x00\x00")))
		case kind == "XMP ":
			err = readXMP(r, value, false)
		case kind == "LIST" && bytes.HasPrefix(value, []byte("INFO")):
			err = readChunks(r, value[4:])
		case kind == "ISFT", kind == "INAM":
			r.addText(value)
		default:
			r.addField("data of a camera or program", value)
		}
		if err != nil {
			return err
		}
	}
	return afterEnd(r, data)
}

// readIcon reads the pictures in an icon.
func readIcon(r *Report, data []byte) error {
	if len(data) < 6 {
		return errDamaged("icon")
	}
	for i := range int(binary.LittleEndian.Uint16(data[4:])) {
		if len(data) < 6+16*(i+1) {
			return errDamaged("icon")
		}
		entry := data[6+16*i:]
		size, at := int64(binary.LittleEndian.Uint32(entry[8:])), int64(binary.LittleEndian.Uint32(entry[12:]))
		if at+size > int64(len(data)) {
			return errDamaged("icon")
		}
		if picture := data[at : at+size]; bytes.HasPrefix(picture, []byte("\x89PNG")) {
			if err := readPNG(r, picture); err != nil {
				return err
			}
		}
	}
	return nil
}
