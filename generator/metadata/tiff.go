package metadata

import (
	"encoding/binary"
	"fmt"
)

// A tiff is Exif data or a TIFF picture. Exif is a small TIFF file within a picture.
type tiff struct {
	*Report
	data  []byte
	order binary.ByteOrder
	seen  map[uint32]bool // offsets of the directories
}

// readTIFF reads the directories of a TIFF file.
func readTIFF(r *Report, data []byte) error {
	t := tiff{Report: r, data: data, seen: make(map[uint32]bool)}
	switch {
	case len(data) < 8:
		return errDamaged("picture's Exif")
	case data[0] == 'I' && data[1] == 'I':
		t.order = binary.LittleEndian
	case data[0] == 'M' && data[1] == 'M':
		t.order = binary.BigEndian
	default:
		return errDamaged("picture's Exif")
	}
	return t.readDirectories(t.order.Uint32(data[4:]), false)
}

// readDirectories reads the directory at an offset and those that follow it. In Exif data, the
// second describes a thumbnail, which may show what was cut off.
func (t *tiff) readDirectories(at uint32, sub bool) error {
	for at != 0 && !t.seen[at] {
		t.seen[at] = true
		if int64(at)+2 > int64(len(t.data)) {
			return errDamaged("picture's Exif")
		}
		count := int64(t.order.Uint16(t.data[at:]))
		end := int64(at) + 2 + 12*count
		if end > int64(len(t.data)) {
			return errDamaged("picture's Exif")
		}
		for entry := int64(at) + 2; entry < end; entry += 12 {
			if err := t.readEntry(t.data[entry : entry+12]); err != nil {
				return err
			}
		}
		if at = 0; !sub && end+4 <= int64(len(t.data)) {
			at = t.order.Uint32(t.data[end:])
		}
	}
	return nil
}

// readEntry reads an entry of a directory.
func (t *tiff) readEntry(entry []byte) error {
	tag, value := t.order.Uint16(entry), t.value(entry)
	switch {
	case tag == 0x8825:
		t.Place = true
	case tag == 0x8769 || tag == 0xA005 || tag == 0x014A && t.order.Uint32(entry[4:]) == 1:
		return t.readDirectories(t.order.Uint32(entry[8:]), true)
	case tag == 0x02BC:
		return readXMP(t.Report, value, false)
	case tag == 0x010F || tag == 0x0110 || tag == 0x0131 || tag == 0xA433 || tag == 0xA434: // camera, program, lens
		t.addText(value)
	case tag == 0x0201:
		t.add("thumbnail")
	case !isTechnical(tag):
		t.addField(tagName(tag), value)
	}
	return nil
}

// value returns the value of an entry, or as much of it as there is.
func (t *tiff) value(entry []byte) []byte {
	sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
	kind := t.order.Uint16(entry[2:])
	if int(kind) >= len(sizes) {
		return entry[8:12]
	}
	size := sizes[kind] * int64(t.order.Uint32(entry[4:]))
	if size <= 4 {
		return entry[8 : 8+size]
	}
	at := int64(t.order.Uint32(entry[8:]))
	if at >= int64(len(t.data)) {
		return []byte("?")
	}
	return t.data[at:min(at+size, int64(len(t.data)))]
}

// isTechnical reports whether a tag describes how the picture is stored or was exposed, and not who
// took it or when.
func isTechnical(tag uint16) bool {
	for _, span := range [][2]uint16{
		{0x00FE, 0x00FF}, {0x0100, 0x0103}, {0x0106, 0x010A}, {0x0111, 0x0112}, {0x0115, 0x011C}, {0x0128, 0x0129}, {0x012D, 0x012D}, {0x013D, 0x0145},
		{0x0152, 0x0153}, {0x0202, 0x0202}, {0x0211, 0x0214}, {0x829A, 0x829D}, {0x8773, 0x8773}, {0x8822, 0x8827}, {0x8830, 0x8835},
		{0x9000, 0x9000}, {0x9101, 0x9102}, {0x9201, 0x920A}, {0x9214, 0x9214}, {0xA000, 0xA003}, {0xA20B, 0xA217}, {0xA300, 0xA302}, {0xA401, 0xA40C}, {0xA432, 0xA432}, {0xA460, 0xA462},
		{0xC4A5, 0xC4A5}, {0xEA1C, 0xEA1D},
	} {
		if tag >= span[0] && tag <= span[1] {
			return true
		}
	}
	return false
}

// tagName returns the name of an Exif tag.
func tagName(tag uint16) string {
	switch tag {
	case 0x010E:
		return "description"
	case 0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292:
		return "time"
	case 0x013B, 0x9C9D:
		return "Artist"
	case 0x8298:
		return "Copyright"
	case 0x83BB:
		return "IPTC data"
	case 0x9286, 0x9C9C:
		return "comment"
	case 0xA430:
		return "owner of the camera"
	case 0xA431, 0xA435:
		return "serial number of the camera"
	}
	return fmt.Sprintf("Exif field %04X", tag)
}
