package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// maxWordLength is the maximum length of an indexed word in bytes. Longer words are usually
// URLs or keys.
const maxWordLength = 60

// A vocabulary assigns numeric ids to the word forms of a site and to their stems.
type vocabulary struct {
	english bool
	ids     map[string]int32 // word ids by form
	words   []word           // by word id
	stems   map[string]int32 // stem ids by stem

	form       []byte // form of the word read last; reused buffer
	possessive bool   // the word read last ended in 's
}

// A word is a word of the site in its normalized form: lower case, without accents.
type word struct {
	text string // the form itself
	stem int32  // id of the stem
	stop bool   // stop words are not indexed
}

func newVocabulary(language string) *vocabulary {
	return &vocabulary{
		english: language == "" || strings.HasPrefix(strings.ToLower(language), "en"),
		ids:     make(map[string]int32), stems: make(map[string]int32),
	}
}

// wordID returns the id of the given form. It adds the form to the vocabulary if it is new.
func (v *vocabulary) wordID(form []byte) int32 {
	if id, known := v.ids[string(form)]; known {
		return id
	}
	w := word{text: string(form)}
	stem := w.text
	if v.english {
		stem = english.Stem(w.text, true)
		w.stop = strings.Contains(stopWords, " "+w.text+" ")
	}
	n, known := v.stems[stem]
	if !known {
		n = int32(len(v.stems))
		v.stems[stem] = n
	}
	w.stem = n
	id := int32(len(v.words))
	v.words = append(v.words, w)
	v.ids[w.text] = id
	return id
}

// A token is an occurrence of a word in a text. Each part of a hyphenated word is a token.
// The first two parts joined without the hyphen are an additional token.
type token struct {
	word     int32 // word id
	compound bool  // the token joins the two before it
}

// appendTokens appends the tokens of text. static/search.js splits queries in the same way
// and must be kept consistent with this function.
func (v *vocabulary) appendTokens(to []token, text []byte) []token {
	hyphens, end := 0, -1 // number of hyphens in the current word, and the end of its previous part
	for i := 0; i < len(text); {
		if letterSize(text[i:]) == 0 {
			_, size := utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		start := i
		i += v.readWord(text[i:])
		if len(v.form) == 0 || len(v.form) > maxWordLength {
			continue
		}
		if end >= 0 && start == end+1 && text[end] == '-' {
			hyphens++
		} else {
			hyphens = 0
		}
		end = i
		if v.possessive { // writers often omit the apostrophe, as in "childs plan"
			v.wordID(append(v.form, 's'))
		}
		to = append(to, token{word: v.wordID(v.form)})
		if hyphens == 1 {
			first, second := v.words[to[len(to)-2].word], v.words[to[len(to)-1].word]
			to = append(to, token{v.wordID([]byte(first.text + second.text)), true})
		}
	}
	return to
}

// readWord sets v.form to the normalized form of the word at the start of text, and returns
// the length of the word in text.
func (v *vocabulary) readWord(text []byte) (length int) {
	if v.readASCII(text) {
		return len(v.form)
	}
	length = abbreviationLength(text)
	if length == 0 {
		length = wordLength(text)
	}
	v.normalize(text[:length])
	return length
}

// readASCII is a fast path of readWord for words of ASCII letters and digits only. It reports
// whether text starts with such a word.
func (v *vocabulary) readASCII(text []byte) bool {
	v.form, v.possessive = v.form[:0], false
	for i, c := range text {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c == '.' && i > 1 && (i+1 == len(text) || text[i+1] < '0' || text[i+1] > '9'):
			return true
		case c == '.' || c == '\'' || c >= utf8.RuneSelf:
			return false
		default:
			return true
		}
		v.form = append(v.form, c)
	}
	return true
}

// letterSize returns the size in bytes of the letter, digit or combining mark at the start
// of text, or 0 if text starts with any other character. Characters above U+FFFF are not
// supported by the client.
func letterSize(text []byte) int {
	if c := text[0]; c < utf8.RuneSelf {
		if isLetter(c) || c >= '0' && c <= '9' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRune(text)
	if r != utf8.RuneError && r <= 0xFFFF && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) {
		return size
	}
	return 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// abbreviationLength returns the length of the abbreviation at the start of text, such as
// "S.H.I.E.L.D." or "e.g.", not counting the last full stop. It returns 0 if there is none.
func abbreviationLength(text []byte) int {
	n := 0
	for n+2 < len(text) && isLetter(text[n]) && text[n+1] == '.' && isLetter(text[n+2]) {
		n += 2
	}
	if n == 0 || n+1 < len(text) && letterSize(text[n+1:]) > 0 {
		return 0
	}
	return n + 1
}

// curlyApostrophe is the typographic apostrophe.
const curlyApostrophe = "’"

// wordLength returns the length of the word at the start of text. A word consists of letters
// and digits, full stops before digits, as in 4.18, and apostrophes before letters.
func wordLength(text []byte) int {
	i := 0
	for i < len(text) {
		if size := letterSize(text[i:]); size > 0 {
			i += size
			continue
		}
		next := i + 1
		switch {
		case text[i] == '.' && next < len(text) && text[next] >= '0' && text[next] <= '9':
		case text[i] == '\'' && next < len(text) && isLetter(text[next]):
		case bytes.HasPrefix(text[i:], []byte(curlyApostrophe)) && i+3 < len(text) && isLetter(text[i+3]):
			next = i + 3
		default:
			return i
		}
		i = next
	}
	return i
}

// normalize sets v.form to word in lower case, without accents, apostrophes, possessive s, or
// full stops other than those after a digit.
func (v *vocabulary) normalize(word []byte) {
	v.form = v.form[:0]
	for _, r := range strings.ToLower(norm.NFKD.String(string(word))) {
		switch {
		case r == '’':
			r = '\''
		case r == 'ς':
			r = 'σ'
		case unicode.IsMark(r) || r > 0xFFFF || r <= ' ' || r == '"' || r == ',':
			continue
		}
		v.form = utf8.AppendRune(v.form, r)
	}
	v.trimForm()
}

// trimForm removes a possessive s, apostrophes, and full stops other than those after a digit
// from v.form.
func (v *vocabulary) trimForm() {
	form := v.form
	n := len(form)
	if v.possessive = n > 2 && form[n-1] == 's' && form[n-2] == '\''; v.possessive {
		form = form[:n-2]
	}
	v.form = form[:0]
	for _, c := range form {
		if c == '\'' || c == '.' && (len(v.form) == 0 || v.form[len(v.form)-1] < '0' || v.form[len(v.form)-1] > '9') {
			continue
		}
		v.form = append(v.form, c)
	}
}

// stopWords are English words that occur on almost every page. The start file contains them,
// so that the client does not download shards for them or treat them as typing errors.
const stopWords = ` a about all also am an and any are as at be been being but by can could did do does doing for from get got had has have having he her hers him his how i if in into is it its just may me might more most must my no nor not of on or our ours she should so some such than that the their theirs them then there these they this those to too up us very was we were what when where which while who whom whose why will with would you your yours `
