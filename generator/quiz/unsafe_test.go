package quiz

import (
	"strings"
	"testing"

	"safelearn/generator/markdown"
)

// TestUnsafe checks reasons that start with the word "unsafe" in different forms of Markdown: that
// the answer is always marked as unsafe, and that an error is reported if the word is not followed
// by a full stop or cannot be removed from the reason.
func TestUnsafe(t *testing.T) {
	tests := []struct{ reason, want, problem string }{
		{"Unsafe. It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe.\n  > It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe.  \n  > It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe.\\\n  > It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe.It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe.\n  >\n  > It is late.", "<p>{unsafe}</p>\n<p>It is late.</p>\n", ""},
		{"**Unsafe.** It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"**Unsafe.**\n  > It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"*Unsafe.* It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"***Unsafe.*** It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"**Unsafe. It** is late.", "<p><strong>{unsafe}It</strong> is late.</p>\n", ""},
		{"`Unsafe.` It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe\\. It is late.", "<p>{unsafe}It is late.</p>\n", ""},
		{"Unsafe. See [[lp6]] and [here](#now).", "<p>{unsafe}See {} and <a href=\"{}\">here</a>.</p>\n", ""},
		{"Unsafe. [[lp6]]", "<p>{unsafe}{}</p>\n", ""},
		{"Unsafe sleep is late.", "", "8:3 question-unsafe"},
		{"Unsafe: it is late.", "", "8:3 question-unsafe"},
		{"Unsafe – it is late.", "", "8:3 question-unsafe"},
		{"**Unsafe**. It is late.", "", "8:3 question-unsafe"},
		{"unsafe. It is late.", "", "8:3 question-unsafe"},
		{"UNSAFE. It is late.", "", "8:3 question-unsafe"},
		{"\"Unsafe.\" It is late.", "", "8:3 question-unsafe"},
		{"[Unsafe.](#now) It is late.", "", "8:3 question-unsafe"},
		{"- Unsafe. It is late.", "", "8:3 question-unsafe"},
		{"[!NOTE] Unsafe. It is late.", "", "8:3 question-unsafe"},
		{"> Unsafe. It is late.", "", "8:3 question-unsafe"},
		{"Unsafe… it is late.", "", "8:3 question-unsafe"},
		{"Unsafe&nbsp;. It is late.", "", "8:3 question-unsafe"},
		{"Usafe. It is late.", "", "8:3 question-unsafe"},
		{"Unsave. It is late.", "", "8:3 question-unsafe"},
		{"unsfae: it is late.", "", "8:3 question-unsafe"},
		{"Unsure. It is late.", "<p>Unsure. It is late.</p>\n", ""},
		{"Unsafe. …", "<p>{unsafe}…</p>\n", "8:3 question-reason"},
		{"Unsafe.", "<p>{unsafe}</p>\n", "8:3 question-reason"},
		{"Unsafely is no such word.", "<p>Unsafely is no such word.</p>\n", ""},
		{"It is unsafe.", "<p>It is unsafe.</p>\n", ""},
	}
	for _, test := range tests {
		doc, questions, problems := readBody(t, questionHeader+"- [x] Speak\n  > So.\n- [ ] Wait\n  > "+test.reason+"\n")
		if got := strings.Join(problems, ", "); got != test.problem {
			t.Errorf("%q: problems %q, want %q", test.reason, got, test.problem)
		}
		for _, o := range questions[0].Options {
			if o.Plain != "Wait" {
				continue
			}
			if want := strings.HasPrefix(test.want, "<p>{unsafe}") || test.want == "" || strings.Contains(test.want, "<strong>{unsafe}"); o.Unsafe != want {
				t.Errorf("%q: unsafe %v", test.reason, o.Unsafe)
			}
			if got := formatWithPlaceholders(doc, o.Reason); test.want != "" && got != test.want {
				t.Errorf("%q: got %q, want %q", test.reason, got, test.want)
			}
		}
	}
}

// formatWithPlaceholders returns the HTML of t with {unsafe} instead of "Unsafe." at its start, and {}
// for each slot.
func formatWithPlaceholders(doc *markdown.Doc, t markdown.Text) string {
	html, _ := ReplaceUnsafe(string(doc.AppendText(nil, t, func(dst []byte, slot markdown.Slot) []byte { return append(dst, "{}"...) })), "{unsafe}")
	return html
}
