package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
)

// maxInvisibleReported is the maximum number of invisible characters reported per file.
const maxInvisibleReported = 50

// normalize returns data in NFC, with "\n" line endings and without byte order mark, so that texts
// that look the same are equal. The result may share memory with data.
func normalize(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	return norm.NFC.Bytes(data)
}

// checkCharacters reports invisible characters and the first invalid UTF-8 byte. It returns
// false if the file cannot be used, because it has invalid UTF-8 or control characters other
// than tabs, line feeds and form feeds.
func checkCharacters(file *File, problems *diag.List) bool {
	if at := strings.IndexByte(file.Text[:min(2, len(file.Text))], 0); at >= 0 {
		problems.Error(file.Pos(at), "source-not-utf8", "every second byte of this file is 0", "this looks like UTF-16: save the file as UTF-8 (in most editors: Save as, Encoding)")
		return false
	}
	reported, readable := 0, true
	for i, r := range file.Text {
		if r >= ' ' && r < 0x7F || r == '\n' || r >= 0xA0 && r < 0x300 || r >= 0x2010 && r < 0x2028 { // fast path
			continue
		}
		if r == utf8.RuneError && !strings.HasPrefix(file.Text[i:], string(r)) {
			hint := "save the file as UTF-8 (in most editors: Save as, Encoding)"
			if strings.HasPrefix(file.Text, "\xff\xfe") || strings.HasPrefix(file.Text, "\xfe\xff") {
				hint = "this looks like UTF-16: " + hint
			}
			problems.Error(file.Pos(i), "source-not-utf8", fmt.Sprintf("this character is not in UTF-8 (byte 0x%02X)", file.Text[i]), hint)
			return false
		}
		if what, hint := DescribeHidden(file.Text, i); unicode.IsControl(r) && what != "" {
			problems.Error(file.Pos(i), "source-control-character", fmt.Sprintf("%s (U+%04X)", what, r), hint)
			reported, readable = reported+1, false
		} else if what != "" {
			problems.Error(file.Pos(i), "source-hidden-character", fmt.Sprintf("%s (U+%04X)", what, r), hint)
			reported++
		}
		if reported >= maxInvisibleReported {
			problems.Error(file.Pos(i), "source-hidden-character", fmt.Sprintf("invisible characters after the first %d are not listed", maxInvisibleReported), "delete those listed, then check again")
			break
		}
	}
	return readable
}

// DescribeHidden describes the character at offset at in text if readers cannot see or recognise it,
// and returns a hint for the author. For any other character, the description is "". Joiners,
// directional marks and variation selectors are allowed only between characters that need them, but
// directional overrides and isolates are always refused.
func DescribeHidden(text string, at int) (what, hint string) {
	r, size := utf8.DecodeRuneInString(text[at:])
	hint = "delete it and type the text around it again"
	switch {
	case r >= ' ' && r < 0x7F || r == '\n' || r == '\t' || r == '\f':
		return "", ""
	case unicode.IsControl(r):
		return "an invisible control character", hint
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "an invisible character that reverses the text after it", hint
	case r == '\u2028' || r == '\u2029':
		return "an invisible line end, which some programs do not know", "delete it and press Enter"
	case r == utf8.RuneError:
		return "this character replaces one that was lost in a conversion", "type the character again"
	case unicode.Is(unicode.Co, r):
		return "a symbol that only the program it was typed in can show", "delete it; an item of a list starts with a hyphen and a space"
	case r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE:
		return "a code that is not a character", hint
	case isInvisible(r) && !isNeeded(text, at, r, size):
		return "an invisible character, which keeps search from finding the word", hint
	}
	return "", ""
}

// HiddenCharacter describes the first character in text that readers cannot see or recognise, such as
// "an invisible control character (U+0007)". It returns "" if there is none.
func HiddenCharacter(text string) string {
	for i, r := range text {
		if what, _ := DescribeHidden(text, i); what != "" {
			return fmt.Sprintf("%s (U+%04X)", what, r)
		}
	}
	return ""
}

// isInvisible reports whether r is shown as nothing or as a space but is not white space.
func isInvisible(r rune) bool {
	const brailleBlank = 0x2800
	return r == brailleBlank || unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || r >= 0xE0000 && r <= 0xE0FFF
}

// isNeeded reports whether the invisible character r, which is size bytes long, is required for
// correct spelling at offset at in text. In Latin text, only soft hyphens are.
func isNeeded(text string, at int, r rune, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	isLatin := func(r rune) bool { return unicode.In(r, unicode.Latin, unicode.Nd) }
	const softHyphen, keycap = 0xAD, 0x20E3
	switch {
	case r == softHyphen, unicode.Is(unicode.Prepended_Concatenation_Mark, r), r >= 0x13430 && r <= 0x1343F: // Arabic and Egyptian characters that Unicode counts as invisible, but which are visible
		return true
	case r >= 0x200C && r <= 0x200F, r == 0x061C:
		return !isLatin(before) || !isLatin(after)
	case r >= 0xFE00 && r <= 0xFE0F:
		return after == keycap || !isLatin(before) && !unicode.IsSpace(before) && before != utf8.RuneError
	case r >= 0x180B && r <= 0x180F:
		return r != 0x180E && unicode.Is(unicode.Mongolian, before)
	}
	return false
}
