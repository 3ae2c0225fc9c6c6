package serve

import (
	"errors"
	"io"
	"log"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// discardLog is a logger without output.
var discardLog = log.New(io.Discard, "", 0)

// TestPanel checks that the panel escapes its content, and limits the number of problems.
func TestPanel(t *testing.T) {
	var problems diag.List
	problems.Warn(diag.Pos{Path: "w.md", Line: 1, Column: 1}, "test-warn", "doubtful", "")
	for range maxPanelProblems {
		problems.Error(diag.Pos{Path: "<e>.md"}, "test-<rule>", "</li><script>alert(1)</script>", "<hint>", diag.Note{Message: "<note>"})
	}
	problems.Notice(diag.Pos{Path: "n.md"}, "test-notice", "unseen", "")
	s := newServer(Options{Excerpt: func(diag.Pos) string { panic("no file") }}, discardLog)
	panel := s.panel(withoutNotices(problems), errors.New("<broken>"))
	for _, never := range []string{"<script", "<e>", "<rule>", "<hint>", "<note>", "<broken>", "unseen", "doubtful", "excerpt"} {
		if strings.Contains(panel, never) {
			t.Errorf("%q in the panel", never)
		}
	}
	for _, want := range []string{"51 errors, 1 warning", "and 1 more"} {
		if !strings.Contains(panel, want) {
			t.Errorf("no %q in the panel", want)
		}
	}
}
