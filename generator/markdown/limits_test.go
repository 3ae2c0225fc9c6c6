package markdown

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"safelearn/generator/diag"
)

// timeLimit is much longer than it takes to parse any of the inputs, even on a busy machine.
// Parsing takes milliseconds; without the limits, it would take minutes.
const timeLimit = 20 * time.Second

// TestLimits checks that a body that exceeds a limit has exactly one problem and is shown
// as plain text. Such bodies, and similar ones within the limits, must be parsed within
// timeLimit.
func TestLimits(t *testing.T) {
	nestedLists := func(marker string, levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat(" ", len(marker)*i) + marker + "a\n")
		}
		return b.String()
	}
	lazyLists := func(levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat(" ", 2*i) + "- a\nlazy\n")
		}
		return b.String()
	}
	repeat := strings.Repeat
	for _, test := range []struct{ name, body, rule string }{
		{"emphasis", repeat("*a_ ", 40000), "limit-marks"},
		{"emphasis over lines", repeat("*a_\n", 40000), "limit-marks"},
		{"emphasis in many blocks", repeat(repeat("*a_ ", 2400)+"\n\n", 40), "limit-marks"},
		{"emphasis between quotes", repeat(repeat("*a_ ", 100)+"\n    >\n", 400), "limit-marks"},
		{"emphasis between stars", repeat(repeat("*a_ ", 100)+"\n*\n", 400), "limit-marks"},
		{"links", repeat("[](", 40000), "limit-marks"},
		{"brackets", repeat("[", 200000), "limit-marks"},
		{"references", repeat("[[a", 100000), "limit-marks"},
		{"code spans", repeat("`a``b", 50000), "limit-marks"},
		{"apostrophes", "a" + repeat("'", 100000), "limit-marks"},
		{"quotation marks", "a" + repeat(`"`, 100000), "limit-marks"},
		{"tags", repeat("<a b=\"", 50000), "limit-marks"},
		{"quotes on a line", repeat("> ", 40000), "limit-nesting"},
		{"quotes without blanks", repeat(">", 40000), "limit-nesting"},
		{"lists", nestedLists("- ", 700), "limit-nesting"},
		{"numbered lists", nestedLists("1. ", 500), "limit-nesting"},
		{"lists indented by tabs", strings.ReplaceAll(nestedLists("    ", 400), "    ", "\t"), ""},
		{"lists with lazy lines", lazyLists(600), "limit-nesting"},
		{"lists on a line", repeat("- ", 40000) + "x", "limit-nesting"},
		{"empty lists on a line", nestedLists("- - ", 400), "limit-nesting"},
		{"notes on a line", repeat("[^a]: ", 40000), "limit-nesting"},
		{"mixed on a line", repeat("> - ", 40000), "limit-nesting"},
		{"a rule", repeat("- ", 40000), ""},
		{"empty cells", repeat("|", 3000) + "\n" + repeat("|-", 2999) + "|\n" + repeat("|\n", 3000), "limit-cells"},
		{"empty cells in a quote", "> " + repeat("|", 3000) + "\n> " + repeat("|-", 2999) + "|\n" + repeat("> |\n", 3000), "limit-cells"},
		{"cells below a heading", "a\n--- \n" + repeat("|", 3000) + "\n" + repeat("|-", 2999) + "|\n" + repeat("|\n", 3000), "limit-cells"},
		{"one column", "a\n-:\n" + repeat("b\n", 30000), "limit-cells"},
		{"definitions", repeat("[a]: b\n", 20000), "limit-definitions"},
		{"separate definitions", repeat("[a]: b\n\n", 20000), "limit-definitions"},
		{"definitions over lines", repeat("[a\nb]: c\n\n", 20000), "limit-definitions"},
		{"separate notes", repeat("[^a]: b\n\n", 20000), "limit-definitions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if len(test.body) > 512<<10 {
				t.Fatalf("%d bytes are more than a file may have", len(test.body))
			}
			f := newFile(t, test.body)
			start := time.Now()
			doc, problems := Parse(f, Options{})
			spent := time.Since(start)
			if spent > timeLimit {
				t.Errorf("took %v", spent)
			}
			if test.rule == "" {
				return
			}
			if len(problems) != 1 || problems[0].Rule != test.rule {
				t.Fatalf("got %v, want %s", problems, test.rule)
			}
			if html := string(doc.AppendHTML(nil, Text{}, nil)); !strings.HasPrefix(html, `<pre class="code"`) || strings.Count(html, "a") < strings.Count(test.body, "a") {
				t.Error("the text is not shown")
			}
		})
	}
}

// TestManyReferences checks that a page with too many references has one diagnostic, at
// the first reference beyond the limit.
func TestManyReferences(t *testing.T) {
	for _, format := range []string{"[[a]]\n\n", "[a](b)\n\n", "![a](b)\n\n"} {
		_, problems := Parse(newFile(t, strings.Repeat(format, maxReferences)), Options{})
		if len(problems) > 0 {
			t.Errorf("%q: %v", format, problems)
		}
		_, problems = Parse(newFile(t, strings.Repeat(format, maxReferences+2)), Options{})
		if len(problems) != 1 || problems[0].Rule != "limit-references" || problems[0].Line != 3+2*maxReferences {
			t.Errorf("%q: %v", format, problems)
		}
	}
}

// TestWithinLimits checks that large bodies that do not exceed a limit are parsed within timeLimit,
// and that their labels and the sentences of up to 1,000 references are found within it, too.
func TestWithinLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fill := func(unit string) string { return strings.Repeat(unit, (200<<10)/len(unit)) }
	numbered := func(format string) string {
		var b strings.Builder
		for i := range maxDefinitions {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	similar := func(format, end string, n, length int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, strings.Repeat("a", length-len(end)-4)+fmt.Sprintf("%04d", i)+end)
		}
		return b.String()
	}
	labels := NewLabelSet([]string{"4.2"})
	quickest := func(f func()) time.Duration { // quickest of up to three rounds, because other programs may be running
		least := time.Duration(math.MaxInt64)
		for range 3 {
			start := time.Now()
			f()
			if least = min(least, time.Since(start)); least <= timeLimit {
				break
			}
		}
		return least
	}
	for name, body := range map[string]string{
		"one line":           fill("word "),
		"lines":              fill("word\n"),
		"paragraphs":         fill("word\n\n"),
		"items":              fill("- a\n"),
		"loose items":        fill("- a\n\n"),
		"headings":           fill("## a\n"),
		"numbers":            fill("4.1 a\n\n"),
		"run together":       fill("4.1 a\n"),
		"malformed":          fill("4.1. a\n\n"),
		"terms":              fill("a\n: b\n\n"),
		"quotes":             fill("> a\n\n"),
		"callouts":           fill("> [!NOTE]\n\n"),
		"unknown":            fill("> [!NOPE]\n\n"),
		"entities":           fill("&amp;"),
		"ampersands":         fill("&"),
		"backslashes":        fill(`\`),
		"quote marks":        fill(`"'`),
		"tabs":               fill("\t"),
		"blanks":             fill(" "),
		"indented":           "a\n" + strings.Repeat(strings.Repeat(" ", 1000)+"\n", 500),
		"fences":             fill("```\n```\n"),
		"unknown fences":     fill("```nonsense\n```\n"),
		"open fence":         "```\n" + fill("a\n"),
		"code":               fill("    a\n\n"),
		"html":               fill("<!--\n-->\n\n"),
		"references":         fill("[[lp6]] and so on\n\n"),
		"long marks":         strings.Repeat("[[a "+strings.Repeat("b", 300), 1200),
		"footnotes":          strings.Repeat("[^a1]", 1600) + "\n\n" + strings.Repeat("a[^a1]\n\n", 40000) + "[^a1]: b\n",
		"dangling":           strings.Repeat("[a][b] words\n\n", 30000),
		"undefined":          strings.Repeat("[a][b1] words\n\n", 20000) + numbered("[%d]: x\n\n"),
		"uncited":            strings.Repeat("[^a] words\n\n", 20000) + numbered("[^%d]: x\n\n"),
		"cited":              strings.Repeat("[^1999] words\n\n", 30000) + numbered("[^%d]: x\n\n"),
		"cited in one block": strings.Repeat("[[a]] b. ", 1200) + strings.Repeat("A. ", 60000),
		"hard breaks":        fill("a\\\n"),
		"rules":              fill("---\n"),
		"underlined":         fill("a\n---\n"),
		"plus":               fill("+"),
		"mails":              fill("a@b.c "),
		"dots":               fill("a. "),
		"long notes":         similar("[^%s]: b\n\n", "", 260, 990) + similar("[^%s] words\n\n", "x", 260, 990),
		"long links":         similar("[%s]: /b/\n\n", "", 260, 990) + similar("[a][%s] words\n\n", "x", 260, 990),
		"similar notes":      similar("[^%s]: b\n\n", "stuvwxyz", maxDefinitions, 90) + similar("[^%s] words\n\n", "", 2500, 80),
		"similar links":      similar("[%s]: /b/\n\n", "stuvwxyz", maxDefinitions, 90) + similar("[a][%s] words\n\n", "", 2500, 80),
		"labels":             fill("(4.1) a\n"),
		"label signs":        fill("4.1....\n"),
		"no parts":           "4\n" + fill("&#173;.\n"),
		"numbers in cells":   "| a | b |\n|---|---|\n" + strings.Repeat("| 4 | 1 |\n", 9000),
		"words and digits":   fill("a4a5a6a7a8\n"),
		"label marks":        fill("[[a]] 4.1 a\n"),
		"label code":         "```\n" + fill("4.1 a\n"),
		"tags":               strings.Repeat("<b> words and words and words and words\n\n", 12000),
	} {
		f := newFile(t, body)
		var doc *Doc
		var problems diag.List
		spent := quickest(func() {
			doc, problems = Parse(f, Options{Lines: true})
			for line, text := range doc.LineTexts() {
				labels.Find(line.Marker + text)
			}
		})
		if spent > timeLimit {
			t.Errorf("%s: %v for %d KiB", name, spent, len(body)>>10)
		} else {
			t.Logf("%-15s %8v, %d problems", name, spent.Round(time.Millisecond), len(problems))
		}
		if len(problems) > diag.MaxProblems {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		spent = quickest(func() {
			for i := range doc.Refs[:min(len(doc.Refs), 1000)] {
				doc.Sentence(i)
			}
		})
		if spent > timeLimit {
			t.Errorf("%s: %v for 1000 sentences", name, spent)
		} else if len(doc.Refs) > 0 {
			t.Logf("%-15s %8v for the sentences", name, spent.Round(time.Millisecond))
		}
	}
}

// TestProblemLimit checks that the list of problems is limited in length, and that one of
// them reports the limit.
func TestProblemLimit(t *testing.T) {
	_, problems := Parse(newFile(t, strings.Repeat("<b>\n\n", 3000)), Options{})
	found := false
	for _, p := range problems {
		found = found || p.Rule == "limit-problems"
	}
	if len(problems) != diag.MaxProblems || !found {
		t.Errorf("%d problems, the last one %v", len(problems), fmt.Sprint(problems[len(problems)-1]))
	}
}
