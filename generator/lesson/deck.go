package lesson

import (
	"slices"

	"safelearn/generator/layout"
)

// A Deck contains the slides of a module. The layout adds headings and controls.
//
// A deck has at most slidesPerHour slides for every hour of the module, or one for every
// minutesPerSlide minutes of its first half hour if that is more, and one for each question, unless the
// sections and scenes alone need more. A question and its answer share a slide. If a
// section is too long for its slides, the rest of its text is in the notes of its last slide.
type Deck struct {
	Slides []Slide
	Tips   layout.HTML // tooltips of the terms on the slides
}

// A Slide is one slide of a Deck, with its text and the notes for the trainer.
type Slide struct {
	Kind            SlideKind   // determines which of the other fields are set
	ID              string      // id of the HTML element, unique on the page
	Heading         layout.HTML // heading of a TextSlide or QuestionSlide
	Part            int         // number of this slide among those with the same heading, from 1
	Text            layout.HTML // content, without Heading and Answer
	Size            string      // largest letter size in which Text fits: "" (small), "normal", "large" or "largest"
	WithBeforeSlide bool        // whether a TitleSlide includes the content of a BeforeSlide
	Shortened       bool        // whether the rest of the text is in Notes
	Summary         layout.HTML // label of the control that reveals Answer
	Answer          layout.HTML // answer to the question, or ""
	AnswerBelow     bool        // whether Answer is below Text instead of beside it
	Notes           layout.HTML // notes for the trainer
	Minutes         int         // planned length; the minutes of a section are divided among its slides
	Minute          int         // planned start, in minutes since the start of the session
	Planned         bool        // whether the slide belongs to a section of the plan and is not extra
	Extra           bool        // whether there is no time for the question in the session

	Number      int    // number from 1
	Count       int    // number of slides that are not extra
	ExtraNumber int    // number among the extra slides, from 1, or 0
	ExtraCount  int    // number of extra slides, or 0 if the slide is not extra
	Back        *Slide // previous slide, or nil
	Next        *Slide // next slide, or nil

	section           int  // index in the plan of the section, or -1
	hasOneLineHeading bool // whether Heading has a single line
}

// capacity returns the number of lines of text in letters of normal size that fit below the heading.
func (s *Slide) capacity() float64 {
	if s.hasOneLineHeading {
		return normalLines + headingLines
	}
	return normalLines
}

// A SlideKind is the kind of a Slide. The layout writes the text of a TitleSlide, BeforeSlide or
// LastSlide.
type SlideKind string

const (
	TitleSlide    SlideKind = "title"    // title and summary of the module, and the text before the first heading
	BeforeSlide   SlideKind = "before"   // content note, and what learners can do afterwards
	TextSlide     SlideKind = "text"     // part of the body of the module
	QuestionSlide SlideKind = "question" // a question, or a scene of a story
	LastSlide     SlideKind = "last"     // date on which to come back, and the short link
)

// Capacity of a slide below its heading, in lines, and length of a line, in characters, for several
// letter sizes and layouts. The numbers assume a screen with an aspect ratio of 16 to 9 and a wide
// font. Text beside an answer or below a title is set in small letters.
const (
	largestLines     = 8.6 // in the largest letters
	largestWidth     = 50
	largeLines       = 10.3 // in large letters
	largeWidth       = 58
	normalLines      = 12.7 // lines of text in normal size that fit below a heading of two lines
	headingLines     = 1.3  // lines of text in normal size that fit in place of the second line of a heading
	maxHeadingLen    = 32   // of a heading of a single line
	textWidth        = 68
	titleColumnLines = 11.5 // in each of two columns below a title of up to maxTitleLen characters
	maxTitleLen      = 80
	titleLines       = 6.5 // below the title and summary of the module
	smallLines       = 13  // in small letters
	smallWidth       = 72
	sceneLines       = 14 // beside an answer
	answerLines      = 12 // beside a question, below the control that reveals the answer
	columnWidth      = 38 // in each of two columns
	normalScene      = 12 // beside an answer, in letters of normal size
	normalAnswer     = 10
	normalColumn     = 32
	shortenedNoteLen = 60 // characters of the sentence that says that the rest is in the notes

	slidesPerHour   = 23 // maximum number of slides for an hour of a module, besides those of its questions
	shortSession    = 30 // in minutes: the part of a session with one slide for every minutesPerSlide minutes
	minutesPerSlide = 2
)

// A group is the content of one or more slides with the same heading: text, a question or a scene of a
// story.
type group struct {
	slide    Slide // fields that the slides have in common
	pieces   []piece
	endings  []piece   // endings of a story, with their titles; nil for other groups
	perSlide [][]piece // pieces of each slide
	omitted  []piece   // pieces that are only in the notes
}

// layOut divides the pieces of a group among slides. A question with an answer gets a single slide.
func (g *group) layOut() {
	switch {
	case g.slide.Kind == TitleSlide && lineCount(g.pieces, textWidth) > titleLines:
		g.perSlide = append([][]piece{nil}, splitIntoSlides(g.pieces, textWidth, normalLines)...)
	case g.slide.Kind != TextSlide && g.slide.Kind != QuestionSlide, g.slide.Answer != "":
		g.perSlide = [][]piece{g.pieces}
	default:
		g.perSlide = splitIntoSlides(g.pieces, textWidth, g.slide.capacity())
	}
}

// letterSize returns the largest letter size at which the pieces fit on a slide that has the given
// capacity and no answer. If shortened is true, there must also be space for the note that the rest is
// in the notes.
func letterSize(pieces []piece, shortened bool, capacity float64) string {
	if shortened {
		pieces = append(slices.Clone(pieces), piece{size: textSize(shortenedNoteLen)})
	}
	switch {
	case lineCount(pieces, largestWidth) <= largestLines:
		return "largest"
	case lineCount(pieces, largeWidth) <= largeLines:
		return "large"
	case lineCount(pieces, textWidth) <= capacity:
		return "normal"
	}
	return ""
}

// shorten omits pieces from the end of a group until the remaining ones fit on the given number of
// slides. It never omits callouts, and leaves no heading at the end.
func (g *group) shorten(slides int) {
	for len(g.perSlide) > slides {
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
			first, last := l.split(len(l.items) - 1)
			g.pieces, p = slices.Insert(g.pieces, i, first), last
		}
		g.omitted = append([]piece{p}, g.omitted...)
		if i > 0 && i == len(g.pieces) && g.pieces[i-1].keepWithNext { // its text is gone
			g.omitted = append([]piece{g.pieces[i-1]}, g.omitted...)
			g.pieces = g.pieces[:i-1]
		}
		g.perSlide = splitIntoSlides(g.pieces, textWidth, g.slide.capacity()-textSize(shortenedNoteLen).lines(textWidth))
	}
}

// splitIntoSlides divides pieces among slides with the given capacity. It keeps a heading or label with
// the piece that follows it, and splits lists between items. A piece that is too long for a slide gets
// a slide of its own.
func splitIntoSlides(pieces []piece, width int, capacity float64) [][]piece {
	slides, used := [][]piece{nil}, 0.0
	pieces = slices.Clone(pieces)
	for i := 0; i < len(pieces); i++ {
		p, last := pieces[i], &slides[len(slides)-1]
		lines := p.size.lines(width)
		need := lines
		if p.keepWithNext && i+1 < len(pieces) {
			need += pieces[i+1].firstLinesHeight(width)
		}
		if used+need <= capacity {
			*last, used = append(*last, p), used+lines
			continue
		}
		n := p.list.fittingItems(width, capacity-used)
		if n == 0 && used == 0 {
			n = 1
		}
		if p.list != nil && n > 0 && n < len(p.list.items) {
			first, rest := p.list.split(n)
			*last = append(*last, first)
			pieces[i] = rest
			i--
		} else if used == 0 {
			*last, used = append(*last, p), lines
			continue
		} else {
			i--
		}
		slides, used = append(slides, nil), 0
	}
	return slides
}

// fittingItems returns the number of items of l, which may be nil, that fit in the given capacity.
func (l *list) fittingItems(width int, capacity float64) int {
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

// firstLinesHeight returns the estimated height of the part of p that must be on the same slide as a
// heading before it: the first item of a list, or the whole of any other piece.
func (p *piece) firstLinesHeight(width int) float64 {
	if p.list != nil && len(p.list.items) > 0 {
		return p.list.items[0].size.lines(width)
	}
	return p.size.lines(width)
}

// selectPieces divides pieces into those that fit on one slide and the remaining ones, both in order.
// It selects required pieces even if they do not fit.
func selectPieces(pieces []piece, width int, capacity float64) (kept, omitted []piece) {
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
			omitted = append(omitted, p)
		}
	}
	return kept, omitted
}
