//go:build browser

package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// readQuestionsJS is a JavaScript function that returns the questions in the HTML of a package as
// lines of text. Those of a question are, in order, its text, its hint, each option or step with its letter, the
// right answer, and each explanation.
const readQuestionsJS = `(html) => {
	const page = new DOMParser().parseFromString(html, "text/html"), lines = [];
	const text = (e, without) => {
		e = e.cloneNode(true);
		e.querySelectorAll(without || "none").forEach((x) => x.remove());
		return e.textContent.replace(/\s+/g, " ").trim();
	};
	page.querySelectorAll(".question").forEach((box) => {
		const right = (box.dataset.right || "").split(" "), list = (selector) => [...box.querySelectorAll(selector)];
		lines.push("# " + box.id + ": " + text(box.querySelector("h2, h3, h4"), ".no"));
		list(".hint p").forEach((hint) => lines.push("Hint: " + text(hint)));
		if (box.dataset.kind === "choice") list(".option").forEach((o, i) => {
			const letter = o.querySelector("input").value, own = box.querySelector('.reasons [data-for="' + letter + '"]');
			if (letter !== "ABCDE"[i]) lines.push("an option " + letter);
			lines.push((right.includes(letter) ? "[x] " : "[ ] ") + text(o, "b") + " > " + text(own.querySelector("dd")));
		});
		if (box.dataset.kind === "order") right.forEach((letter, i) => lines.push(i + 1 + ". " + text(box.querySelector('[data-letter="' + letter + '"] span'))));
		if (box.dataset.kind === "match") list(".lefts li").forEach((row, i) => lines.push("| " + text(row.querySelector("label")) + " | " + text(list(".rights li").find((e) => e.querySelector("b").textContent === right[i]), "b")));
		list(".scene").forEach((scene) => {
			lines.push("## " + scene.id + ": " + text(scene.querySelector("h3, h4, h5"), ".no"));
			scene.querySelectorAll(".ways > li").forEach((way) => lines.push("-> " + way.querySelector("a").getAttribute("href") + " " + text(way.querySelector("a")) + " > " + text(way.querySelector(".brings div"))));
		});
		list(".covers li").forEach((point) => lines.push("* " + text(point)));
		list(".why").forEach((why) => lines.push("Why: " + text(why)));
	});
	return lines;
}`

// testPackageQuestions compares the questions in the packages of all shipped modules with their
// Markdown source, which sourceQuestions parses.
func testPackageQuestions(t *testing.T, b *browser, _ *learningSystem) {
	tab := b.newTab(t, 1000)
	questions := 0
	for name, data := range shippedPackages(t) {
		id, _, _ := strings.Cut(name, ".v")
		files, _ := readLocalHeaders(t, data)
		got := eval[[]string](tab, "("+readQuestionsJS+")("+jsString(string(files["index.html"]))+")")
		source, err := os.ReadFile(filepath.Join("../content/modules", id+".md"))
		if err != nil {
			t.Fatal(err)
		}
		want := sourceQuestions(string(source))
		for i, block := range splitQuestions(got) {
			questions++
			if i >= len(want) {
				t.Errorf("%s has more questions than its source: %v", name, block)
				break
			}
			compareQuestion(t, name, block, want[i])
		}
		if n := len(splitQuestions(got)); n < len(want) {
			t.Errorf("%s lacks %v", name, want[n:])
		}
	}
	if questions < 30 {
		t.Errorf("only %d questions", questions)
	}
}

// splitQuestions groups lines by question. A line that starts with "# " starts a question.
func splitQuestions(lines []string) (blocks [][]string) {
	for _, line := range lines {
		if strings.HasPrefix(line, "# ") {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], line)
	}
	return blocks
}

// sourceQuestions returns the questions in the Markdown of a module, each as lines in the format of
// readQuestionsJS. Options are in the order of the source.
func sourceQuestions(source string) [][]string {
	var lines []string
	heading := regexp.MustCompile(`^#+ (Question|True or false|Order|Match|Reflect|Scenario|Scene|Ending): (.*) \{#(.*)\}$`)
	item := regexp.MustCompile(`^(- \[[ x]\]|\d+\.|-) (.*)$`)
	kind, rows := "", 0
	for line := range strings.SplitSeq(source, "\n") {
		m, i := heading.FindStringSubmatch(line), item.FindStringSubmatch(line)
		switch {
		case m != nil && (m[1] == "Scene" || m[1] == "Ending"):
			lines = append(lines, "## "+m[3]+": "+m[2])
		case m != nil:
			kind, rows = m[1], 0
			lines = append(lines, "# "+m[3]+": "+m[2])
		case strings.HasPrefix(line, "#"):
			kind = ""
		case kind == "":
		case strings.HasPrefix(line, "  > "):
			lines[len(lines)-1] += " > " + line[4:]
		case i != nil && kind == "Scenario":
			link := regexp.MustCompile(`^\[(.*)\]\((#.*)\)$`).FindStringSubmatch(i[2])
			lines = append(lines, "-> "+link[2]+" "+link[1])
		case i != nil && kind == "Reflect":
			lines = append(lines, "* "+i[2])
		case i != nil:
			lines = append(lines, strings.TrimPrefix(i[1], "- ")+" "+i[2])
		case strings.HasPrefix(line, "| "):
			if rows++; rows > 1 { // skips the column headers
				lines = append(lines, strings.TrimSuffix(line, " |"))
			}
		case strings.HasPrefix(line, "Why: "), strings.HasPrefix(line, "Hint: "):
			lines = append(lines, line)
		}
	}
	return splitQuestions(lines)
}

// compareQuestion reports differences between a question in a package and its source. Options may
// be in a different order.
func compareQuestion(t *testing.T, name string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %d lines\n%s\nwant %d\n%s", name, len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
		return
	}
	rest := append([]string(nil), want...)
	for i, line := range got {
		at := i
		if strings.HasPrefix(line, "[") {
			for at = range rest {
				if rest[at] != "" && sourcePattern(rest[at]).MatchString(comparableText(line)) {
					break
				}
			}
		}
		if !sourcePattern(rest[at]).MatchString(comparableText(line)) || rest[at] == "" {
			t.Errorf("%s: got %s\nwant %s", name, line, want[i])
		}
		rest[at] = ""
	}
}

// comparableText returns text in lower case, without any characters except letters, digits and the
// punctuation that readQuestionsJS adds.
func comparableText(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("[]|#>*", r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// sourcePattern returns a regular expression that matches a line of Markdown as a package shows it. In
// the pattern, a reference without link text matches any text, and the word Unsafe matches the text
// that replaces it.
func sourcePattern(line string) *regexp.Regexp {
	unknown := regexp.MustCompile(`\[\[([^\]|]*)(\|([^\]]*))?\]\]|(> )Unsafe\.|\*+([^ *])|([^ *])\*+`)
	var pattern strings.Builder
	at := 0
	for _, m := range unknown.FindAllStringSubmatchIndex(line, -1) {
		pattern.WriteString(regexp.QuoteMeta(comparableText(line[at:m[0]])))
		switch {
		case m[6] >= 0:
			pattern.WriteString(regexp.QuoteMeta(comparableText(line[m[6]:m[7]])))
		case m[8] >= 0:
			pattern.WriteString(">thiscouldleaveachildatrisk")
		case m[10] >= 0 || m[12] >= 0:
			pattern.WriteString(regexp.QuoteMeta(comparableText(line[max(m[10], m[12]):max(m[11], m[13])])))
		default:
			pattern.WriteString(`.+`)
		}
		at = m[1]
	}
	pattern.WriteString(regexp.QuoteMeta(comparableText(line[at:])))
	return regexp.MustCompile(fmt.Sprintf("^%s$", pattern.String()))
}
