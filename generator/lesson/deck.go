package lesson

import (
	"slices"

	"safelearn/generator/layout"
)

// A Deck is the slides of a module, for a layout that adds the headings and controls.
//
// It has at most 23 slides for every hour of the module and one for each question, unless
// the sections and scenes alone are more. A question and its answer share a slide. What a slide
// leaves out, because its section is too long, is in its notes.
type Deck struct {
	Slides []Slide
	Tips   layout.HTML // tooltips of the terms on the slides
}

// A Slide is a slide of a Deck.
type Slide struct {
	Kind      SlideKind   // what it shows
	ID        string      // unique on the page
	Heading   layout.HTML // of TextSlide and QuestionSlide
	Part      int         // from 1, if several slides have the heading
	Text      layout.HTML // or the question
	Size      string      // size of the letters in which Text fits: "" (small), "normal", "large" or "largest"
	Before    bool        // a TitleSlide also shows what a BeforeSlide does
	Shortened bool        // the rest of the text is in the notes
	Summary   layout.HTML // label of the control that reveals the answer
	Answer    layout.HTML // shown beside or below Text, or "" if there is none
	Below     bool        // the answer is below Text
	Notes     layout.HTML // for the trainer only
	Minutes   int         // planned length; the minutes of a section are divided among its slides
	Minute    int         // start, in minutes since the start of the session
	Planned   bool        // whether it belongs to a section of the plan

	Number int    // from 1
	Count  int    // number of slides of the deck
	Back   *Slide // the slide before this one, or nil
	Next   *Slide // the slide after this one, or nil

	section int // index in the plan, or -1
}

// A SlideKind is the kind of a Slide. The layout writes the text of the first and last slides.
type SlideKind string

const (
	TitleSlide    SlideKind = "title"    // title and summary of the module, and the text before the first heading
	BeforeSlide   SlideKind = "before"   // content note, and what learners can do afterwards
	TextSlide     SlideKind = "text"     // part of the body of the module
	QuestionSlide SlideKind = "question" // a question, or a scene of a story
	LastSlide     SlideKind = "last"     // when to come back, and the short link
)

// Capacity of a slide below its heading, in lines and in characters of a line. It assumes a screen
// with an aspect ratio of 16 to 9 and a wide font. Text beside an answer or below a title is in small
// letters.
const (
	largestLines   = 8.6 // in the largest letters
	largestWidth   = 50
	largeLines     = 10.3 // in large letters
	largeWidth     = 58
	normalLines    = 12.7 // in letters of the usual size
	textWidth      = 68
	headLines      = 11.5 // in each of two columns below a title of up to titleWidth
	titleWidth     = 80
	titleLines     = 6.5 // below the title and summary of the module
	smallLines     = 13  // in small letters
	smallWidth     = 72
	sceneLines     = 14 // beside an answer
	answerLines    = 12 // beside a question, below the control that reveals the answer
	columnWidth    = 38 // in each of two columns
	shortenedWidth = 60 // of the line that says that the rest is in the notes

	slidesPerHour = 23 // slides that a module of an hour may have, besides those of its questions
)

// A group is the content of one or more slides with the same heading: part of the text, a question
// or a scene of a story.
type group struct {
	slide   Slide
	pieces  []piece
	endings []piece   // endings of a story with their titles, or nil for other groups
	cut     [][]piece // pieces of each slide
	left    []piece   // pieces that the slides leave out
}

// layOut divides the pieces of a group among slides. A question with an answer has one slide.
func (g *group) layOut() {
	switch {
	case g.slide.Kind == TitleSlide && linesOf(g.pieces, textWidth) > titleLines:
		g.cut = append([][]piece{nil}, divide(g.pieces, textWidth, normalLines)...)
	case g.slide.Kind != TextSlide && g.slide.Kind != QuestionSlide, g.slide.Answer != "":
		g.cut = [][]piece{g.pieces}
	default:
		g.cut = divide(g.pieces, textWidth, normalLines)
	}
}

// letterSize returns the largest size of letters in which the pieces fit on a slide without an answer.
// A shortened slide also says that the rest is in the notes.
func letterSize(pieces []piece, shortened bool) string {
	if shortened {
		pieces = append(slices.Clone(pieces), piece{size: textSize(shortenedWidth)})
	}
	switch {
	case linesOf(pieces, largestWidth) <= largestLines:
		return "largest"
	case linesOf(pieces, largeWidth) <= largeLines:
		return "large"
	case linesOf(pieces, textWidth) <= normalLines:
		return "normal"
	}
	return ""
}

// shorten leaves out pieces from the end of a group until the rest fits on the given number of
// slides. It does not leave out callouts.
func (g *group) shorten(slides int) {
	for len(g.cut) > slides {
		i := len(g.pieces) - 1
		for i > 0 && g.pieces[i].required {
			i--
		}
		if i < 0 || g.pieces[i].required {
			return
		}
		p := g.pieces[i]
		g.pieces = slices.Delete(slices.Clone(g.pieces), i, i+1)
		if l := p.list; l != nil && len(l.items) > 1 {
			first, last := l.cut(len(l.items) - 1)
			g.pieces, p = slices.Insert(g.pieces, i, first), last
		}
		g.left = append([]piece{p}, g.left...)
		g.cut = divide(g.pieces, textWidth, normalLines-textSize(shortenedWidth).lines(textWidth))
	}
}

// divide divides pieces among slides with the given capacity. It keeps a heading or label with the
// piece after it, and splits lists between items. A piece that is too long for any slide has a
// slide of its own.
func divide(pieces []piece, width int, capacity float64) [][]piece {
	cut, used := [][]piece{nil}, 0.0
	pieces = slices.Clone(pieces)
	for i := 0; i < len(pieces); i++ {
		p, last := pieces[i], &cut[len(cut)-1]
		lines := p.size.lines(width)
		need := lines
		if p.keepWithNext && i+1 < len(pieces) {
			need += pieces[i+1].firstLines(width)
		}
		if used+need <= capacity {
			*last, used = append(*last, p), used+lines
			continue
		}
		n := p.list.fitting(width, capacity-used)
		if n == 0 && used == 0 {
			n = 1
		}
		if p.list != nil && n > 0 && n < len(p.list.items) {
			first, rest := p.list.cut(n)
			*last = append(*last, first)
			pieces[i] = rest
			i--
		} else if used == 0 {
			*last, used = append(*last, p), lines
			continue
		} else {
			i--
		}
		cut, used = append(cut, nil), 0
	}
	return cut
}

// fitting returns the number of items of l, which may be nil, that fit in the given capacity.
func (l *list) fitting(width int, capacity float64) int {
	if l == nil {
		return 0
	}
	for n, item := range l.items {
		if capacity -= item.size.lines(width); capacity < 0 {
			return n
		}
	}
	return len(l.items)
}

// firstLines returns the estimated height of the part of p that must follow a heading on the same
// slide: the first item of a list, or everything else as a whole.
func (p *piece) firstLines(width int) float64 {
	if p.list != nil && len(p.list.items) > 0 {
		return p.list.items[0].size.lines(width)
	}
	return p.size.lines(width)
}

// selectPieces returns the pieces that fit on a slide together and those that do not, both in
// order. Required pieces are always among the first.
func selectPieces(pieces []piece, width int, capacity float64) (kept, left []piece) {
	for _, p := range pieces {
		if p.required {
			capacity -= p.size.lines(width)
		}
	}
	for _, p := range pieces {
		lines := p.size.lines(width)
		switch {
		case p.required:
			kept = append(kept, p)
		case lines <= capacity:
			kept, capacity = append(kept, p), capacity-lines
		default:
			left = append(left, p)
		}
	}
	return kept, left
}
