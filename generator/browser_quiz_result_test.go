//go:build browser

package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// answer selects the option that contains text and, unless confidence is 0, a level of confidence from
// 1 to 3. It then clicks the button that checks the answer, and waits for the feedback.
func (p *tab) answer(question, text string, confidence int) {
	p.t.Helper()
	p.click(fmt.Sprintf("#_%s-%s", question, p.optionLetter(question, text)))
	if confidence > 0 {
		p.click(fmt.Sprintf(`#%s .sure-of label:nth-of-type(%d)`, question, confidence))
	}
	p.click("#" + question + " button.main")
	p.waitForFeedback(question)
}

// testQuizResult checks the result at the end of a module. It must list wrong answers with their
// sources, unsafe ones first, and within each group in descending order of the learner's confidence.
func testQuizResult(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visitAndShowAll(site.root + quizModule)
	score := func() string { return eval[string](tab, "document.querySelector('.result > .score').innerText") }
	if got := score(); got != "0 of 5 best answers, 5 not answered yet." {
		t.Error(got)
	}
	const isShown = `document.querySelector('.result').checkVisibility()`
	if eval[bool](tab, isShown) {
		t.Error("the result is visible before there is an answer")
	}
	tab.answer("first", "Wait until", 2)
	if !eval[bool](tab, isShown) {
		t.Error("the result is hidden after an answer")
	}
	tab.answer("call", "True", 1)
	tab.answer("note", "Who is to blame", 0)
	if got := score(); got != "0 of 5 best answers, 2 not answered yet." {
		t.Error(got)
	}
	toReview := eval[[]string](tab, `[...document.querySelectorAll('.look :is(h3, li)')].map((e) => e.innerText.replace(/\s+/g, ' '))`)
	want := []string{
		"Look at these first",
		"Question 4, true or false: A note takes the place of a call. You were sure, and it could leave a child at risk. Tests Elder 2.1b. Rests on Letters 2025 (checked 3 February 2026).",
		"Question 2: A neighbour of a girl of six tells you that she is often alone. What do you do first? It could leave a child at risk. Tests Elder 2.1a, Elder 2.1b. Rests on Letters 2025 (checked 3 February 2026).",
		"Look again at these",
		"Question 3: Which two belong in a note? Tests Elder 2.1a. Rests on Letters 2025 (checked 3 February 2026).",
	}
	if !slices.Equal(toReview, want) {
		t.Errorf("got %q, want %q", toReview, want)
	}
	// An unsafe answer must stay in the list even after it has been corrected.
	tab.answer("call", "False", 0)
	if got := eval[string](tab, "document.querySelector('.look li').innerText"); !strings.HasPrefix(got, "Question 4") || score() != "1 of 5 best answers, 2 not answered yet." {
		t.Errorf("%s: %s", score(), got)
	}
	tab.click(`[data-do="again"]`)
	tab.waitFor("all answers are cleared", "document.querySelector('.result > .status').innerText === 'All answers are cleared.'")
	if n := eval[int](tab, "document.querySelectorAll('.question :checked:not(option), .reply, .look > *').length"); n > 0 || score() != "0 of 5 best answers, 5 not answered yet." {
		t.Errorf("%d answers remain, %s", n, score())
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testScenario navigates forwards and backwards through the scenes of a scenario.
func testScenario(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	tab.visit(site.root + quizModule + "#letter")
	visibleScenes := func() string {
		return eval[string](tab, `[...document.querySelectorAll('#letter .scene')].filter((e) => e.checkVisibility()).map((e) => e.id).join(' ')`)
	}
	if got := visibleScenes(); got != "desk" {
		t.Errorf("the first scene is %q", got)
	}
	tab.click(`#desk a[href="#pile"]`)
	tab.waitFor("the next scene", "document.activeElement.innerText.includes('On the pile')")
	previous := eval[string](tab, "document.querySelector('.came').innerText.replace(/\\s+/g, ' ')")
	if want := "You chose: Put it on the pile This could leave a child at risk. Nobody reads the pile before Friday."; previous != want || visibleScenes() != "pile" {
		t.Errorf("in %q: %q", visibleScenes(), previous)
	}
	tab.click("#pile .moves button")
	tab.waitFor("the previous scene", "document.activeElement.innerText.includes('On the desk')")
	tab.click(`#desk a[href="#ring"]`)
	tab.waitFor("an ending is reached", "document.activeElement.innerText.includes('A talk')")
	if got := eval[[]string](tab, "[...document.querySelectorAll('#ring button')].map((e) => e.innerText)"); !slices.Equal(got, []string{"Go back", "Start again"}) {
		t.Errorf("the buttons at the ending are %q", got)
	}
	tab.click("#ring .moves button:last-child")
	tab.waitFor("the first scene again", "document.activeElement.innerText.includes('On the desk')")
	tab.visit(site.root + quizModule + "#pile")
	tab.waitFor("a link to a scene shows it", "document.getElementById('pile').checkVisibility()")
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// storedItemsJS is a JavaScript expression that returns a promise of the total number of local
// storage items, session storage items, cookies, databases and caches of the origin.
const storedItemsJS = `(async () => localStorage.length + sessionStorage.length +
	(await cookieStore.getAll()).length + (await indexedDB.databases()).length + (await caches.keys()).length)()`

// storedItemCount returns the total number of local storage items, session storage items, cookies,
// databases and caches of the origin.
func (p *tab) storedItemCount() int {
	p.t.Helper()
	var n int
	p.mustRun(chromedp.Evaluate(storedItemsJS, &n, awaitPromise))
	return n
}

// testProgressStorage checks that answers are stored only with the learner's consent, are
// restored, and can be deleted.
func testProgressStorage(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visitAndShowAll(site.root + quizModule)
	tab.answer("first", "Tell the", 1)
	tab.answer("call", "False", 0)
	tab.click("#easier summary")
	if n := tab.storedItemCount(); n > 0 {
		t.Errorf("%d items are stored without consent", n)
	}
	tab.visitAndShowAll(site.root + quizModule)
	checkedCountJS := "document.querySelectorAll('.question :checked:not(option)').length"
	if n := eval[int](tab, checkedCountJS); n > 0 {
		t.Errorf("%d answers are restored without consent", n)
	}
	tab.answer("first", "Tell the", 1)
	tab.click("#_remember")
	tab.reorder("steps", []string{"Listen", "Write it down", "Pass it on", "Ask what"})
	tab.click("#steps button.main")
	tab.waitForFeedback("steps")
	if n := tab.storedItemCount(); n != 1 {
		t.Errorf("%d items are stored, want 1", n)
	}
	stored := eval[string](tab, "localStorage.getItem(localStorage.key(0))")
	if strings.Contains(stored, "easier") || !strings.Contains(stored, `"version":"3"`) {
		t.Errorf("the stored item is %s", stored)
	}
	tab.visit(site.root + quizModule)
	if n := eval[int](tab, checkedCountJS); n != 2 || eval[string](tab, "document.querySelector('#steps .ordering > li').innerText")[2:8] != "Listen" {
		t.Errorf("%d answers are restored, want 2; or the order of the steps is not restored", n)
	}
	tab.click(`[data-do="forget"]`)
	tab.waitFor("all answers are deleted", "document.querySelector('.result > .status').innerText === 'Everything is forgotten.'")
	if n := tab.storedItemCount(); n != 0 || eval[int](tab, checkedCountJS) != 0 || eval[bool](tab, "document.getElementById('_remember').checked") {
		t.Errorf("%d items are still stored", n)
	}
	// Stored answers to an older version of the module must be deleted.
	tab.mustRun(chromedp.Evaluate(`localStorage.setItem('safelearn:passing-on', JSON.stringify({version: '2', answers: {first: [['A'], 0]}}))`, nil))
	tab.visit(site.root + quizModule)
	if n := tab.storedItemCount(); n != 0 || eval[int](tab, checkedCountJS) != 0 {
		t.Errorf("%d items of an older version are stored", n)
	}
}

// testQuizAxe runs axe-core on a module before questions are answered, after errors and after answers,
// and audits the teaching pages of the module.
func testQuizAxe(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	checkAxe := func(state string) {
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				t.Errorf("%s, %s: %s", state, scheme, violation)
			}
		}
	}
	tab.visitAndShowAll(site.root + quizModule)
	checkAxe("before answers")
	for _, question := range []string{"first", "note", "call", "steps", "roles"} {
		tab.click("#" + question + " button.main")
	}
	checkAxe("after errors")
	tab.answer("first", "Wait until", 1)
	tab.answer("note", "What was said", 0)
	tab.reorder("steps", []string{"Write it down"})
	tab.click("#steps button.main", "[data-do=again]", ".record summary", `#desk a[href="#pile"]`)
	tab.answer("call", "True", 1)
	checkAxe("after answers")
	tab.mustRun(chromedp.Evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })", nil))
	checkAxe("with all details open")
	for _, name := range []string{"slides/", "handout/", "key/", "pack/"} {
		for _, fault := range b.auditPage(t, site.root, site.root+quizModule+name) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// testLearningRecord checks the printed record of learning. It must contain the learner's name, which
// is not stored, but no questions.
func testLearningRecord(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visitAndShowAll(site.root + quizModule)
	tab.answer("call", "False", 0)
	tab.click(".record summary")
	tab.mustRun(chromedp.SendKeys("#_name", "Ada Example", chromedp.ByQuery), chromedp.Evaluate("window.print = () => {}", nil))
	tab.click(`[data-do="print"]`)
	text := tab.printedText()
	for _, want := range []string{"Made for a test.", "Ada Example", "Passing it on", "Version", "1 of 5 best answers, 4 not answered yet.", "not a certificate of competence"} {
		if !strings.Contains(text, want) {
			t.Errorf("the record does not contain %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "A neighbour") || strings.Contains(text, "Try again") {
		t.Errorf("the record contains questions or controls:\n%s", text)
	}
	if n := tab.storedItemCount(); n != 0 {
		t.Errorf("%d items are stored", n)
	}
	tab.visit(site.root + quizModule)
	if got := eval[string](tab, "document.getElementById('_name').value"); got != "" {
		t.Errorf("the name %q is restored", got)
	}
}

// testPracticePage opens the practice page from two audience pages and a module, and answers a
// question there.
func testPracticePage(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	for _, from := range []string{"trainers/", "practitioners/", quizModule} {
		tab.visit(site.root + from)
		tab.clickLink("main", site.root+"practice/")
	}
	if n := eval[int](tab, "document.querySelectorAll('.question[data-right]').length"); n != 6 {
		t.Errorf("the page has %d questions, want 6", n)
	}
	tab.click(".whole button")
	tab.answer("again", "What should stay", 0)
	if got := eval[string](tab, "document.querySelector('.result > .score').innerText"); got != "1 of 6 best answers, 5 not answered yet." {
		t.Error(got)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}
