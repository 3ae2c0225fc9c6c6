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

// maxHiddenReports is the maximum number of invisible characters that are reported per file.
const maxHiddenReports = 50

// normalize returns data in NFC, with "\n" line endings and without byte order mark, so that
// text that looks the same compares equal. The result may share memory with data.
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
		if r >= ' ' && r < 0x7F || r == '\n' { // fast path
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
		if unicode.IsControl(r) && r != '\t' && r != '\f' {
			problems.Error(file.Pos(i), "source-control-character", fmt.Sprintf("an invisible control character (U+%04X)", r), "delete it and type the text around it again")
			reported, readable = reported+1, false
		} else if what, hint := describeHidden(r); what != "" {
			problems.Error(file.Pos(i), "source-hidden-character", fmt.Sprintf("%s (U+%04X)", what, r), hint)
			reported++
		}
		if reported >= maxHiddenReports {
			problems.Error(file.Pos(i), "source-hidden-character", fmt.Sprintf("invisible characters after the first %d are not listed", maxHiddenReports), "delete those listed, then check again")
			break
		}
	}
	return readable
}

// describeHidden returns a description of a character that readers cannot see or recognise,
// and a hint for the author. The description is "" for any other character. Joiners and
// directional marks are allowed, since some scripts need them, but directional overrides and
// isolates are not.
func describeHidden(r rune) (what, hint string) {
	hint = "delete it and type the text around it again"
	switch {
	case r < 0x80:
		return "", ""
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "an invisible character that reverses the text after it", hint
	case r == 0x200B || r >= 0x2060 && r <= 0x2064 || r == 0x180E || r == 0xFEFF || r >= 0x206A && r <= 0x206F || r >= 0xFFF9 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE0FFF:
		return "an invisible character, which keeps search from finding the word", hint
	case r == utf8.RuneError:
		return "this character replaces one that was lost in a conversion", "type the character again"
	case unicode.Is(unicode.Co, r):
		return "a symbol that only the program it was typed in can show", "delete it; an item of a list starts with a hyphen and a space"
	case r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE:
		return "a code that is not a character", hint
	}
	return "", ""
}
