package lesson

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"unicode/utf8"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/views"
)

// A deck builds the slides of a module from groups of content.
type deck struct {
	plan     []views.SessionPart
	renderer *htmlRenderer
	groups   []group
	slides   []Slide
}

// sectionIndex returns the index in the plan of the section with the given heading, or fallback if the
// plan has no such section.
func (d *deck) sectionIndex(heading string, fallback int) int {
	if i := slices.IndexFunc(d.plan, func(s views.SessionPart) bool { return s.Section == heading }); i >= 0 {
		return i
	}
	return fallback
}

// addBody adds the body of a module, including its questions. Each level 2 heading starts a
// group, and so does the text after a question.
func (d *deck) addBody(questions []*question) {
	t, doc := d.renderer, d.renderer.page.Body
	title := layout.HTML(html.EscapeString(t.page.Title))
	d.groups = append(d.groups, group{slide: Slide{Kind: TitleSlide, ID: "_title", Heading: title, section: -1}})
	section := -1
	heading := Slide{Kind: TextSlide, Heading: title, section: -1}
	for i := range doc.Elements {
		e := &doc.Elements[i]
		h := doc.HeadingAt(int(e.Text.Blocks[0]))
		last := &d.groups[len(d.groups)-1]
		switch {
		case e.Kind == markdown.SectionElement:
			if last.slide.Kind == TextSlide && len(last.pieces) == 0 { // the heading introduces questions
				d.groups = d.groups[:len(d.groups)-1]
			}
			q := questions[e.Section]
			d.addQuestion(q, d.sectionIndex(doc.Blocks[q.Title.Blocks[0]].Text, section))
		case e.Kind == markdown.HeadingElement && h.Level == 2:
			section = d.sectionIndex(h.Text, -1)
			heading.ID, heading.Heading, heading.section = h.ID, layout.HTML(t.html(e.Content)), section
			heading.hasOneLineHeading = t.length(e.Content) <= maxHeadingLen
			d.groups = append(d.groups, group{slide: heading})
		case last.slide.Kind == QuestionSlide:
			heading.ID = ""
			d.groups = append(d.groups, group{slide: heading, pieces: []piece{t.element(e)}})
		default:
			last.pieces = append(last.pieces, t.element(e))
		}
	}
}

// mergeBeforeSlide moves the content of the BeforeSlide, which is the content note and the outcomes of
// a module, to the title slide if it fits there and the text before the first heading does not. It
// reports whether it has done so.
func (d *deck) mergeBeforeSlide(m *model.Module) bool {
	title := &d.groups[0]
	say := func(key string) string { return d.renderer.locale.Words.Say(key) }
	note := m.ContentNote
	if note == "" {
		note = say("careful")
	}
	sizeOf := func(texts ...string) (s size) {
		for _, text := range texts {
			s = s.plus(textSize(utf8.RuneCountInString(text)))
		}
		return s
	}
	left := sizeOf(m.Summary, d.renderer.locale.Words.Count("session_minutes", m.Minutes), note+say("careful_health")+say("careful_danger"))
	right := sizeOf(append([]string{say("afterwards")}, m.Outcomes...)...)
	title.slide.WithBeforeSlide = lineCount(title.pieces, textWidth) > titleLines && utf8.RuneCountInString(m.Title) <= maxTitleLen &&
		max(left.lines(columnWidth), right.lines(columnWidth)) <= titleColumnLines
	return title.slide.WithBeforeSlide
}

// layOut divides the text of each group among slides. If the deck has more slides than the minutes of
// the module allow, it uses small letters, then shortens the groups whose slides have the least time in
// the plan. Among groups whose slides have equal time, it shortens the one with the most slides.
func (d *deck) layOut(minutes, questions int) {
	allowed := max(minutes*slidesPerHour/60, min(minutes, shortSession)/minutesPerSlide) + questions
	for i := range d.groups {
		g := &d.groups[i]
		g.layOut()
		allowed -= len(g.perSlide)
	}
	if minutes == 0 {
		return
	}
	for i := range d.groups {
		g := &d.groups[i]
		if small := splitIntoSlides(g.pieces, smallWidth, smallLines); allowed < 0 && g.slide.Kind == TextSlide && len(small) < len(g.perSlide) {
			allowed += len(g.perSlide) - len(small)
			g.perSlide = small
		}
	}
	for ; allowed < 0; allowed++ {
		var next *group
		for i := range d.groups {
			if g := &d.groups[i]; len(g.perSlide) > 1 && (next == nil || d.hasLessTime(g, next)) {
				next = g
			}
		}
		if next == nil {
			return
		}
		next.shorten(len(next.perSlide) - 1)
	}
}

// hasLessTime reports whether the slides of a have less time in the plan than those of b, or equal time
// and there are more of them.
func (d *deck) hasLessTime(a, b *group) bool {
	if c := cmp.Compare(d.minutes(a)*len(b.perSlide), d.minutes(b)*len(a.perSlide)); c != 0 {
		return c < 0
	}
	return len(a.perSlide) > len(b.perSlide)
}

// minutes returns the planned length of the section that a group belongs to, or 0 if it belongs to no
// section of the plan.
func (d *deck) minutes(g *group) int {
	if g.slide.section < 0 {
		return 0
	}
	return d.plan[g.slide.section].Minutes
}

// addQuestion adds a question, or each scene of a story.
func (d *deck) addQuestion(q *question, section int) {
	s := Slide{Kind: QuestionSlide, ID: q.ID, section: section, Summary: layout.HTML(q.renderer.say(q.Kind.Summary)), Notes: layout.HTML(q.sources())}
	s.Extra = section >= 0 && !slices.Contains(d.plan[section].Asked, q.number)
	s.Heading = layout.HTML(`<span class="no">` + q.numberAndKind() + "</span>")
	asked := piece{html: `<p class="asked">` + q.renderer.html(q.Title) + "</p>", size: textSize(q.renderer.length(q.Title))}
	switch {
	case q.notAskedKey != "":
		d.groups = append(d.groups, group{slide: s, pieces: []piece{asked, paragraph("kind", q.renderer.say(q.notAskedKey))}})
	case q.Kind.Shape == quiz.Story:
		s.Heading = layout.HTML(heading(q, q.renderer.say("quiz_label", "question", layout.HTML(q.renderer.say("quiz_number", "number", q.number))), q.Title))
		d.addStory(q, s)
	case q.Kind.Shape == quiz.Match:
		s.AnswerBelow = true
		left, right := q.pairLists()
		columns := wrap(`<div class="sides">`, []piece{wrap("<div>", left, "</div>"), wrap("<div>", right, "</div>")}, "</div>")
		above := append([]piece{asked}, q.instructions()...)
		capacity := answerLines - lineCount(above, textWidth) - max(lineCount(left, columnWidth), lineCount(right, columnWidth))
		d.groups = append(d.groups, d.answeredGroup(s, append(above, columns), answerPieces(q), textWidth, capacity))
	default:
		d.groups = append(d.groups, d.answeredGroup(s, append([]piece{asked}, q.prompt()...), answerPieces(q), columnWidth, answerLines))
	}
}

// answeredGroup returns a group of one slide with a question and its answer. Parts of the answer that
// exceed the given width and capacity are in the notes, and the slide says so.
func (d *deck) answeredGroup(s Slide, asked, answer []piece, width int, capacity float64) group {
	kept, omitted := selectPieces(answer, width, capacity)
	if omitted != nil {
		note := paragraph("kind", d.renderer.say("slide_answer_shortened"))
		note.required = true
		kept, omitted = selectPieces(append(slices.Clone(answer), note), width, capacity)
	}
	if width == columnWidth && omitted == nil && lineCount(asked, normalColumn) <= normalScene && lineCount(kept, normalColumn) <= normalAnswer {
		s.Size = "normal"
	}
	s.Answer = layout.HTML(appendPieces(nil, kept))
	s.Notes = layout.HTML(appendPieces(nil, omitted)) + s.Notes
	return group{slide: s, pieces: asked}
}

// answerPieces returns the pieces of the answer to a question. The right answer and the reasons for all
// options are marked as required. The letters of the right options are left out where each option has
// its mark, so that there is space for all reasons.
func answerPieces(q *question) []piece {
	pieces, reasons := q.bestAnswer(), q.reasons()
	if len(reasons) > 0 && !q.Kind.ShowAnswer {
		pieces = nil
	}
	for _, reason := range reasons {
		pieces = append(pieces, wrap(`<dl class="reasons">`, []piece{reason}, "</dl>"))
	}
	for i := range pieces {
		pieces[i].required = i == 0 || len(reasons) > 0
	}
	return append(pieces, q.explanation()...)
}

// addStory adds the scenes of a story. If they fit, the introduction is on the slide of the first
// scene, and endings share a slide.
func (d *deck) addStory(q *question, first Slide) {
	intro := q.renderer.elements(q.Intro)
	for i := range q.Scenes {
		scene := &q.Scenes[i]
		s := Slide{Kind: QuestionSlide, ID: scene.ID, section: first.section, Extra: first.Extra, Summary: layout.HTML(q.renderer.say("quiz_each_brings"))}
		s.Heading = layout.HTML(heading(q, strconv.Itoa(scene.Number), scene.Title))
		pieces := q.scene(scene)
		titled := append([]piece{sceneTitle(q, scene)}, pieces...)
		if i == 0 {
			if together := slices.Concat(intro, titled); lineCount(together, columnWidth) <= sceneLines {
				first.Summary = s.Summary
				s, pieces = first, together
			} else {
				d.groups = append(d.groups, group{slide: first, pieces: intro})
			}
		}
		if scene.Ending {
			d.addEnding(s, pieces, titled)
			continue
		}
		var consequences []piece
		for _, c := range q.consequences(scene) {
			c = wrap(`<dl class="reasons">`, []piece{c}, "</dl>")
			c.required = true
			consequences = append(consequences, c)
		}
		d.groups = append(d.groups, d.answeredGroup(s, pieces, consequences, columnWidth, answerLines))
	}
}

// sceneTitle returns the title of a scene as a level 3 heading, for a slide whose heading is different.
func sceneTitle(q *question, s *quiz.Scene) piece {
	title := heading(q, strconv.Itoa(s.Number), s.Title)
	return piece{html: fmt.Sprintf(`<h3 id="%s">%s</h3>`, html.EscapeString(s.ID), title), size: textSize(2 + q.renderer.length(s.Title)), keepWithNext: true}
}

// addEnding adds an ending of a story. It shares the slide of the previous ending if both fit. The
// argument titled contains pieces preceded by the title of the ending.
func (d *deck) addEnding(s Slide, pieces, titled []piece) {
	last := &d.groups[len(d.groups)-1]
	if last.endings != nil {
		if together := slices.Concat(last.endings, titled); lineCount(together, textWidth) <= normalLines {
			last.slide.Heading, last.slide.ID = layout.HTML(d.renderer.say("quiz_how_ends")), ""
			last.pieces, last.endings = together, together
			return
		}
	}
	d.groups = append(d.groups, group{slide: s, pieces: pieces, endings: titled})
}

// buildSlides returns the slides of all groups, numbered and timed. Those for which the session has no
// time follow the last slide.
func (d *deck) buildSlides() []Slide {
	slices.SortStableFunc(d.groups, func(a, b group) int {
		switch {
		case a.slide.Extra == b.slide.Extra:
			return 0
		case b.slide.Extra:
			return -1
		}
		return 1
	})
	for i := range d.groups {
		g := &d.groups[i]
		for part, pieces := range g.perSlide {
			s := g.slide
			s.Part, s.Text = part+1, layout.HTML(appendPieces(nil, pieces))
			if part > 0 {
				s.ID = ""
			}
			if part > 0 && s.Kind == TitleSlide {
				s.Kind, s.WithBeforeSlide = TextSlide, false
			}
			if s.ID == "" {
				s.ID = fmt.Sprintf("_slide-%d", len(d.slides)+1)
			}
			s.Shortened = g.omitted != nil && part == len(g.perSlide)-1
			if s.Answer == "" && (s.Kind == TextSlide || s.Kind == QuestionSlide) {
				s.Size = letterSize(pieces, s.Shortened, s.capacity())
			}
			if s.Shortened {
				s.Notes += layout.HTML(appendPieces(nil, g.omitted))
			}
			d.slides = append(d.slides, s)
		}
	}
	extra := slices.IndexFunc(d.slides, func(s Slide) bool { return s.Extra })
	if extra < 0 {
		extra = len(d.slides)
	}
	for i := range d.slides {
		s := &d.slides[i]
		s.Number, s.Count = i+1, extra
		if s.Extra {
			s.ExtraNumber, s.ExtraCount = i+1-extra, len(d.slides)-extra
		}
		if i > 0 {
			s.Back, d.slides[i-1].Next = &d.slides[i-1], s
		}
	}
	d.setTimes()
	return d.slides
}

// setTimes sets Minute, Minutes and Planned of the slides, and adds the minutes of each section to the
// notes of its first slide. Slides that belong to no section, and extra ones, have 0 minutes.
func (d *deck) setTimes() {
	count := make([]int, len(d.plan)) // number of slides of each section that are not extra
	for _, s := range d.slides {
		if s.section >= 0 && !s.Extra {
			count[s.section]++
		}
	}
	seen, minute := make([]int, len(d.plan)), 0
	for i := range d.slides {
		s := &d.slides[i]
		s.Minute = minute
		if s.section < 0 || s.Extra {
			continue
		}
		p, n := &d.plan[s.section], seen[s.section]
		at := func(slides int) int { return (2*slides*p.Minutes + count[s.section]) / (2 * count[s.section]) }
		s.Planned, s.Minute, s.Minutes = true, p.From+at(n), at(n+1)-at(n)
		if n == 0 {
			s.Notes = "<p>" + d.renderer.locale.Count("slide_timing", p.Minutes, "from", p.From, "to", p.To) + "</p>" + s.Notes
		}
		seen[s.section]++
		minute = p.From + at(n+1)
	}
}
