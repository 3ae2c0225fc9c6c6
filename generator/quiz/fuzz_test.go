package quiz

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// seedBodies returns the bodies in mistakes and scenarios, the bodies in mistakes again with
// questionHeader before them, and the texts in the rule archives that contain questions.
func seedBodies(t testing.TB) []string {
	var list []string
	for _, c := range mistakes {
		list = append(list, questionHeader+c.body, c.body)
	}
	for _, c := range scenarios {
		list = append(list, scenarioHeader+c.body)
	}
	names, _ := filepath.Glob("../testdata/rules/*.txtar")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); strings.Contains(text, "Tests:") {
			list = append(list, text)
		}
	}
	return list
}

// FuzzQuestions checks that any text can be parsed, that every offset is within the file, that each
// question is consistent, and that anything that looks like a question to readers is parsed as one
// or reported. If variant is not empty, it inserts text that looks like a question.
func FuzzQuestions(f *testing.F) {
	for i, body := range seedBodies(f) {
		f.Add(body, []byte{})
		f.Add("", []byte{byte(i), byte(i / 2), byte(i / 3), byte(i / 5), byte(i / 7), byte(i / 11), byte(i / 13)})
	}
	f.Fuzz(func(t *testing.T, body string, variant []byte) {
		if len(variant) > 0 {
			body = insertQuestion(body, variant)
		}
		site := fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}}
		files, _, err := source.Load(site)
		if err != nil || len(files) != 1 {
			t.Skip()
		}
		page := files[0]
		checkOffset := func(offset int) {
			t.Helper()
			if offset < page.Body || offset > len(page.Text) {
				t.Errorf("the offset %d is not between %d and %d", offset, page.Body, len(page.Text))
			}
		}
		doc, problems := markdown.Parse(page, markdown.Options{Sections: Syntax()})
		questions, more := Read(doc, page.Text, func(offset int) diag.Pos {
			checkOffset(offset)
			return page.Pos(offset)
		})
		checkReaderView(t, page.Text, doc, questions, append(problems, more...))
		for _, p := range append(problems, more...) {
			if p.Rule == "body-fault" || strings.ContainsRune(p.Message+p.Hint, '\n') || p.Hint == "" {
				t.Errorf("malformed message: %s", p)
			}
		}
		if len(questions) != len(doc.Sections) {
			t.Fatalf("%d questions in %d sections", len(questions), len(doc.Sections))
		}
		for i := range questions {
			checkQuestion(t, doc, &questions[i], checkOffset)
		}
	})
}

// checkQuestion checks that the offsets, letters, order of answers, references and slots of
// q are valid. The questions in doc include q.
func checkQuestion(t *testing.T, doc *markdown.Doc, q *Question, checkOffset func(int)) {
	checkOffset(q.Offset)
	texts := []markdown.Text{q.Title, q.Hint, q.ColumnHeads[0], q.ColumnHeads[1]}
	texts = appendTexts(appendTexts(texts, q.Intro), q.Why)
	var letters []string
	for _, o := range q.Options {
		checkOffset(o.Offset)
		letters = append(letters, o.Letter)
		texts = append(texts, o.Text, o.Reason)
	}
	for _, p := range q.Pairs {
		checkOffset(p.Offset)
		letters = append(letters, p.Letter)
		texts = append(texts, p.Left, p.Right)
	}
	for _, s := range q.Scenes {
		checkOffset(s.Offset)
		texts = appendTexts(append(texts, s.Title), s.Text)
		for _, w := range s.Choices {
			checkOffset(w.Offset)
			texts = append(texts, w.Text, w.Consequence)
		}
	}
	for i := range letters {
		if !slices.Contains(letters, optionLetter(i)) {
			t.Errorf("no answer %s among %v", optionLetter(i), letters)
		}
	}
	if q.Kind.Shape == Order || q.Kind.Shape == Match {
		shown := slices.Clone(q.DisplayOrder)
		if n := len(shown); n > 1 && slices.IsSorted(shown) || n != len(letters) {
			t.Errorf("%v is the order of %d answers", shown, len(letters))
		}
		slices.Sort(shown)
		for i, number := range shown {
			if number != i {
				t.Errorf("%v is not a permutation", q.DisplayOrder)
			}
		}
	}
	for _, ref := range append(slices.Clone(q.TestRefs), q.BasisRefs...) {
		if doc.Refs[ref].Kind != markdown.CrossRef {
			t.Errorf("reference %d is a link", ref)
		}
	}
	for _, text := range append(texts, q.Points...) {
		checkText(t, doc, text)
	}
}

// appendTexts appends all texts in elements to texts.
func appendTexts(texts []markdown.Text, elements []markdown.Element) []markdown.Text {
	for _, e := range elements {
		texts = append(append(texts, e.Text, e.Content), e.Parts...)
		for _, item := range e.Items {
			texts = append(texts, item.Text, item.Quote)
		}
		for _, row := range e.Rows {
			texts = append(texts, row.Cells...)
		}
	}
	return texts
}

// checkText checks that the slots in text have valid indices, and that its paragraph tags are
// closed.
func checkText(t *testing.T, doc *markdown.Doc, text markdown.Text) {
	indexLimits := map[markdown.SlotKind]int{markdown.SlotRef: len(doc.Refs), markdown.SlotURL: len(doc.Refs),
		markdown.SlotParagraph: len(doc.Paragraphs), markdown.SlotLabel: len(doc.Callouts), markdown.SlotCall: len(doc.Callouts), markdown.SlotStep: len(doc.Callouts), markdown.SlotTask: 2, markdown.SlotLines: 1 << 20}
	html := string(doc.AppendText(nil, text, func(dst []byte, slot markdown.Slot) []byte {
		if slot.Index < 0 || slot.Index >= indexLimits[slot.Kind] {
			t.Errorf("invalid slot %v", slot)
		}
		if slot.Kind == markdown.SlotParagraph {
			return append(dst, "<p>"...)
		}
		return dst
	}))
	if strings.Count(html, "<p>")+strings.Count(html, "<p ") != strings.Count(html, "</p>") {
		t.Errorf("unclosed paragraph: %q", html)
	}
}
