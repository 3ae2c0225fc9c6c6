package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/markdown"
)

// scenario is a branching story of scenes with ways on, and endings.
func scenario() Kind {
	return Kind{Word: "Scenario", Heading: ", a story with choices", Shape: Story, Summary: "About this story",
		noun: "scenario", needsBasis: true, holds: holdsNothing, read: readScenario,
		parts: []part{{word: "Scene", noun: "scene"}, {word: "Ending", noun: "ending", last: true}}}
}

func holdsNothing(*section, *markdown.Element, bool) bool { return false }

// holdsWays reports whether an element is a list of links to scenes.
func holdsWays(_ *section, e *markdown.Element, _ bool) bool {
	return slices.ContainsFunc(e.Items, func(i markdown.Item) bool { return i.To != "" })
}

func readScenario(s *section) {
	endings := 0
	for i := range s.Parts {
		scene := s.scene(&s.Parts[i], i+1)
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

// scene reads one scene or ending.
func (s *section) scene(written *markdown.Section, number int) Scene {
	kind := s.kind.part(written.Word)
	part := &section{reader: s.reader, Section: written, kind: s.kind, word: kind.word, noun: kind.noun, q: s.q}
	part.heading()
	scene := Scene{ID: written.ID, Number: number, Title: written.Title, Plain: written.Plain, Text: part.sort(holdsWays),
		Ending: kind.last, Offset: written.Offset}
	for _, l := range part.labels {
		part.Error(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", l.Label.Name, article(part.noun)), "write it below the heading Scenario:, or as a sentence")
	}
	if part.strayAt > 0 {
		part.Error(part.strayAt, "question-stray", "this comes after the ways on and belongs to none of them", "move it above them")
	}
	for i := range part.items {
		scene.Ways = append(scene.Ways, part.way(&part.items[i]))
	}
	switch {
	case scene.Ending && len(scene.Ways) > 0:
		part.Error(scene.Ways[0].Offset, "scene-way", "a way on from an ending", "take it out, or write Scene: in the heading")
		scene.Ways = nil
	case !scene.Ending && len(scene.Ways) == 0:
		part.Error(scene.Offset, "scene-no-way", "a scene without a way on", "end it with a list of links: - [What to do](#id-of-a-scene)")
	}
	return scene
}

func (s *section) way(item *item) Way {
	checkContent(s, item, "way")
	if item.Box != markdown.NoBox {
		s.Error(item.Offset, "question-mark", "a box before a way on", "take the box out")
	}
	if item.outsideAt > 0 {
		reportNotIndented(s, item, "what follows %s is not indented")
	}
	if item.To == "" {
		s.Error(item.Offset, "scene-way", fmt.Sprintf("%s is not just a link to a scene", quoted(item.plain)), "write - [what to do](#id-of-a-scene), and what happens next below it, after two spaces and >")
	}
	consequence, unsafe := s.unsafe(item)
	return Way{Text: item.Text, To: item.To, Consequence: consequence, Unsafe: unsafe, Offset: item.Offset}
}
