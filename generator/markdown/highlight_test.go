package markdown

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestHighlight checks the HTML of highlighted code, and that unknown languages are
// rejected.
func TestHighlight(t *testing.T) {
	for _, test := range []struct{ code, language, want string }{
		{"a: \"b\" # c\n", "yaml", `<span class="nt">a</span>: <span class="s">&quot;b&quot; </span><span class="c"># c` + "\n</span>"},
		{"a: b", "YML", `<span class="nt">a</span>: b`},
		{"# Head\n\n**strong** *weak*\n", "md", `<span class="gh"># Head` + "\n\n" + `</span><span class="gs">**strong** </span><span class="ge">*weak*` + "\n</span>"},
		{"<p class=\"a\">&amp;</p>", "html", ""},
		{"safelearn check --strict\n", "bash", ""},
	} {
		got, ok := Highlight(test.code, test.language)
		if !ok || test.want != "" && got != test.want {
			t.Errorf("%s: got %v %s\nwant %s", test.language, ok, got, test.want)
		}
		if text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(got, "")); text != test.code {
			t.Errorf("%s: the text became %q", test.language, text)
		}
	}
	for _, language := range []string{"", "text", "no-such-language", "ymal"} {
		if got, ok := Highlight("a", language); ok {
			t.Errorf("%q: got %q", language, got)
		}
	}
}

// TestLanguages checks that languages are found by name, alias and file name extension, regardless
// of case, and that it takes little time to look up many unknown languages.
func TestLanguages(t *testing.T) {
	for name, want := range map[string]string{"Bash Session": "Bash Session", "YML": "YAML", "jsonc": "JSON", "svg": "XML", ".bashrc": "Bash", "md": "markdown",
		"xslt": "HTML", "properties": "properties", "cfg": "INI", "no-such-language": "", "*.go": "", "text": ""} {
		lexer, known := lexerFor(name)
		if known != (want != "" || name == "text") || lexer != nil && lexer.Config().Name != want {
			t.Errorf("%s: got %v %v, want %s", name, lexer, known, want)
		}
	}
	shortest := timeLimit // shortest of several rounds, because other programs may be running
	for range 5 {
		start := time.Now()
		for i := range 3000 {
			lexerFor(fmt.Sprint("no-such-", i))
		}
		shortest = min(shortest, time.Since(start))
	}
	if shortest > 100*time.Millisecond {
		t.Errorf("looking up 3,000 unknown languages takes %v", shortest)
	}
}

// TestEveryLexer checks that every lexer, given malformed input, either preserves the text or
// reports failure, and stays within the time limit.
func TestEveryLexer(t *testing.T) {
	const malformed = "a \"b' `c <d> &e; {{f}} [g] (h\n\t# i /* j\n--- k: 4.10\n```jungle\nx\n```\n\\\n%>é <script>var x = '\n$ ls -l\n@@ -1 +1 @@\nRUN [\"a\"]\n"
	names := make(map[string]bool)
	for _, lexer := range supportedLanguages().lexers {
		names[lexer.Config().Name] = true
	}
	if len(names) < 21 {
		t.Errorf("only %d languages: chroma has renamed one", len(names))
	}
	highlighted := 0
	for name := range names {
		for _, code := range []string{malformed, strings.Repeat(malformed, 10), strings.Repeat("\"'<{[(/*`$#", 350), strings.Repeat("a: - ", 400), strings.Repeat("\n", 2000), strings.Repeat("<script>", 250)} {
			start := time.Now()
			got, ok := Highlight(code, name)
			if spent := time.Since(start); spent > timeLimit {
				t.Errorf("%s takes %v for %.20q…", name, spent, code)
			}
			if !ok {
				continue
			}
			highlighted++
			if text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(got, "")); text != code {
				t.Errorf("%s: the text became %q", name, text)
			}
		}
	}
	if highlighted < 80 {
		t.Errorf("only %d texts were highlighted", highlighted)
	}
}

// TestStyleSheet checks that every colour has sufficient contrast with the background of
// code blocks, that each class has one colour, and that the style sheet is small.
func TestStyleSheet(t *testing.T) {
	sheet := StyleSheet()
	light, dark, ok := strings.Cut(sheet, "@media (prefers-color-scheme:dark)")
	if !ok || len(sheet) > 1024 {
		t.Fatalf("%d bytes: %s", len(sheet), sheet)
	}
	for _, theme := range []struct{ rules, background string }{{light, "#f6f8fa"}, {dark, "#1b1f24"}} {
		colours := regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(theme.rules, -1)
		if len(colours) < 6 {
			t.Errorf("only %d colours on %s", len(colours), theme.background)
		}
		for _, colour := range colours {
			if c := contrastRatio(t, colour, theme.background); c < 4.5 {
				t.Errorf("%s on %s has a contrast of %.2f", colour, theme.background, c)
			}
		}
	}
	classes := map[string]bool{}
	for _, tokenStyle := range palette {
		for _, class := range tokenStyle.classes {
			if classes[class] {
				t.Errorf("the class %s has two colours", class)
			}
			classes[class] = true
		}
		if !strings.Contains(light, fmt.Sprintf(".%s{", tokenStyle.classes[0])) {
			t.Errorf("no rule for %s", tokenStyle.classes[0])
		}
	}
}

// contrastRatio returns the contrast ratio of two colours as defined by WCAG 2.2,
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func contrastRatio(t *testing.T, a, b string) float64 {
	luminance := func(colour string) float64 {
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// BenchmarkHighlight highlights 40 lines of YAML.
func BenchmarkHighlight(b *testing.B) {
	code := strings.Repeat("title: \"4.10\" # a comment\nlist: [a, b]\nsteps:\n  - id: speak\n    text: Words here\n", 8)
	b.ReportAllocs()
	for b.Loop() {
		Highlight(code, "yaml")
	}
}
