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
		report := c.problems.Warn
		if page.Status == model.Live {
			report = c.problems.Error
		}
		var all tally
		for i := range page.Body.Blocks {
			all.block(page, &page.Body.Blocks[i], report)
		}
		if model.IsEnglish(c.site.LanguageOf(&page.Page)) {
			all.judge(page, report)
		}
		abbreviations(page, report)
	}
}

type reporter func(at diag.Pos, rule, message, hint string, notes ...diag.Note)

// A tally holds the counts that reading age is computed from.
type tally struct{ sentences, words, syllables int }

func (t *tally) block(p *model.ParentPage, b *markdown.Block, report reporter) {
	if b.Heading > 0 {
		return
	}
	for _, s := range b.Sentences() {
		text := b.Text[s[0]:s[1]]
		words := strings.FieldsFunc(text, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-'
		})
		if len(words) == 0 {
			continue
		}
		t.sentences++
		t.words += len(words)
		for _, word := range words {
			t.syllables += syllables(word)
		}
		if len(words) > longestSentence {
			report(sentencePos(p, b, words[0]), "plain-sentence", fmt.Sprintf("a sentence of %d words; parents are asked to read at most %d", len(words), longestSentence),
				"make two of it")
		}
	}
}

// sentencePos returns the position of a word of a block. The text of a block has no
// markup, so offsets in it are not those of the file.
func sentencePos(p *model.ParentPage, b *markdown.Block, word string) diag.Pos {
	offset := b.Offset
	if i := strings.Index(p.File.Text[offset:], word); i >= 0 {
		offset += i
	}
	return p.File.Pos(offset)
}

func (t *tally) judge(p *model.ParentPage, report reporter) {
	if t.sentences == 0 || t.words < 30 {
		return
	}
	at := p.File.Pos(p.File.Body)
	average := float64(t.words) / float64(t.sentences)
	if average > averageSentence {
		report(at, "plain-average", fmt.Sprintf("sentences have %.1f words on average; parents are asked to read at most %d", average, averageSentence), "make the long ones into two")
	}
	if age := 0.39*average + 11.8*float64(t.syllables)/float64(t.words) - 15.59 + 5; age > readingAge {
		report(at, "plain-age", fmt.Sprintf("the reading age is about %.0f; pages for parents aim at 9 to %d", age, readingAge), "use shorter words and shorter sentences")
	}
}

// syllables returns the number of groups of vowels in a word, apart from a silent e at its
// end.
func syllables(word string) int {
	word = strings.ToLower(word)
	n, before := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	return max(n, 1)
}

// abbreviations reports abbreviations that neither brackets beside them nor the page's list
// of explained ones explain.
func abbreviations(p *model.ParentPage, report reporter) {
	seen := slices.Clone(p.Explained)
	for i := range p.Body.Blocks {
		b := &p.Body.Blocks[i]
		for _, word := range strings.FieldsFunc(b.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if !isAbbreviation(word) || slices.Contains(seen, word) || slices.Contains(seen, strings.TrimSuffix(word, "s")) {
				continue
			}
			seen = append(seen, word)
			if strings.Contains(p.File.Text, "("+word+")") || strings.Contains(p.File.Text, word+" (") {
				continue
			}
			report(sentencePos(p, b, word), "plain-abbreviation", fmt.Sprintf("%s is not explained on this page", word),
				fmt.Sprintf("write the words, as in: family doctor (%s); or, where the text says what it is, list it: explained: [%[1]s]", word))
		}
	}
}

func isAbbreviation(word string) bool {
	capitals := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2
}
