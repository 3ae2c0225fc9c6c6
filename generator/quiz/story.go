package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// A story is a scenario as a graph, by index of its scenes.
type story struct {
	*reader
	scenes  []Scene
	ways    [][]int // from each scene
	unknown bool    // some way is missing, or its target cannot be guessed
}

// checkStory reports ways that lead nowhere, and scenes and endings that cannot be
// reached or left.
func checkStory(s *section) {
	scenes := s.q.Scenes
	st := story{reader: s.reader, scenes: scenes, ways: make([][]int, len(scenes))}
	index := make(map[string]int, len(scenes))
	for i, scene := range scenes {
		if _, twice := index[scene.ID]; !twice && scene.ID != "" {
			index[scene.ID] = i
		}
	}
	for i := range scenes {
		st.follow(i, index)
	}
	if !st.unknown {
		st.unreached()
	}
	st.loops()
}

// follow records where the ways of a scene lead. A misspelt id counts as the scene
// that was meant.
func (s *story) follow(i int, index map[string]int) {
	s.unknown = s.unknown || len(s.scenes[i].Ways) == 0 && !s.scenes[i].Ending
	for _, way := range s.scenes[i].Ways {
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
		return 0, "" // nobody reads the hundredth hint, and each takes time for every scene
	}
	var names []string
	for _, scene := range s.scenes {
		if scene.ID != "" {
			names = append(names, scene.ID)
		}
	}
	near = diag.Nearest(typed, names)
	return index[near], near
}

// unreached reports what cannot be reached from the first scene.
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
	for i, scene := range s.scenes {
		switch {
		case reached[i] || scene.ID == "":
		case scene.Ending:
			s.fail(scene.Offset, "ending-unreached", "no way leads to this ending", fmt.Sprintf("link to it from a scene: - [What to do](#%s), or take it out", scene.ID))
		default:
			s.fail(scene.Offset, "scene-unreached", "no way leads to this scene from the first", fmt.Sprintf("link to it from another: - [What to do](#%s), or take it out", scene.ID))
		}
	}
}

// loops reports the first scene from which no ending can be reached. A way that has a
// message of its own counts as a way out.
func (s *story) loops() {
	back := make([][]int, len(s.ways))
	ends := make([]bool, len(s.ways))
	var queue []int
	for i, ways := range s.ways {
		for _, to := range ways {
			back[to] = append(back[to], i)
		}
		if len(ways) == 0 || len(ways) < len(s.scenes[i].Ways) {
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
		s.fail(s.scenes[i].Offset, "scene-loop", "from this scene no ending can be reached", "let one of the ways lead out of the circle")
	}
}
