package generator

import (
	"regexp"
	"strings"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// TestShippedSessions checks that each shipped module can be taught in the minutes of each of its plans:
// its text is read aloud at 130 words a minute, and each question and scene with a choice takes 90
// seconds. It allows half a minute a part, since plans have whole minutes.
func TestShippedSessions(t *testing.T) {
	l := linkSite(t, shippedSite(t))
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		sessions := views.SessionsOf(m)
		if len(sessions) < 2 {
			t.Errorf("%s has %d plans, want one for 30 and one for 60 minutes", m.ID, len(sessions))
		}
		reading, perQuestion := sectionMinutes(m)
		for _, s := range sessions {
			for _, p := range s.Parts {
				if need := reading[p.Section] + perQuestion[p.Section]*float64(p.Questions); p.Section != "" && need > float64(p.Minutes)+.5 {
					t.Errorf("%s, %d minutes: %q has %d minutes and takes %.1f", m.ID, s.Minutes, p.Section, p.Minutes, need)
				}
			}
		}
	}
}

// sectionMinutes returns the minutes that it takes to read the text of each section of a module, and
// those for each of its questions.
func sectionMinutes(m *model.Module) (reading, perQuestion map[string]float64) {
	// References in brackets, which nobody reads aloud, and links with words of their own.
	reference, link := regexp.MustCompile(`\(?\[\[[^\]|]*\]\][,;)]*`), regexp.MustCompile(`\[\[[^\]|]*\|([^\]]*)\]\]`)
	reading, perQuestion = make(map[string]float64), make(map[string]float64)
	section, asked := "", 0
	for i, h := range m.Body.Headings {
		if h.Level == 2 {
			section = h.Text
		}
		end := len(m.File.Text)
		if i+1 < len(m.Body.Headings) {
			end = m.Body.Headings[i+1].Offset
		}
		if asked < len(m.Questions) && m.Questions[asked].Offset == h.Offset {
			perQuestion[section] = 1.5
			choices := 0
			for _, scene := range m.Questions[asked].Scenes {
				if !scene.Ending {
					choices++
				}
			}
			perQuestion[section] *= float64(max(choices, 1))
			asked++
		}
		if asked == 0 || m.Questions[asked-1].End <= h.Offset {
			text := link.ReplaceAllString(reference.ReplaceAllString(m.File.Text[h.Offset:end], ""), "$1")
			reading[section] += float64(len(strings.Fields(text))) / 130
		}
	}
	return reading, perQuestion
}
