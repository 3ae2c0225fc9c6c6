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

// be and le encode numbers.
func be16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func be32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func le32(n int) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(n))) }

func segment(marker byte, data string) string {
	return "\xff" + string([]byte{marker}) + be16(len(data)+2) + data
}

func jpeg(segments ...string) string {
	return "\xff\xd8" + segment(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00") + strings.Join(segments, "") + segment(0xDA, "\x01\x01\x00\x00\x3f\x00") + "\x12\xff\x00\x34\xff\xd9"
}

// exifOf returns Exif data whose entries are pairs of a tag and its text.
func exifOf(entries ...any) string {
	text := "II*\x00\x08\x00\x00\x00" + string(binary.LittleEndian.AppendUint16(nil, uint16(len(entries)/2)))
	rest, at := "", 8+2+6*len(entries)+4
	for i := 0; i < len(entries); i += 2 {
		value := entries[i+1].(string) + "\x00"
		for len(value) < 5 { // stored elsewhere
			value += "\x00"
		}
		text += string(binary.LittleEndian.AppendUint16(nil, uint16(entries[i].(int)))) + "\x02\x00" + le32(len(value)) + le32(at+len(rest))
		rest += value
	}
	return text + "\x00\x00\x00\x00" + rest
}

func png(chunks ...string) string {
	return "\x89PNG\r\n\x1a\n" + chunk("IHDR", "\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00") + strings.Join(chunks, "") + chunk("IDAT", "words") + chunk("IEND", "")
}

func chunk(kind, data string) string { return be32(len(data)) + kind + data + "\x00\x00\x00\x00" }

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

func box(kind string, inner ...string) string {
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

// stream returns a PDF stream with the given dictionary entries.
func stream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// document returns a PDF with the given objects, numbered from 1, of which the first is its
// document information.
func document(objects ...string) string {
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

func frame(kind, text string) string { return kind + be32(len(text)) + "\x00\x00" + text }

// drawing returns a drawing with a picture.
func drawing(picture string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString([]byte(picture)) + `"/></svg>`
}

// directories returns directories of Exif data, each of which refers to the next.
func directories(count int) string {
	text := ""
	for i := range count {
		text += "\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00" + le32(8+18*(i+1)) + "\x00\x00\x00\x00"
	}
	return text
}

// boxes returns boxes inside each other.
func boxes(count int) string {
	if count == 0 {
		return ""
	}
	return box("moov", boxes(count-1))
}

const catalog = "<< /Type /Catalog >>"

// objectStream returns an object stream with object 1, the document information.
func objectStream(info string) string {
	return stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflate("1 0 "+info))
}

// TestRead checks which metadata of each format is found. A file without any has none.
func TestRead(t *testing.T) {
	jo := "Jo Bloggs"
	info := "<< /Author (Jo Bloggs) /Producer (P) >>"
	for _, c := range []struct{ name, data, want string }{
		{"JPEG", jpeg(segment(0xE2, "ICC_PROFILE\x00"), segment(0xEE, "Adobe")), ""},
		{"JPEG, technical Exif", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x010F, "Maker", 0x0112, "1"))), ""},
		{"JPEG Artist", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x013B, jo))), "Artist"},
		{"JPEG description, time, owner, copyright, Windows author", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x010E, jo, 0x0132, "2021", 0x8298, jo, 0x9C9D, jo, 0xA430, jo))), "description, time, Copyright, Artist, owner of the camera"},
		{"JPEG place", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x8825, "1"))), "place"},
		{"JPEG empty description", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x010E, "    "))), ""},
		{"JPEG maker's note", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x927C, jo))), "Exif field 927C"},
		{"JPEG comment", jpeg(segment(0xFE, jo)), "comment"},
		{"JPEG comment of a program", jpeg(segment(0xFE, "CREATOR: gd-jpeg v1.0")), ""},
		{"JPEG IPTC", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00"+be32(len(jo)+1)+jo+" ")), "IPTC data"},
		{"JPEG resolution of Photoshop", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\x02xx")), ""},
		{"JPEG resolution and checksum of Photoshop", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\x02xx8BIM\x04\x25\x00\x00\x00\x00\x00\x02xx")), ""},
		{"JPEG resolution of Photoshop that goes on", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x03\xed\x00\x00\x00\x00\x00\xffJo")), "data of a camera or program"},
		{"JPEG with other bytes between its scans", jpeg()[:34] + segment(0xC4, "x") + "Jo" + jpeg()[20:], "error"},
		{"JPEG data of Photoshop", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00\x02xx")), "data of a camera or program"},
		{"JPEG that ends in its picture", strings.TrimSuffix(jpeg(), "\xff\xd9") + strings.Repeat("x", 1<<20), ""},
		{"JPEG XMP", jpeg(segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp(`exif:GPSLatitude="0"><dc:creator><rdf:Seq><rdf:li>Jo Bloggs</rdf:li></rdf:Seq></dc:creator>`))), "creator, place"},
		{"JPEG harmless XMP", jpeg(segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+xmp(`xmp:CreatorTool="A program"><dc:format>image/jpeg</dc:format>`))), ""},
		{"JPEG further pictures", jpeg(segment(0xE2, "MPF\x00")) + jpeg(), "data of a camera or program, data after the end"},
		{"JPEG thumbnail", "\xff\xd8" + segment(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc") + jpeg()[2:], "thumbnail"},
		{"JPEG cut off", jpeg()[:25], "error"},
		{"JPEG broken Exif", jpeg(segment(0xE1, "Exif\x00\x00II*\x00\xff\xff\xff\xff")), "error"},

		{"PNG", png(chunk("pHYs", "x"), chunk("tEXt", "Software\x00A program"), chunk("tEXt", "Title\x00A title"), chunk("tEXt", "Author\x00")), ""},
		{"PNG author", png(chunk("tEXt", "Author\x00Jo Bloggs")), "Author"},
		{"PNG packed comment", png(chunk("zTXt", "Comment\x00\x00"+deflate(jo))), "Comment"},
		{"PNG international text", png(chunk("iTXt", "Author\x00\x00\x00en\x00\x00Jo Bloggs"), chunk("iTXt", "Title\x00\x00\x00\x00\x00T")), "Author"},
		{"PNG packed international text", png(chunk("iTXt", "Artist\x00\x01\x00\x00\x00x")), "Artist"},
		{"PNG XMP", png(chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp(`xmp:Rating="5">`))), "Rating"},
		{"PNG screenshot", png(chunk("eXIf", exifOf(0x9286, "ASCII\x00\x00\x00Screenshot")), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp(`><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">Screenshot</rdf:li></rdf:Alt></exif:UserComment>`))), ""},
		{"PNG Exif and time", png(chunk("eXIf", exifOf(0x013B, jo)), chunk("tIME", "1234567")), "Artist, time"},
		{"PNG private chunk", png(chunk("prVW", jo)), "data of a camera or program"},
		{"PNG field with an unusual name", png(chunk("tEXt", "\x1b[31mJ\xf6\x00Words")), "a field of a program"},
		{"PNG with Exif that goes round", png(chunk("eXIf", "II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00")), ""},
		{"PNG with Exif in many directories", png(chunk("eXIf", "II*\x00\x08\x00\x00\x00"+directories(200))), "error"},
		{"PNG trailing data", png() + jo, "data after the end"},
		{"PNG cut off", png()[:60], "error"},

		{"GIF", gif("!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00", "!\xf9\x04\x00\x00\x00\x00\x00"), ""},
		{"GIF comment", gif("!\xfe\x09Jo Bloggs\x00"), "comment"},
		{"GIF XMP", gif("!\xff\x0bXMP DataXMP\x01x\x00"), "comment"},
		{"GIF cut off", gif()[:24], "error"},

		{"WebP", riff("WEBP", riffChunk("VP8 ", "words")), ""},
		{"WebP Exif", riff("WEBP", riffChunk("VP8 ", "words"), riffChunk("EXIF", exifOf(0x013B, jo))), "Artist"},
		{"WebP XMP", riff("WEBP", riffChunk("XMP ", xmp(`><dc:description>Jo</dc:description>`))), "description"},
		{"WebP unknown chunk", riff("WEBP", riffChunk("JUNK", jo)), "data of a camera or program"},
		{"WAVE", riff("WAVE", riffChunk("fmt ", "xx"), riffChunk("data", "xx"), riffChunk("LIST", "INFO"+riffChunk("ISFT", "Lavf"))), "error"},
		{"other RIFF file", riff("AVI ", riffChunk("LIST", "x")), "error"},
		{"TIFF", exifOf(0x013B, jo), "error"},
		{"icon with a picture", "\x00\x00\x01\x00\x01\x00" + strings.Repeat("\x00", 8) + le32(len(png(chunk("tIME", "1234567")))) + le32(22) + png(chunk("tIME", "1234567")), "error"},

		{"AVIF", box("ftyp", "avif\x00\x00\x00\x00") + box("meta", "\x00\x00\x00\x00", box("hdlr"), box("iinf", "\x00\x00\x00\x00\x00\x01", box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00av01"))) + box("mdat", "x"), ""},
		{"HEIC with Exif", box("ftyp", "heic\x00\x00\x00\x00") + box("meta", "\x00\x00\x00\x00", box("iinf", "\x00\x00\x00\x00\x00\x01", box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00Exif"))) + box("mdat", "\x00\x00\x00\x06Exif\x00\x00"+exifOf(0x8825, "1")), "Exif or XMP data"},
		{"MP4", box("ftyp", "isom\x00\x00\x00\x00") + box("free") + box("mdat", "x") + box("moov", box("mvhd", strings.Repeat("\x00", 100)), box("udta", box("meta", "\x00\x00\x00\x00", box("hdlr"), box("ilst", box("\xa9too", box("data", "\x00\x00\x00\x01\x00\x00\x00\x00Lavf")))))), ""},
		{"MP4 artist", box("ftyp", "isom") + box("moov", box("udta", box("meta", "\x00\x00\x00\x00", box("ilst", box("\xa9ART", box("data", jo)))))), "data of a camera or program"},
		{"MP4 place and time", box("ftyp", "qt  ") + box("moov", box("mvhd", "\x00\x00\x00\x00\x01\x02\x03\x04\x00\x00\x00\x00"), box("udta", box("\xa9xyz", "+51"))), "time, place"},
		{"QuickTime keys", box("ftyp", "qt  ") + box("moov", box("meta", box("hdlr"), box("keys", "com.apple.quicktime.location.ISO6709"))), "place"},
		{"MP4 times of 64 bits", box("ftyp", "isom") + box("moov", box("mvhd", "\x01\x00\x00\x00"+strings.Repeat("\x00", 12)+"\x01\x02\x03\x04")), "time"},
		{"MP4 left-over data", box("ftyp", "isom") + box("free", jo), "data left over from an earlier version"},
		{"MP4 XMP", box("ftyp", "isom") + box("uuid", jo), "data of a camera or program"},
		{"MP4 nested deeply", box("ftyp", "isom") + boxes(100), "error"},
		{"MP4 cut off", box("ftyp", "isom") + box("moov", jo)[:12], "error"},

		{"MP3", id3(frame("TSSE", "\x00Lavf"), frame("TIT2", "\x00A title")), ""},
		{"MP3 without tag", "\xff\xfb\x90\x00words", ""},
		{"MP3 artist", id3(frame("TPE1", "\x00"+jo)), "ID3 field TPE1"},
		{"MP3 title in UTF-16 without a mark", id3(frame("TIT2", "\x02\x00J\x00o")), "ID3 field TIT2"},
		{"MP3 old tag", "\xff\xfb\x90\x00TAG" + fmt.Sprintf("%-30s%-30s%-30s%-4s%-30s\x00", "Title", jo, "", "", ""), "artist"},
		{"MP3 of two files", id3(frame("TIT2", "\x00A title")) + id3(frame("TPE1", "\x00"+jo)), "tag after the start"},
		{"MP3 APE", "\xff\xfb\x90\x00APETAGEX", "tag after the start"},
		{"Ogg", "OggS....\x03vorbis", "error"},
		{"FLAC", "fLaC\x00\x00\x00\x01x", "error"},
		{"WebM", "\x1a\x45\xdf\xa3\x81x", "error"},

		{"PDF", document("<< /Title (T) /Producer (P) /Creator (C) /CreationDate (D:2026) >>", catalog), ""},
		{"PDF author", document(info, catalog), "Author"},
		{"PDF author in UTF-16", document("<< /Author <FEFF 004A 006F> >>", catalog), "Author"},
		{"PDF blank author", document("<< /Author ( ) /Author#20 () >>", catalog), ""},
		{"PDF own field", document("<< /Company (C) >>", catalog), "Company"},
		{"PDF name with a code", document("<< /Auth#6Fr (Jo \\(B\\) \\152) >>", catalog), "Author"},
		{"PDF object stream", "%PDF-1.5\n3 0 obj\n" + objectStream(info) + "\nendobj\n4 0 obj\n" + stream("/Type /XRef /Info 1 0 R", "x") + "\nendobj\n", "Author"},
		{"PDF earlier version", document(info, catalog) + "1 0 obj\n<< >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\n", "Author"},
		{"PDF earlier information", document("<< /Company (C) >>", catalog) + "1 0 obj\n<< /Producer (P) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\r\n", "Company"},
		{"PDF XMP", document("<< >>", catalog, stream("/Type /Metadata /Subtype /XML", xmp(`xmp:CreateDate="2026"><dc:creator><rdf:Seq><rdf:li>Jo</rdf:li></rdf:Seq></dc:creator>`))), "creator"},
		{"PDF packed XMP", document("<< >>", catalog, stream("/Type /Metadata /Filter [/FlateDecode]", deflate(xmp(`><dc:rights>Jo</dc:rights>`)))), "rights"},
		{"PDF harmless XMP", document("<< >>", catalog, stream("/Type /Metadata", xmp(`xmp:CreateDate="2026"><dc:title><rdf:Alt><rdf:li xml:lang="x">T</rdf:li></rdf:Alt></dc:title>`))), ""},
		{"PDF comment", document("<< >>", catalog, "<< /Type /Annot /Subtype /Text /T (Jo) /Contents (Words) >>"), "comments with the names of their authors"},
		{"PDF comment in an array", document("<< >>", catalog, "<< /Annots [ << /Subtype /Highlight /T (Jo) >> ] >>"), "comments with the names of their authors"},
		{"PDF link and form field", document("<< >>", catalog, "<< /Subtype /Widget /T (name) >>", "<< /Subtype /Link >>"), ""},
		{"PDF attachment", document("<< >>", catalog, stream("/Type /EmbeddedFile", "x")), "attached file"},
		{"PDF picture", document("<< >>", catalog, stream("/Subtype /Image /Filter /DCTDecode", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x013B, jo, 0x8825, "1"))))), "Artist of a picture, place"},
		{"PDF picture with its time", document("<< >>", catalog, stream("/Subtype /Image /Filter /DCTDecode", jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x9003, "2026", 0x9010, "+01:00", 0x9291, "12"))))), ""},
		{"PDF picture of Photoshop", document("<< >>", catalog, stream("/Subtype /Image /Filter /DCTDecode", jpeg(segment(0xED, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00\x02xx8BIM\x04\x04\x00\x00\x00\x00\x00\x00")))), ""},
		{"PDF packed picture", document("<< >>", catalog, stream("/Subtype /Image /Filter [/FlateDecode /DCTDecode]", deflate(jpeg(segment(0xFE, jo))))), "comment of a picture"},
		{"PDF signature", document("<< >>", catalog, "<< /Type /Sig /Name (Jo) >>"), "signature"},
		{"PDF data of a program", document("<< >>", "<< /Type /Page /PieceInfo << /Illustrator 9 0 R >> >>"), "data of a program"},
		{"PDF of InDesign", document("<< >>", "<< /PieceInfo << /InDesign << /LastModified (D:2026) >> >> >>", stream("/Type /Metadata", xmp(`xmlns:t="http://ns.adobe.com/xap/1.0/t/pg/" t:NPages="2"><t:PlateNames><rdf:Seq><rdf:li>Cyan</rdf:li></rdf:Seq></t:PlateNames>`))), ""},
		{"PDF with data behind it", document("<< >>", catalog) + "PK\x03\x04", "data after the end"},
		{"PDF length elsewhere", document(info, catalog, "<< /Length 4 0 R >>\nstream\nendobj 9 0 obj (x\nendstream", "22"), "Author"},
		{"PDF encrypted", strings.Replace(document("<< >>", catalog), "/Size", "/Encrypt 9 0 R /Size", 1), "error"},
		{"PDF broken object stream", document("<< >>", catalog, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", "words")), "error"},
		{"PDF object stream with a predictor", document("<< >>", catalog, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", deflate("1 0 << >>"))), "error"},
		{"PDF object stream in another filter", document("<< >>", catalog, stream("/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", "x")), "error"},
		{"PDF author stored apart", document("<< /Author 3 0 R /Title 4 0 R >>", catalog, "(Jo Bloggs)", "(Title)"), "Author"},
		{"PDF field stored apart", document("<< /Keywords 3 0 R /Company 3 0 R >>", catalog, "(Jo Bloggs)"), "Company"},
		{"PDF author in little-endian UTF-16", document("<< /Author <FFFE 4A00 6F00> >>", catalog), "Author"},
		{"PDF blank author in UTF-16", document("<< /Author <FEFF 0020> >>", catalog), ""},
		{"PDF information in the trailer", "%PDF-1.7\n2 0 obj " + catalog + " endobj trailer << /Root 2 0 R /Info << /Company (C) >> >>", "Company"},
		{"PDF after other words", "\n" + document(info, catalog), "Author"},
		{"PDF with the author of a drawing", document("<< >>", catalog, "<< /Type /Annot /Subtype /Watermark /T (Jo) >>"), "comments with the names of their authors"},
		{"PDF with a certificate", document("<< >>", catalog, "<< /ByteRange [0 1 2 3] /Contents <4A6F> >>"), "signature"},
		{"PDF form of a program", document("<< >>", "<< /AcroForm << /XFA [(a) 3 0 R] >> >>"), "data of a program"},
		{"PDF second dictionary in an object stream", "%PDF-1.5\n" + strings.Replace(document("<< >>", catalog, stream("/Type /ObjStm /N 2 /First 8 /Filter /FlateDecode", deflate("8 0 9 5 << >> << /Author (Jo) >>"))), "/Info 1", "/Info 9", 1), "Author"},
		{"PDF with an object stream that hides an object", document("<< >>", catalog, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflate("8 0 << >> << /Author (Jo) >>"))), "error"},
		{"PDF whose filter is stored apart", document("<< >>", catalog, stream("/Subtype /Image /Filter 4 0 R", jpeg()), "/DCTDecode"), "error"},
		{"PDF cut off", document(info, catalog)[:60], "error"},
		{"PDF without a trailer", document("<< >>", catalog)[:60], "error"},
		{"PDF that ends in a comment", "%PDF-1.7\n1 0 obj " + strings.Repeat("%", 1<<20), "error"},
		{"PDF without objects", "%PDF-1.7\n", "error"},
		{"PDF broken object", document("<< /Author (", catalog), "error"},
		{"PDF nested deeply", document(strings.Repeat("[", 100000), catalog), "error"},

		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><c:Work xmlns:c="c"><c:format>image/svg+xml</c:format><c:title>T</c:title></c:Work></metadata></svg>`, ""},
		{"SVG author", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><metadata><c:creator xmlns:c="c"><c:Agent><c:title>Jo</c:title></c:Agent></c:creator></metadata></svg>`, "creator"},
		{"SVG file name", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="i" i:export-filename="/home/jo/a.png"/>`, "name of a file on the author's machine"},
		{"SVG author in short", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><Description creator="Jo"/></metadata></svg>`, "creator"},
		{"SVG with the file of a program", `<svg xmlns="http://www.w3.org/2000/svg"><aipgf>SGk=</aipgf></svg>`, "data of a camera or program"},
		{"SVG of Illustrator", `<svg xmlns="http://www.w3.org/2000/svg"><metadata><!-- Words --><sfw><sliceSourceBounds bottomLeftOrigin="true" height="10"/></sfw></metadata></svg>`, ""},
		{"SVG after a comment", `<!-- Words --><svg xmlns="http://www.w3.org/2000/svg"><metadata><creator>Jo</creator></metadata></svg>`, "creator"},
		{"SVG with a photo", drawing(jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x013B, jo, 0x8825, "1")))), "Artist, place"},
		{"SVG with a clean photo", drawing(jpeg()), ""},
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
			if r.Place {
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

// TestText checks that harmless text is returned, since it may contain personal data by mistake.
func TestText(t *testing.T) {
	for name, data := range map[string]string{
		"PNG":                    png(chunk("tEXt", "Title\x00Robin")),
		"JPEG":                   jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x0131, "Robin"))),
		"PDF":                    document("<< /Title (Rob\\\nin) >>", catalog),
		"PDF link":               document("<< >>", catalog, "<< /URI (mailto:Robin) >>"),
		"PDF layer":              document("<< >>", catalog, "<< /Type /OCG /Name (Robin) >>"),
		"PDF title stored apart": document("<< /Title 3 0 R >>", catalog, "<FFFE 52006F00620069006E00>"),
		"XMP":                    document("<< >>", catalog, stream("/Type /Metadata", xmp(`><dc:title>Robin</dc:title>`))),
		"MP3 in UTF-16":          id3(frame("TIT2", "\x01\xff\xfeR\x00o\x00b\x00i\x00n\x00")),
		"MP4 name of a track":    box("ftyp", "isom") + box("moov", box("hdlr", strings.Repeat("\x00", 24)+"Robin\x00")),
		"SVG attribute":          `<svg><metadata><a resource="Robin"/></metadata></svg>`,
		"MP3":                    id3(frame("TIT2", "\x00Robin")),
		"SVG":                    `<svg xmlns="http://www.w3.org/2000/svg"><text>Ro<tspan>bin</tspan></text><path d="1"/></svg>`,
		"text":                   "Robin",
	} {
		r, err := Read([]byte(data))
		if err != nil || !strings.Contains(r.Text, "Robin") || strings.Contains(r.Text, "1") {
			t.Errorf("%s: %q, %v", name, r.Text, err)
		}
	}
}

// FuzzMetadata checks that no file makes the package fail or takes long.
func FuzzMetadata(f *testing.F) {
	for _, data := range []string{
		jpeg(segment(0xE1, "Exif\x00\x00"+exifOf(0x013B, "Jo")), segment(0xED, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x02Jo")), png(chunk("tEXt", "Author\x00Jo")), gif("!\xfe\x02Jo\x00"),
		riff("WEBP", riffChunk("EXIF", exifOf(0x013B, "Jo"))), box("ftyp", "heic") + box("meta", "\x00\x00\x00\x00", box("iinf", "\x00\x00\x00\x00\x00\x01", box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00Exif"))),
		id3(frame("TPE1", "\x00Jo")),
		document("<< /Author (Jo) >>", catalog, objectStream("<< >>")), drawing(jpeg()), "<svg><metadata>x</metadata></svg>", xmp("><a>b</a>"),
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := Read(data); r == nil || err != nil && err.Error() == "" {
			t.Errorf("%q: %v, %v", data, r, err)
		}
	})
}
