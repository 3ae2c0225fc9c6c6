package search

import (
	"strings"
	"unicode"
)

// maxLabelWords is the maximum number of words in a label that the client recognizes.
const maxLabelWords = 4

const digits = "0123456789"

// addPrintedLabel adds the label of a paragraph or part, such as 4.18 or Recommendation 4(a), both with
// and without the words before its number.
func (x *indexer) addPrintedLabel(label string) {
	x.addLabels(label)
	switch first := strings.IndexAny(label, digits); {
	case first > 0:
		x.addLabels(label[first:])
	case strings.Trim(label, digits) == "":
		x.addLabels("paragraph "+label, "para "+label)
	}
}

// addLabels adds those of names that are labels or abbreviations: names of a few words with a digit,
// such as LP6, Section 47 or 6.9b, and words with several capital letters. It joins the words of a
// label into one word, as the client does. It ignores names that are whole numbers, since a query such
// as "6 weeks" does not refer to paragraph 6.
func (x *indexer) addLabels(names ...string) {
	for _, name := range names {
		x.tokens = x.vocabulary.appendTokens(x.tokens[:0], name)
		joined, words := x.joinTokens()
		if strings.ContainsAny(joined, digits) && strings.Trim(joined, digits) != "" || words == 1 && countCapitals(name) > 1 {
			x.addJoined(joined, words)
		}
	}
}

// addID adds an id with a digit or a hyphen, such as nice-cg89.
func (x *indexer) addID(id string) {
	x.tokens = x.vocabulary.appendTokens(x.tokens[:0], id)
	if joined, words := x.joinTokens(); words > 1 || strings.ContainsAny(id, digits) {
		x.addJoined(joined, words)
	}
}

// joinTokens returns the words in x.tokens joined into one word, and the number of words.
func (x *indexer) joinTokens() (joined string, words int) {
	for _, t := range x.tokens {
		if !t.compound {
			joined += x.vocabulary.words[t.word].text
			words++
		}
	}
	return joined, words
}

// addJoined adds the joined words of a label to the current section, unless there are more than
// maxLabelWords.
func (x *indexer) addJoined(joined string, words int) {
	if words == 0 || words > maxLabelWords || len(joined) > maxWordLength {
		return
	}
	w := x.vocabulary.words[x.vocabulary.wordID(joined)]
	x.growStems()
	if !w.stop {
		x.addStem(w.stem, labelWeight, labelBonus)
	}
}

// countCapitals returns the number of capital letters in text.
func countCapitals(text string) (n int) {
	for _, r := range text {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// trailingNumber returns the number at the end of a label such as LP6, Finding 3 or 3. It returns "" if
// the label also contains other digits, as in 4.18.
func trailingNumber(label string) string {
	letters := strings.TrimRight(label, digits)
	if strings.ContainsAny(letters, digits) {
		return ""
	}
	return label[len(letters):]
}
