package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// TestLiteralMarkup checks which markup is reported because Markdown shows it as typed, and that it
// is reported only once.
func TestLiteralMarkup(t *testing.T) {
	for body, want := range map[string]string{
		"Do *not wait":                          "1:4 text-mark",
		"Do not* wait":                          "1:7 text-mark",
		"*Do not wait":                          "1:1 text-mark",
		"(*not wait":                            "1:2 text-mark",
		"Do not wait*.":                         "1:12 text-mark",
		"“*not” wait":                           "1:2 text-mark",
		"This is _important to know":            "1:9 text-mark",
		"**_Bold**_":                            "1:3 text-mark",
		"*one\n*two":                            "1:1 text-mark",
		"*one\ntwo*":                            "",
		"snake_case, 2*3 and 5 * 3":             "",
		"\\*not, _ and * alone, a (*)":          "",
		"________ (name)":                       "",
		"%%hidden%% words":                      "1:1 text-mark",
		"100%% of 50%%":                         "",
		"Words ^[a note].":                      "1:7 text-mark",
		"2^[3], 2^3 and x ^ [y], \\^[a]":        "",
		"Words {.red}":                          "1:7 text-mark",
		"Words {#name} and {: .red}":            "1:7 text-mark 1:19 text-mark",
		"{{name}} and { a set }, \\{.a}":        "1:1 text-mark",
		"Steps:\n2. two":                        "2:1 list-form",
		"Text\n2. two\n3. three":                "2:1 list-form",
		"a) one\nb) two":                        "1:1 list-form",
		"Text\n(1) one\n(2) two":                "2:1 list-form",
		"o one\no two":                          "1:1 list-form",
		"see section\n47. It says":              "",
		"o look at this":                        "",
		"(1) alone":                             "",
		"Words [!NOTE] more":                    "1:7 callout-place",
		"> words\n> more [!Do now] x":           "2:8 callout-place",
		"> \"[!NOTE]\" words":                   "1:4 callout-place",
		"| a | b |\n|---|---|\n| [!NOTE] | x |": "3:3 callout-place",
		"\\> [!NOTE] words":                     "1:4 callout-place",
		"4.1 [!NOTE] words":                     "1:5 callout-place",
		"1. [!NOTE] words":                      "1:4 callout-place",
		"Words [!] and `[!NOTE]`":               "",
		"> [!NOTE]: words":                      "1:10 callout-form",
		"> [!NOTE](words)":                      "1:10 callout-form",
		"> [!SOURCES-DIFFER] Title\n> words":    "1:3 callout-sources",
		"> [!SOURCES-DIFFER]\n> **T**\n>\n> - **A, 2021.** a\n> - **B.** b\n>\n> c": "5:3 callout-sources",
		"> [!NOTE]+ Title\n> words":        "1:10 callout-form",
		"> [!NOTE]Words":                   "",
		"> [!NOTE] (words)":                "",
		"> [NOTE] words":                   "1:3 callout-form",
		"> [NOTE!] words":                  "1:3 callout-form",
		"> [Note the date] words":          "",
		"> [!NOTE]\n> &nbsp;":              "1:3 callout-empty",
		"> [!NOTE]\n> ---":                 "1:3 callout-empty",
		"> [!NOTE]\n> \\":                  "1:3 callout-empty",
		"> [!NOTE] If it is:\n\n- one":     "1:3 callout-empty",
		"> [!NOTE]\n> 999":                 "",
		"> [!NOTE]\n> ```text\n> -\n> ```": "",
		"    > [!NOTE]\n    > words":       "1:5 text-mark",
		"\t- one\n\t- two":                 "1:2 text-mark",
	} {
		_, problems := Parse(newFile(t, body), Options{})
		problems.Sort()
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line-2, p.Column, p.Rule))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", body, strings.Join(got, " "), want)
		}
	}
}
