package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

func (f *form) scenario() {
	endings := 0
	for i := range f.Scenes {
		s := f.scene(&f.Scenes[i], i+1)
		if s.Ending {
			endings++
		}
		f.q.Scenes = append(f.q.Scenes, s)
	}
	switch scenes := f.q.Scenes; {
	case len(scenes) == 0 || scenes[0].Ending:
		f.fail(f.Offset, "scenario-parts", "a scenario that starts with no scene", "write ### Scene: … {#id} below it, and what can be done there as a list of links")
	case endings == 0:
		f.fail(f.Offset, "scenario-parts", "a scenario without an ending", "write ### Ending: … {#id} for each way in which it can end")
	default:
		f.story()
	}
}

// scene takes in one scene or ending.
func (f *form) scene(written *markdown.Form, number int) Scene {
	part := &form{reader: f.reader, Form: written, word: nameOf(written.Word), q: f.q}
	if part.word != f.word {
		part.heading()
	}
	s := Scene{ID: written.ID, Number: number, Title: written.Title, Plain: written.Plain, Text: written.Intro,
		Ending: part.word == "Ending", Offset: written.Offset}
	for _, l := range written.Labels {
		part.fail(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", l.Name, article(part.word)), "write it below the heading Scenario:, or as a sentence")
	}
	if written.AfterAt > 0 {
		part.fail(written.AfterAt, "question-stray", "this stands after the ways on and belongs to none of them", "move it above them")
	}
	for i := range written.Items {
		s.Ways = append(s.Ways, part.way(&written.Items[i]))
	}
	switch {
	case s.Ending && len(s.Ways) > 0:
		part.fail(s.Ways[0].Offset, "scene-way", "a way on from an ending", "take it out, or write Scene: in the heading")
		s.Ways = nil
	case !s.Ending && len(s.Ways) == 0:
		part.fail(s.Offset, "scene-no-way", "a scene without a way on", "end it with a list of links: - [What to do](#id-of-a-scene)")
	}
	return s
}

func (f *form) way(item *markdown.Item) Way {
	f.alone(item, "way")
	if item.Box != markdown.NoBox {
		f.fail(item.Offset, "question-mark", "a box before a way on", "take the box out")
	}
	if item.OutsideAt > 0 {
		f.notIndented(item, "what follows %s is not indented")
	}
	if item.To == "" {
		f.fail(item.Offset, "scene-way", fmt.Sprintf("%s is no link to a scene and nothing else", quoted(item.Plain)), "write - [what to do](#id-of-a-scene); what comes of it stands below, after two blanks and >")
	}
	consequence, unsafe := f.unsafe(item)
	return Way{Text: item.Text, To: item.To, Consequence: consequence, Unsafe: unsafe, Offset: item.Offset}
}

// A story is a scenario as a graph, by index of its scenes.
type story struct {
	*form
	ways    [][]int // from each scene
	unknown bool    // some way is missing or leads nowhere that can be guessed
}

// story judges where the ways lead.
func (f *form) story() {
	scenes := f.q.Scenes
	s := story{form: f, ways: make([][]int, len(scenes))}
	index := make(map[string]int, len(scenes))
	for i, scene := range scenes {
		if _, twice := index[scene.ID]; !twice && scene.ID != "" {
			index[scene.ID] = i
		}
	}
	for i := range scenes {
		s.follow(i, index)
	}
	if !s.unknown {
		s.unreached()
	}
	s.loops()
}

// follow notes where the ways of a scene lead. One that leads to a misspelt id counts
// for the scene that was meant.
func (s *story) follow(i int, index map[string]int) {
	s.unknown = s.unknown || len(s.q.Scenes[i].Ways) == 0 && !s.q.Scenes[i].Ending
	for _, way := range s.q.Scenes[i].Ways {
		to, known := index[way.To]
		if !known && way.To != "" {
			var near string
			to, near = s.near(way.To, index)
			hint := "write the heading: ### Scene: … {#" + way.To + "}"
			if near != "" {
				hint = fmt.Sprintf("did you mean #%s?", near)
			}
			s.fail(way.Offset, "scene-unknown", fmt.Sprintf("no scene or ending of this scenario is called #%s", way.To), hint)
			known = near != ""
		}
		if !known {
			s.unknown = true
			continue
		}
		s.ways[i] = append(s.ways[i], to)
	}
}

func (s *story) near(typed string, index map[string]int) (to int, near string) {
	if len(s.problems) >= maxProblems/10 {
		return 0, "" // nobody reads the hundredth hint, and each costs the length of the story
	}
	var names []string
	for _, scene := range s.q.Scenes {
		if scene.ID != "" {
			names = append(names, scene.ID)
		}
	}
	near = diag.Nearest(typed, names)
	return index[near], near
}

// unreached tells of what nobody can come to from the first scene.
func (s *story) unreached() {
	reached := make([]bool, len(s.ways))
	reached[0] = true
	for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
		for _, to := range s.ways[queue[0]] {
			if !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	for i, scene := range s.q.Scenes {
		switch {
		case reached[i] || scene.ID == "":
		case scene.Ending:
			s.fail(scene.Offset, "ending-unreached", "no way leads to this ending", fmt.Sprintf("link to it from a scene: - [What to do](#%s), or take it out", scene.ID))
		default:
			s.fail(scene.Offset, "scene-unreached", "no way leads to this scene from the first", fmt.Sprintf("link to it from another: - [What to do](#%s), or take it out", scene.ID))
		}
	}
}

// loops tells of the first scene from which every way leads round and round. What has
// a message of its own counts as a way out.
func (s *story) loops() {
	back := make([][]int, len(s.ways))
	ends := make([]bool, len(s.ways))
	var queue []int
	for i, ways := range s.ways {
		for _, to := range ways {
			back[to] = append(back[to], i)
		}
		if len(ways) == 0 || len(ways) < len(s.q.Scenes[i].Ways) {
			ends[i] = true
			queue = append(queue, i)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, from := range back[queue[0]] {
			if !ends[from] {
				ends[from] = true
				queue = append(queue, from)
			}
		}
	}
	if i := slices.Index(ends, false); i >= 0 {
		s.fail(s.q.Scenes[i].Offset, "scene-loop", "from this scene no ending can be reached", "let one of the ways lead out of the circle")
	}
}
