package search

import (
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
	english   bool             // whether the words are stemmed as English words
	spellings map[string]int32 // word ids by spelling on the page; -1 for a word that is not indexed
	ids       map[string]int32 // word ids by form
	words     []word           // by word id
	stems     map[string]int32 // stem ids by stem
}

// A word is a word of the site in its normalized form: in lower case and without accents.
type word struct {
	text string // the form itself
	stem int32  // id of the stem
	stop bool   // whether it is a stop word, which is not indexed
}

func newVocabulary(language string) *vocabulary {
	return &vocabulary{
		english:   language == "" || strings.HasPrefix(strings.ToLower(language), "en"),
		spellings: make(map[string]int32), ids: make(map[string]int32), stems: make(map[string]int32),
	}
}

// spellingID returns the id of the word form for a word as it is spelled on a page, or -1 if the word
// is not indexed. It adds a new form to the vocabulary.
func (v *vocabulary) spellingID(spelling string) int32 {
	id, known := v.spellings[spelling]
	if known {
		return id
	}
	id, spelling = -1, strings.Clone(spelling) // without a copy, spelling would keep a long text in memory
	if form, possessive := normalize(spelling); form != "" && len(form) <= maxWordLength {
		if possessive { // because writers often omit the apostrophe, as in "childs plan"
			v.wordID(form + "s")
		}
		id = v.wordID(form)
	}
	v.spellings[spelling] = id
	return id
}

// wordID returns the id of the given form. It adds a new form to the vocabulary.
func (v *vocabulary) wordID(form string) int32 {
	if id, known := v.ids[form]; known {
		return id
	}
	w, stem := word{text: form}, v.stem(form)
	if v.english {
		w.stop = strings.Contains(stopWords, " "+form+" ")
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

// stem returns the stem of the given form, which is the form itself if the words are not English.
func (v *vocabulary) stem(form string) string {
	if v.english {
		return english.Stem(form, true)
	}
	return form
}

// A token is an occurrence of a word in a text. Each part of a hyphenated word is a token. Another
// token consists of the first two parts, joined without the hyphen.
type token struct {
	word     int32 // word id
	compound bool  // whether the token consists of the two tokens before it, joined
}

// appendTokens appends the tokens of text. static/search.js splits queries in the same way
// and must be kept consistent with this function.
func (v *vocabulary) appendTokens(to []token, text string) []token {
	hyphens, end := 0, -1 // number of hyphens in the current word, and offset of the end of its previous part
	for i := 0; i < len(text); {
		if letterLength(text[i:]) == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		start := i
		i += wordLength(text[i:])
		id := v.spellingID(text[start:i])
		if id < 0 {
			continue
		}
		if end >= 0 && start == end+1 && text[end] == '-' {
			hyphens++
		} else {
			hyphens = 0
		}
		end = i
		to = append(to, token{word: id})
		if hyphens == 1 {
			first, second := v.words[to[len(to)-2].word], v.words[to[len(to)-1].word]
			to = append(to, token{v.wordID(first.text + second.text), true})
		}
	}
	return to
}

// letterLength returns the length in bytes of the letter, digit or combining mark at the start of text,
// which must not be empty, or 0 if text starts with any other character. It also returns 0 for
// characters above U+FFFF, which the client does not support.
func letterLength(text string) int {
	if c := text[0]; c < utf8.RuneSelf {
		if isLetter(c) || c >= '0' && c <= '9' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(text)
	if r != utf8.RuneError && r <= 0xFFFF && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) {
		return size
	}
	return 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// abbreviationLength returns the length of the abbreviation at the start of text, such as
// "S.H.I.E.L.D." or "e.g.", not counting the last full stop. It returns 0 if there is none.
func abbreviationLength(text string) int {
	n := 0
	for n+2 < len(text) && isLetter(text[n]) && text[n+1] == '.' && isLetter(text[n+2]) {
		n += 2
	}
	if n == 0 || n+1 < len(text) && letterLength(text[n+1:]) > 0 {
		return 0
	}
	return n + 1
}

// curlyApostrophe is the typographic apostrophe.
const curlyApostrophe = "’"

// wordLength returns the length in bytes of the word at the start of text. A word is an abbreviation,
// or consists of letters, digits, full stops before digits, as in 4.18, and apostrophes before ASCII
// letters.
func wordLength(text string) int {
	i := abbreviationLength(text)
	if i > 0 {
		return i
	}
	for i < len(text) {
		if isLetter(text[i]) { // true in most cases
			i++
			continue
		}
		if size := letterLength(text[i:]); size > 0 {
			i += size
			continue
		}
		next := i + 1
		switch {
		case text[i] == '.' && next < len(text) && text[next] >= '0' && text[next] <= '9':
		case text[i] == '\'' && next < len(text) && isLetter(text[next]):
		case strings.HasPrefix(text[i:], curlyApostrophe) && i+3 < len(text) && isLetter(text[i+3]):
			next = i + 3
		default:
			return i
		}
		i = next
	}
	return i
}

// normalize returns word in lower case, without accents, apostrophes, a possessive s, or full stops
// other than those after a digit. The result possessive reports whether it removed a possessive s.
func normalize(word string) (form string, possessive bool) {
	word = strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case r == 'ς':
			return 'σ'
		case unicode.IsMark(r) || r > 0xFFFF || r <= ' ' || r == '"' || r == ',':
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKD.String(word)))
	if possessive = len(word) > 2 && strings.HasSuffix(word, "'s"); possessive {
		word = word[:len(word)-2]
	}
	last := ' '
	return strings.Map(func(r rune) rune {
		if r == '\'' || r == '.' && (last < '0' || last > '9') {
			return -1
		}
		last = r
		return r
	}, word), possessive
}

// stopWords contains English words that occur on almost every page. The start file contains them, so
// that the client does not download shards for them or treat them as typing errors.
const stopWords = ` a about all also am an and any are as at be been being but by can could did do does doing for from get gets getting got had has have having he her hers him his how i if in into is it its just may me might more most must my no nor not of on or our ours she should so some somebody someone such than that the their theirs them then there these they this those to too up us very was we were what when where which while who whom whose why will with would you your yours `
