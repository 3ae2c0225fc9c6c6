package source

import (
	"bytes"
	"encoding/binary"
)

// tellsPlace reports whether a picture holds where it was taken. Cameras write that
// into a small table in the form of a TIFF file, which JPEG, PNG, WebP, AVIF and HEIC
// all carry somewhere; editors write it as XMP, which is text.
func tellsPlace(data []byte) bool {
	if bytes.Contains(data, []byte("exif:GPSL")) {
		return true
	}
	for _, start := range []struct {
		mark  string
		order binary.ByteOrder
	}{{"II*\x00", binary.LittleEndian}, {"MM\x00*", binary.BigEndian}} {
		for at := 0; ; {
			next := bytes.Index(data[at:], []byte(start.mark))
			if next < 0 {
				break
			}
			at += next
			if hasPlace(data[at:], start.order) {
				return true
			}
			at += len(start.mark)
		}
	}
	return false
}

// gps is the tag of the entry that leads to the place, in the first table of a TIFF.
const gps = 0x8825

// hasPlace looks for it in the table that a TIFF header leads to.
func hasPlace(tiff []byte, order binary.ByteOrder) bool {
	if len(tiff) < 8 {
		return false
	}
	table := order.Uint32(tiff[4:])
	if uint64(table)+2 > uint64(len(tiff)) {
		return false
	}
	entries := tiff[table+2:]
	for range order.Uint16(tiff[table:]) {
		if len(entries) < 12 {
			return false
		}
		if order.Uint16(entries) == gps && order.Uint16(entries[2:]) == 4 && order.Uint32(entries[4:]) == 1 {
			return true
		}
		entries = entries[12:]
	}
	return false
}
