package xref

import (
	"maps"
	"testing"

	"safelearn/generator/model"
)

// TestQuestion checks that a question is the source of the references in it. Those after the labels
// Tests and Basis have no sentence; others have the sentence around them.
func TestQuestion(t *testing.T) {
	pages := maps.Clone(reviewPages)
	delete(pages, "pages/other")
	pages["guidance/paper"] = "title: A paper\npublisher: x\ndated: 2025\nchecked: 2026-01-01\nread: first-hand\n\nWords."
	pages["modules/lesson"] = "title: Lesson\n\nBefore it [[r]].\n\n" +
		"## Question: What now? {#now}\n\nTests: [[r/2.1a]], [[r/1.1-1.2]]\nBasis: [[paper]]\n\nSay it. Think of [[about]] first.\n\n" +
		"- [x] Speak, as in [[about#where]]\n  > So. See [[r/2.1]].\n- [ ] Wait\n  > No.\n\n" +
		"## After\n\nAfter it [[r]], and [[lesson#now]]. To [a place](#door).\n\n" +
		"## Scenario: A visit of some length, so that it has to be made shorter for links {#visit}\n\nTests: [[r/2.1a]]\nBasis: [[paper]]\n\n" +
		"### Scene: A door {#door}\n\nRead [[about]].\n\n- [Go](#end)\n\n### Ending: End {#end}\n"
	g := linkPages(t, pages)
	m := model.Pages[*model.Module](g.Site)[0]
	for id, want := range map[model.ID]string{
		"lesson": `lesson > r Before it R.
lesson > r After it R, and What now?.
lesson > lesson#now After it R, and What now?.
lesson > lesson#door To a place.`,
		"lesson#now": `lesson#now > r/2.1a (tests)
lesson#now > r/1.1 (tests)
lesson#now > r/1.2 (tests)
lesson#now > paper (cites)
lesson#now > about Think of About first.
lesson#now > about#where Speak, as in Where
lesson#now > r/2.1 So. See R 2.1.`,
		"lesson#visit": `lesson#visit > r/2.1a (tests)
lesson#visit > paper (cites)
lesson#visit > about Read About.`,
	} {
		if got := formatEdges(g, g.targets[id].References); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got, want)
		}
	}
	visit := g.targets["lesson#visit"]
	if visit.Type != PartTarget || visit.Address != m.Address+"#visit" || visit.Label != "A visit of some length, so that it has to be made shorter …" ||
		visit.Title != "A visit of some length, so that it has to be made shorter for links" {
		t.Errorf("%+v", visit)
	}
	if got := formatEdges(g, g.ReferencesTo(g.targets["r/2.1a"])); got != "lesson#now > r/2.1a (tests)\nlesson#visit > r/2.1a (tests)" {
		t.Errorf("what answers 2.1a: %s", got)
	}
}
