//go:build browser

package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// visitAndShowAll opens a page with questions and shows all questions instead of one at a time.
func (p *tab) visitAndShowAll(address string) {
	p.t.Helper()
	p.visit(address)
	p.click(".whole button")
}

// visibleQuestionIDs returns the ids of the visible questions.
func (p *tab) visibleQuestionIDs() string {
	p.t.Helper()
	return eval[string](p, `[...document.querySelectorAll('.question')].filter((e) => e.checkVisibility()).map((e) => e.id).join(' ')`)
}

// allQuestionIDs lists the ids of the questions in quizModule.
const allQuestionIDs = "letter first note call steps roles easier"

// waitForQuestion waits until a question is the only visible one and its heading has the focus
// and is in the window.
func (p *tab) waitForQuestion(id, heading string) {
	p.t.Helper()
	p.waitFor("question "+id, fmt.Sprintf(`(() => {
		const at = document.activeElement, top = at.getBoundingClientRect().top;
		return at.matches('h2, h3, h4') && at.innerText.startsWith(%s) && top >= 0 && top < innerHeight;
	})()`, jsString(heading)))
	if got := p.visibleQuestionIDs(); got != id {
		p.t.Errorf("the visible questions are %q, want %q", got, id)
	}
}

// testQuizSteps steps through the sections and questions of a module one at a time, with the mouse and
// the keyboard, and then shows all questions together.
func testQuizSteps(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	tab.visit(site.root + quizModule)
	buttons := func() string {
		return eval[string](tab, `[...document.querySelectorAll('.step button')].filter((e) => e.checkVisibility()).map((e) => e.innerText).join(', ')`)
	}
	shownHeadings := func() string {
		return eval[string](tab, `[...document.querySelectorAll('.part h2')].filter((e) => e.checkVisibility()).map((e) => e.innerText).join(', ')`)
	}
	if got := tab.visibleQuestionIDs(); got != "" || buttons() != "Next" || shownHeadings() != "Why it matters" {
		t.Errorf("at first the visible questions are %q, the headings %q, the buttons %q", got, shownHeadings(), buttons())
	}
	tab.click(".step :last-child")
	tab.waitForQuestion("letter", "Question 1 of 7")
	tab.click(".step :last-child")
	tab.waitForQuestion("first", "Question 2 of 7:")
	if got := shownHeadings(); got != "Check yourself" {
		t.Errorf("above the question are the headings %q", got)
	}
	if got := buttons(); got != "Back, Next" {
		t.Errorf("the buttons are %q", got)
	}
	tab.answer("first", "Tell the", 0)
	tab.tabTo(".step :last-child")
	tab.mustRun(chromedp.KeyEvent(kb.Enter))
	tab.waitForQuestion("note", "Question 3 of 7:")
	tab.click(".step :first-child")
	tab.waitForQuestion("first", "Question 2 of 7:")
	if got := tab.waitForFeedback("first"); len(got.Feedback) != 1 {
		t.Errorf("on the way back the answer has lost its reason: %+v", got)
	}
	for i, id := range strings.Fields(allQuestionIDs)[2:] {
		tab.click(".step :last-child")
		tab.waitForQuestion(id, fmt.Sprintf("Question %d of 7", i+3))
	}
	if got := buttons(); got != "Back, Your result" {
		t.Errorf("the buttons of the last question are %q", got)
	}
	tab.click(".step :last-child")
	tab.waitFor("the result has the focus", "document.activeElement.id === '_result-heading'")
	tab.click(`[data-do="again"]`)
	tab.waitForQuestion("letter", "Question 1 of 7")
	tab.click(".whole button")
	if got := tab.visibleQuestionIDs(); got != allQuestionIDs || buttons() != "" {
		t.Errorf("the visible questions are %q, the buttons %q", got, buttons())
	}
	tab.click(".whole button")
	if got := tab.visibleQuestionIDs(); got != "letter" {
		t.Errorf("one at a time, the visible questions are %q", got)
	}
	tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
	if got := tab.visibleQuestionIDs(); got != allQuestionIDs {
		t.Errorf("on paper the questions are %q", got)
	}
	tab.mustRun(emulation.SetEmulatedMedia().WithMedia(""), emulation.SetScriptExecutionDisabled(true))
	tab.visit(site.root + quizModule)
	if got := tab.visibleQuestionIDs(); got != allQuestionIDs {
		t.Errorf("without JavaScript the questions are %q", got)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testQuizLinks follows links to questions. Each link must show its question, even if the URL already has
// the fragment of that question.
func testQuizLinks(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visit(site.root + quizModule + "#call")
	if got := tab.visibleQuestionIDs(); got != "call" {
		t.Errorf("an address with #call shows %q", got)
	}
	tab.waitFor("the question is in the window", "(() => { const top = document.querySelector('#call').getBoundingClientRect().top; return top >= 0 && top < innerHeight / 2; })()")
	tab.answer("call", "True", 0)
	tab.click(".step :last-child")
	tab.waitForQuestion("steps", "Question 5 of 7")
	tab.click(`.look a[href="#call"]`)
	tab.waitForQuestion("call", "Question 4 of 7")
	tab.click(".step :first-child")
	tab.waitForQuestion("note", "Question 3 of 7")
	tab.mustRun(chromedp.Evaluate("location.hash = '#roles'", nil))
	tab.waitForQuestion("roles", "Question 6 of 7")
	tab.mustRun(chromedp.Evaluate("history.back()", nil))
	tab.waitForQuestion("call", "Question 4 of 7")
	tab.mustRun(chromedp.Evaluate("location.hash = '#pile'", nil))
	tab.waitFor("a link to a scene shows it", "document.activeElement.innerText.includes('On the pile') && document.getElementById('pile').checkVisibility()")
	if got := tab.visibleQuestionIDs(); got != "letter" {
		t.Errorf("a link to a scene shows %q", got)
	}
	tab.click(".step :last-child", `.plan a[href="#letter"]`)
	tab.waitFor("the plan leads to a story", "document.activeElement.closest('#letter')")
	if got := tab.visibleQuestionIDs(); got != "letter" {
		t.Errorf("the plan shows %q", got)
	}
	tab.visit(site.root + "practice/#note")
	if got := tab.visibleQuestionIDs(); got != "note" {
		t.Errorf("on the page for practice, an address with #note shows %q", got)
	}
	if n := eval[int](tab, `[...document.querySelectorAll('.question + .kind')].filter((e) => e.checkVisibility()).length`); n != 1 {
		t.Errorf("%d modules are named beside one question", n)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// An answerFeedback describes how a page shows the feedback on an answer.
type answerFeedback struct {
	Words  string // first words of the feedback, which are in bold
	Shape  string // tag names of the elements of the icon
	Ground string // background colour
	Own    bool   // whether the option is marked as the learner's answer
	Below  bool   // whether the feedback is directly below its option
	Drawn  bool   // whether the icon is visible, and hidden from assistive technology
}

// testQuizStates checks that the feedback on right, missed, wrong and unsafe answers differs in words,
// icon and colour, and in forced colours mode still in the icon. It also checks that the feedback on a
// partly right answer differs from that on right and on wrong answers.
func testQuizStates(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	read := func(question, option string) answerFeedback {
		t.Helper()
		letter := tab.optionLetter(question, option)
		return eval[answerFeedback](tab, fmt.Sprintf(`(() => {
			const option = document.getElementById('_%s-%s').closest('.option'), reply = option.nextElementSibling, picture = reply.querySelector('svg');
			return {Words: reply.querySelector('.mark').innerText, Ground: getComputedStyle(reply).backgroundColor, Own: option.innerText.includes('Your answer'),
				Shape: [...picture.querySelectorAll('*')].map((e) => e.outerHTML).join(''), Drawn: picture.getAttribute('aria-hidden') === 'true' && picture.checkVisibility() && picture.getBoundingClientRect().width > 15 &&
					getComputedStyle(picture.firstElementChild).stroke !== getComputedStyle(reply).backgroundColor,
				Below: reply.matches('.reply') && reply.getBoundingClientRect().top - option.getBoundingClientRect().bottom < 20};
		})()`, question, letter))
	}
	verdict := func(question string) string {
		tab.waitForFeedback(question)
		return eval[string](tab, fmt.Sprintf(`document.querySelector('#%s .status').dataset.sort`, question))
	}
	for _, scheme := range []string{"light", "dark", "forced"} {
		tab.visitAndShowAll(site.root + quizModule)
		features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
		if scheme == "forced" {
			features = []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}
		}
		tab.mustRun(emulation.SetEmulatedMedia().WithFeatures(features))
		tab.click("#_note-"+tab.optionLetter("note", "What was said"), "#_note-"+tab.optionLetter("note", "Who is to blame"), "#note button.main")
		right, missed := read("note", "What was said"), read("note", "When it was said")
		partly := verdict("note")
		tab.answer("first", "Ask the neighbour", 0)
		wrong, wholly := read("first", "Ask the neighbour"), verdict("first")
		tab.answer("first", "Wait until", 0)
		unsafe, risk := read("first", "Wait until"), verdict("first")
		tab.answer("first", "Tell the", 0)
		best := verdict("first")
		if got := []string{best, partly, wholly, risk}; !slices.Equal(got, []string{"right", "partly", "wrong", "unsafe"}) {
			t.Errorf("%s: the questions are %q", scheme, got)
		}
		words, shapes, grounds := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, s := range []answerFeedback{right, missed, wrong, unsafe} {
			words[s.Words], shapes[s.Shape], grounds[s.Ground] = true, true, true
			if !s.Drawn || !s.Below || s.Own == (s == missed) {
				t.Errorf("%s: %+v", scheme, s)
			}
		}
		if len(words) != 4 || len(shapes) != 4 || len(grounds) != 4 && scheme != "forced" {
			t.Errorf("%s: some answers look the same: %+v", scheme, []answerFeedback{right, missed, wrong, unsafe})
		}
		if !strings.HasPrefix(unsafe.Words, "This could leave a child at risk") {
			t.Errorf("%s: %+v", scheme, unsafe)
		}
	}
	// Choosing another option must remove the feedback on the previous choice.
	tab.click("#_first-" + tab.optionLetter("first", "Wait until"))
	if n := eval[int](tab, "document.querySelectorAll('#first .reply, #first .yours').length"); n > 0 {
		t.Errorf("after another choice, %d marks of the one before are left", n)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}
