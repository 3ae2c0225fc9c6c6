//go:build browser

package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// answer chooses an option by its words, chooses a confidence from 1 (0 for none), and checks
// the answer.
func (p *tab) answer(question, words string, sure int) {
	p.t.Helper()
	p.press(fmt.Sprintf("#_%s-%s", question, p.optionLetter(question, words)))
	if sure > 0 {
		p.press(fmt.Sprintf(`#%s .sure-of label:nth-of-type(%d)`, question, sure))
	}
	p.press("#" + question + " button.main")
	p.feedback(question)
}

// testResult checks the result at the end of a module: unsafe answers come first, above all
// those that the learner was sure of, each with its sources.
func testResult(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wide)
	tab.visit(site.root + quizModule)
	score := func() string { return eval[string](tab, "document.querySelector('.result > .score').innerText") }
	if got := score(); got != "0 of 5 best answers, 5 not answered yet." {
		t.Error(got)
	}
	tab.answer("first", "Wait until", 2)
	tab.answer("call", "True", 1)
	tab.answer("note", "Who is to blame", 0)
	if got := score(); got != "0 of 5 best answers, 2 not answered yet." {
		t.Error(got)
	}
	look := eval[[]string](tab, `[...document.querySelectorAll('.look :is(h3, li)')].map((e) => e.innerText.replace(/\s+/g, ' '))`)
	want := []string{
		"Look at these first",
		"Question 4, true or false: A note takes the place of a call. You were sure, and it could leave a child at risk. Tests Elder 2.1b. Rests on Letters 2025 (checked 3 February 2026).",
		"Question 2: A neighbour of a girl of six tells you that she is often alone. What do you do first? It could leave a child at risk. Tests Elder 2.1a, Elder 2.1b. Rests on Letters 2025 (checked 3 February 2026).",
		"Look again at these",
		"Question 3: Which two belong in a note? Tests Elder 2.1a. Rests on Letters 2025 (checked 3 February 2026).",
	}
	if !slices.Equal(look, want) {
		t.Errorf("got %q", look)
	}
	// An unsafe answer stays in the list after it is corrected.
	tab.answer("call", "False", 0)
	if got := eval[string](tab, "document.querySelector('.look li').innerText"); !strings.HasPrefix(got, "Question 4") || score() != "1 of 5 best answers, 2 not answered yet." {
		t.Errorf("%s: %s", score(), got)
	}
	tab.press(`[data-do="again"]`)
	tab.waitFor("all answers are cleared", "document.querySelector('.result > .status').innerText === 'All answers are cleared.'")
	if n := eval[int](tab, "document.querySelectorAll('.question :checked:not(option), .told, .look > *').length"); n > 0 || score() != "0 of 5 best answers, 5 not answered yet." {
		t.Errorf("%d answers remain, %s", n, score())
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testScenario walks through the scenes of a scenario, forwards and back.
func testScenario(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrow)
	tab.visit(site.root + quizModule)
	shown := func() string {
		return eval[string](tab, `[...document.querySelectorAll('#letter .scene')].filter((e) => e.checkVisibility()).map((e) => e.id).join(' ')`)
	}
	if got := shown(); got != "desk" {
		t.Errorf("the first scene is %q", got)
	}
	tab.press(`#desk a[href="#pile"]`)
	tab.waitFor("the next scene", "document.activeElement.innerText.includes('On the pile')")
	previous := eval[string](tab, "document.querySelector('.came').innerText.replace(/\\s+/g, ' ')")
	if want := "You chose: Put it on the pile This could leave a child at risk. Here is why. Nobody reads the pile before Friday."; previous != want || shown() != "pile" {
		t.Errorf("in %q: %q", shown(), previous)
	}
	tab.press("#pile .moves button")
	tab.waitFor("the previous scene", "document.activeElement.innerText.includes('On the desk')")
	tab.press(`#desk a[href="#ring"]`)
	tab.waitFor("an ending is reached", "document.activeElement.innerText.includes('A talk')")
	if got := eval[[]string](tab, "[...document.querySelectorAll('#ring button')].map((e) => e.innerText)"); !slices.Equal(got, []string{"Go back", "Start again"}) {
		t.Errorf("at the end: %q", got)
	}
	tab.press("#ring .moves button:last-child")
	tab.waitFor("the first scene again", "document.activeElement.innerText.includes('On the desk')")
	tab.visit(site.root + quizModule + "#pile")
	tab.waitFor("a link to a scene shows it", "document.getElementById('pile').checkVisibility()")
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// storedItems is an expression for the number of items in all storage of the browser.
const storedItems = `(async () => localStorage.length + sessionStorage.length +
	(await cookieStore.getAll()).length + (await indexedDB.databases()).length + (await caches.keys()).length)()`

// storedItems returns the number of items in all storage of the browser.
func (p *tab) storedItems() int {
	p.t.Helper()
	var n int
	p.do(chromedp.Evaluate(storedItems, &n, awaitPromise))
	return n
}

// testProgressStorage checks that answers are stored only if the learner wants it, and that
// they can be deleted.
func testProgressStorage(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wide)
	tab.visit(site.root + quizModule)
	tab.answer("first", "Tell the", 1)
	tab.answer("call", "False", 0)
	tab.press("#easier summary")
	if n := tab.storedItems(); n > 0 {
		t.Errorf("%d items are stored without consent", n)
	}
	tab.visit(site.root + quizModule)
	checked := "document.querySelectorAll('.question :checked:not(option)').length"
	if n := eval[int](tab, checked); n > 0 {
		t.Errorf("%d answers are restored without consent", n)
	}
	tab.press("#_remember")
	tab.answer("first", "Tell the", 1)
	tab.reorder("steps", []string{"Listen", "Write it down", "Pass it on", "Ask what"})
	tab.press("#steps button.main")
	tab.feedback("steps")
	if n := tab.storedItems(); n != 1 {
		t.Errorf("%d items are stored, want 1", n)
	}
	kept := eval[string](tab, "localStorage.getItem(localStorage.key(0))")
	if strings.Contains(kept, "easier") || !strings.Contains(kept, `"version":"3"`) {
		t.Error(kept)
	}
	tab.visit(site.root + quizModule)
	if n := eval[int](tab, checked); n != 2 || eval[string](tab, "document.querySelector('#steps .ordering > li').innerText")[2:8] != "Listen" {
		t.Errorf("%d answers are restored, want 2, or the order is not", n)
	}
	tab.press(`[data-do="forget"]`)
	tab.waitFor("all answers are deleted", "document.querySelector('.result > .status').innerText === 'Everything is forgotten.'")
	if n := tab.storedItems(); n != 0 || eval[int](tab, checked) != 0 || eval[bool](tab, "document.getElementById('_remember').checked") {
		t.Errorf("%d items are still stored", n)
	}
	// Answers to an older version of the module are deleted.
	tab.do(chromedp.Evaluate(`localStorage.setItem('safelearn:passing-on', JSON.stringify({version: '2', answers: {first: [['A'], 0]}}))`, nil))
	tab.visit(site.root + quizModule)
	if n := tab.storedItems(); n != 0 || eval[int](tab, checked) != 0 {
		t.Errorf("%d items of an older version are stored", n)
	}
}

// testQuizAxe runs axe before a question is answered, after an error and after an answer.
func testQuizAxe(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrow)
	clean := func(when string) {
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				t.Errorf("%s, %s: %s", when, scheme, violation)
			}
		}
	}
	tab.visit(site.root + quizModule)
	clean("before")
	for _, question := range []string{"first", "note", "call", "steps", "roles"} {
		tab.press("#" + question + " button.main")
	}
	clean("after errors")
	tab.answer("first", "Wait until", 1)
	tab.answer("note", "What was said", 0)
	tab.reorder("steps", []string{"Write it down"})
	tab.press("#steps button.main", "[data-do=again]", ".record summary", `#desk a[href="#pile"]`)
	tab.answer("call", "True", 1)
	clean("after answers")
	tab.do(chromedp.Evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })", nil))
	clean("with all open")
	for _, name := range []string{"slides/", "handout/", "key/", "pack/"} {
		for _, fault := range b.auditPage(t, site.root, site.root+quizModule+name) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// testRecord prints the record of learning. The learner's name is printed and not stored.
func testRecord(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wide)
	tab.visit(site.root + quizModule)
	tab.answer("call", "False", 0)
	tab.press(".record summary")
	tab.do(chromedp.SendKeys("#_name", "Ada Example", chromedp.ByQuery), chromedp.Evaluate("window.print = () => {}", nil))
	tab.press(`[data-do="print"]`)
	text := tab.printedText()
	for _, words := range []string{"Made for a test.", "Ada Example", "Passing it on", "Version", "1 of 5 best answers, 4 not answered yet.", "not a certificate of competence"} {
		if !strings.Contains(text, words) {
			t.Errorf("the record does not contain %q:\n%s", words, text)
		}
	}
	if strings.Contains(text, "A neighbour") || strings.Contains(text, "Try again") {
		t.Errorf("the record contains questions or controls:\n%s", text)
	}
	if n := tab.storedItems(); n != 0 {
		t.Errorf("%d items are stored", n)
	}
	tab.visit(site.root + quizModule)
	if got := eval[string](tab, "document.getElementById('_name').value"); got != "" {
		t.Errorf("the name %q is restored", got)
	}
}

// testPractice opens the practice page from an audience page and from a module, and answers
// a question there.
func testPractice(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrow)
	for _, from := range []string{"trainers/", "practitioners/", quizModule} {
		tab.visit(site.root + from)
		tab.click("main", site.root+"practice/")
	}
	if n := eval[int](tab, "document.querySelectorAll('.question[data-right]').length"); n != 6 {
		t.Errorf("the page has %d questions, want 6", n)
	}
	tab.answer("again", "What should stay", 0)
	if got := eval[string](tab, "document.querySelector('.result > .score').innerText"); got != "1 of 6 best answers, 5 not answered yet." {
		t.Error(got)
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}
