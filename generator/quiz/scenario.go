package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/markdown"
)

// scenarioKind returns the kind of a question that is a branching story.
func scenarioKind() Kind {
	return Kind{Word: "Scenario", Heading: "quiz_kind_story", Shape: Story, Summary: "quiz_about_story",
		noun: "scenario", needsBasis: true, holdsAnswers: holdsNoAnswers, readAnswers: readScenario,
		parts: []partKind{{word: "Scene", noun: "scene"}, {word: "Ending", noun: "ending", ending: true}}}
}

func holdsNoAnswers(*section, *markdown.Element, bool) bool { return false }

// isChoiceList reports whether e is a list with an item that is only a link to an id.
func isChoiceList(_ *section, e *markdown.Element, _ bool) bool {
	return slices.ContainsFunc(e.Items, func(i markdown.Item) bool { return i.To != "" })
}

func readScenario(s *section) {
	endings := 0
	for i := range s.Parts {
		scene := s.readScene(&s.Parts[i], i+1)
		if scene.Ending {
			endings++
		}
		s.q.Scenes = append(s.q.Scenes, scene)
	}
	switch scenes := s.q.Scenes; {
	case len(scenes) == 0 || scenes[0].Ending:
		s.Error(s.Offset, "scenario-parts", "a scenario that starts with no scene", "write ### Scene: … {#id} below it, and what can be done there as a list of links")
	case endings == 0:
		s.Error(s.Offset, "scenario-parts", "a scenario without an ending", "write ### Ending: … {#id} for each way in which it can end")
	default:
		checkStory(s)
	}
}

// readScene returns the scene or ending in a section, and reports its mistakes.
func (s *section) readScene(written *markdown.Section, number int) Scene {
	kind := s.kind.findPart(written.Word)
	part := &section{reader: s.reader, Section: written, kind: s.kind, word: kind.word, noun: kind.noun, q: s.q}
	part.checkHeading()
	scene := Scene{Section: written, Number: number, Text: part.assignElements(isChoiceList), Ending: kind.ending}
	for _, l := range part.fields {
		part.Error(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", l.Field.Name, withArticle(part.noun)), "write it below the heading Scenario:, or as a sentence")
	}
	if part.strayOffset > 0 {
		part.Error(part.strayOffset, "question-stray", "this comes after the ways on and belongs to none of them", "move it above them")
	}
	for i := range part.items {
		scene.Choices = append(scene.Choices, part.readSceneChoice(&part.items[i]))
	}
	switch {
	case scene.Ending && len(scene.Choices) > 0:
		part.Error(scene.Choices[0].Offset, "scene-way", "a way on from an ending", "take it out, or write Scene: in the heading")
		scene.Choices = nil
	case !scene.Ending && len(scene.Choices) == 0:
		part.Error(scene.Offset, "scene-no-way", "a scene without a way on", "end it with a list of links: - [What to do](#id-of-a-scene)")
	}
	return scene
}

// readSceneChoice returns the choice in an item, and reports its mistakes.
func (s *section) readSceneChoice(item *item) SceneChoice {
	checkContent(s, item, "way")
	if item.Box != markdown.NoBox {
		s.Error(item.Offset, "question-mark", "a box before a way on", "take the box out")
	}
	if item.unindentedAt > 0 {
		reportUnindented(s, item, "what follows %s is not indented")
	}
	if item.QuoteAt > 0 && isEmpty(s.doc, item.Quote) {
		s.Error(item.QuoteAt, "question-reason", fmt.Sprintf("nothing happens after %s", quoted(item.plain)), "write after the > what happens next, or take the > out")
	}
	if item.To == "" {
		s.Error(item.Offset, "scene-way", fmt.Sprintf("%s is not just a link to a scene", quoted(item.plain)), "write - [what to do](#id-of-a-scene), and what happens next below it, after two spaces and >")
	}
	return SceneChoice{Text: item.Text, To: item.To, Consequence: item.Quote, Unsafe: s.checkUnsafe(item), Offset: item.Offset}
}
