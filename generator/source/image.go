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
		for rest := data; ; {
			at := bytes.Index(rest, []byte(tiff.header))
			if at < 0 {
				break
			}
			if rest = rest[at:]; hasGPS(rest, tiff.order) {
				return true
			}
			rest = rest[len(tiff.header):]
		}
	}
	return false
}

// gpsTag is the TIFF tag of the entry that points to the GPS data.
const gpsTag = 0x8825

// hasGPS reports whether the first directory of a TIFF file has an entry for GPS data.
func hasGPS(tiff []byte, order binary.ByteOrder) bool {
	if len(tiff) < 8 {
		return false
	}
	directory := order.Uint32(tiff[4:])
	if uint64(directory)+2 > uint64(len(tiff)) {
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
