package quiz

import (
	"fmt"
	"maps"
	"slices"
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
			hint := "write the heading: ### Scene: … {#" + way.To + "}"
			near := s.Nearest(way.To, func() []string { return slices.Collect(maps.Keys(index)) })
			if to, known = index[near]; known {
				hint = fmt.Sprintf("did you mean #%s?", near)
			}
			s.Error(way.Offset, "scene-unknown", fmt.Sprintf("no scene or ending of this scenario is called #%s", way.To), hint)
		}
		if !known {
			s.unknown = true
			continue
		}
		s.ways[i] = append(s.ways[i], to)
	}
}

// reach reports, for each scene, whether ways lead to it from one of the scenes in queue.
func reach(ways [][]int, queue []int) []bool {
	reached := make([]bool, len(ways))
	for ; len(queue) > 0; queue = queue[1:] {
		if from := queue[0]; !reached[from] {
			reached[from] = true
			queue = append(queue, ways[from]...)
		}
	}
	return reached
}

// unreached reports what cannot be reached from the first scene.
func (s *story) unreached() {
	reached := reach(s.ways, []int{0})
	for i, scene := range s.scenes {
		switch {
		case reached[i] || scene.ID == "":
		case scene.Ending:
			s.Error(scene.Offset, "ending-unreached", "no way leads to this ending", fmt.Sprintf("link to it from a scene: - [What to do](#%s), or take it out", scene.ID))
		default:
			s.Error(scene.Offset, "scene-unreached", "no way leads to this scene from the first", fmt.Sprintf("link to it from another: - [What to do](#%s), or take it out", scene.ID))
		}
	}
}

// loops reports the first scene from which no ending can be reached. A way that has a
// message of its own counts as a way out.
func (s *story) loops() {
	back := make([][]int, len(s.ways))
	var ends []int
	for i, ways := range s.ways {
		for _, to := range ways {
			back[to] = append(back[to], i)
		}
		if len(ways) == 0 || len(ways) < len(s.scenes[i].Ways) {
			ends = append(ends, i)
		}
	}
	if i := slices.Index(reach(back, ends), false); i >= 0 {
		s.Error(s.scenes[i].Offset, "scene-loop", "from this scene no ending can be reached", "let one of the ways lead out of the circle")
	}
}
