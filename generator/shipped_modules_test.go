package generator

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// TestShippedAnswers checks that neither length nor position gives away the answers of the shipped
// modules. The only right answer must be the longest in at most half of the questions. Of the scenes
// in which a choice is unsafe, a quarter to a half must have a first choice that is safe.
func TestShippedAnswers(t *testing.T) {
	l := linkShipped(t)
	questions, longest, scenes, safeFirst := 0, 0, 0, 0
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		for _, q := range m.Questions {
			right, wrong, rights := 0, 0, 0
			for _, o := range q.Options {
				if n := utf8.RuneCountInString(o.Plain); o.Right {
					right, rights = n, rights+1
				} else {
					wrong = max(wrong, n)
				}
			}
			if rights == 1 && !q.Kind.TrueFalse {
				questions++
				if right > wrong {
					longest++
				}
			}
			for _, s := range q.Scenes {
				unsafe := false
				for _, c := range s.Choices {
					unsafe = unsafe || c.Unsafe
				}
				if unsafe {
					scenes++
					if !s.Choices[0].Unsafe {
						safeFirst++
					}
				}
			}
		}
	}
	if questions == 0 || 2*longest > questions {
		t.Errorf("the right answer is the longest in %d of %d questions", longest, questions)
	}
	if 2*safeFirst > scenes || 4*safeFirst < scenes {
		t.Errorf("the first way on is a safe one in %d of %d scenes", safeFirst, scenes)
	}
}

// TestShippedSlideTimes checks that the slides of each shipped module mark as extra the questions for
// which a session has no time, and that there are as many of these as the session pack leaves out. It
// also checks that the slide of a question has the reason for each option, and its notes have none.
func TestShippedSlideTimes(t *testing.T) {
	l := linkShipped(t)
	tree := buildTree(t, shippedSite(t))
	all := 0
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		sessions := views.SessionsOf(m)
		own := slices.IndexFunc(sessions, func(s views.Session) bool { return s.Minutes == m.Minutes })
		if own < 0 {
			t.Fatalf("%s has no session of %d minutes", m.ID, m.Minutes)
		}
		want := 0
		for _, p := range sessions[own].Parts {
			want += p.QuestionCount - len(p.Asked)
		}
		data, err := fs.ReadFile(tree, strings.TrimPrefix(m.Address, "/")+"slides/index.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, notes := range strings.Split(string(data), `<details class="notes">`)[1:] {
			if notes, _, _ = strings.Cut(notes, "</details>"); strings.Contains(notes, `class="reasons"`) {
				t.Errorf("%s: a reason is only in the notes of a slide: %s", m.ID, notes)
			}
		}
		extra := string(l.graph.Site.Texts.Say("slide_extra", "number", want, "count", want))
		if got := strings.Count(string(data), extra); want > 0 && got != 1 {
			t.Errorf("%s: %d slides have %q, and its session leaves %d questions out", m.ID, got, extra, want)
		}
		all += want
	}
	if all == 0 {
		t.Error("no session leaves a question out")
	}
}

// TestShippedSteps checks that the slides of each shipped module have the whole of its first section,
// which says what to do and say, so that a session can be led without the notes.
func TestShippedSteps(t *testing.T) {
	l := linkShipped(t)
	tree := buildTree(t, shippedSite(t))
	shortened := string(l.graph.Site.Texts.Say("slide_shortened"))
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		data, err := fs.ReadFile(tree, strings.TrimPrefix(m.Address, "/")+"slides/index.html")
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, slide := range strings.Split(string(data), "<section")[1:] {
			if !strings.Contains(slide, "<h2>"+m.Plan[0].Section) {
				continue
			}
			if found = true; strings.Contains(slide, shortened) {
				t.Errorf("%s: part of %q is only in the notes", m.ID, m.Plan[0].Section)
			}
		}
		if !found {
			t.Errorf("%s: no slide has the heading %q", m.ID, m.Plan[0].Section)
		}
	}
}

// TestShippedStoryLetters checks that each choice in a story has the same letter on the slides, the
// handout and the answer key, so that a trainer can refer to it by that letter.
func TestShippedStoryLetters(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	choice := regexp.MustCompile(`<b>[A-Z]</b> <a href="#[^"]+">[^<]+</a>`)
	address := "modules/marks-on-babies/"
	want := choice.FindAllString(mainElement(t, tree, address+"slides/index.html"), -1)
	if len(want) == 0 {
		t.Fatal("no choice on the slides has a letter")
	}
	for _, view := range []string{"handout", "key"} {
		if got := choice.FindAllString(mainElement(t, tree, address+view+"/index.html"), -1); !slices.Equal(got, want) {
			t.Errorf("the %s has the choices\n%q\nwant\n%q", view, got, want)
		}
	}
}

// TestShippedNotes checks that the notes for the trainer of each shipped module name only questions that
// the module has, and call a question an extra slide only if the module's own session leaves it out.
func TestShippedNotes(t *testing.T) {
	l := linkShipped(t)
	namedPattern := regexp.MustCompile(`(?:questions?|,) (\d+(?:, \d+)*(?: and \d+)?)( \(an extra slide\))?`)
	numberPattern := regexp.MustCompile(`\d+`)
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		var asked []int
		for _, s := range views.SessionsOf(m) {
			for _, p := range s.Parts {
				if s.Minutes == m.Minutes {
					asked = append(asked, p.Asked...)
				}
			}
		}
		named := 0
		for _, list := range namedPattern.FindAllStringSubmatch(m.Facilitator, -1) {
			for _, number := range numberPattern.FindAllString(list[1], -1) {
				n, err := strconv.Atoi(number)
				if named++; err != nil || n < 1 || n > len(m.Questions) {
					t.Errorf("the notes of %s name question %s in %q, but there are %d questions", m.ID, number, list[0], len(m.Questions))
				}
				if list[2] != "" && slices.Contains(asked, n) {
					t.Errorf("the notes of %s call question %d an extra slide, but a session of %d minutes has it", m.ID, n, m.Minutes)
				}
			}
		}
		if named < 3 {
			t.Errorf("the notes of %s name %d questions, want at least 3", m.ID, named)
		}
	}
}
