package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// longest is how many bytes a word may have: what is longer is an address or a key.
const longest = 60

// A vocabulary numbers the words of a site and their stems.
type vocabulary struct {
	english bool
	ids     map[string]int32
	words   []word
	stems   map[string]int32
	buffer  []byte

	possessive bool // the last word that was made plain had a possessive's end
}

// A word is a form as it is typed: small letters without accents.
type word struct {
	text string
	stem int32
	stop bool // it tells nothing of what a page is about
}

func newVocabulary(language string) *vocabulary {
	return &vocabulary{
		english: language == "" || strings.HasPrefix(strings.ToLower(language), "en"),
		ids:     make(map[string]int32), stems: make(map[string]int32),
	}
}

// id gives the number of a word, a new one where it was not met before.
func (v *vocabulary) id(text []byte) int32 {
	if id, known := v.ids[string(text)]; known {
		return id
	}
	w := word{text: string(text)}
	stem := w.text
	if v.english {
		stem = english.Stem(w.text, true)
		w.stop = strings.Contains(stops, " "+w.text+" ")
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

// A token is a word of a text. Parts of a word with hyphens are words, and the whole
// without them is one more.
type token struct {
	word  int32
	whole bool // of the parts before it
}

// split appends the words of a text. static/search.js splits what is typed in the
// same way: a change here is one there.
func (v *vocabulary) split(to []token, text []byte) []token {
	parts, end := 0, -1 // how many words before this one hyphens join to it, and where the last ended
	for i := 0; i < len(text); {
		size := letter(text[i:])
		if size == 0 {
			_, size = utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		start := i
		form := v.simple(text[i:])
		switch n := len(form); {
		case n > 0:
			i += n
		default:
			if n = dotted(text[i:]); n == 0 {
				n = run(text[i:])
			}
			i += n
			form = v.plain(text[start:i])
		}
		if len(form) == 0 || len(form) > longest {
			continue
		}
		if end >= 0 && start == end+1 && text[end] == '-' {
			parts++
		} else {
			parts = 0
		}
		end = i
		if v.possessive { // many leave the apostrophe out
			v.id(append(form, 's'))
		}
		to = append(to, token{word: v.id(form)})
		if parts == 1 {
			to = append(to, token{v.id(append([]byte(v.words[to[len(to)-2].word].text), v.words[to[len(to)-1].word].text...)), true})
		}
	}
	return to
}

// simple gives the form of the word that a text starts with, where it has nothing but
// plain letters and figures and what follows makes it no longer: nearly all words are
// such, and need no second look. Else it gives nothing.
func (v *vocabulary) simple(s []byte) []byte {
	v.buffer, v.possessive = v.buffer[:0], false
	for i, c := range s {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c == '.' && i > 1 && (i+1 == len(s) || s[i+1] < '0' || s[i+1] > '9'):
			return v.buffer
		case c == '.' || c == '\'' || c >= utf8.RuneSelf:
			return nil
		default:
			return v.buffer
		}
		v.buffer = append(v.buffer, c)
	}
	return v.buffer
}

// letter gives the size of the letter, number or mark that a text starts with, 0
// where it starts with anything else.
func letter(s []byte) int {
	if c := s[0]; c < utf8.RuneSelf {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRune(s)
	if r != utf8.RuneError && r <= 0xFFFF && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) {
		return size
	}
	return 0
}

// dotted gives the length of letters with stops between them, S.H.I.E.L.D. or e.g.,
// without the last stop; 0 where the text starts with anything else.
func dotted(s []byte) int {
	n := 0
	for n+2 < len(s) && isLetter(s[n]) && s[n+1] == '.' && isLetter(s[n+2]) {
		n += 2
	}
	if n == 0 || n+1 < len(s) && letter(s[n+1:]) > 0 {
		return 0
	}
	return n + 1
}

// curled is the apostrophe that is no plain letter.
const curled = "’"

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// run gives the length of a word: letters and numbers, and among them a stop before
// a figure (4.18) and an apostrophe before a letter.
func run(s []byte) int {
	i := 0
	for i < len(s) {
		if size := letter(s[i:]); size > 0 {
			i += size
			continue
		}
		after := i + 1
		switch {
		case s[i] == '.' && after < len(s) && s[after] >= '0' && s[after] <= '9':
		case s[i] == '\'' && after < len(s) && isLetter(s[after]):
		case bytes.HasPrefix(s[i:], []byte(curled)) && i+3 < len(s) && isLetter(s[i+3]):
			after = i + 3
		default:
			return i
		}
		i = after
	}
	return i
}

// plain gives the form that a word is looked up by: small letters without accents,
// without a possessive's end, apostrophes and stops but those after a figure. It
// holds until the next call.
func (v *vocabulary) plain(s []byte) []byte {
	v.buffer = v.buffer[:0]
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case bytes.HasPrefix(s[i:], []byte(curled)):
			c = '\''
			i += 2
		case c >= utf8.RuneSelf:
			return v.folded(string(s))
		}
		v.buffer = append(v.buffer, c)
	}
	return v.trim()
}

// folded is plain for words with letters beyond the plain ones.
func (v *vocabulary) folded(s string) []byte {
	v.buffer = v.buffer[:0]
	s = strings.NewReplacer("’", "'", "ς", "σ").Replace(strings.ToLower(norm.NFKD.String(s)))
	for _, r := range s {
		if !unicode.IsMark(r) && r <= 0xFFFF && r > ' ' && r != '"' && r != ',' {
			v.buffer = utf8.AppendRune(v.buffer, r)
		}
	}
	return v.trim()
}

func (v *vocabulary) trim() []byte {
	b := v.buffer
	n := len(b)
	if v.possessive = n > 2 && b[n-1] == 's' && b[n-2] == '\''; v.possessive {
		b = b[:n-2]
	}
	kept := b[:0]
	for _, c := range b {
		if c == '\'' || c == '.' && (len(kept) == 0 || kept[len(kept)-1] < '0' || kept[len(kept)-1] > '9') {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// stops are English words that stand in any text. A browser gets them first, so that
// it fetches nothing for them and takes none for a slip.
const stops = ` a about all also am an and any are as at be been being but by can could did do does doing for from get got had has have having he her hers him his how i if in into is it its just may me might more most must my no nor not of on or our ours she should so some such than that the their theirs them then there these they this those to too up us very was we were what when where which while who whom whose why will with would you your yours `
