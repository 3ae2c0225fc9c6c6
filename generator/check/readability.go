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

// The limits for pages for parents. The NHS service manual asks for a reading age of 9 to
// 11; GOV.UK splits sentences of more than 25 words.
const (
	longestSentence = 25
	averageSentence = 12
	readingAge      = 11
)

// checkReadability checks the language of pages for parents. Reading age is the
// Flesch–Kincaid grade plus five. It is a rough measure, and one for English alone: pages in
// other languages are checked for long sentences and unexplained abbreviations only.
func checkReadability(c *checker) {
	for _, e := range c.site.All() {
		page, ok := e.(*model.ParentPage)
		if !ok {
			continue
		}
		r := readability{page: page, report: c.problems.Warn}
		if page.Status == model.Live {
			r.report = c.problems.Error
		}
		for i := range page.Body.Blocks {
			if b := &page.Body.Blocks[i]; b.Heading == 0 {
				r.sentencesOf(b)
			}
		}
		if model.IsEnglish(c.site.LanguageOf(&page.Page)) {
			r.averages()
		}
		r.abbreviations()
	}
}

// readability holds the counts of a page that reading age is computed from.
type readability struct {
	page                        *model.ParentPage
	report                      func(at diag.Pos, rule, message, hint string, notes ...diag.Note)
	sentences, words, syllables int
}

// sentencesOf counts the sentences of a block and reports those that are too long.
func (r *readability) sentencesOf(b *markdown.Block) {
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
			r.syllables += syllables(word)
		}
		if len(words) > longestSentence {
			r.report(r.pos(b, words[0]), "plain-sentence", fmt.Sprintf("a sentence of %d words; parents are asked to read at most %d", len(words), longestSentence),
				"make two of it")
		}
	}
}

// pos returns the position of a word of a block. The text of a block has no markup, so
// offsets in it are not those of the file.
func (r *readability) pos(b *markdown.Block, word string) diag.Pos {
	file := r.page.File
	return file.Pos(b.Offset + max(0, strings.Index(file.Text[b.Offset:], word)))
}

// averages reports sentences and words that are too long on average.
func (r *readability) averages() {
	if r.words < 30 {
		return
	}
	at := r.page.File.Pos(r.page.File.Body)
	average := float64(r.words) / float64(r.sentences)
	if average > averageSentence {
		r.report(at, "plain-average", fmt.Sprintf("sentences have %.1f words on average; parents are asked to read at most %d", average, averageSentence), "make the long ones into two")
	}
	if age := 0.39*average + 11.8*float64(r.syllables)/float64(r.words) - 15.59 + 5; age > readingAge {
		r.report(at, "plain-age", fmt.Sprintf("the reading age is about %.0f; pages for parents aim at 9 to %d", age, readingAge), "use shorter words and shorter sentences")
	}
}

// syllables returns the number of groups of vowels in a word, apart from a silent e at its
// end.
func syllables(word string) int {
	word = strings.ToLower(word)
	n := len(strings.FieldsFunc(word, func(char rune) bool { return !strings.ContainsRune("aeiouy", char) }))
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") {
		n--
	}
	return max(n, 1)
}

// abbreviations reports abbreviations that neither brackets beside them nor the page's list
// of explained ones explain.
func (r *readability) abbreviations() {
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
