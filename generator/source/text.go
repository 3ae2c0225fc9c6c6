package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
)

// maxHidden is how many characters that cannot be seen are told of in one file.
const maxHidden = 50

// textOf makes text of a file's bytes: no mark at its start, lines ended in one way,
// and each accented letter in one spelling, so that what looks the same is the same.
func textOf(data []byte) string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return norm.NFC.String(text)
}

// printable tells of what is not UTF-8, in its first place alone, since after it the
// rest is guesswork, and of characters that no reader could see. It is false where
// the text cannot be read on.
func printable(file *File, problems *diag.List) bool {
	if at := strings.IndexByte(file.Text[:min(2, len(file.Text))], 0); at >= 0 {
		problems.Error(file.Pos(at), "source-not-utf8", "every other byte here is 0", "this looks like UTF-16: save the file as UTF-8 (in most editors: Save as, Encoding)")
		return false
	}
	told, readable := 0, true
	for i, r := range file.Text {
		if r >= ' ' && r < 0x7F || r == '\n' { // nearly all
			continue
		}
		if r == utf8.RuneError && isBroken(file.Text[i:]) {
			problems.Error(file.Pos(i), "source-not-utf8", fmt.Sprintf("the letter here is not saved as UTF-8 (byte 0x%02X)", file.Text[i]), encodingHint(file.Text))
			return false
		}
		if unicode.IsControl(r) && r != '\t' && r != '\f' {
			problems.Error(file.Pos(i), "source-control-character", fmt.Sprintf("a control character (U+%04X) that no reader can see", r), "delete it and type the text around it again")
			told, readable = told+1, false
		} else if what := hidden(r); what != "" {
			problems.Error(file.Pos(i), "source-hidden-character", fmt.Sprintf("%s (U+%04X)", what, r), hiddenHint(r))
			told++
		}
		if told >= maxHidden {
			break
		}
	}
	return readable
}

func isBroken(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 1
}

func encodingHint(text string) string {
	hint := "save the file as UTF-8 (in most editors: Save as, Encoding)"
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return "this looks like UTF-16: " + hint
	}
	return hint
}

// hidden says what is wrong with a character that is shown as nothing, as an empty
// box, or as others than it stands among; "" for all that may be in a text. What
// joins letters or tells their direction without turning them around may.
func hidden(r rune) string {
	switch {
	case r < 0x80:
		return ""
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "a mark that nobody sees turns the letters after it around"
	case r == 0x200B || r >= 0x2060 && r <= 0x2064 || r == 0x180E || r == 0xFEFF || r >= 0x206A && r <= 0x206F || r >= 0xFFF9 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE0FFF:
		return "a character that nobody sees, and that no search finds the word with"
	case r == utf8.RuneError:
		return "this sign stands where a letter was lost"
	case unicode.Is(unicode.Co, r):
		return "a sign that only the program knows in which it was typed"
	case r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE:
		return "a code that is no character"
	}
	return ""
}

func hiddenHint(r rune) string {
	switch {
	case unicode.Is(unicode.Co, r):
		return "delete it; an item of a list starts with a hyphen and a blank"
	case r == utf8.RuneError:
		return "type the letter again"
	}
	return "delete it and type the text around it again"
}
