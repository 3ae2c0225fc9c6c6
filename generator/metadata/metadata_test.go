package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// be16 and be32 encode n as a 16-bit or 32-bit big-endian integer, and le32 as a 32-bit little-endian
// integer.
func be16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func be32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func le32(n int) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(n))) }

func jpegSegment(marker byte, data string) string {
	return "\xff" + string([]byte{marker}) + be16(len(data)+2) + data
}

func jpeg(segments ...string) string {
	return "\xff\xd8" + jpegSegment(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00") + strings.Join(segments, "") + jpegSegment(0xDA, "\x01\x01\x00\x00\x3f\x00") + "\x12\xff\x00\x34\xff\xd9"
}

// exifData returns Exif data. The entries alternate tags and texts.
func exifData(entries ...any) string {
	text := "II*\x00\x08\x00\x00\x00" + string(binary.LittleEndian.AppendUint16(nil, uint16(len(entries)/2)))
	rest, at := "", 8+2+6*len(entries)+4
	for i := 0; i < len(entries); i += 2 {
		value := entries[i+1].(string) + "\x00"
		for len(value) < 5 { // a value of up to four bytes is stored in the entry
			value += "\x00"
		}
		text += string(binary.LittleEndian.AppendUint16(nil, uint16(entries[i].(int)))) + "\x02\x00" + le32(len(value)) + le32(at+len(rest))
		rest += value
	}
	return text + "\x00\x00\x00\x00" + rest
}

func png(chunks ...string) string {
	return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", "\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00") + strings.Join(chunks, "") + pngChunk("IDAT", "words") + pngChunk("IEND", "")
}

func pngChunk(kind, data string) string { return be32(len(data)) + kind + data + "\x00\x00\x00\x00" }

func gif(blocks ...string) string {
	return "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + strings.Join(blocks, "") + ",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;"
}

func riff(kind string, chunks ...string) string {
	data := kind + strings.Join(chunks, "")
	return "RIFF" + le32(len(data)) + data
}

func riffChunk(kind, data string) string {
	return kind + le32(len(data)) + data + strings.Repeat("\x00", len(data)%2)
}

func mp4Box(kind string, inner ...string) string {
	data := strings.Join(inner, "")
	return be32(len(data)+8) + kind + data
}

func xmp(properties string) string {
	return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="e" xmlns:xmp="x"><rdf:Description rdf:about="" ` +
		properties + `</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

func deflate(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

// pdfStream returns a PDF stream with the given dictionary entries.
func pdfStream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// pdfDocument returns a PDF with the given objects, numbered from 1. The first object is the
// document information.
func pdfDocument(objects ...string) string {
	text := "%PDF-1.7\n%\xe2\xe3\n"
	for i, object := range objects {
		text += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	return text + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 /Root 2 0 R /Info 1 0 R >>\nstartxref\n9\n%%EOF\n"
}

func id3(frames ...string) string {
	data := strings.Join(frames, "")
	return "ID3\x03\x00\x00\x00\x00" + string([]byte{byte(len(data) >> 7), byte(len(data) & 0x7F)}) + data + "\xff\xfb\x90\x00"
}

func id3Frame(kind, text string) string { return kind + be32(len(text)) + "\x00\x00" + text }

// svgWithPicture returns an SVG drawing that contains a picture.
func svgWithPicture(picture string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString([]byte(picture)) + `"/></svg>`
}

// exifDirectories returns a chain of Exif directories, each of which points to the next.
func exifDirectories(count int) string {
	text := ""
	for i := range count {
		text += "\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00" + le32(8+18*(i+1)) + "\x00\x00\x00\x00"
	}
	return text
}

// nestedBoxes returns count boxes nested inside each other.
func nestedBoxes(count int) string {
	if count == 0 {
		return ""
	}
	return mp4Box("moov", nestedBoxes(count-1))
}

const pdfCatalog = "<< /Type /Catalog >>"

// pdfObjectStream returns an object stream in which info, the document information, is object 1.
func pdfObjectStream(info string) string {
	return pdfStream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflate("1 0 "+info))
}

// TestRead checks which metadata Read finds in files of each format.
func TestRead(t *testing.T) {
	jo := "Jo Bloggs"
	info := "<< /Author (Jo Bloggs) /Producer (P) >>"
	for _, c := range []struct{ name, data, want string }{
		{"JPEG", jpeg(jpegSegment(0xE2, "ICC_PROFILE\x00"), jpegSegment(0xEE, "Adobe")), ""},
		{"JPEG, technical Exif", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x010F, "Maker", 0x0112, "1"))), ""},
		{"JPEG Artist", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x013B, jo))), "Artist"},
		{"JPEG description, time, owner, copyright, Windows author", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x010E, jo, 0x0132, "2021", 0x8298, jo, 0x9C9D, jo, 0xA430, jo))), "description, time, Copyright, Artist, owner of the camera"},
		{"JPEG place", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x8825, "1"))), "place"},
		{"JPEG empty description", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x010E, "    "))), ""},
		{"JPEG maker's note", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x927C, jo))), "Exif field 927C"},
		{"JPEG comment", jpeg(jpegSegment(0xFE, jo)), "comment"},
		{"JPEG comment of a program", jpeg(jpegSegment(0xFE, "CREATOR: gd-jpeg v1.0")), ""},
		{"JPEG IPTC", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00"+be32(len(jo)+1)+jo+" ")), "IPTC data"},
		{"JPEG resolution of Photoshop", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\x02xx")), ""},
		{"JPEG resolution and checksum of Photoshop", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\x02xx8BIM\x04\x25\x00\x00\x00\x00\x00\x02xx")), ""},
		{"JPEG resolution of Photoshop that goes on", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\xffJo")), "data of a camera or program"},
		{"JPEG with other bytes between its scans", jpeg()[:34] + jpegSegment(0xC4, "x") + "Jo" + jpeg()[20:], "error"},
		{"JPEG data of Photoshop", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00\x02xx")), "data of a camera or program"},
		{"JPEG that ends in its picture", strings.TrimSuffix(jpeg(), "\xff\xd9") + strings.Repeat("x", 1<<20), ""},
		{"JPEG XMP", jpeg(jpegSegment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp(`exif:GPSLatitude="0"><dc:creator><rdf:Seq><rdf:li>Jo Bloggs</rdf:li></rdf:Seq></dc:creator>`))), "creator, place"},
		{"JPEG harmless XMP", jpeg(jpegSegment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp(`xmp:CreatorTool="A program"><dc:format>image/jpeg</dc:format>`))), ""},
		{"JPEG further pictures", jpeg(jpegSegment(0xE2, "MPF\x00")) + jpeg(), "data of a camera or program, data after the end"},
		{"JPEG thumbnail", "\xff\xd8" + jpegSegment(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc") + jpeg()[2:], "thumbnail"},
		{"JPEG cut off", jpeg()[:25], "error"},
		{"JPEG broken Exif", jpeg(jpegSegment(0xE1, "Exif\x00\x00II*\x00\xff\xff\xff\xff")), "error"},

		{"PNG", png(pngChunk("pHYs", "x"), pngChunk("tEXt", "Software\x00A program"), pngChunk("tEXt", "Title\x00A title"), pngChunk("tEXt", "Author\x00")), ""},
		{"PNG author", png(pngChunk("tEXt", "Author\x00Jo Bloggs")), "Author"},
		{"PNG packed comment", png(pngChunk("zTXt", "Comment\x00\x00"+deflate(jo))), "Comment"},
		{"PNG international text", png(pngChunk("iTXt", "Author\x00\x00\x00en\x00\x00Jo Bloggs"), pngChunk("iTXt", "Title\x00\x00\x00\x00\x00T")), "Author"},
		{"PNG packed international text", png(pngChunk("iTXt", "Artist\x00\x01\x00\x00\x00x")), "Artist"},
		{"PNG XMP", png(pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp(`xmp:Rating="5">`))), "Rating"},
		{"PNG screenshot", png(pngChunk("eXIf", exifData(0x9286, "ASCII\x00\x00\x00Screenshot")), pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp(`><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">Screenshot</rdf:li></rdf:Alt></exif:UserComment>`))), ""},
		{"PNG Exif and time", png(pngChunk("eXIf", exifData(0x013B, jo)), pngChunk("tIME", "1234567")), "Artist, time"},
		{"PNG private chunk", png(pngChunk("prVW", jo)), "data of a camera or program"},
		{"PNG field with an unusual name", png(pngChunk("tEXt", "\x1b[31mJ\xf6\x00Words")), "a field of a program"},
		{"PNG with Exif that goes round", png(pngChunk("eXIf", "II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00")), ""},
		{"PNG with Exif in many directories", png(pngChunk("eXIf", "II*\x00\x08\x00\x00\x00"+exifDirectories(200))), "error"},
		{"PNG trailing data", png() + jo, "data after the end"},
		{"PNG cut off", png()[:60], "error"},

		{"GIF", gif("!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00", "!\xf9\x04\x00\x00\x00\x00\x00"), ""},
		{"GIF comment", gif("!\xfe\x09Jo Bloggs\x00"), "comment"},
		{"GIF XMP", gif("!\xff\x0bXMP DataXMP\x01x\x00"), "comment"},
		{"GIF cut off", gif()[:24], "error"},

		{"WebP", riff("WEBP", riffChunk("VP8 ", "words")), ""},
		{"WebP Exif", riff("WEBP", riffChunk("VP8 ", "words"), riffChunk("EXIF", exifData(0x013B, jo))), "Artist"},
		{"WebP XMP", riff("WEBP", riffChunk("XMP ", xmp(`><dc:description>Jo</dc:description>`))), "description"},
		{"WebP unknown chunk", riff("WEBP", riffChunk("JUNK", jo)), "data of a camera or program"},
		{"WAVE", riff("WAVE", riffChunk("fmt ", "xx"), riffChunk("data", "xx"), riffChunk("LIST", "INFO"+riffChunk("ISFT", "Lavf"))), "error"},
		{"other RIFF file", riff("AVI ", riffChunk("LIST", "x")), "error"},
		{"TIFF", exifData(0x013B, jo), "error"},
		{"icon with a picture", "\x00\x00\x01\x00\x01\x00" + strings.Repeat("\x00", 8) + le32(len(png(pngChunk("tIME", "1234567")))) + le32(22) + png(pngChunk("tIME", "1234567")), "error"},

		{"AVIF", mp4Box("ftyp", "avif\x00\x00\x00\x00") + mp4Box("meta", "\x00\x00\x00\x00", mp4Box("hdlr"), mp4Box("iinf", "\x00\x00\x00\x00\x00\x01", mp4Box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00av01"))) + mp4Box("mdat", "x"), ""},
		{"HEIC with Exif", mp4Box("ftyp", "heic\x00\x00\x00\x00") + mp4Box("meta", "\x00\x00\x00\x00", mp4Box("iinf", "\x00\x00\x00\x00\x00\x01", mp4Box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00Exif"))) + mp4Box("mdat", "\x00\x00\x00\x06Exif\x00\x00"+exifData(0x8825, "1")), "Exif or XMP data"},
		{"MP4", mp4Box("ftyp", "isom\x00\x00\x00\x00") + mp4Box("free") + mp4Box("mdat", "x") + mp4Box("moov", mp4Box("mvhd", strings.Repeat("\x00", 100)), mp4Box("udta", mp4Box("meta", "\x00\x00\x00\x00", mp4Box("hdlr"), mp4Box("ilst", mp4Box("\xa9too", mp4Box("data", "\x00\x00\x00\x01\x00\x00\x00\x00Lavf")))))), ""},
		{"MP4 artist", mp4Box("ftyp", "isom") + mp4Box("moov", mp4Box("udta", mp4Box("meta", "\x00\x00\x00\x00", mp4Box("ilst", mp4Box("\xa9ART", mp4Box("data", jo)))))), "data of a camera or program"},
		{"MP4 place and time", mp4Box("ftyp", "qt  ") + mp4Box("moov", mp4Box("mvhd", "\x00\x00\x00\x00\x01\x02\x03\x04\x00\x00\x00\x00"), mp4Box("udta", mp4Box("\xa9xyz", "+51"))), "time, place"},
		{"QuickTime keys", mp4Box("ftyp", "qt  ") + mp4Box("moov", mp4Box("meta", mp4Box("hdlr"), mp4Box("keys", "com.apple.quicktime.location.ISO6709"))), "place"},
		{"MP4 times of 64 bits", mp4Box("ftyp", "isom") + mp4Box("moov", mp4Box("mvhd", "\x01\x00\x00\x00"+strings.Repeat("\x00", 12)+"\x01\x02\x03\x04")), "time"},
		{"MP4 left-over data", mp4Box("ftyp", "isom") + mp4Box("free", jo), "data left over from an earlier version"},
		{"MP4 XMP", mp4Box("ftyp", "isom") + mp4Box("uuid", jo), "data of a camera or program"},
		{"MP4 nested deeply", mp4Box("ftyp", "isom") + nestedBoxes(100), "error"},
		{"MP4 cut off", mp4Box("ftyp", "isom") + mp4Box("moov", jo)[:12], "error"},

		{"MP3", id3(id3Frame("TSSE", "\x00Lavf"), id3Frame("TIT2", "\x00A title")), ""},
		{"MP3 without tag", "\xff\xfb\x90\x00words", ""},
		{"MP3 artist", id3(id3Frame("TPE1", "\x00"+jo)), "ID3 field TPE1"},
		{"MP3 title in UTF-16 without a mark", id3(id3Frame("TIT2", "\x02\x00J\x00o")), "ID3 field TIT2"},
		{"MP3 old tag", "\xff\xfb\x90\x00TAG" + fmt.Sprintf("%-30s%-30s%-30s%-4s%-30s\x00", "Title", jo, "", "", ""), "artist"},
		{"MP3 of two files", id3(id3Frame("TIT2", "\x00A title")) + id3(id3Frame("TPE1", "\x00"+jo)), "tag after the start"},
		{"MP3 APE", "\xff\xfb\x90\x00APETAGEX", "tag after the start"},
		{"Ogg", "OggS....\x03vorbis", "error"},
		{"FLAC", "fLaC\x00\x00\x00\x01x", "error"},
		{"WebM", "\x1a\x45\xdf\xa3\x81x", "error"},

		{"PDF", pdfDocument("<< /Title (T) /Producer (P) /Creator (C) /CreationDate (D:2026) >>", pdfCatalog), ""},
		{"PDF author", pdfDocument(info, pdfCatalog), "Author"},
		{"PDF author in UTF-16", pdfDocument("<< /Author <FEFF 004A 006F> >>", pdfCatalog), "Author"},
		{"PDF blank author", pdfDocument("<< /Author ( ) /Author#20 () >>", pdfCatalog), ""},
		{"PDF own field", pdfDocument("<< /Company (C) >>", pdfCatalog), "Company"},
		{"PDF name with a code", pdfDocument("<< /Auth#6Fr (Jo \\(B\\) \\152) >>", pdfCatalog), "Author"},
		{"PDF object stream", "%PDF-1.5\n3 0 obj\n" + pdfObjectStream(info) + "\nendobj\n4 0 obj\n" + pdfStream("/Type /XRef /Info 1 0 R", "x") + "\nendobj\n", "Author"},
		{"PDF earlier version", pdfDocument(info, pdfCatalog) + "1 0 obj\n<< >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\n", "Author"},
		{"PDF earlier information", pdfDocument("<< /Company (C) >>", pdfCatalog) + "1 0 obj\n<< /Producer (P) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\r\n", "Company"},
		{"PDF XMP", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /Metadata /Subtype /XML", xmp(`xmp:CreateDate="2026"><dc:creator><rdf:Seq><rdf:li>Jo</rdf:li></rdf:Seq></dc:creator>`))), "creator"},
		{"PDF packed XMP", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /Metadata /Filter [/FlateDecode]", deflate(xmp(`><dc:rights>Jo</dc:rights>`)))), "rights"},
		{"PDF harmless XMP", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /Metadata", xmp(`xmp:CreateDate="2026"><dc:title><rdf:Alt><rdf:li xml:lang="x">T</rdf:li></rdf:Alt></dc:title>`))), ""},
		{"PDF comment", pdfDocument("<< >>", pdfCatalog, "<< /Type /Annot /Subtype /Text /T (Jo) /Contents (Words) >>"), "comments with the names of their authors"},
		{"PDF comment in an array", pdfDocument("<< >>", pdfCatalog, "<< /Annots [ << /Subtype /Highlight /T (Jo) >> ] >>"), "comments with the names of their authors"},
		{"PDF link and form field", pdfDocument("<< >>", pdfCatalog, "<< /Subtype /Widget /T (name) >>", "<< /Subtype /Link >>"), ""},
		{"PDF attachment", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /EmbeddedFile", "x")), "attached file"},
		{"PDF picture", pdfDocument("<< >>", pdfCatalog, pdfStream("/Subtype /Image /Filter /DCTDecode", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x013B, jo, 0x8825, "1"))))), "Artist of a picture, place"},
		{"PDF picture with its time", pdfDocument("<< >>", pdfCatalog, pdfStream("/Subtype /Image /Filter /DCTDecode", jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x9003, "2026", 0x9010, "+01:00", 0x9291, "12"))))), ""},
		{"PDF picture of Photoshop", pdfDocument("<< >>", pdfCatalog, pdfStream("/Subtype /Image /Filter /DCTDecode", jpeg(jpegSegment(0xED, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00\x02xx8BIM\x04\x04\x00\x00\x00\x00\x00\x00")))), ""},
		{"PDF packed picture", pdfDocument("<< >>", pdfCatalog, pdfStream("/Subtype /Image /Filter [/FlateDecode /DCTDecode]", deflate(jpeg(jpegSegment(0xFE, jo))))), "comment of a picture"},
		{"PDF signature", pdfDocument("<< >>", pdfCatalog, "<< /Type /Sig /Name (Jo) >>"), "signature"},
		{"PDF data of a program", pdfDocument("<< >>", "<< /Type /Page /PieceInfo << /Illustrator 9 0 R >> >>"), "data of a program"},
		{"PDF of InDesign", pdfDocument("<< >>", "<< /PieceInfo << /InDesign << /LastModified (D:2026) >> >> >>", pdfStream("/Type /Metadata", xmp(`xmlns:t="http://ns.adobe.com/xap/1.0/t/pg/" t:NPages="2"><t:PlateNames><rdf:Seq><rdf:li>Cyan</rdf:li></rdf:Seq></t:PlateNames>`))), ""},
		{"PDF with data behind it", pdfDocument("<< >>", pdfCatalog) + "PK\x03\x04", "data after the end"},
		{"PDF length elsewhere", pdfDocument(info, pdfCatalog, "<< /Length 4 0 R >>\nstream\nendobj 9 0 obj (x\nendstream", "22"), "Author"},
		{"PDF encrypted", strings.Replace(pdfDocument("<< >>", pdfCatalog), "/Size", "/Encrypt 9 0 R /Size", 1), "error"},
		{"PDF broken object stream", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", "words")), "error"},
		{"PDF object stream with a predictor", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", deflate("1 0 << >>"))), "error"},
		{"PDF object stream in another filter", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", "x")), "error"},
		{"PDF author stored apart", pdfDocument("<< /Author 3 0 R /Title 4 0 R >>", pdfCatalog, "(Jo Bloggs)", "(Title)"), "Author"},
		{"PDF field stored apart", pdfDocument("<< /Keywords 3 0 R /Company 3 0 R >>", pdfCatalog, "(Jo Bloggs)"), "Company"},
		{"PDF author in little-endian UTF-16", pdfDocument("<< /Author <FFFE 4A00 6F00> >>", pdfCatalog), "Author"},
		{"PDF blank author in UTF-16", pdfDocument("<< /Author <FEFF 0020> >>", pdfCatalog), ""},
		{"PDF information in the trailer", "%PDF-1.7\n2 0 obj " + pdfCatalog + " endobj trailer << /Root 2 0 R /Info << /Company (C) >> >>", "Company"},
		{"PDF after other words", "\n" + pdfDocument(info, pdfCatalog), "Author"},
		{"PDF with the author of a drawing", pdfDocument("<< >>", pdfCatalog, "<< /Type /Annot /Subtype /Watermark /T (Jo) >>"), "comments with the names of their authors"},
		{"PDF with a certificate", pdfDocument("<< >>", pdfCatalog, "<< /ByteRange [0 1 2 3] /Contents <4A6F> >>"), "signature"},
		{"PDF form of a program", pdfDocument("<< >>", "<< /AcroForm << /XFA [(a) 3 0 R] >> >>"), "data of a program"},
		{"PDF second dictionary in an object stream", "%PDF-1.5\n" + strings.Replace(pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /ObjStm /N 2 /First 8 /Filter /FlateDecode", deflate("8 0 9 5 << >> << /Author (Jo) >>"))), "/Info 1", "/Info 9", 1), "Author"},
		{"PDF with an object stream that hides an object", pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflate("8 0 << >> << /Author (Jo) >>"))), "error"},
		{"PDF whose filter is stored apart", pdfDocument("<< >>", pdfCatalog, pdfStream("/Subtype /Image /Filter 4 0 R", jpeg()), "/DCTDecode"), "error"},
		{"PDF cut off", pdfDocument(info, pdfCatalog)[:60], "error"},
		{"PDF without a trailer", pdfDocument("<< >>", pdfCatalog)[:60], "error"},
		{"PDF that ends in a comment", "%PDF-1.7\n1 0 obj " + strings.Repeat("%", 1<<20), "error"},
		{"PDF without objects", "%PDF-1.7\n", "error"},
		{"PDF broken object", pdfDocument("<< /Author (", pdfCatalog), "error"},
		{"PDF nested deeply", pdfDocument(strings.Repeat("[", 100000), pdfCatalog), "error"},

		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><c:Work xmlns:c="c"><c:format>image/svg+xml</c:format><c:title>T</c:title></c:Work></metadata></svg>`, ""},
		{"SVG author", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><metadata><c:creator xmlns:c="c"><c:Agent><c:title>Jo</c:title></c:Agent></c:creator></metadata></svg>`, "creator"},
		{"SVG file name", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="i" i:export-filename="/home/jo/a.png"/>`, "name of a file on the author's machine"},
		{"SVG author in short", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><Description creator="Jo"/></metadata></svg>`, "creator"},
		{"SVG with the file of a program", `<svg xmlns="http://www.w3.org/2000/svg"><aipgf>SGk=</aipgf></svg>`, "data of a camera or program"},
		{"SVG of Illustrator", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><!-- Words --><sfw><sliceSourceBounds bottomLeftOrigin="true" height="10"/></sfw></metadata></svg>`, ""},
		{"SVG after a comment", `<!-- Words --><svg xmlns="http://www.w3.org/2000/svg"><metadata><creator>Jo</creator></metadata></svg>`, "creator"},
		{"SVG with a photo", svgWithPicture(jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x013B, jo, 0x8825, "1")))), "Artist, place"},
		{"SVG with a clean photo", svgWithPicture(jpeg()), ""},
		{"SVG with a photo that cannot be read", `<svg><image href="data:image/png;base64,?"/></svg>`, "error"},
		{"text", "Words, \xc3\xa9.\n", ""},
		{"text in Latin-1", "Words, \xe9.\n", ""},
		{"UTF-16 text", "W\x00o\x00", "error"},
		{"zipped office document", "PK\x03\x04\x14\x00", "error"},
		{"old office document", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "error"},
		{"RTF", `{\rtf1{\info{\author Jo}}}`, "error"},
		{"XML", `<?xml version="1.0"?><office:document/>`, "error"},
		{"PostScript", "%!PS-Adobe\n%%For: Jo\n", "error"},
		{"font", "wOF2\x00\x01\x00\x00", "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Read([]byte(c.data))
			found := r.Found
			if r.HasLocation {
				found = append(found, "place")
			}
			got := strings.Join(found, ", ")
			if err != nil {
				got = "error"
			}
			if got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
			if strings.Contains(got, "Jo") {
				t.Errorf("%q repeats a value", got)
			}
		})
	}
}

// TestText checks that Report.Text contains harmless text, which must be searched for personal data.
func TestText(t *testing.T) {
	for name, data := range map[string]string{
		"PNG":                    png(pngChunk("tEXt", "Title\x00Robin")),
		"JPEG":                   jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x0131, "Robin"))),
		"PDF":                    pdfDocument("<< /Title (Rob\\\nin) >>", pdfCatalog),
		"PDF link":               pdfDocument("<< >>", pdfCatalog, "<< /URI (mailto:Robin) >>"),
		"PDF layer":              pdfDocument("<< >>", pdfCatalog, "<< /Type /OCG /Name (Robin) >>"),
		"PDF title stored apart": pdfDocument("<< /Title 3 0 R >>", pdfCatalog, "<FFFE 52006F00620069006E00>"),
		"XMP":                    pdfDocument("<< >>", pdfCatalog, pdfStream("/Type /Metadata", xmp(`><dc:title>Robin</dc:title>`))),
		"MP3 in UTF-16":          id3(id3Frame("TIT2", "\x01\xff\xfeR\x00o\x00b\x00i\x00n\x00")),
		"MP4 name of a track":    mp4Box("ftyp", "isom") + mp4Box("moov", mp4Box("hdlr", strings.Repeat("\x00", 24)+"Robin\x00")),
		"SVG attribute":          `<svg><metadata><a resource="Robin"/></metadata></svg>`,
		"MP3":                    id3(id3Frame("TIT2", "\x00Robin")),
		"SVG":                    `<svg xmlns="http://www.w3.org/2000/svg"><text>Ro<tspan>bin</tspan></text><path d="1"/></svg>`,
		"text":                   "Robin",
	} {
		r, err := Read([]byte(data))
		if err != nil || !strings.Contains(r.Text, "Robin") || strings.Contains(r.Text, "1") {
			t.Errorf("%s: %q, %v", name, r.Text, err)
		}
	}
}

// FuzzMetadata checks that Read returns a Report, and no error without a message, for any file.
func FuzzMetadata(f *testing.F) {
	for _, data := range []string{
		jpeg(jpegSegment(0xE1, "Exif\x00\x00"+exifData(0x013B, "Jo")), jpegSegment(0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x02Jo")), png(pngChunk("tEXt", "Author\x00Jo")), gif("!\xfe\x02Jo\x00"),
		riff("WEBP", riffChunk("EXIF", exifData(0x013B, "Jo"))), mp4Box("ftyp", "heic") + mp4Box("meta", "\x00\x00\x00\x00", mp4Box("iinf", "\x00\x00\x00\x00\x00\x01", mp4Box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00Exif"))),
		id3(id3Frame("TPE1", "\x00Jo")),
		pdfDocument("<< /Author (Jo) >>", pdfCatalog, pdfObjectStream("<< >>")), svgWithPicture(jpeg()), "<svg><metadata>x</metadata></svg>", xmp("><a>b</a>"),
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := Read(data); r == nil || err != nil && err.Error() == "" {
			t.Errorf("%q: %v, %v", data, r, err)
		}
	})
}
