package markdown

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/source"
)

// TestFindLabel checks which texts Find recognises as starting with a label, and which of these
// matches are Likely.
func TestFindLabel(t *testing.T) {
	set := NewLabelSet([]string{"1.2", "4.3", "4.33", "4.10", "9.15"})
	for text, want := range map[string]string{
		"4.33 Words":                      "4.33 likely",
		"4.3 Words":                       "4.3 likely",
		"(4.33)":                          "4.33 likely",
		"Para 4.33 says":                  "4.33 likely",
		"Section 4, paragraph 33, says":   "4.33",
		"Our own paragraph 4.33: words":   "4.33",
		"4.33a Words":                     "4.33 likely",
		"1.02 Words":                      "1.2 likely",
		"4\u200b.\u00ad33 Words":          "4.33 likely",
		"٤٫٣٣: words":                     "4.33 likely",
		"4.33² Words":                     "4.33",
		"4.3³ Words":                      "4.3",
		"IV.33 Words":                     "4.33",
		"l.2 Words":                       "1.2",
		"4. 33 Words":                     "4.33 likely",
		"[\ufffc] 4.33 Words":             "4.33",
		"1.2 million children":            "1.2",
		"4.33 per cent of them":           "4.33",
		"4.33%":                           "4.33",
		"9.15 am":                         "9.15",
		"9.15am":                          "9.15",
		"4.10 October":                    "4.10",
		"4.10.2020":                       "4.10",
		"On 1.2 million":                  "1.2",
		"Version 1.2 Words":               "1.2",
		"A meeting was held (4.33).":      "",
		"A meeting was held (4.33): they": "4.33",
		"It is all in paragraph 4.33: x":  "4.33",
		"It was all in chapter 4.33: x":   "",
		"4.32/33 Words":                   "4.33",
		"4.32 and 33: words":              "4.33",
		"4.32–33 Words":                   "4.33",
		"On 4.32, 10 words":               "4.10",
		"4.32.33 Words":                   "",
		"4.32 Words of 33 people":         "",
		"4.xxxiii: words":                 "4.33",
		"4.x Words":                       "4.10",
		"4 x Words":                       "",
		"4. I Words":                      "",
		"1.2 Million":                     "1.2",
		"9.15 Uhr":                        "9.15",
		"Section 1.2 of the Act":          "1.2",
		"A meeting was held (4.33), too.": "",
		"They met, 4.33":                  "",
		"\ufffc, 4.30–4.33":               "",
		"Five words before it: 4.33 too":  "4.33",
		"Six words or more before 4.33 x": "",
		"See 4.31–4.33.":                  "",
		"4.31–4.33 Words":                 "4.33",
		"4.333 Words":                     "",
		"14.33 Words":                     "",
		"1.4.33 Words":                    "",
		"Section 47":                      "",
		"Words":                           "",
		"":                                "",
	} {
		got := ""
		if m, found := set.Find(text); found {
			if got = m.Label; m.Likely {
				got += " likely"
			}
		}
		if got != want {
			t.Errorf("Find(%q) is %q, want %q", text, got, want)
		}
	}
	if _, found := NewLabelSet(nil).Find("4.33 Words"); found {
		t.Error("a set without labels finds one")
	}
}

// labelContexts lists bodies in which $ marks a position where a text may start with a label.
var labelContexts = []string{
	"$", "Words.\n$", "Words.  \n$", "- $", "- [ ] $", "1. $", "- Words.\n\n  $", "> $", "> [!NOTE] $", "## $", "$\n---", "| $ | words |\n|---|---|", "| a | b |\n|---|---|\n| $ | b |\n| b | $ |",
	"Words[^a].\n\n[^a]: $", "$\n: Words", "Words\n: $", "```\n$\n```", "Words\n\n    $", "**Words\n$**", "`Words\n$`", "Words [[a]]\n$", "[$](/a)", "![$](/a)", "[a](/a \"$\")",
}

// FuzzLabel checks that LabelSet.Find finds the label 4.33 in one of Doc.Lines if readers see a
// line that begins with it, regardless of the characters around and inside the number.
func FuzzLabel(f *testing.F) {
	for i := range labelContexts {
		f.Add("", ".", "", " Words", uint8(i))
	}
	for i, seed := range [][3]string{
		{"(", ".", ") Words"}, {"**", ".", "** words"}, {"[", ".", "](/a) words"}, {"&#x28;", "\\.", "&#41;"}, {"Para\n", ".\n", "\nwords"}, {"§\u00a0", " . ", "a"}, {"0", ".0", ": words"},
		{"`", "`.`", "`"}, {"[[a]], ", ".", " words"}, {"[^a]", "[^a].", "\n\n[^a]: note"}, {"&shy;", "&zwnj;.", "&#8288;"}, {"\\", "&period;", "\\\n"}, {"1. ", ".", " w"}, {"<https://a.org> ", ".", ""},
		{"| ", ".", " |\n|---|\n| 4 | 33 words |"}, {"- > ", "·", ""}, {"See no. ", "-", "\tw"}, {"４．３３ ④.㉝ ٤٫", ".", "²"}, {"![a](/a) ", "*.*", ""}, {"—", "․", "—"}, {"4.\n", " ", " words"},
	} {
		f.Add(seed[0], seed[1], "", seed[2], uint8(i))
	}
	for i, inside := range []string{"&shy;", "\u200d", "[^a]", "**", "&#x34f;", "̲", "`", "\\\n"} {
		f.Add("", ". ", inside, " Words", uint8(i))
	}
	f.Add("", ") ", "", " ", uint8(5)) // a list in a list
	f.Add("", "\n", "", "A", uint8(9)) // a heading and a paragraph
	f.Add("", ". ", "", "\n\n      Words", uint8(5))
	f.Add("      ! ", "0", "", "0", uint8(21)) // the sentence of a link
	f.Add("1[", " ", "", "](0)", uint8(2))     // a number that a link continues
	set := NewLabelSet([]string{"4.33"})
	f.Fuzz(func(t *testing.T, before, between, inside, after string, place uint8) {
		body := strings.ReplaceAll(labelContexts[int(place)%len(labelContexts)], "$", before+"4"+between+"3"+inside+"3"+after)
		files, _, err := source.Load(fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}})
		if err != nil || len(files) != 1 {
			t.Skip()
		}
		doc, problems := Parse(files[0], Options{Lines: true})
		checkDoc(t, files[0], doc, problems)
		if problems.Failed() {
			return // a page with an error is not published
		}
		for line, text := range doc.LineTexts() {
			if _, found := set.Find(text); found {
				return
			}
			if _, found := set.Find(line.Marker + text); found {
				return
			}
		}
		for _, line := range visibleLines(doc) {
			if readsAsLabel.MatchString(normalizeDigits(line)) {
				t.Fatalf("nothing begins with the label\n--- body\n%s\n--- a reader sees\n%s", body, line)
			}
		}
	})
}

var (
	readsAsLabel = regexp.MustCompile(`^[^\p{L}\p{N}]*((?i:para|paragraph|section|no|see|point)\b[^\p{L}\p{N}]*)?0*4[^\p{L}\p{N}]{1,3}0*33([^\p{N}]|$)`)
	blockTag     = regexp.MustCompile(`</?(p|h[2-6]|pre|ul|li|blockquote|div|table|thead|tbody|tr|th|td|dl|dt|dd|hr)( [^>]*)?>`)
	lineEnd      = regexp.MustCompile(`<br>|\n`)
	orderedTag   = regexp.MustCompile(`<ol(?: start="(\d+)")?>\s*<li>\s*(?:<p>)?`)
	attribute    = regexp.MustCompile(` (?:alt|title)="([^"]*)"`)
	footnoteMark = regexp.MustCompile(`<sup id[^>]*>.*?</sup>`)
	inlineTag    = regexp.MustCompile(`<[^>]*>`)
	reference    = regexp.MustCompile(`\{\{ref \S+ (.*?)\}\}`)
	linkTag      = regexp.MustCompile(`</?(a|img)( [^<>]*)?>`) // an address may be a slot
	otherSlot    = regexp.MustCompile(`\{\{[^{}]*\}\}`)
)

// visibleLines returns one text for each start of a line, on the page or in the source: from there to
// the end of the block, truncated to 1,000 bytes.
func visibleLines(d *Doc) []string {
	shown := footnoteMark.ReplaceAllString(htmlWithPlaceholders(d), "")
	var lines []string
	for _, m := range attribute.FindAllStringSubmatch(shown, -1) {
		lines = append(lines, html.UnescapeString(m[1]))
	}
	shown = orderedTag.ReplaceAllStringFunc(shown, func(tag string) string {
		start := orderedTag.FindStringSubmatch(tag)[1]
		if start == "" {
			start = "1"
		}
		return "<p>" + start + ". "
	})
	shown = reference.ReplaceAllString(linkTag.ReplaceAllString(shown, ""), "reference $1")
	shown = otherSlot.ReplaceAllString(shown, "<p>")
	for _, block := range blockTag.Split(shown, -1) {
		for block != "" {
			lines = append(lines, html.UnescapeString(inlineTag.ReplaceAllString(lineEnd.ReplaceAllString(block[:min(len(block), 1000)], " "), "")))
			end := lineEnd.FindStringIndex(block)
			if end == nil {
				break
			}
			block = block[end[1]:]
		}
	}
	return lines
}

// normalizeDigits returns text without invisible characters and with plain digits.
func normalizeDigits(text string) string {
	invisible := func(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) }
	return strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case unicode.IsDigit(r):
			for zero := r; ; zero-- {
				if !unicode.IsDigit(zero - 1) {
					value, _ := strconv.Atoi(string(rune('0' + (r-zero)%10)))
					return rune('0' + value)
				}
			}
		}
		return r
	}, norm.NFKC.String(strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)))
}
