package privacy

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// birthWindow is the maximum number of bytes between a date and words such as "born" that make it a
// date of birth.
const birthWindow = 64

// isBirthDate reports whether the date text[from:end] is a date of birth, because hasWord returns true
// for the words before or after it in the same sentence.
func isBirthDate(text []byte, from, end int, hasWord func(string) bool) bool {
	before := text[max(0, from-birthWindow):from]
	for _, abbreviation := range []string{"b. ", "ur. ", "geb. "} {
		if rest, found := bytes.CutSuffix(before, []byte(abbreviation)); found && (len(rest) == 0 || !isAlphanumeric(rest[len(rest)-1])) {
			return true
		}
	}
	for _, stop := range []string{"\n\n", ". ", "; ", ".\n"} {
		if at := bytes.LastIndex(before, []byte(stop)); at >= 0 && !endsInInitials(before[:at]) {
			before = before[at:]
		}
	}
	after := text[end:min(len(text), end+birthWindow)]
	for _, stop := range []string{"\n\n", ". ", "; ", ".\n", "|"} {
		after, _, _ = bytes.Cut(after, []byte(stop))
	}
	return hasWord(string(before)) || hasWord(string(after))
}

// endsInInitials reports whether text ends with single letters followed by full stops, such as d.o.b.
func endsInInitials(text []byte) bool {
	n := len(text)
	return n >= 3 && isLetter(text[n-1]) && text[n-2] == '.' && isLetter(text[n-3])
}

// hasBirthWord reports whether text contains a word, in any supported language, that says that someone
// was born.
func hasBirthWord(text string) bool { return hasEnglishBirthWord(text) || hasForeignBirthWord(text) }

// hasEnglishBirthWord reports whether text contains an English word that says that someone was born.
func hasEnglishBirthWord(text string) bool {
	text = strings.ToLower(text)
	for _, word := range []string{"born", "birth", "birthday", "birthdate", "dob", "d.o.b", "d/o/b", "d-o-b", "d o b"} {
		for at := strings.Index(text, word); at >= 0; {
			rest := text[at+len(word):]
			starts := at == 0 || !isLetter(text[at-1]) || strings.HasSuffix(text[:at], "dateof") || strings.HasSuffix(text[:at], "still")
			after := rest
			if word != "birth" { // other births, as in "births rose", are usually statistics
				after = strings.TrimPrefix(rest, "s")
			}
			if starts && (after == "" || !isLetter(after[0])) && !(word == "birth" && isBirthTerm(rest)) {
				return true
			}
			next := strings.Index(rest, word)
			if next < 0 {
				break
			}
			at += len(word) + next
		}
	}
	return false
}

// isBirthTerm reports whether "birth", followed by rest, is part of a term such as "birth plan", so
// that a date nearby is not a date of birth.
func isBirthTerm(rest string) bool {
	for _, word := range []string{" plan", " certificate", " rate", " registration", " cohort", " famil", " parent", " mother", " father", " centre",
		" control", " companion", " defect", " injur", " mark", " partner", " review", " trauma", " weight", "-to-", " to "} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// hasForeignBirthWord reports whether text contains a word that says that someone was born, in a
// language other than English that is common in the United Kingdom. It searches for word stems. A stem
// in Latin letters must be at the start of a word.
func hasForeignBirthWord(text string) bool {
	text = strings.ToLower(text)
	for _, word := range [...]string{
		"ganwyd", "ganed", "dyddiad geni", "ei geni", "geboren", "geburts", "urodz", "născut", "naștere", "naştere", "nastere",
		"né le", "née le", "né(e)", "naissance", "nació", "nacid", "nacim", "nasceu", "nascid", "nascim", "nascita", "doğum",
		"dogum", "dhalasho", "dhashay", "gimimo", "gimė", "dzimis", "dzimš", "születet", "születés", "naroden", "narozen",
		"datëlind", "рожд", "родил", "роден", "народж", "народив", "народил", "ميلاد", "الولادة", "پیدائش", "تولد", "जन्म",
		"জন্ম", "ਜਨਮ", "જન્મ", "பிறந்த", "出生",
	} {
		at := strings.Index(text, word)
		if at == 0 || at > 0 && (word[0] >= 0xD0 || !isLetter(text[at-1]) && text[at-1] < utf8.RuneSelf) {
			return true
		}
	}
	return false
}
