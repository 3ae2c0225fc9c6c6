package quiz

import (
	"fmt"
	"maps"
	"slices"
)

// A story is the graph of the scenes and endings of a scenario, identified by their index.
type story struct {
	*reader
	scenes     []Scene
	targets    [][]int // for each scene, indices of the scenes to which its choices lead
	incomplete bool    // whether a scene has no choices or leads to an unknown scene
}

// checkStory reports choices that lead to unknown scenes, unreachable scenes and endings, and
// the first scene from which no ending is reachable.
func checkStory(s *section) {
	scenes := s.q.Scenes
	st := story{reader: s.reader, scenes: scenes, targets: make([][]int, len(scenes))}
	index := make(map[string]int, len(scenes))
	for i, scene := range scenes {
		if _, twice := index[scene.ID]; !twice && scene.ID != "" {
			index[scene.ID] = i
		}
	}
	for i := range scenes {
		st.addTargets(i, index)
	}
	if !st.incomplete {
		st.checkReachable()
	}
	st.checkLoops()
}

// addTargets adds to the graph the scenes to which scene i leads. For an unknown id, it reports an
// error and uses the scene with the most similar id, if any. The map index gives the index of each
// scene by its id.
func (s *story) addTargets(i int, index map[string]int) {
	s.incomplete = s.incomplete || len(s.scenes[i].Choices) == 0 && !s.scenes[i].Ending
	for _, choice := range s.scenes[i].Choices {
		to, known := index[choice.To]
		if !known && choice.To != "" {
			hint := "write the heading: ### Scene: … {#" + choice.To + "}"
			near := s.Nearest(choice.To, func() []string { return slices.Collect(maps.Keys(index)) })
			if to, known = index[near]; known {
				hint = fmt.Sprintf("did you mean #%s?", near)
			}
			s.Error(choice.Offset, "scene-unknown", fmt.Sprintf("no scene or ending of this scenario is called #%s", choice.To), hint)
		}
		if !known {
			s.incomplete = true
			continue
		}
		s.targets[i] = append(s.targets[i], to)
	}
}

// reachable returns, for each scene, whether it is in queue or reachable from a scene in queue.
func reachable(targets [][]int, queue []int) []bool {
	reached := make([]bool, len(targets))
	for ; len(queue) > 0; queue = queue[1:] {
		if from := queue[0]; !reached[from] {
			reached[from] = true
			queue = append(queue, targets[from]...)
		}
	}
	return reached
}

// checkReachable reports scenes and endings that are not reachable from the first scene.
func (s *story) checkReachable() {
	reached := reachable(s.targets, []int{0})
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

// checkLoops reports the first scene from which no ending is reachable. A scene without a known
// target, or with a choice that leads to an unknown scene, counts as an ending, because it has been
// reported already.
func (s *story) checkLoops() {
	back := make([][]int, len(s.targets))
	var ends []int // indices of the scenes that count as endings
	for i, targets := range s.targets {
		for _, to := range targets {
			back[to] = append(back[to], i)
		}
		if len(targets) == 0 || len(targets) < len(s.scenes[i].Choices) {
			ends = append(ends, i)
		}
	}
	if i := slices.Index(reachable(back, ends), false); i >= 0 {
		s.Error(s.scenes[i].Offset, "scene-loop", "from this scene no ending can be reached", "let one of the ways lead out of the circle")
	}
}
