package metadata

import (
	"encoding/binary"
	"fmt"
)

// An exifReader reads Exif data, which is a small TIFF file within a picture.
type exifReader struct {
	r     *Report
	data  []byte
	order binary.ByteOrder
	seen  map[uint32]bool // offsets of the image file directories (IFDs) read so far
}

// readExif reads the image file directories (IFDs) of Exif data.
func (r *Report) readExif(data []byte) {
	e := exifReader{r: r, data: data, order: binary.BigEndian, seen: make(map[uint32]bool)}
	switch {
	case len(data) < 8 || string(data[:2]) != "II" && string(data[:2]) != "MM":
		r.failDamaged("picture's Exif")
		return
	case data[0] == 'I':
		e.order = binary.LittleEndian
	}
	e.readDirectories(e.order.Uint32(data[4:]), false)
}

// readDirectories reads the IFD at an offset and, unless sub is true, those that follow it in the
// chain. The second IFD describes a thumbnail, which may show what was cropped from the picture.
func (e *exifReader) readDirectories(at uint32, sub bool) {
	for at != 0 && !e.seen[at] {
		e.seen[at] = true
		rest := e.data[min(int64(at), int64(len(e.data))):]
		count := 0
		if len(rest) >= 2 {
			count = int(e.order.Uint16(rest))
		}
		if len(rest) < 2+12*count || len(rest) < 2 || len(e.seen) > 100 {
			e.r.failDamaged("picture's Exif")
			return
		}
		for rest = rest[2:]; count > 0; count-- {
			e.readEntry(rest[:12])
			rest = rest[12:]
		}
		if at = 0; !sub && len(rest) >= 4 {
			at = e.order.Uint32(rest)
		}
	}
}

// readEntry reads an entry of an IFD.
func (e *exifReader) readEntry(entry []byte) {
	tag := e.order.Uint16(entry)
	switch name := exifName(tag); {
	case tag == 0x8825: // GPS
		e.r.HasLocation = true
	case tag == 0x8769 || tag == 0xA005: // IFDs of Exif and interoperability tags
		e.readDirectories(e.order.Uint32(entry[8:]), true)
	case tag == 0x02BC: // XMP
		e.r.readXMP(e.entryValue(entry), false)
	case name != "":
		e.r.addField(name, e.entryValue(entry))
	}
}

// exifName returns the name of a tag for use in Report.Found. It returns "" for a harmless tag, which
// describes only how the picture was exposed or is stored.
func exifName(tag uint16) string {
	for _, span := range [...][2]uint16{
		{0x00FE, 0x0103}, {0x0106, 0x010A}, {0x0111, 0x0112}, {0x0115, 0x011C}, {0x0128, 0x0129}, {0x012D, 0x012D}, {0x013D, 0x0145}, {0x0202, 0x0202}, {0x0211, 0x0214},
		{0x829A, 0x829D}, {0x8773, 0x8773}, {0x8822, 0x8827}, {0x8830, 0x8835}, {0x9000, 0x9000}, {0x9101, 0x9102}, {0x9201, 0x920A}, {0x9214, 0x9214}, {0xA000, 0xA003},
		{0xA20B, 0xA217}, {0xA300, 0xA302}, {0xA401, 0xA40C}, {0xA432, 0xA432}, {0xA460, 0xA462}, {0xC4A5, 0xC4A5}, {0xEA1C, 0xEA1D},
	} {
		if tag >= span[0] && tag <= span[1] {
			return ""
		}
	}
	switch tag {
	case 0x010F, 0x0110, 0x0131, 0xA433, 0xA434: // camera, program, lens
		return "Software"
	case 0x0201:
		return "thumbnail"
	case 0x010E:
		return "description"
	case 0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292:
		return "time"
	case 0x013B, 0x9C9D:
		return "Artist"
	case 0x8298:
		return "Copyright"
	case 0x9286, 0x9C9C:
		return "comment"
	case 0xA430:
		return "owner of the camera"
	case 0xA431, 0xA435:
		return "serial number of the camera"
	}
	return fmt.Sprintf("Exif field %04X", tag)
}

// entryValue returns the value of an IFD entry, truncated at the end of the data.
func (e *exifReader) entryValue(entry []byte) []byte {
	sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
	kind := e.order.Uint16(entry[2:])
	if int(kind) >= len(sizes) {
		return entry[8:12]
	}
	size := sizes[kind] * int64(e.order.Uint32(entry[4:]))
	if size <= 4 {
		return entry[8 : 8+size]
	}
	at := int64(e.order.Uint32(entry[8:]))
	if at >= int64(len(e.data)) {
		return []byte("?")
	}
	return e.data[at:min(at+size, int64(len(e.data)))]
}
