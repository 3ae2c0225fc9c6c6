package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"safelearn/generator/diag"
)

// hang is the time that no page takes on any machine, however busy. The inputs take
// milliseconds; without their limit each of them takes minutes.
const hang = 20 * time.Second

// TestLimits checks that a body that exceeds a limit gives its diagnostic, shows its text
// and takes little time.
func TestLimits(t *testing.T) {
	deep := func(mark string, levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat(" ", len(mark)*i) + mark + "a\n")
		}
		return b.String()
	}
	lazy := func(levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat(" ", 2*i) + "- a\nlazy\n")
		}
		return b.String()
	}
	times := strings.Repeat
	for _, test := range []struct{ name, body, rule string }{
		{"emphasis", times("*a_ ", 40000), "limit-marks"},
		{"emphasis over lines", times("*a_\n", 40000), "limit-marks"},
		{"emphasis in many blocks", times(times("*a_ ", 2400)+"\n\n", 40), "limit-marks"},
		{"emphasis between quotes", times(times("*a_ ", 100)+"\n    >\n", 400), "limit-marks"},
		{"emphasis between stars", times(times("*a_ ", 100)+"\n*\n", 400), "limit-marks"},
		{"links", times("[](", 40000), "limit-marks"},
		{"brackets", times("[", 200000), "limit-marks"},
		{"references", times("[[a", 100000), "limit-marks"},
		{"code spans", times("`a``b", 50000), "limit-marks"},
		{"tags", times("<a b=\"", 50000), "limit-marks"},
		{"quotes on a line", times("> ", 40000), "limit-nesting"},
		{"quotes without blanks", times(">", 40000), "limit-nesting"},
		{"lists", deep("- ", 700), "limit-nesting"},
		{"numbered lists", deep("1. ", 500), "limit-nesting"},
		{"lists of tabs", strings.ReplaceAll(deep("    ", 400), "    ", "\t"), ""},
		{"lists with lazy lines", lazy(600), "limit-nesting"},
		{"lists on a line", times("- ", 40000) + "x", "limit-nesting"},
		{"empty lists on a line", deep("- - ", 400), "limit-nesting"},
		{"notes on a line", times("[^a]: ", 40000), "limit-nesting"},
		{"mixed on a line", times("> - ", 40000), "limit-nesting"},
		{"a rule", times("- ", 40000), ""},
		{"empty cells", times("|", 3000) + "\n" + times("|-", 2999) + "|\n" + times("|\n", 3000), "limit-cells"},
		{"empty cells in a quote", "> " + times("|", 3000) + "\n> " + times("|-", 2999) + "|\n" + times("> |\n", 3000), "limit-cells"},
		{"cells below a heading", "a\n--- \n" + times("|", 3000) + "\n" + times("|-", 2999) + "|\n" + times("|\n", 3000), "limit-cells"},
		{"one column", "a\n-:\n" + times("b\n", 30000), "limit-cells"},
		{"definitions", times("[a]: b\n", 20000), "limit-definitions"},
		{"definitions apart", times("[a]: b\n\n", 20000), "limit-definitions"},
		{"definitions over lines", times("[a\nb]: c\n\n", 20000), "limit-definitions"},
		{"notes apart", times("[^a]: b\n\n", 20000), "limit-definitions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if len(test.body) > 512<<10 {
				t.Fatalf("%d bytes are more than a file may have", len(test.body))
			}
			f := file(t, test.body)
			start := time.Now()
			doc, problems := Parse(f, Options{})
			spent := time.Since(start)
			if spent > hang {
				t.Errorf("took %v", spent)
			}
			if test.rule == "" {
				return
			}
			if len(problems) != 1 || problems[0].Rule != test.rule {
				t.Fatalf("got %v, want %s", problems, test.rule)
			}
			if shown := string(doc.AppendHTML(nil, nil)); !strings.HasPrefix(shown, `<pre class="code"`) || strings.Count(shown, "a") < strings.Count(test.body, "a") {
				t.Error("the text is not shown")
			}
		})
	}
}

// TestManyReferences checks that a page with too many references has one diagnostic, at
// the first of them that exceeds the limit.
func TestManyReferences(t *testing.T) {
	for _, form := range []string{"[[a]]\n\n", "[a](b)\n\n", "![a](b)\n\n"} {
		_, problems := Parse(file(t, strings.Repeat(form, maxReferences)), Options{})
		if len(problems) > 0 {
			t.Errorf("%q: %v", form, problems)
		}
		_, problems = Parse(file(t, strings.Repeat(form, maxReferences+2)), Options{})
		if len(problems) != 1 || problems[0].Rule != "limit-references" || problems[0].Line != 3+2*maxReferences {
			t.Errorf("%q: %v", form, problems)
		}
	}
}

// TestWithinLimits parses large bodies that exceed no limit, and checks that the time
// grows with their length alone.
func TestWithinLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fill := func(unit string) string { return strings.Repeat(unit, (200<<10)/len(unit)) }
	names := func(form string) string {
		var b strings.Builder
		for i := range maxDefinitions {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	alike := func(form, end string, n, length int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, strings.Repeat("a", length-len(end)-4)+fmt.Sprintf("%04d", i)+end)
		}
		return b.String()
	}
	for name, body := range map[string]string{
		"one line":       fill("word "),
		"lines":          fill("word\n"),
		"paragraphs":     fill("word\n\n"),
		"items":          fill("- a\n"),
		"loose items":    fill("- a\n\n"),
		"headings":       fill("## a\n"),
		"numbers":        fill("4.1 a\n\n"),
		"run together":   fill("4.1 a\n"),
		"malformed":      fill("4.1. a\n\n"),
		"terms":          fill("a\n: b\n\n"),
		"quotes":         fill("> a\n\n"),
		"callouts":       fill("> [!NOTE]\n\n"),
		"unknown":        fill("> [!NOPE]\n\n"),
		"entities":       fill("&amp;"),
		"ampersands":     fill("&"),
		"backslashes":    fill(`\`),
		"quote marks":    fill(`"'`),
		"tabs":           fill("\t"),
		"blanks":         fill(" "),
		"indented":       "a\n" + strings.Repeat(strings.Repeat(" ", 1000)+"\n", 500),
		"fences":         fill("```\n```\n"),
		"unknown fences": fill("```nonsense\n```\n"),
		"open fence":     "```\n" + fill("a\n"),
		"code":           fill("    a\n\n"),
		"html":           fill("<!--\n-->\n\n"),
		"references":     fill("[[lp6]] and so on\n\n"),
		"long marks":     strings.Repeat("[[a "+strings.Repeat("b", 300), 1200),
		"footnotes":      strings.Repeat("[^a1]", 1600) + "\n\n" + strings.Repeat("a[^a1]\n\n", 40000) + "[^a1]: b\n",
		"dangling":       strings.Repeat("[a][b] words\n\n", 30000),
		"undefined":      strings.Repeat("[a][b1] words\n\n", 20000) + names("[%d]: x\n\n"),
		"uncited":        strings.Repeat("[^a] words\n\n", 20000) + names("[^%d]: x\n\n"),
		"cited":          strings.Repeat("[^1999] words\n\n", 30000) + names("[^%d]: x\n\n"),
		"cited in one":   strings.Repeat("[[a]] b. ", 1200) + strings.Repeat("A. ", 60000),
		"hard breaks":    fill("a\\\n"),
		"rules":          fill("---\n"),
		"underlined":     fill("a\n---\n"),
		"plus":           fill("+"),
		"mails":          fill("a@b.c "),
		"dots":           fill("a. "),
		"long notes":     alike("[^%s]: b\n\n", "", 260, 990) + alike("[^%s] words\n\n", "x", 260, 990),
		"long links":     alike("[%s]: /b/\n\n", "", 260, 990) + alike("[a][%s] words\n\n", "x", 260, 990),
		"notes alike":    alike("[^%s]: b\n\n", "stuvwxyz", maxDefinitions, 90) + alike("[^%s] words\n\n", "", 2500, 80),
		"links alike":    alike("[%s]: /b/\n\n", "stuvwxyz", maxDefinitions, 90) + alike("[a][%s] words\n\n", "", 2500, 80),
		"tags":           strings.Repeat("<b> words and words and words and words\n\n", 12000),
	} {
		f := file(t, body)
		start := time.Now()
		doc, problems := Parse(f, Options{})
		if spent := time.Since(start); spent > hang {
			t.Errorf("%s: %v for %d KiB", name, spent, len(body)>>10)
		} else {
			t.Logf("%-15s %8v, %d problems", name, spent.Round(time.Millisecond), len(problems))
		}
		if len(problems) > diag.MaxProblems {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		start = time.Now()
		for i := range doc.Refs[:min(len(doc.Refs), 1000)] {
			doc.Sentence(i)
		}
		if spent := time.Since(start); spent > hang {
			t.Errorf("%s: %v for 1000 sentences", name, spent)
		} else if len(doc.Refs) > 0 {
			t.Logf("%-15s %8v for the sentences", name, spent.Round(time.Millisecond))
		}
	}
}

// TestProblemsEnd checks that the last problem of a page with very many says so.
func TestProblemsEnd(t *testing.T) {
	_, problems := Parse(file(t, strings.Repeat("<b>\n\n", 3000)), Options{})
	found := false
	for _, p := range problems {
		found = found || p.Rule == "limit-problems"
	}
	if len(problems) != diag.MaxProblems || !found {
		t.Errorf("%d problems, the last one %v", len(problems), fmt.Sprint(problems[len(problems)-1]))
	}
}
