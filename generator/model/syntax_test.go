package model

import (
	"regexp"
	"strings"
	"testing"
)

// libraryWords matches technical terms used by the YAML library, which authors would not understand.
var libraryWords = regexp.MustCompile(`(?i)token|mapping|\bmap|scalar|sequence|anchor|alias|directive|context|flow|\btag\b|node|document|character '|invalid|UTF|yaml`)

// TestSyntaxErrorWords inserts many characters at every position of some front matter, and checks that
// every message about a syntax error has a hint and contains no word that libraryWords matches.
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

// TestSyntaxErrorCauses checks that the message for a syntax error names the actual mistake.
func TestSyntaxErrorCauses(t *testing.T) {
	for front, want := range map[string]string{
		"title: A\n  status: draft":                                        "blanks",
		"title: A\nstatus: draft\n  summary: B":                            "blanks",
		"title: A\nchanges:\n\t- {}":                                       "a tab is not allowed here",
		"base: https://example.org [fill in: the address]\nid: a":          "square brackets",
		"title: A: B\nstatus: draft":                                       "second colon",
		"title: %A\nstatus: draft":                                         "cannot start with this sign",
		"title: A\nchanges:\n  - {date: 2026-01-01, what: Call #9}\nid: x": "after the blank and #",
		"title: A\nchanges:\n  - {date: 2026-01-01, what: Call #9}":        "after the blank and #",
		"title: A\nsources: [a, b #c]\nid: x":                              "after the blank and #",
	} {
		_, problems := readPage(t, "content/pages/a.md", "---\n"+front+"\n---\n\nWords.\n")
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%q: %v, want a message with %q", front, problems, want)
		}
	}
}

// TestQuotedLine checks that the line suggested in a hint is valid YAML.
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
