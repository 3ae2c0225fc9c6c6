package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// Readability limits for pages for parents. The NHS service manual recommends a reading age
// of 9 to 11. GOV.UK recommends splitting sentences of more than 25 words.
const (
	maxSentenceWords = 25 // words in a sentence
	maxAverageWords  = 12 // words in a sentence, on average over the page
	maxReadingAge    = 11 // years
)

// checkReadability checks the readability of pages for parents. The reading age is the
// Flesch–Kincaid grade level plus five. It is a rough measure and defined for English only.
// Pages in other languages are only checked for long sentences and unexplained
// abbreviations.
func checkReadability(c *checker) {
	for _, e := range c.site.All() {
		page, ok := e.(*model.ParentPage)
		if !ok {
			continue
		}
		r := readabilityChecker{page: page, report: c.problems.Warn}
		if page.Status == model.Live {
			r.report = c.problems.Error
		}
		for i := range page.Body.Blocks {
			if b := &page.Body.Blocks[i]; b.Heading == 0 {
				r.countSentences(b)
			}
		}
		if model.IsEnglish(c.site.LanguageOf(&page.Page)) {
			r.checkAverages()
		}
		r.checkAbbreviations()
	}
}

// readabilityChecker contains the counts from which the reading age of a page is computed, and the
// function that reports problems.
type readabilityChecker struct {
	page                        *model.ParentPage
	report                      func(at diag.Pos, rule, message, hint string, notes ...diag.Note)
	sentences, words, syllables int
}

// countSentences adds the sentences, words and syllables in a block to the counts for the page, and
// reports sentences that are too long.
func (r *readabilityChecker) countSentences(b *markdown.Block) {
	for _, s := range b.Sentences() {
		words := strings.FieldsFunc(b.Text[s[0]:s[1]], func(char rune) bool {
			return !unicode.IsLetter(char) && !unicode.IsDigit(char) && char != '\'' && char != '’' && char != '-'
		})
		if len(words) == 0 {
			continue
		}
		r.sentences++
		r.words += len(words)
		for _, word := range words {
			r.syllables += countSyllables(word)
		}
		if len(words) > maxSentenceWords {
			r.report(r.pos(b, words[0]), "plain-sentence", fmt.Sprintf("a sentence of %d words; parents are asked to read at most %d", len(words), maxSentenceWords),
				"make two of it")
		}
	}
}

// pos returns the position of a word in a block, or the position of the block if the word is not found.
// It searches the source file for the word, because the text of a block has no markup, so its offsets
// differ from those in the file.
func (r *readabilityChecker) pos(b *markdown.Block, word string) diag.Pos {
	file := r.page.File
	return file.Pos(b.Offset + max(0, strings.Index(file.Text[b.Offset:], word)))
}

// checkAverages reports a page whose sentences or words are too long on average. It skips pages
// with fewer than 30 words.
func (r *readabilityChecker) checkAverages() {
	if r.words < 30 {
		return
	}
	at := r.page.File.Pos(r.page.File.Body)
	average := float64(r.words) / float64(r.sentences)
	if average > maxAverageWords {
		r.report(at, "plain-average", fmt.Sprintf("sentences have %.1f words on average; parents are asked to read at most %d", average, maxAverageWords), "make the long ones into two")
	}
	if age := 0.39*average + 11.8*float64(r.syllables)/float64(r.words) - 15.59 + 5; age > maxReadingAge {
		r.report(at, "plain-age", fmt.Sprintf("the reading age is about %.0f; pages for parents aim at 9 to %d", age, maxReadingAge), "use shorter words and shorter sentences")
	}
}

// countSyllables estimates the number of syllables in word by its groups of vowels, not
// counting an e at the end unless it follows an l. It returns at least 1.
func countSyllables(word string) int {
	word = strings.ToLower(word)
	n := len(strings.FieldsFunc(word, func(char rune) bool { return !strings.ContainsRune("aeiouy", char) }))
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") {
		n--
	}
	return max(n, 1)
}

// checkAbbreviations reports words with at least two capital letters that are neither explained
// in brackets nor listed as explained in the front matter of the page. It reports each word
// once.
func (r *readabilityChecker) checkAbbreviations() {
	text, seen := r.page.File.Text, slices.Clone(r.page.Explained)
	for i := range r.page.Body.Blocks {
		b := &r.page.Body.Blocks[i]
		for _, word := range strings.FieldsFunc(b.Text, func(char rune) bool { return !unicode.IsLetter(char) && !unicode.IsDigit(char) }) {
			twoCapitals := strings.IndexFunc(word, unicode.IsUpper) < strings.LastIndexFunc(word, unicode.IsUpper)
			if !twoCapitals || slices.Contains(seen, word) || slices.Contains(seen, strings.TrimSuffix(word, "s")) {
				continue
			}
			seen = append(seen, word)
			if !strings.Contains(text, "("+word+")") && !strings.Contains(text, word+" (") {
				r.report(r.pos(b, word), "plain-abbreviation", fmt.Sprintf("%s is not explained on this page", word),
					fmt.Sprintf("write the words, as in: family doctor (%s); or, where the text says what it is, list it: explained: [%[1]s]", word))
			}
		}
	}
}
