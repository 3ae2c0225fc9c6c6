package generator

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// commonWords are the most frequent words in the generated corpus. They are plain English, so that
// pages resemble prose.
var commonWords = strings.Fields(`the worker family meeting plan visit record team home week call first question
	reply notes shared early manager health school housing review lesson step agreed follow person looked
	asked spoke before after while because decision support change listen letter desk clear careful open`)

// A corpusWriter generates a corpus of pages with references; some pages also have tables, footnotes,
// code or callouts. The corpus depends only on the numbers of pages and modules.
type corpusWriter struct {
	*rand.Rand
	size    int      // number of pages
	reviews int      // number of reviews
	lexicon []string // generated words, most frequent first
	topic   []string // words that the current page repeats
}

// pagesPerReview is the number of pages that belong to each review.
const pagesPerReview = 20

// generateCorpus writes a generated site to folder. The site has size pages, including the given
// number of modules, and at least one review with findings, learning points and recommendations.
func generateCorpus(tb testing.TB, folder string, size, modules int) {
	tb.Helper()
	m := corpusWriter{Rand: rand.New(rand.NewPCG(1, uint64(size))), size: size, reviews: max(1, (size-modules)*7/10/pagesPerReview)}
	m.lexicon = generateLexicon(m.Rand)
	files := map[string]string{
		"content/site.yaml": "id: corpus\ntitle: Corpus\npartnership: None\nbase: https://example.org/\ndemonstration: true\nbanner: A generated corpus.\n",
	}
	for r := range m.reviews {
		m.addReview(files, r)
	}
	for i := range modules {
		files[fmt.Sprintf("content/modules/module-%d.md", i)] = m.frontMatter("Module", i, "minutes: 10\noutcomes: [Say what was agreed]") + m.prose(7, "") + m.questions(i, 3)
	}
	for i := len(files) - 1; i < size; i++ {
		switch i % 3 {
		case 0:
			files[fmt.Sprintf("content/glossary/term-%d.md", i)] = m.frontMatter("Term", i, "meaning: A word and its meaning.") + m.prose(5, "")
		case 1:
			files[fmt.Sprintf("content/guidance/paper-%d.md", i)] = m.frontMatter("Paper", i, "publisher: A body\ndated: 2020-05\nchecked: 2024-01-01\nread: first-hand") + m.prose(6, "")
		default:
			files[fmt.Sprintf("content/pages/page-%d.md", i)] = m.frontMatter("Page", i, "") + m.prose(8, "")
		}
	}
	for name, text := range files {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// addReview adds the files of review r: the review itself, eight findings, six learning points and
// five recommendations.
func (w *corpusWriter) addReview(files map[string]string, r int) {
	folder := fmt.Sprintf("content/reviews/r%d/", r)
	files[folder+"index.md"] = w.frontMatter("Review", r, "paragraphs: {1: 4, 4: 40, 6: 5}\ncommissioner: A partnership") +
		"\n## Introduction\n" + w.numberedParagraphs(1, 1, 4, r)
	for f := range 8 {
		files[fmt.Sprintf("%sfindings/f%d.md", folder, f)] = w.frontMatter("Finding", f, "theme: one") + w.numberedParagraphs(4, 1+5*f, 5, r)
	}
	for l := range 6 {
		from := 1 + w.IntN(30)
		extra := fmt.Sprintf("printed_refs: [4.%d-4.%d]\ndiscussed_in: [4.%d-4.%d]\nleads_to: [6.%d]", from, from+3, from, from+3, 1+l%5)
		files[fmt.Sprintf("%slearning-points/lp%d.md", folder, l+1)] = w.frontMatter("Learning point", l, extra) + w.prose(7, fmt.Sprintf("r%d", r))
	}
	for n := 1; n <= 5; n++ {
		extra := fmt.Sprintf("label: 6.%d\nparts:\n  - {label: a, text: The first thing, nature: act, rests_on: [4.%d-4.%d]}\n  - {label: b, text: The second thing, nature: done, rests_on: [4.%d]}",
			n, n, n+3, 10+n)
		files[fmt.Sprintf("%srecommendations/6.%d.md", folder, n)] = w.frontMatter("Recommendation", n, extra) + w.numberedParagraphs(6, n, 1, r) + w.prose(5, fmt.Sprintf("r%d", r))
	}
}

// questions returns a section with count questions for the module with the given number.
func (w *corpusWriter) questions(module, count int) string {
	var b strings.Builder
	b.WriteString("\n## Questions\n")
	for i := range count {
		review := w.IntN(w.reviews)
		fmt.Fprintf(&b, "\n### Question: %s? {#q%d-%d}\n\nTests: [[r%d/lp%d]]\n\nBasis: [[r%d/4.%d]]\n", w.sentence(9), module, i, review, 1+w.IntN(6), review, 1+w.IntN(40))
		for option := range 3 {
			mark := " "
			if option == i%3 {
				mark = "x"
			}
			fmt.Fprintf(&b, "\n- [%s] %s\n  > %s.\n", mark, w.sentence(6), w.sentence(10))
		}
	}
	return b.String()
}

// frontMatter chooses the topic words of a new page and returns the front matter of the page,
// including the lines in extra.
func (w *corpusWriter) frontMatter(kind string, i int, extra string) string {
	w.topic = w.topic[:0]
	for range 12 {
		w.topic = append(w.topic, w.rareWord(2))
	}
	return fmt.Sprintf(`---
title: "%s %d: %s"
summary: %s.
audience: [practitioner, trainer]
status: sample
owner: The editors
reviewed: 2024-01-01
review_due: 2034-01-01
version: "1"
%s
changes:
  - {date: 2024-01-01, what: First written.}
---
`, kind, i, w.sentence(4), w.sentence(12), extra)
}

// numberedParagraphs returns count paragraphs with consecutive numbers, starting with section.from.
func (w *corpusWriter) numberedParagraphs(section, from, count, review int) string {
	var b strings.Builder
	for n := from; n < from+count; n++ {
		fmt.Fprintf(&b, "\n%d.%d %s\n", section, n, w.paragraph(fmt.Sprintf("r%d", review)))
	}
	return b.String()
}

// prose returns paragraphs with headings and sometimes a table, a footnote, code or a callout with a
// list. If a review is given, most references are to its pages.
func (w *corpusWriter) prose(paragraphs int, review string) string {
	var b strings.Builder
	for i := range paragraphs {
		if i%3 == 0 {
			fmt.Fprintf(&b, "\n## %s %d\n", w.sentence(3), i)
		}
		b.WriteString("\n" + w.paragraph(review) + "\n")
	}
	switch w.IntN(6) {
	case 0:
		b.WriteString("\n| who | what | when |\n|---|---|---:|\n")
		for range 5 {
			fmt.Fprintf(&b, "| %s | %s | %d |\n", w.sentence(2), w.sentence(5), w.IntN(90))
		}
	case 1:
		fmt.Fprintf(&b, "\n%s.[^1]\n\n[^1]: %s.\n", w.sentence(9), w.sentence(8))
	case 2:
		fmt.Fprintf(&b, "\n```yaml\ntitle: %s\nstatus: draft\n```\n", w.sentence(3))
	case 3:
		fmt.Fprintf(&b, "\n> [!NOTE]\n> %s.\n\n- %s\n- %s\n", w.sentence(10), w.sentence(6), w.sentence(6))
	}
	return b.String()
}

// paragraph returns a paragraph of about 50 to 130 words that ends with two references. If a review is
// given, these are usually to its pages.
func (w *corpusWriter) paragraph(review string) string {
	var b strings.Builder
	for range 5 + w.IntN(4) {
		b.WriteString(w.sentence(9+w.IntN(7)) + ". ")
	}
	other := fmt.Sprintf("r%d", w.IntN(w.reviews))
	if review != "" && w.IntN(3) > 0 {
		other = review
	}
	fmt.Fprintf(&b, "See [[%s/4.%d]] and *%s* in [[%s/lp%d|%s]].", other, 1+w.IntN(40), w.sentence(2), other, 1+w.IntN(6), w.sentence(2))
	return b.String()
}

// sentence returns n words, of which the first is capitalized.
func (w *corpusWriter) sentence(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = w.word()
	}
	text := strings.Join(list, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// word returns a common word or, less often, a topic word of the page or a word from the lexicon,
// which may have a suffix.
func (w *corpusWriter) word() string {
	kind := w.IntN(20)
	if kind < 13 {
		return commonWords[w.IntN(len(commonWords))]
	}
	stem := w.topic[w.IntN(len(w.topic))]
	if kind < 17 {
		stem = w.rareWord(4)
	}
	return stem + wordSuffixes[w.IntN(len(wordSuffixes))]
}

// rareWord returns a random word from the lexicon. The earlier a word is in the lexicon, the more
// likely it is to be chosen; a larger exponent makes the difference greater. This imitates word
// frequencies in natural language.
func (w *corpusWriter) rareWord(exponent float64) string {
	return w.lexicon[int(float64(len(w.lexicon)-1)*math.Pow(w.Float64(), exponent))]
}

// wordSuffixes are the endings of generated words. The stemmer removes all of them.
var wordSuffixes = []string{"", "", "s", "ed", "ing"}

// generateLexicon returns 8,000 distinct random words composed of English syllables.
func generateLexicon(r *rand.Rand) []string {
	onsets := strings.Fields("b bl br c cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl sp st t th tr v w")
	vowels := strings.Fields("a e i o u ai ea ou")
	codas := strings.Fields("b ck d ft g ld m mp n nd nk nt p rd rk rm rn rt sk st t")
	used := make(map[string]bool)
	var list []string
	for len(list) < 8000 {
		word := ""
		for range 1 + r.IntN(2) {
			word += onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))]
		}
		word += onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))] + codas[r.IntN(len(codas))]
		if !used[word] {
			used[word] = true
			list = append(list, word)
		}
	}
	return list
}
