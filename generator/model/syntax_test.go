package model

import (
	"regexp"
	"strings"
	"testing"
)

// libraryWords matches words of the YAML library, which mean nothing to an author.
var libraryWords = regexp.MustCompile(`(?i)token|mapping|\bmap|scalar|sequence|anchor|alias|directive|context|flow|\btag\b|node|document|character '|invalid|UTF|yaml`)

// TestSyntaxErrorWords breaks front matter in every place in many ways, and checks that no
// message contains a word of the YAML library and that each has a hint.
func TestSyntaxErrorWords(t *testing.T) {
	front := "title: A page\nstatus: draft\nchanges:\n  - date: 2026-01-01\n    what: \"First\"\nsources: [a, b]\n"
	messages := make(map[string]bool)
	for at := range front {
		for _, sign := range []string{"\t", "\n", " ", ":", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\"", "'", "&", "*", "!", "%", "@", "`", "|", ">", "#", "\\", "\\x", "--- ", "\n---\n", "...\n", "<<: ", "!!", "&a ", "*a ", "|9\n", ">x\n", "\n%YAML 1.2\n---\n", "“"} {
			_, problems := readPage(t, "content/pages/a.md", "---\n"+front[:at]+sign+front[at:]+"---\n\nWords.\n")
			for _, d := range problems {
				if d.Rule != "front-syntax" {
					continue
				}
				messages[d.Message] = true
				if libraryWords.MatchString(d.Message) || d.Hint == "" {
					t.Fatalf("%q before %q: %v", sign, front[at:], d)
				}
			}
		}
	}
	if len(messages) < 8 {
		t.Errorf("only %d different messages", len(messages))
	}
}

// TestQuotedLine checks that a hint with the author's line in quotes can be read.
func TestQuotedLine(t *testing.T) {
	for line, want := range map[string]string{
		"title: Bruising: what to do": `title: "Bruising: what to do"`,
		"  - what: A: B":              `- what: "A: B"`,
		"title: “Bruising: what”":     `title: "Bruising: what"`,
		`title: A: "B"`:               `key: "value"`,
		"- {title: A: B}":             `key: "value"`,
	} {
		got := quotedLine(line)
		if got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
		if strings.HasPrefix(got, "title") {
			if _, problems := readPage(t, "content/pages/a.md", "---\n"+got+"\nstatus: draft\n---\n"); problems.Failed() {
				t.Errorf("%s: %v", got, problems)
			}
		}
	}
}
