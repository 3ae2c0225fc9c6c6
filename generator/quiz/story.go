package quiz

import (
	"fmt"
	"maps"
	"slices"
)

// A story is a scenario as a graph of scenes, identified by their index.
type story struct {
	*reader
	scenes     []Scene
	ways       [][]int // targets of the ways from each scene
	incomplete bool    // a scene has no ways, or a target is unknown
}

// checkStory reports ways to unknown scenes, unreachable scenes and endings, and scenes
// from which no ending is reachable.
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
		st.addWays(i, index)
	}
	if !st.incomplete {
		st.checkReachable()
	}
	st.checkLoops()
}

// addWays adds the ways from scene i to the graph. For an unknown id it reports an error
// and uses the scene with the most similar id, if any.
func (s *story) addWays(i int, index map[string]int) {
	s.incomplete = s.incomplete || len(s.scenes[i].Ways) == 0 && !s.scenes[i].Ending
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
			s.incomplete = true
			continue
		}
		s.ways[i] = append(s.ways[i], to)
	}
}

// reachable reports for each scene whether it is reachable from one of the scenes in queue.
func reachable(ways [][]int, queue []int) []bool {
	reached := make([]bool, len(ways))
	for ; len(queue) > 0; queue = queue[1:] {
		if from := queue[0]; !reached[from] {
			reached[from] = true
			queue = append(queue, ways[from]...)
		}
	}
	return reached
}

// checkReachable reports scenes and endings that are not reachable from the first scene.
func (s *story) checkReachable() {
	reached := reachable(s.ways, []int{0})
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

// checkLoops reports the first scene from which no ending is reachable. A scene with a way
// to an unknown scene, which has been reported, counts as an ending.
func (s *story) checkLoops() {
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
	if i := slices.Index(reachable(back, ends), false); i >= 0 {
		s.Error(s.scenes[i].Offset, "scene-loop", "from this scene no ending can be reached", "let one of the ways lead out of the circle")
	}
}
