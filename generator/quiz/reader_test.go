package quiz

import (
	"regexp"
	"strings"
	"testing"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// forms lists alternative ways of writing an element of a question. A % is a placeholder for its text.
type forms []string

// choose returns the form selected by the first byte of variant, and the remaining bytes. If variant
// is empty, it returns the first form.
func (f forms) choose(variant []byte) (form string, rest []byte) {
	if len(variant) == 0 {
		return f[0], nil
	}
	return f[int(variant[0])%len(f)], variant[1:]
}

var (
	startWords = forms{"Question", "QUESTION", "question", "True or false", "TRUE OR FALSE", "Order", "Match", "Reflect", "Scenario", "&#81;uestion", "Quest*ion*", "True&nbsp;or  false", "Note", "Orders"}
	startSigns = forms{": Who?", "： Who?", ":", " : Who?", " 2: Who?", "**:** Who?", ":\\\nWho?", "&#58; Who?", " of work", " 2 Who?"}
	startForms = forms{"%", "**%**", "*%*", "__%__", "***%***", "> %", "> ### %", "- %", "1. %", "  - %", "#### %", "#%", "##%", "\\### %", "%\n---", "| % |\n|---|", "[%](#a)", "(%)",
		"**1.** %", "❓ %", "Words\n**%**", "Words\\\n%", "Words\n%", "> > %", "Term\n: %", "`%`", "    %", "```\n%\n```", "### % {#b}", "### **%** {#b}", "###\u00a0% {#b}", "### Words % {#b}"}
	answerForms = forms{"", "- [ ] One\n- [x] Two", "* [x] One\n* [ ] Two", "1. [x] One\n2. [ ] Two", "[ ] One\n[x] Two", "[x] One", "☐ One\n☑ Two", "> - [x] One\n> - [ ] Two", "• [ ] One\n• [x] Two",
		"-[ ] One\n-[x] Two", "- [ ] One\n  > So.\n- [ ] Two\n  > So.", "- a\n  - [x] One", "\\[x] One", "| [x] |\n|---|\n| [ ] |", "- [ ] a task", "1. One\n2. Two", "Term\n: - [x] One", "> [!NOTE]\n> - [x] One", "`[x]` One"}
	gapForms   = forms{"\n\n", "\n", "\n\nTests: [[a]]\n\n", "\n\nWords.\n\n", "\n\n---\n\n"}
	placeForms = forms{"%", "Words.\n\n%", "## Section\n\n%", "## Question: One? {#one}\n\nTests: [[a]]\nBasis: [[b]]\n\n- [x] Speak\n  > So.\n- [ ] Wait\n  > No.\n\nWhy: So.\n\n%",
		"## Question: One? {#one}\n\nTests: [[a]]\nBasis: [[b]]\n\n%\n\n- [x] Speak\n  > So.\n- [ ] Wait\n  > No.\n", "## Question: One? {#one}\n\nTests: [[a]]\nBasis: [[b]]\n\n- [x] Speak\n  > So.\n- [ ] Wait\n  > No.\n\n%",
		"## Order: One? {#one}\n\nTests: [[a]]\nBasis: [[b]]\n\n1. a\n2. b\n3. c\n\nWhy: So.\n\n%", "## Reflect: One? {#one}\n\nTests: [[a]]\n\nA good answer covers:\n\n- a\n\nWhy: So. %",
		"## Scenario: One? {#one}\n\nTests: [[a]]\nBasis: [[b]]\n\n### Scene: A {#a}\n\n%\n\n- [Go](#z)\n\n### Ending: Z {#z}\n\nEnd.\n", "Words[^1].\n\n[^1]: Note.\n\n%"}
)

// insertQuestion puts text that is, contains or looks like a question before body. Each byte of variant
// selects the form of one of its elements.
func insertQuestion(body string, variant []byte) string {
	place, variant := placeForms.choose(variant)
	form, variant := startForms.choose(variant)
	word, variant := startWords.choose(variant)
	sign, variant := startSigns.choose(variant)
	gap, variant := gapForms.choose(variant)
	answers, variant := answerForms.choose(variant)
	question := strings.Replace(form, "%", word+sign, 1) + gap + answers
	if len(variant) > 0 && variant[0] == 1 {
		question = answers
	}
	return strings.Replace(place, "%", question, 1) + "\n\n" + body
}

var (
	codePattern  = regexp.MustCompile(`(?s)<(code|pre)[ >].*?</(code|pre)>`)
	linePattern  = regexp.MustCompile(`</?(p|li|ul|ol|td|th|tr|table|h[2-6]|dt|dd|dl|blockquote|div|br|hr)\b[^>]*>`)
	tagPattern   = regexp.MustCompile(`<[^>]*>`)
	startPattern = regexp.MustCompile(`(?i)^[^\pL\pN]*(\d+[.)][^\pL\pN]*)?(question|true or false|order|match|reflect|scenario)\s*\d*\s*[:：]`)
	boxPattern   = regexp.MustCompile(`^[-*+•\s\x{a0}]*(☑|☒|\[[xX]\](\s|$))`)
)

// looksLikeQuestion returns the first line of html that looks to a reader like the start of a question
// or like a right answer, or "" if there is none. It does not depend on the Markdown source.
func looksLikeQuestion(html string) string {
	html = codePattern.ReplaceAllString(html, "code")
	for line := range strings.SplitSeq(linePattern.ReplaceAllString(html, "\x00"), "\x00") {
		text := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`).Replace(tagPattern.ReplaceAllString(line, ""))
		text = strings.TrimSpace(strings.Join(strings.Fields(text), " "))
		if startPattern.MatchString(text) || boxPattern.MatchString(text) {
			return text
		}
	}
	return ""
}

// checkReaderView checks that an error is reported if text outside the questions, or in answers and
// explanations, looks like a question to readers.
func checkReaderView(t *testing.T, body string, doc *markdown.Doc, questions []Question, problems diag.List) {
	t.Helper()
	for _, p := range problems {
		if p.Severity == diag.Error {
			return
		}
	}
	fill := func(dst []byte, slot markdown.Slot) []byte {
		if slot.Kind == markdown.SlotRef {
			return append(dst, "words"...)
		}
		return dst
	}
	views := []string{string(doc.AppendHTML(nil, markdown.Text{}, fill))}
	for i := range questions {
		q := &questions[i]
		texts := appendTexts(appendTexts(nil, q.Intro), q.Why)
		for _, o := range q.Options {
			texts = append(texts, o.Text, o.Reason)
			if len(q.Why) > 0 && o.Offset > q.Why[0].Offset {
				t.Errorf("an answer after the explanation of %q", q.Plain)
			}
		}
		for _, s := range q.Scenes {
			texts = appendTexts(texts, s.Text)
			for _, w := range s.Choices {
				texts = append(texts, w.Text, w.Consequence)
			}
		}
		for _, text := range append(texts, q.Points...) {
			views = append(views, string(doc.AppendText(nil, text, fill)))
		}
	}
	for _, view := range views {
		if text := looksLikeQuestion(view); text != "" {
			t.Errorf("%q looks like a question, is none and is no error in\n%s", text, body)
		}
	}
}
