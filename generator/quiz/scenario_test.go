package quiz

import (
	"strings"
	"testing"
)

// scenarioHeader is the heading and labels of a valid scenario.
const scenarioHeader = "## Scenario: A visit {#visit}\n\nTests: [[a]]\nBasis: [[b]]\n\n"

// scenarios lists bodies to be appended to scenarioHeader, with the expected problems.
var scenarios = []struct {
	name, body string
	want       string
}{
	{"good", "You stand at a door.\n\n### Scene: A {#a}\n\nWords.\n\n- [Ring](#b)\n  > Unsafe. She goes.\n- [Go](#end)\n\n### Scene: B {#b}\n\n- [Go](#end)\n- [Back](#a)\n\n### Ending: End {#end}\n\nWords.\n", ""},
	{"followed by text", "### Scene: A {#a}\n\n- [Go](#end)\n\n### Ending: End {#end}\n\n## After\n\n- [ ] a task\n", ""},
	{"scenes on the level of the scenario", "## Scene: A {#a}\n\n- [Go](#end)\n\n## Ending: End {#end}\n", ""},
	{"no scenes", "Words.\n", "1:1 scenario-parts"},
	{"no ending", "### Scene: A {#a}\n\n- [Go](#a)\n", "1:1 scenario-parts"},
	{"an ending first", "### Ending: A {#a}\n\n### Scene: B {#b}\n\n- [Go](#a)\n", "1:1 scenario-parts"},
	{"no way on", "### Scene: A {#a}\n\n- [Go](#b)\n- [Leave](#end)\n\n### Scene: B {#b}\n\nWords.\n\n### Ending: End {#end}\n", "11:1 scene-no-way"},
	{"ways without links", "### Scene: A {#a}\n\n- Go\n- Leave\n\n### Ending: End {#end}\n", "6:1 scene-no-way"},
	{"words beside a link", "### Scene: A {#a}\n\n- [Go](#end)\n- Then [go](#end)\n\n### Ending: End {#end}\n", "9:1 scene-way"},
	{"a link elsewhere", "### Scene: A {#a}\n\n- [Go](#end)\n- [Read](../a/)\n\n### Ending: End {#end}\n", "9:1 scene-way"},
	{"an ending that goes on", "### Scene: A {#a}\n\n- [Go](#end)\n\n### Ending: End {#end}\n\n- [Back](#a)\n", "12:1 scene-way"},
	{"a missing scene", "### Scene: A {#a}\n\n- [Go](#end)\n- [Stay](#upstairs)\n\n### Ending: End {#end}\n", "9:1 scene-unknown"},
	{"a misspelt scene", "### Scene: A {#a}\n\n- [Go](#ennd)\n\n### Ending: End {#end}\n", "8:1 scene-unknown"},
	{"a heading for a scene", "### Scene: A {#a}\n\n- [Go](#other)\n- [Leave](#end)\n\n### Ending: End {#end}\n\n#### Other {#other}\n", "8:1 scene-unknown"},
	{"unreached", "### Scene: A {#a}\n\n- [Go](#end)\n\n### Scene: B {#b}\n\n- [Go](#c)\n\n### Scene: C {#c}\n\n- [Go](#b)\n- [Go on](#end)\n\n### Ending: End {#end}\n\n### Ending: Other {#other}\n", "10:1 scene-unreached, 14:1 scene-unreached, 21:1 ending-unreached"},
	{"a loop", "### Scene: A {#a}\n\n- [Go](#b)\n- [Leave](#end)\n\n### Scene: B {#b}\n\n- [Go](#c)\n\n### Scene: C {#c}\n\n- [Go](#b)\n\n### Ending: End {#end}\n", "11:1 scene-loop"},
	{"no id", "### Scene: A\n\n- [Go](#end)\n\n### Ending: End\n", "6:1 question-id, 8:1 scene-unknown, 10:1 question-id"},
	{"labels in a scene", "### Scene: A {#a}\n\nTests: [[c]]\n\n- [Go](#end)\n\n### Ending: End {#end}\n\nWhy: So.\n", "8:1 question-label, 14:1 question-label"},
	{"a box", "### Scene: A {#a}\n\n- [ ] [Go](#end)\n\n### Ending: End {#end}\n", "8:1 question-mark"},
	{"what follows is not indented", "### Scene: A {#a}\n\n- [Go](#end)\n> She goes.\n- [Leave](#end)\n\n### Ending: End {#end}\n", "9:1 question-reason-indent"},
	{"text after the ways", "### Scene: A {#a}\n\n- [Go](#end)\n\nWords.\n\n### Ending: End {#end}\n", "10:1 question-stray"},
	{"hint of a scenario", "Hint: No.\n\n### Scene: A {#a}\n\n- [Go](#end)\n\n### Ending: End {#end}\n", "6:1 question-label"},
}

// TestScenarios checks the problems that Read and markdown.Parse report for each body in
// scenarios.
func TestScenarios(t *testing.T) {
	for _, c := range scenarios {
		t.Run(c.name, func(t *testing.T) {
			_, _, reported := readBody(t, scenarioHeader+c.body)
			if got := strings.Join(reported, ", "); got != c.want {
				t.Errorf("got %q, want %q\n%s", got, c.want, c.body)
			}
		})
	}
}

// TestSceneOutsideScenario checks that a scene and an ending outside a scenario are reported.
func TestSceneOutsideScenario(t *testing.T) {
	_, questions, reported := readBody(t, "## Scene: A {#a}\n\n- [Go](#end)\n\n## Words\n\n## Ending: End {#end}\n")
	if got := strings.Join(reported, ", "); got != "1:1 scene-outside, 7:1 scene-outside" || len(questions) != 2 {
		t.Errorf("%d questions, %s", len(questions), got)
	}
}

// TestScenarioQuestion checks the question created from a scenario.
func TestScenarioQuestion(t *testing.T) {
	doc, questions, _ := readBody(t, scenarioHeader+scenarios[0].body+"\n"+questionHeader+validAnswers)
	if len(questions) != 2 || questions[1].Number != 2 {
		t.Fatalf("%d questions", len(questions))
	}
	q := questions[0]
	if q.Kind.Shape != Story || q.ID != "visit" || q.Plain != "A visit" || len(q.Intro) != 1 || formatWithPlaceholders(doc, q.Intro[0].Text) != "<p>You stand at a door.</p>\n" || len(q.TestRefs) != 1 || len(q.BasisRefs) != 1 {
		t.Errorf("%+v", q)
	}
	if len(q.Scenes) != 3 || !q.Scenes[2].Ending || q.Scenes[2].Number != 3 || len(q.Scenes[0].Text) != 1 || formatWithPlaceholders(doc, q.Scenes[0].Text[0].Text) != "<p>Words.</p>\n" {
		t.Fatalf("%+v", q.Scenes)
	}
	way := q.Scenes[0].Choices[0]
	if way.To != "b" || formatWithPlaceholders(doc, way.Text) != "Ring" || !way.Unsafe || formatWithPlaceholders(doc, way.Consequence) != "<p>{unsafe}She goes.</p>\n" {
		t.Errorf("%+v", way)
	}
}
