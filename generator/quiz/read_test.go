package quiz

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// readBody parses body and returns the Doc, its questions and its problems. The problems are sorted by
// position and formatted as "line:column rule", where line 1 is the first line of body.
func readBody(t testing.TB, body string) (doc *markdown.Doc, questions []Question, reported []string) {
	t.Helper()
	site := fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}}
	files, problems, err := source.Load(site)
	if err != nil || len(files) != 1 {
		t.Fatalf("loading: %v %v", err, problems)
	}
	doc, problems = markdown.Parse(files[0], markdown.Options{Sections: Syntax()})
	questions, more := Read(doc, files[0].Text, files[0].Pos)
	problems = append(problems, more...)
	problems.Sort()
	for _, p := range problems {
		reported = append(reported, fmt.Sprintf("%d:%d %s", p.Line-2, p.Column, p.Rule))
	}
	return doc, questions, reported
}

// questionHeader is the heading and labels of a valid question: three lines and a blank
// line.
const questionHeader = "## Question: What now? {#now}\nTests: [[hill/2.1a]]\nBasis: [[paper]]\n\n"

// validAnswers is a valid list of answers, which follows questionHeader.
const validAnswers = "- [x] Speak\n  > So.\n- [ ] Wait\n  > Unsafe. Late.\n"

// mistakes lists bodies with the expected problems. The test inserts questionHeader before a
// body without a heading.
var mistakes = []struct {
	name, body string
	want       string
}{
	{"good", validAnswers, ""},
	{"several right", "- [x] Speak\n  > So.\n- [X] Write\n  > So.\n- [ ] Wait\n  > No.\n", ""},
	{"blank line before the reason", "- [x] Speak\n\n  > So.\n\n- [ ] Wait\n\n  > No.\n", ""},
	{"tab before the reason", "- [x] Speak\n\t> So.\n- [ ] Wait\n\t> No.\n", ""},
	{"rule after a question", validAnswers + "\n---\n", ""},
	{"list before the answers", "She says:\n\n- one thing\n\nAnd:\n\n" + validAnswers, ""},
	{"list in the explanation", validAnswers + "\nWhy: So:\n\n- one\n- two\n\nAnd more.\n", ""},
	{"heading in the introduction", "### What she says\n\nWords.\n\n" + validAnswers, ""},

	{"reason not indented", "- [x] Speak\n> So.\n- [ ] Wait\n  > No.\n", "6:1 question-reason-indent"},
	{"last reason not indented", "- [x] Speak\n  > So.\n- [ ] Wait\n> No.\n", "8:1 question-reason-indent"},
	{"reason after a blank line, not indented", "- [x] Speak\n  > So.\n- [ ] Wait\n\n> No.\n", "9:1 question-reason-indent"},
	{"reason indented by one", "- [x] Speak\n > So.\n- [ ] Wait\n  > No.\n", "6:2 question-reason-indent"},
	{"hyphen too far from the box", "-  [x] Speak\n  > So.\n-  [ ] Wait\n   > No.\n", "6:3 question-reason-indent"},
	{"reason indented too far", "- [x] Speak\n      > So.\n- [ ] Wait\n  > No.\n", "6:7 question-reason-indent"},
	{"reason indented by tabs", "- [x] Speak\n\t\t> So.\n- [ ] Wait\n  > No.\n", "6:3 question-reason-indent"},
	{"second line of a reason too far", "- [x] Speak\n  > So.\n         > And.\n- [ ] Wait\n  > No.\n", "7:10 question-reason-indent"},
	{"no reason", "- [x] Speak\n- [ ] Wait\n  > No.\n", "5:1 question-reason"},
	{"reason without >", "- [x] Speak\n\n  So.\n- [ ] Wait\n  > No.\n", "5:1 question-reason, 7:3 question-stray"},
	{"two reasons", "- [x] Speak\n  > So.\n\n  > And so.\n- [ ] Wait\n  > No.\n", "8:3 question-stray"},
	{"lower-case unsafe", "- [x] Speak\n  > So.\n- [ ] Wait\n  > unsafe: late.\n", "8:3 question-unsafe"},
	{"right and unsafe", "- [x] Speak\n  > Unsafe. So.\n- [ ] Wait\n  > No.\n", "6:3 question-unsafe"},

	{"blanks in the box", "- [ x ] Speak\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-mark"},
	{"tick in the box", "- [✓] Speak\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-mark"},
	{"round box", "- (x) Speak\n  > So.\n- ( ) Wait\n  > No.\n", "5:1 question-mark, 7:1 question-mark"},
	{"empty box without a blank", "- [x] Speak\n  > So.\n- [] Wait\n  > No.\n", "7:1 question-mark"},
	{"no blank after the box", "- [x]Speak\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-mark"},
	{"Word boxes", "- ☒ Speak\n  > So.\n- ☐ Wait\n  > No.\n", "5:1 question-mark, 7:1 question-mark"},
	{"ticks in the box", "- [☒] Speak\n  > So.\n- [☑] Wait\n  > No.\n", "5:1 question-mark, 7:1 question-mark"},
	{"Word boxes without a hyphen", "☒ Speak\n☐ Wait\n", "5:1 question-bullet, 6:1 question-bullet"},
	{"no box", "- Speak\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-mark"},
	{"no box at all", "- Speak\n- Wait\n", "5:1 question-mark, 6:1 question-mark"},
	{"no blank after the hyphen", "- [x] Speak\n  > So.\n-[ ] Wait\n  > No.\n", "7:1 question-mark"},
	{"no blank after any hyphen", "-[x] Speak\n-[ ] Wait\n", "5:1 question-mark, 6:1 question-mark"},
	{"another bullet", "- [x] Speak\n  > So.\n* [ ] Wait\n  > No.\n", "7:1 question-bullet"},
	{"numbers", "1. [x] Speak\n   > So.\n2. [ ] Wait\n   > No.\n", "5:1 question-bullet"},
	{"Word bullets", "• [x] Speak\n• [ ] Wait\n", "5:1 question-bullet, 6:1 question-bullet"},
	{"Word bullets in a symbol font", "\uf0b7\t[x] Speak\n\uf0b7\t[ ] Wait\n", "5:1 question-bullet, 6:1 question-bullet"},
	{"second-level Word bullets", "o\tSpeak\no\tWait\n", "5:1 question-bullet, 6:1 question-bullet"},
	{"en dash", "- [x] Speak\n  > So.\n– [ ] Wait\n  > No.\n", "7:1 question-bullet"},
	{"dash in a sentence", "She came\n– late.\n\n" + validAnswers, ""},
	{"hard space after the hyphen", "-\u00a0[x] Speak\n- [ ] Wait\n  > No.\n", "5:1 question-bullet"},
	{"hard space after the box", "- [x]\u00a0Speak\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-bullet"},
	{"hard space in the box", "- [x] Speak\n  > So.\n- [\u00a0] Wait\n  > No.\n", "7:1 question-bullet"},
	{"hard space before the reason", "- [x] Speak\n\u00a0 > So.\n- [ ] Wait\n  > No.\n", "6:1 question-bullet"},
	{"nested answer", "- [x] Speak\n  > So.\n- [ ] Wait\n  > No.\n  - [ ] Go\n    > No.\n", "9:3 question-bullet"},

	{"explanation swallowed", validAnswers + "Why: So.\n", "9:1 question-label-swallowed"},
	{"explanation swallowed by an answer", "- [x] Speak\n  > So.\n- [ ] Wait\nWhy: So.\n", "7:1 question-reason, 8:1 question-label-swallowed"},
	{"label in code", "```\nWhy: a\n```\n\n" + validAnswers, ""},
	{"underlined", "## Question: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n---\n\n" + validAnswers, "3:1 question-label-underlined, 4:1 question-label-underlined"},
	{"underlined explanation", validAnswers + "\nWhy: So.\n---\n\n## More\n", "10:1 question-label-underlined"},
	{"misspelt", "## Question: Q? {#q}\n\nTest: [[a]]\nbasis: [[b]]\n\n" + validAnswers, "3:1 question-label, 4:1 question-label"},
	{"bold", "## Question: Q? {#q}\n\n**Tests:** [[a]]\n*Basis*: [[b]]\n\n" + validAnswers, "3:1 question-label, 4:1 question-label"},
	{"no colon", "## Question: Q? {#q}\n\nTests [[a]]\nBasis : [[b]]\n\n" + validAnswers, "3:1 question-label, 4:1 question-label"},
	{"small label after the answers", validAnswers + "\nhint: look\n", "10:1 question-label"},
	{"small label below references", "## Question: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\nHint : x\n\n" + validAnswers, "5:1 question-label"},
	{"other words with a colon", "Who: the mother\nWhat: a mark\nRemember: she is nine weeks old\n\n" + validAnswers, ""},
	{"twice", "Tests: [[lp1]]\n\n" + validAnswers, "5:1 question-label"},
	{"words among references", "## Question: Q? {#q}\n\nTests: [[a]], 6.9b\nBasis: the paper\n\n" + validAnswers, "3:1 question-label, 4:1 question-label"},
	{"and among references", "## Question: Q? {#q}\n\nTests: [[a]] and [[b]]; [[c|C]].\nBasis: [[d]]\n\n" + validAnswers, ""},
	{"link for a reference", "## Question: Q? {#q}\n\nTests: [a](../a/)\nBasis:\n\n" + validAnswers, "3:8 question-label, 4:1 question-label"},
	{"sure", "Sure?: yes\n\n" + validAnswers, ""},
	{"unsure", "Sure?: maybe\nHint:\n\n" + validAnswers, "5:1 question-label, 6:1 question-label"},
	{"date", "Reviewed: 2026-02-28\n\n" + validAnswers, ""},
	{"no date", "Reviewed: 2026-02-30\n\n" + validAnswers, "5:1 question-reviewed"},
	{"date of another time", "Reviewed: 1026-02-28\n\n" + validAnswers, "5:1 question-reviewed"},
	{"date in words", "Reviewed: in May\n\n" + validAnswers, "5:1 question-reviewed"},
	{"label of another kind", "A good answer covers:\n\n" + validAnswers, "5:1 question-label"},
	{"text after the answers", validAnswers + "\nMore.\n", "10:1 question-stray"},

	{"bold heading after the explanation", validAnswers + "\nWhy: So.\n\n**Question: Who?**\n\n- [ ] Doctors\n  > No.\n- [x] Any\n  > So.\n", "12:1 question-heading"},
	{"answers after the explanation", validAnswers + "\nWhy: So.\n\n- [ ] Doctors\n  > No.\n- [x] Any\n  > So.\n", "12:1 question-outside"},
	{"answers after the explanation and another label", validAnswers + "\nWhy: So.\n\nHint: Look.\n\n- [ ] Doctors\n  > No.\n- [x] Any\n  > So.\n", "14:1 question-outside"},
	{"one answer after the explanation and another label", validAnswers + "\nWhy: So.\n\nSure?: yes\n- [x] Any\n  > So.\n", "13:1 question-outside"},
	{"answers without boxes after the explanation and another label", validAnswers + "\nWhy: So.\n\nHint: Look.\n\n- Doctors\n  > No.\n- Any\n  > So.\n", "14:1 question-outside"},
	{"text after the explanation and another label", validAnswers + "\nWhy: So.\n\nHint: Look.\n\nMore.\n", "14:1 question-stray"},
	{"label after the explanation", validAnswers + "\nWhy: So.\n\nHint: Look.\n", ""},
	{"answers below a rule", validAnswers + "\n---\n\n- [ ] Doctors\n  > No.\n", "12:1 question-stray"},
	{"answers without boxes after the explanation", validAnswers + "\nWhy: So.\n\n- Doctors\n  > No.\n- Any\n  > So.\n", "12:1 question-outside"},
	{"quotation in a list of the explanation", validAnswers + "\nWhy: So:\n\n- the review said\n  > So.\n- we say\n", ""},
	{"unsafe outside a question", "## Check\n\n- Wait\n  > Unsafe. Late.\n- Speak\n  > So.\n\n**Unsafe.** Late.\n", "4:5 question-outside, 8:1 question-outside"},
	{"all answers after the explanation", "Why: So.\n\n" + validAnswers, "7:1 question-outside"},
	{"answers in a reason", "- [x] Speak\n  > So.\n- [ ] Wait\n  > - [x] No.\n", "8:5 question-outside"},
	{"other words after the explanation", validAnswers + "\nWhy: So.\n\nQuestions come later. Order matters: first this.\n\n- (v) five\n- ✓ six\n", ""},
	{"words that start a question in code", validAnswers + "\nWhy: So.\n\n`Question: Who?`\n\n```\nQuestion: Who?\n- [x] Any\n```\n", ""},
	{"empty reason", "- [x] Speak\n  >\n- [ ] Wait\n  > &nbsp;\n", "6:3 question-reason, 8:3 question-reason"},
	{"code without words for a reason", "- [x] Speak\n  > ```\n  > ```\n- [ ] Wait\n  > `` ` ``\n", "6:3 question-reason, 9:3 question-reason"},
	{"answer by place in other words", "- [x] Speak\n  > The one above is late.\n- [ ] Wait\n  > the second one is right\n- [ ] Stay\n  > Both of the above are right.\n- [ ] Ask\n  > See the 2nd answer; the correct answer is b).\n- [ ] Go\n  > B is right.\n\nWhy: As said above, the first visit was late.\n", "6:3 question-above, 8:3 question-above, 10:3 question-above, 12:3 question-above, 14:3 question-above"},
	{"picture and reference for reasons", "- [x] Speak\n  > ![a map](/map.svg)\n- [ ] Wait\n  > [[lp1]]\n", ""},
	{"explanation without words", validAnswers + "\nWhy: …\n", "10:1 question-label"},
	{"answer by place", "- [x] The first one\n  > The second half.\n- [ ] Ring 111, then option 2\n  > See option B.\n\nWhy: The last answer is late.\n", "5:1 question-above, 8:3 question-above, 10:1 question-above"},

	{"id without #", "## Question: Q? {q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-id"},
	{"no tests", "## Question: Q? {#q}\n\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-tests"},
	{"no basis", "## Question: Q? {#q}\n\nTests: [[b]]\n\n" + validAnswers, "1:1 question-basis"},
	{"myth without basis", "## True or false: So {#q}\n\nTests: [[b]]\n\n- [x] True\n  > So.\n- [ ] False\n  > No.\n", ""},
	{"unsafe myth without basis", "## True or false: So {#q}\n\nTests: [[b]]\n\n- [x] True\n  > So.\n- [ ] False\n  > Unsafe. No.\n", "1:1 question-basis"},
	{"no id", "## Question: Q?\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-id"},
	{"same id", "## Question: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers + "\n## Question: R? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "11:17 anchor-duplicate"},
	{"no words", "## Question: {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-words"},
	{"lower-case word", "## question: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-word"},
	{"number in the heading", "## Question 3: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-word"},
	{"no colon in the heading", "## Question\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "1:1 question-word"},
	{"no question at all", "## Tests\n\nTested: [[a]]\n\n- [ ] a list of tasks\n", ""},

	{"no blank before the word", "## Check\n\n###Question: Q? {#q}\n\n" + validAnswers, "3:1 question-heading"},
	{"no blank in a question", validAnswers + "\n##Question: Q? {#q}\n", "10:1 question-heading"},
	{"beside its section", "## Check\n\n## Question: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n" + validAnswers, "3:1 question-level"},
	{"scenario beside a section", "## Check\n\n## Scenario: Q? {#q}\n\nTests: [[a]]\nBasis: [[b]]\n\n### Scene: A {#a}\n\n- [B](#b)\n\n### Ending: B {#b}\n\nB.\n", ""},
	{"none right", "- [ ] Speak\n  > So.\n- [ ] Wait\n  > No.\n", "1:1 question-right"},
	{"all right", "- [x] Speak\n  > So.\n- [x] Wait\n  > No.\n", "1:1 question-right"},
	{"one answer", "- [x] Speak\n  > So.\n", "1:1 question-options"},
	{"no answers", "Words.\n", "1:1 question-options"},
	{"six answers", validAnswers + strings.Join([]string{"- [ ] 1", "- [ ] 2", "- [ ] 3", "- [ ] 4", ""}, "\n  > No.\n"), "1:1 question-options"},
	{"alike", "- [x] Speak.\n  > So.\n- [ ] speak\n  > No.\n", "7:1 question-alike"},
	{"an answer without words", "- [x] Speak\n  > So.\n- [ ] \n  > No.\n", "7:1 question-words"},
	{"all of the above", validAnswers + "- [ ] All of the above\n  > No.\n", "9:1 question-above"},
	{"none of these", validAnswers + "- [ ] None of these.\n  > No.\n", "9:1 question-above"},
	{"a and b", validAnswers + "- [ ] Both A and B\n  > No.\n", "9:1 question-above"},
	{"accident and emergency", validAnswers + "- [ ] A and E, with all of the family\n  > No.\n", ""},
	{"length", "- [x] Speak to children’s social care today and say what was seen\n  > So.\n- [ ] Wait\n  > No.\n", "5:1 question-longest"},
	{"same position", questionHeaderWithID("a") + validAnswers + questionHeaderWithID("b") + validAnswers + questionHeaderWithID("c") + validAnswers, "1:1 question-place"},
	{"different positions", questionHeaderWithID("a") + validAnswers + questionHeaderWithID("b") + validAnswers + questionHeaderWithID("c") + "- [ ] Wait\n  > No.\n- [x] Speak\n  > So.\n", ""},

	{"true or false in other words", "## True or false: So {#q}\n\nTests: [[b]]\n\n- [x] Yes\n  > So.\n- [ ] No\n  > No.\n", "1:1 question-options"},
	{"true and false", "## True or false: So {#q}\n\nTests: [[b]]\n\n- [x] True\n  > So.\n- [x] False\n  > No.\n", "1:1 question-right"},
	{"order", "## Order: So {#q}\n\nTests: [[b]]\nBasis: [[b]]\n\n1. One\n2. Two\n3. Three\n", ""},
	{"order of two", "## Order: So {#q}\n\nTests: [[b]]\nBasis: [[b]]\n\n1. One\n2. Two\n", "1:1 question-steps"},
	{"order without numbers", "## Order: So {#q}\n\nTests: [[b]]\nBasis: [[b]]\n\n- One\n- Two\n- Three\n", "6:1 question-bullet"},
	{"order with boxes and reasons", "## Order: So {#q}\n\nTests: [[b]]\nBasis: [[b]]\n\n1. [x] One\n2. Two\n   > No.\n3. Two\n", "6:1 question-mark, 8:4 question-stray, 9:1 question-alike"},
	{"match", "## Match: So {#q}\n\nTests: [[b]]\n\n| L | R |\n|---|---|\n| a | b |\n| c | d |\n", ""},
	{"match of three columns", "## Match: So {#q}\n\nTests: [[b]]\n\n| L | R | S |\n|---|---|---|\n| a | b | c |\n", "5:1 question-pairs"},
	{"match of one pair", "## Match: So {#q}\n\nTests: [[b]]\n\n| L | R |\n|---|---|\n| a | b |\n", "1:1 question-pairs"},
	{"match without a table", "## Match: So {#q}\n\nTests: [[b]]\n\n- a: b\n", "1:1 question-pairs"},
	{"match with equal sides", "## Match: So {#q}\n\nTests: [[b]]\n\n| L | R |\n|---|---|\n| a | b |\n| c | b |\n| a | |\n", "8:1 question-alike, 9:1 question-alike, 9:1 question-pairs"},
	{"two tables", "## Match: So {#q}\n\nTests: [[b]]\n\n| L | R |\n|---|---|\n| a | b |\n| c | d |\n\n| L | R |\n|---|---|\n| e | f |\n", "10:1 question-pairs"},
	{"reflect", "## Reflect: So {#q}\n\nTests: [[b]]\n\nThink.\n\nA good answer covers:\n\n- one\n- two\n", ""},
	{"reflect without a list", "## Reflect: So {#q}\n\nTests: [[b]]\n\nThink.\n", "1:1 question-covers"},
	{"reflect on one line", "## Reflect: So {#q}\n\nTests: [[b]]\nSure?: yes\n\nA good answer covers: one, two\n", "1:1 question-covers, 4:1 question-label, 6:1 question-label"},
}

// questionHeaderWithID returns the heading and labels of a valid question with the given id.
func questionHeaderWithID(id string) string {
	return "\n## Question: What? {#" + id + "}\nTests: [[a]]\nBasis: [[b]]\n\n"
}

// TestReadProblems checks the problems that Read and markdown.Parse report for each body in
// mistakes.
func TestReadProblems(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			body := c.body
			if !strings.HasPrefix(strings.TrimSpace(body), "## ") {
				body = questionHeader + body
			}
			_, _, reported := readBody(t, strings.TrimPrefix(body, "\n"))
			if got := strings.Join(reported, ", "); got != c.want {
				t.Errorf("got %q, want %q\n%s", got, c.want, body)
			}
		})
	}
}

// TestShuffle checks that permutation always returns the same order, because printed pages show it,
// and the sorted order only if that is allowed. It also checks the letters of answers.
func TestShuffle(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		want []int
	}{
		{"first", 3, []int{2, 1, 0}},
		{"first", 5, []int{1, 0, 2, 4, 3}},
		{"bruise-first", 3, []int{0, 1, 2}},
		{"", 2, []int{0, 1}},
	} {
		if got := permutation(c.name, c.n, true); !slices.Equal(got, c.want) {
			t.Errorf("%q of %d: %v, want %v", c.name, c.n, got, c.want)
		}
	}
	for i := range 200 {
		if name := fmt.Sprint(i); slices.IsSorted(permutation(name, 2+i%3, false)) {
			t.Errorf("%q is shown in the right order", name)
		}
	}
	if got := []string{optionLetter(0), optionLetter(25), optionLetter(26), optionLetter(53)}; !slices.Equal(got, []string{"A", "Z", "AA", "BB"}) {
		t.Errorf("letters %v", got)
	}
}
