package metadata

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// readMedia reads the boxes of a file. The location in the Exif data of a picture is looked for in
// the whole file, since only the index says where that data is.
func readMedia(r *Report, data []byte) error {
	err := readBoxes(r, data)
	r.Place = r.Place || slices.Contains(r.Found, exifItem) && hasExifPlace(data)
	return err
}

const exifItem = "Exif or XMP data"

// readBoxes reads the boxes of an AVIF, HEIC or JPEG 2000 picture or of an MP4 or QuickTime film, as
// ISO/IEC 14496-12 defines them.
func readBoxes(r *Report, data []byte) error {
	const (
		plain   = " ftyp styp mdat wide sidx moof mfra pdin jP   jp2h jp2c mvhd tkhd mdhd hdlr vmhd smhd nmhd sthd hmhd dinf stbl edts tref mvex pitm iloc iprp iref idat grpl iods load gmhd tapt trgr "
		folders = " moov trak mdia minf meta iinf udta ilst "
	)
	for len(data) >= 8 {
		header, size := 8, uint64(binary.BigEndian.Uint32(data))
		switch {
		case size == 1 && len(data) >= 16:
			header, size = 16, binary.BigEndian.Uint64(data[8:])
		case size == 0:
			size = uint64(len(data))
		}
		if size < uint64(header) || size > uint64(len(data)) {
			return errDamaged("picture or film")
		}
		kind, value := string(data[4:8]), data[header:size]
		data = data[size:]
		switch {
		case strings.Contains(" mvhd tkhd mdhd ", " "+kind+" "):
			readBoxTime(r, value)
		case strings.Contains(plain, " "+kind+" "):
		case strings.Contains(folders, " "+kind+" "):
			if err := readBoxes(r, value[boxPrefix(kind, value):]); err != nil {
				return err
			}
		default:
			readBox(r, kind, value)
		}
	}
	if len(bytes.Trim(data, "\x00")) > 0 {
		return errDamaged("picture or film")
	}
	return nil
}

// boxPrefix returns the length of the fields before the boxes in a box. In QuickTime, meta has none.
func boxPrefix(kind string, value []byte) int {
	prefix := 0
	switch {
	case kind == "iinf" && len(value) > 0 && value[0] > 0:
		prefix = 8
	case kind == "iinf":
		prefix = 6
	case kind == "meta" && (len(value) < 8 || string(value[4:8]) != "hdlr"):
		prefix = 4
	}
	return min(prefix, len(value))
}

// readBoxTime reports the time in a header if it is set.
func readBoxTime(r *Report, value []byte) {
	if size := 12; len(value) >= size {
		if value[0] == 1 {
			size = min(20, len(value))
		}
		r.addField("time", value[4:size])
	}
}

// readBox reads a box that is not part of the picture or film itself.
func readBox(r *Report, kind string, value []byte) {
	switch kind {
	case "infe":
		for _, item := range []string{"Exif", "mime", "uri "} {
			if len(value) >= 12 && (string(value[8:12]) == item || len(value) >= 14 && string(value[10:14]) == item) {
				r.add(exifItem)
			}
		}
	case "\xa9too", "\xa9swr", "\xa9nam":
		r.addText(bytes.TrimLeft(value[min(len(value), 4):], "data\x00\x01"))
	case "\xa9xyz", "loci":
		r.Place = true
	case "free", "skip":
		r.addField("data left over from an earlier version", value)
	case "keys":
		if bytes.Contains(value, []byte("location")) {
			r.Place = true
		}
		r.add("data of a camera or program")
	default:
		r.addField("data of a camera or program", value)
	}
}

// hasExifPlace reports whether Exif data anywhere in a file contains a location.
func hasExifPlace(data []byte) bool {
	for _, header := range []string{"II*\x00", "MM\x00*"} {
		for rest := data; ; {
			at := bytes.Index(rest, []byte(header))
			if at < 0 {
				break
			}
			rest = rest[at:]
			var exif Report
			if readTIFF(&exif, rest); exif.Place {
				return true
			}
			rest = rest[len(header):]
		}
	}
	return false
}
