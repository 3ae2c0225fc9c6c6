package lesson

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/words"
)

// testPieces returns headings, paragraphs and lists that take about 107 lines of 65 characters in
// total.
func testPieces() (pieces []piece) {
	text := func(html string, length int) piece { return piece{html: html, size: textSize(length)} }
	for i := range 12 {
		heading := text("<h3>h</h3>", 1)
		heading.keepWithNext = true
		items := []piece{text("<li>1</li>", 66), text("<li>2</li>", 66), text("<li>3</li>", 66)}
		if i == 6 {
			items[0] = text("<li>1</li>", 65*20) // longer than a slide
		}
		pieces = append(pieces, heading, text("<p>p</p>", 65*5), listPiece(list{tag: "ol", start: 1, items: items}))
	}
	return pieces
}

// slidesHTML returns the HTML of each slide.
func slidesHTML(perSlide [][]piece) (slides []string) {
	for _, pieces := range perSlide {
		slides = append(slides, string(appendPieces(nil, pieces)))
	}
	return slides
}

// TestSplitIntoSlides checks that each piece is on exactly one slide, that no slide ends with a
// heading, and that slides have no more lines than fit, except one for a long item.
func TestSplitIntoSlides(t *testing.T) {
	const width, capacity = 65, 11.5
	perSlide := splitIntoSlides(testPieces(), width, capacity)
	slides := slidesHTML(perSlide)
	all := strings.Join(slides, "")
	for _, what := range []string{"<h3>", "<p>", "<li>1", "<li>2", "<li>3"} {
		if got := strings.Count(all, what); got != 12 {
			t.Errorf("%d %s, want 12", got, what)
		}
	}
	long := 0
	for i, slide := range slides {
		if strings.HasSuffix(slide, "</h3>") {
			t.Errorf("slide %d ends with a heading", i+1)
		}
		if lineCount(perSlide[i], width) > capacity {
			long++
		}
	}
	if long != 1 || len(slides) < 11 || slices.Contains(slides, "") {
		t.Errorf("%d long slides of %d: %q", long, len(slides), slides)
	}
}

// TestShorten checks that a group is shortened from the end to the given number of slides, that omitted
// pieces are kept separately, and that callouts are not omitted.
func TestShorten(t *testing.T) {
	callout := piece{html: "<aside>c</aside>", size: textSize(100), required: true}
	g := group{slide: Slide{Kind: TextSlide}, pieces: append(testPieces(), callout)}
	g.layOut()
	before := len(g.perSlide)
	g.shorten(2)
	kept, left := strings.Join(slidesHTML(g.perSlide), ""), string(appendPieces(nil, g.omitted))
	if before < 8 || len(g.perSlide) != 2 || !strings.HasSuffix(kept, callout.html) {
		t.Errorf("%d slides, then %d: %s", before, len(g.perSlide), kept)
	}
	for _, what := range []string{"<h3>", "<p>", "<li>1", "<li>2", "<li>3"} {
		if a, b := strings.Count(kept, what), strings.Count(left, what); a+b != 12 || a == 0 || b == 0 {
			t.Errorf("%s: %d on slides and %d left", what, a, b)
		}
	}
	g = group{slide: Slide{Kind: TextSlide}, pieces: slices.Repeat([]piece{{html: "c", size: textSize(900), required: true}}, 3)}
	g.layOut()
	if g.shorten(1); len(g.perSlide) != 3 || g.omitted != nil {
		t.Errorf("callouts have %d slides, and %d are left out", len(g.perSlide), len(g.omitted))
	}
	heading := piece{html: "h", size: textSize(1), keepWithNext: true}
	g = group{slide: Slide{Kind: TextSlide}, pieces: []piece{{html: "p", size: textSize(700)}, heading, {html: "q", size: textSize(300)}}}
	g.layOut()
	if g.shorten(1); string(appendPieces(nil, g.pieces)) != "p" || string(appendPieces(nil, g.omitted)) != "hq" {
		t.Errorf("%q is kept and %q left out, want the heading left out with its text", appendPieces(nil, g.pieces), appendPieces(nil, g.omitted))
	}
}

// TestLayOut checks that a deck has no more slides than the minutes and questions allow, and that a
// deck of a module without minutes is not shortened.
func TestLayOut(t *testing.T) {
	for _, test := range []struct{ minutes, questions, want int }{{20, 2, 12}, {40, 0, 15}, {10, 0, 5}, {2, 0, 3}, {0, 0, 27}} {
		d := &deck{groups: []group{{slide: Slide{Kind: TitleSlide, section: -1}}, {slide: Slide{Kind: TextSlide, section: -1}, pieces: testPieces()}, {slide: Slide{Kind: TextSlide, section: -1}, pieces: testPieces()}}}
		d.layOut(test.minutes, test.questions)
		if got := len(d.buildSlides()); got != test.want {
			t.Errorf("%d minutes and %d questions: %d slides, want %d", test.minutes, test.questions, got, test.want)
		}
	}
}

// TestLayOutShortensBriefSections checks that the section whose slides have the least time in the plan
// is shortened, even if it is the last one, or has fewer slides.
func TestLayOutShortensBriefSections(t *testing.T) {
	d := &deck{plan: []views.SessionPart{{Minutes: 6}, {Minutes: 1}}}
	for i := range d.plan {
		text := slices.Repeat([]piece{{html: "<p>p</p>", size: textSize(600)}}, 3-i)
		d.groups = append(d.groups, group{slide: Slide{Kind: TextSlide, section: i}, pieces: text})
	}
	d.layOut(9, 0)
	if long, brief := len(d.groups[0].perSlide), len(d.groups[1].perSlide); long != 3 || brief != 1 {
		t.Errorf("%d slides for 6 minutes and %d for 1 minute, want 3 and 1", long, brief)
	}
}

// TestSelectPieces checks that required pieces are kept, and others while they fit.
func TestSelectPieces(t *testing.T) {
	var pieces []piece
	for i, required := range []bool{false, false, true, false} {
		pieces = append(pieces, piece{html: fmt.Sprint(i), size: textSize(10), required: required})
	}
	for capacity, want := range map[float64]string{0: "2 013", 2.7: "02 13", 5.3: "0123 "} {
		kept, left := selectPieces(pieces, 65, capacity)
		if got := string(appendPieces(nil, kept)) + " " + string(appendPieces(nil, left)); got != want {
			t.Errorf("capacity for %v lines: got %q, want %q", capacity, got, want)
		}
	}
}

// TestMergeBeforeSlide checks that the title slide includes the content note and the outcomes only
// if they fit and the text before the first heading does not.
func TestMergeBeforeSlide(t *testing.T) {
	long, short := strings.Repeat("x", 9*textWidth), strings.Repeat("x", textWidth)
	for _, test := range []struct {
		title, opening string
		outcomes       int
		want           bool
	}{
		{"Title", long, 4, true},
		{"Title", short, 4, false},
		{"Title", "", 4, false},
		{"Title", long, 20, false},
		{strings.Repeat("t", maxTitleLen+1), long, 4, false},
	} {
		m := &model.Module{Page: model.Page{Title: test.title}, ContentNote: "Take care.", Outcomes: slices.Repeat([]string{"Say what to do"}, test.outcomes)}
		d := &deck{renderer: &htmlRenderer{locale: &layout.Locale{Words: words.New("en", words.NewCatalogue("en"))}}, groups: []group{{pieces: []piece{{size: textSize(len(test.opening))}}}}}
		if got := d.mergeBeforeSlide(m); got != test.want || d.groups[0].slide.WithBeforeSlide != got {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

// TestLetterSize checks that a slide with fewer lines has larger letters.
func TestLetterSize(t *testing.T) {
	for lines, want := range map[int]string{1: "largest", 5: "largest", 8: "large", 9: "normal", 11: "normal", 13: ""} {
		if got := letterSize([]piece{{size: textSize(lines * textWidth)}}, false, normalLines); got != want {
			t.Errorf("%d lines have size %q, want %q", lines, got, want)
		}
	}
}

// TestAnsweredLetterSize checks that a short question and a short answer beside it have larger letters.
func TestAnsweredLetterSize(t *testing.T) {
	for _, test := range []struct {
		asked, answer int // lines of small letters
		want          string
	}{{5, 5, "normal"}, {13, 5, ""}, {5, 11, ""}, {5, 14, ""}} {
		text := func(lines int) []piece { return []piece{{size: textSize(lines * columnWidth)}} }
		d := &deck{renderer: &htmlRenderer{locale: &layout.Locale{Words: words.New("en", words.NewCatalogue("en"))}}}
		if got := d.answeredGroup(Slide{}, text(test.asked), text(test.answer), columnWidth, answerLines).slide.Size; got != test.want {
			t.Errorf("%d and %d lines have size %q, want %q", test.asked, test.answer, got, test.want)
		}
	}
}

// TestExtraSlides checks that extra slides follow the last slide, and are numbered but not counted.
func TestExtraSlides(t *testing.T) {
	d := &deck{groups: []group{{slide: Slide{Kind: TitleSlide, section: -1}}, {slide: Slide{Kind: QuestionSlide, ID: "extra", Extra: true, section: -1}}, {slide: Slide{Kind: LastSlide, ID: "last", section: -1}}}}
	d.layOut(0, 1)
	slides := d.buildSlides()
	if slides[1].ID != "last" || slides[2].ID != "extra" || slides[2].Number != 3 || slides[2].Count != 2 || slides[2].ExtraNumber != 1 || slides[2].ExtraCount != 1 {
		t.Errorf("the slides are %+v", slides)
	}
}
