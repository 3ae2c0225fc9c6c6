package source

import (
	"bytes"
	"encoding/binary"
)

// hasLocation reports whether the metadata of an image says where it was taken. Cameras
// write that as Exif, a small TIFF file which JPEG, PNG, WebP, AVIF and HEIC files all
// contain somewhere; editing programs write it as XMP, which is text.
func hasLocation(data []byte) bool {
	if bytes.Contains(data, []byte("exif:GPSL")) {
		return true
	}
	for _, tiff := range []struct {
		header string
		order  binary.ByteOrder
	}{{"II*\x00", binary.LittleEndian}, {"MM\x00*", binary.BigEndian}} {
		header := []byte(tiff.header)
		for _, rest, found := bytes.Cut(data, header); found; _, rest, found = bytes.Cut(rest, header) {
			if hasGPS(rest, tiff.order) {
				return true
			}
		}
	}
	return false
}

// gpsTag is the TIFF tag of the entry that points to the GPS data.
const gpsTag = 0x8825

// hasGPS reports whether the first directory of a TIFF file, given without the four bytes
// of its header, has an entry for GPS data.
func hasGPS(tiff []byte, order binary.ByteOrder) bool {
	if len(tiff) < 4 {
		return false
	}
	directory := int64(order.Uint32(tiff)) - 4 // the offset is from the header
	if directory < 0 || directory+2 > int64(len(tiff)) {
		return false
	}
	entries := tiff[directory+2:]
	for range order.Uint16(tiff[directory:]) {
		if len(entries) < 12 {
			return false
		}
		if order.Uint16(entries) == gpsTag && order.Uint16(entries[2:]) == 4 && order.Uint32(entries[4:]) == 1 {
			return true
		}
		entries = entries[12:]
	}
	return false
}
