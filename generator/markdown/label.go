package markdown

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWordsBeforeLabel is the maximum number of words before a label that LabelSet.Find skips, as in
// "Our summary of paragraph 4.18".
const MaxWordsBeforeLabel = 4

// labelWords lists words, separated by spaces, that occur before or within the label of a
// paragraph, as in "Section 4, paragraph 18".
const labelWords = " para paras paragraph paragraphs par p pp section sections sec sect s ss no nos nr number point see "

// A LabelSet finds the labels of paragraphs at the start of a text, in any form in which
// authors may write them. It is safe for concurrent use.
type LabelSet struct {
	labels  map[string]string // label as the review prints it; the key is its parts, joined with spaces
	longest int               // number of parts of the longest label
	hasWord bool              // whether a label starts with a word, so that MayStartWithNumber cannot rule it out
}

// NewLabelSet returns a set of labels, which are numbers or words as printed in the review, such as
// 4.18 or "Finding 3".
func NewLabelSet(labels []string) *LabelSet {
	s := &LabelSet{labels: make(map[string]string, len(labels))}
	for _, label := range labels {
		var key []string
		for i, p := range splitLabel(label, false, len(label)) {
			if i == 0 || p.digits || !isLabelWord(p.text) { // match skips the other words
				key = append(key, p.text)
			}
		}
		s.labels[strings.Join(key, " ")] = label
		s.hasWord = s.hasWord || !MayStartWithNumber(label)
		s.longest = max(s.longest, len(key))
	}
	return s
}

// A LabelMatch is a label at the start of a text.
type LabelMatch struct {
	Label      string // as the review prints it
	TextAfter  string // the text after the label
	Introduced bool   // whether nothing precedes the label except words such as "paragraph"
	Likely     bool   // whether the label is Introduced and written like a label rather than an amount, a date or a time
}

// Find returns the label at the start of text, if any. It ignores brackets and other punctuation
// around the label and between its parts, invisible characters, leading zeros, and up to
// MaxWordsBeforeLabel words before it. It recognises the digits of all scripts, superscripts and
// circled digits.
func (s *LabelSet) Find(text string) (m LabelMatch, found bool) {
	if s.longest == 0 || !s.hasWord && !MayStartWithNumber(text) {
		return LabelMatch{}, false
	}
	parts := MaxWordsBeforeLabel + 1 + 3*s.longest // match skips up to two words after each part of a label
	list := splitLabel(text, false, parts)
	if m, found = s.find(text, list); found || !slices.ContainsFunc(list, func(p labelPart) bool { return p.digits }) {
		return m, found
	}
	m, found = s.find(text, splitLabel(replaceLookalikes(text), true, parts))
	m.Likely = false
	return m, found
}

// find returns the first label in parts, which is the result of splitLabel for text.
func (s *LabelSet) find(text string, parts []labelPart) (LabelMatch, bool) {
	for i := range min(len(parts), MaxWordsBeforeLabel+2) {
		if i > MaxWordsBeforeLabel && !isLabelWord(parts[i-1].text) {
			break
		}
		if i > 0 && parts[i].digits && parts[i-1].digits && (parts[i].gap == "." || parts[i].gap == "") {
			continue // the second part of another number, as 18 is in 4.18
		}
		label, n := s.match(parts[i:])
		if label == "" {
			if label = s.matchAbbreviated(parts[:i+1]); label == "" {
				continue
			}
			n = 1
		}
		hasOther := slices.ContainsFunc(parts[:i], func(p labelPart) bool { return !p.digits && !isLabelWord(p.text) })
		introduced := !hasOther && !slices.ContainsFunc(parts[:i], func(p labelPart) bool { return p.digits })
		rest := text[parts[i+n-1].end:]
		endsRange := i > 0 && parts[i-1].digits && strings.Contains("-–—", parts[i].gap)
		if !hasOther && !endsRange || !isCitation(parts[i].gap, rest) {
			likely := introduced && isPlainLabel(parts[i:i+n]) && (i > 0 && !strings.HasPrefix(rest, " of ") || i == 0 && endsLabel(rest))
			return LabelMatch{Label: label, TextAfter: rest, Introduced: introduced, Likely: likely}, true
		}
	}
	return LabelMatch{}, false
}

// isCitation reports whether a number between gap and rest is probably a citation at the end of a
// sentence, as in "A meeting was held (4.18).", because it is in brackets before a punctuation mark
// other than a colon, or because no words follow it.
func isCitation(gap, rest string) bool {
	signs := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf) || isInvisible(r) })
	if strings.ContainsAny(gap, "([") && len(signs) < len(rest) && signs != "" && strings.IndexByte(".,;!?", signs[0]) >= 0 {
		return true
	}
	return !strings.ContainsFunc(rest, unicode.IsLetter)
}

// match returns the longest label that the first parts form, and the number of these parts. It
// skips label words after the first part.
func (s *LabelSet) match(parts []labelPart) (label string, n int) {
	var key strings.Builder
	count := 0
	for i, p := range parts {
		switch {
		case i > 0 && utf8.RuneCountInString(p.gap) > 6:
			return label, n
		case i > 0 && !p.digits && isLabelWord(p.text):
			continue
		case i > 0:
			key.WriteByte(' ')
		}
		key.WriteString(p.text)
		if known, ok := s.labels[key.String()]; ok {
			label, n = known, i+1
		}
		if count++; count == s.longest {
			break
		}
	}
	return label, n
}

// matchAbbreviated returns the label that the last of parts abbreviates, as 18 does in 4.17/18 and 19 in
// "4.17, 4.18 and 19", or "" if there is none.
func (s *LabelSet) matchAbbreviated(parts []labelPart) string {
	last := len(parts) - 1
	from := last - s.longest
	if from < 0 || !parts[last].digits || parts[last].gap == "." {
		return ""
	}
	if parts[last-1].text == "and" && from > 0 {
		from, last = from-1, last-1
	}
	before := slices.Clone(parts[from:last])
	if slices.ContainsFunc(before, func(p labelPart) bool { return !p.digits }) || !isPlainLabel(before) {
		return ""
	}
	before[len(before)-1] = parts[len(parts)-1]
	before[len(before)-1].gap = "."
	label, _ := s.match(before)
	return label
}

func isLabelWord(word string) bool { return containsWord(labelWords, word) }

// isPlainLabel reports whether the parts of a label are separated by single ordinary characters, such
// as full stops or hyphens. If one of two parts is a word, a space is also ordinary.
func isPlainLabel(label []labelPart) bool {
	for i, p := range label[1:] {
		before := label[i]
		beside := p.gap == " " && !(p.digits && before.digits) && (i == 0 || !isLabelWord(before.text)) // a word beside a number, as in "Finding 3"
		if gap := strings.TrimSpace(p.gap); !beside && (gap == "" || !strings.Contains(".,:-–/", gap)) {
			return false
		}
	}
	return true
}

// endsLabel reports whether a number followed by rest can be a label. It returns false for numbers
// such as those in "4.5 million", "4.5%", "4.10.2020" and "9.15am".
func endsLabel(rest string) bool {
	rest = strings.TrimLeftFunc(rest, isInvisible)
	r, size := utf8.DecodeRuneInString(rest)
	words := strings.TrimLeftFunc(rest, func(r rune) bool { return looksLikeSpace(r) || isInvisible(r) })
	next, _ := utf8.DecodeRuneInString(words)
	after, _ := utf8.DecodeRuneInString(rest[size:])
	switch {
	case words == "":
		return true
	case looksLikeSpace(r):
		return unicode.IsUpper(next) && !startsWithMonth(words) && !startsWithUnit(words) || strings.ContainsRune("[(“‘\"'–—-:", next)
	case unicode.IsLower(r): // as in 4.18a
		return !unicode.IsLetter(after) && endsLabel(rest[size:])
	case looksLikeFullStop(r) || r == ',':
		return !unicode.IsDigit(after) && endsLabel(rest[size:])
	case r == '-' || r == '–' || r == '—':
		return unicode.IsUpper(after) || looksLikeSpace(after)
	}
	return unicode.IsLetter(r) || strings.ContainsRune("([{)]}:;|>_", r) || unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf)
}

// startsWithMonth reports whether text starts with the name of a month.
func startsWithMonth(text string) bool {
	const months = " jan feb mar apr may jun jul aug sep oct nov dec "
	return len(text) >= 3 && containsWord(months, text[:3])
}

// startsWithUnit reports whether text starts with a word such as million, or Uhr in a German time, so
// that the number before it is an amount or a time.
func startsWithUnit(text string) bool {
	const units = " million millions millionen billion billions milliarden percent prozent euro uhr "
	word, _, _ := strings.Cut(text, " ")
	return containsWord(units, strings.TrimRight(word, ".,;:)"))
}

// A labelPart is one of the parts into which splitLabel divides a text: a number, a word or a RefPlaceholder.
type labelPart struct {
	text   string // digits without leading zeros, or lower-case letters; truncated after 32 bytes
	digits bool
	plain  bool   // whether the digits are plain, as returned by digitsOf
	gap    string // visible characters before the part, as simplified by appendGap; truncated after 16 bytes
	end    int    // offset in the text of the end of the part
}

// splitLabel returns at most limit parts from the start of text. If merge is true, adjacent digits
// of different kinds, or with a thin space between them, form one number, and Roman numerals count
// as numbers.
func splitLabel(text string, merge bool, limit int) []labelPart {
	parts := make([]labelPart, 0, 8)
	gap, open := "", false // open states whether the next letter or digit may continue the last part
	var word []byte        // text of the last part
	finish := func() {
		if len(parts) > 0 {
			parts[len(parts)-1].text = string(word)
		}
	}
	for at, r := range text {
		last := len(parts) - 1
		shown, plain := digitsOf(r)
		isDigit := shown != ""
		switch {
		case isInvisible(r), merge && isThinSpace(r), open && !parts[last].digits && (r == '\'' || r == '’'):
			continue
		case !isDigit && r != RefPlaceholder && (!unicode.IsLetter(r) || looksLikeFullStop(r)):
			gap, open = appendGap(gap, r), false
			continue
		case !isDigit:
			shown = string(unicode.ToLower(r))
		}
		if !open || r == RefPlaceholder || parts[last].digits != isDigit || isDigit && !merge && parts[last].plain != plain {
			if len(parts) == limit {
				break
			}
			finish()
			parts, word = append(parts, labelPart{digits: isDigit, plain: plain, gap: gap}), word[:0]
			last++
		}
		if isDigit && string(word) == "0" {
			word = word[:0]
		}
		if len(word) < 32 {
			word = append(word, shown...)
		}
		parts[last].end = at + utf8.RuneLen(r)
		gap, open = "", r != RefPlaceholder
	}
	finish()
	if merge {
		convertRomanNumerals(parts)
	}
	return parts
}

// isNumber reports whether text contains exactly one number and no words.
func isNumber(text string) bool {
	parts := splitLabel(text, false, 2)
	return len(parts) == 1 && parts[0].digits
}

// convertRomanNumerals converts Roman numerals that are followed by a punctuation mark and a
// number, as in IV.18, or preceded by a number and a full stop, as in 4.xviii.
func convertRomanNumerals(parts []labelPart) {
	for i := range parts {
		precedes := i+1 < len(parts) && strings.TrimSpace(parts[i+1].gap) != "" && parts[i+1].digits
		follows := i > 0 && parts[i-1].digits && parts[i].gap == "."
		if parts[i].digits || !precedes && !follows {
			continue
		}
		if value := romanValue(parts[i].text); value > 0 {
			parts[i].text, parts[i].digits = strconv.Itoa(value), true
		}
	}
}

// appendGap appends r to gap unless gap is too long. Characters that look like a full stop or a
// space become an ordinary one, and repeated spaces become one.
func appendGap(gap string, r rune) string {
	switch {
	case looksLikeFullStop(r):
		r = '.'
	case looksLikeSpace(r):
		r = ' '
	}
	if len(gap) > 16 || r == ' ' && strings.HasSuffix(gap, " ") {
		return gap
	}
	return gap + string(r)
}

// replaceLookalikes replaces letters that resemble digits, as in l.2 or 1.O, with the digits
// wherever they may be part of a number. It returns at most the first 200 bytes of text.
func replaceLookalikes(text string) string {
	text = text[:min(len(text), 200)]
	replaced := []byte(text)
	for i := 0; i < len(text); i++ {
		from := i
		for i < len(text) && strings.IndexByte("lIOo", text[i]) >= 0 {
			i++
		}
		if i == from || from > 0 && isLetterByte(text[from-1]) || i < len(text) && isLetterByte(text[i]) {
			continue
		}
		for j := from; j < i; j++ {
			replaced[j] = "10"[strings.IndexByte("lIOo", text[j])/2]
		}
	}
	return string(replaced)
}

// isLetterByte reports whether c is an ASCII letter or part of a non-ASCII character.
func isLetterByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}
