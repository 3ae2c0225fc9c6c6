// Package privacy finds personal data in text: phone numbers, e-mail addresses, NHS numbers,
// postcodes, dates of birth, and names from a list.
//
// Its input is the source text of a file and its output a list of findings with offsets in that
// text. It examines the text as a reader sees it, without Markdown markup, with entities and
// escapes decoded and with all digits in ASCII. It has no knowledge of sites, and does not
// decide what to do about a finding. It runs in time linear in the length of the text.
package privacy

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is a kind of personal data. Its values are those used in content/privacy.yaml.
type Kind string

const (
	Phone     Kind = "phone"      // a phone number
	Email     Kind = "email"      // an e-mail address
	NHSNumber Kind = "nhs-number" // a number with the check digit of an NHS number
	Postcode  Kind = "postcode"   // a postcode of the United Kingdom
	BirthDate Kind = "birth-date" // a date with day, month and year near a word such as "born"
	Name      Kind = "name"       // a name in the list
)

// Description returns the name of the kind with an article, such as "a postcode".
func (k Kind) Description() string {
	switch k {
	case Phone:
		return "a phone number"
	case Email:
		return "an e-mail address"
	case NHSNumber:
		return "an NHS number"
	case Postcode:
		return "a postcode"
	case BirthDate:
		return "a date of birth"
	}
	return "a name of your list"
}

// A Finding is personal data in a text.
type Finding struct {
	Kind   Kind   // what was found
	Offset int    // offset of the first byte in the source text
	End    int    // offset after the last byte
	Text   string // in normalised form, such as "01632960012" or "jo@example.org"
}

// Ending returns the last two characters of the text. Messages contain only these, so that they
// do not repeat personal data.
func (f Finding) Ending() string {
	from := len(f.Text)
	for range 2 {
		_, size := utf8.DecodeLastRuneInString(f.Text[:from])
		from -= size
	}
	return f.Text[from:]
}

// A Scanner finds personal data. Its methods are not safe for concurrent use.
type Scanner struct {
	names *trieNode // names to find, or nil
	flat  flatText
	found []Finding
	run   digitRun

	numberEnd  int  // end of the last group of digits and separators
	blockStart int  // start of the block with the last date; a block has no blank lines
	blockEnd   int  // end of that block
	birthTable bool // whether that block is a table with a column for dates of birth
}

// New returns a scanner that also finds the given names, which must have been returned by ParseNames.
func New(names []string) *Scanner { return &Scanner{names: newNameTrie(names)} }

// Scan returns the findings in a text, sorted by offset. The result is valid until the next call.
func (s *Scanner) Scan(text string) []Finding {
	s.scan(text, false)
	return s.found
}

// ScanPath returns the findings in the path of a file, in which hyphens and similar characters
// count as spaces.
func (s *Scanner) ScanPath(path string) []Finding {
	s.scan(strings.Map(func(r rune) rune {
		if strings.ContainsRune("/-_+.", r) {
			return ' '
		}
		return r
	}, path), true)
	return s.found
}

// scan sets s.found to the findings in a text; see findNames for allowLower. It does not use regular
// expressions, because matching them against every page would take longer than parsing Markdown.
func (s *Scanner) scan(source string, allowLower bool) {
	s.flat.reset(source)
	s.found, s.numberEnd, s.blockEnd = s.found[:0], 0, -1
	text := s.flat.text
	for i := 0; i < len(text); i++ {
		if isDigit(text[i]) {
			i = max(i, s.scanNumber(i)-1)
		}
	}
	s.forEach("@", s.scanEmail)
	s.forEach("dot ", s.scanSpelledEmail)
	s.forEach("Dot ", s.scanSpelledEmail)
	s.forEach("DOT ", s.scanSpelledEmail)
	s.findNames(allowLower)
	slices.SortStableFunc(s.found, func(a, b Finding) int { return cmp.Compare(a.Offset, b.Offset) })
}

// forEach calls scan with the offset of each occurrence of substring in the flat text, skipping those
// before the offset that the previous call returned.
func (s *Scanner) forEach(substring string, scan func(at int) (end int)) {
	for i := 0; ; {
		at := bytes.Index(s.flat.text[i:], []byte(substring))
		if at < 0 {
			return
		}
		i = max(i+at+1, scan(i+at))
	}
}

// add adds a finding, given its start and end in the flat text.
func (s *Scanner) add(kind Kind, from, to int, text string) {
	s.found = append(s.found, Finding{kind, s.flat.sourceOffset(from), s.flat.sourceOffset(to-1) + 1, text})
}

// Redact replaces each item of personal data in text with an ellipsis and the last two characters of
// the item. It keeps short phone numbers such as 999, which are not personal.
func (s *Scanner) Redact(text string) string {
	redacted, at := "", 0
	for _, f := range s.Scan(text) {
		const short = 6
		if f.Offset >= at && f.End > f.Offset && (f.Kind != Phone || len(f.Text) > short) {
			redacted += text[at:f.Offset] + "…" + f.Ending()
			at = f.End
		}
	}
	return redacted + text[at:]
}

// ContactKey returns the canonical form of a phone number or e-mail address, which is the same for all
// its spellings.
func ContactKey(contact string) string {
	var flat flatText
	flat.reset(contact)
	if text := strings.ToLower(string(flat.text)); strings.Contains(text, "@") {
		return strings.TrimSpace(text)
	}
	return nationalNumber(digitsOf(flat.text))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isAlphanumeric(c byte) bool { return isDigit(c) || isLetter(c) }

// digitsOf returns the digits in text.
func digitsOf(text []byte) string {
	var digits []byte
	for _, c := range text {
		if isDigit(c) {
			digits = append(digits, c)
		}
	}
	return string(digits)
}
