//go:build browser

package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
)

// quizSite returns the site in quizArchive, which has a question of each kind, in a temporary folder.
func quizSite(t *testing.T) *Site {
	t.Helper()
	folder := t.TempDir()
	writeFiles(t, folder, readArchive(t, quizArchive).siteFiles())
	return &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-06-01"}
}

// quizModule is the path of the module with a question of each kind.
const quizModule = "modules/passing-on/"

// TestBrowserQuiz checks questions of each kind and the result of a module.
func TestBrowserQuiz(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := publishSite(t, quizSite(t))
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *webSite)
	}{
		{"Steps", testQuizSteps},
		{"Links", testQuizLinks},
		{"States", testQuizStates},
		{"Mouse", testQuizMouse},
		{"Keyboard", testQuizKeyboard},
		{"Result", testQuizResult},
		{"Scenario", testScenario},
		{"ProgressStorage", testProgressStorage},
		{"ContentSecurityPolicy", testContentSecurityPolicy},
		{"Axe", testQuizAxe},
		{"NoScript", testQuizNoScript},
		{"Record", testLearningRecord},
		{"Practice", testPracticePage},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, site) })
	}
}

// A questionState is the visible state of a question on a page.
type questionState struct {
	Status, Error string
	Feedback      []string // texts beside the answers
	Focus         string   // id of the focused element, or its text if it has no id
}

// waitForFeedback waits until a question shows a status or an error message, and returns the state of
// the question.
func (p *tab) waitForFeedback(id string) questionState {
	p.t.Helper()
	p.waitFor("feedback for "+id, fmt.Sprintf(`document.querySelector('#%s .status').innerText || document.querySelector('#%[1]s .error').innerText`, id))
	return eval[questionState](p, fmt.Sprintf(`(() => {
		const q = document.getElementById(%s), at = document.activeElement;
		return {Status: q.querySelector('.status').innerText, Error: q.querySelector('.error').innerText,
			Feedback: [...q.querySelectorAll('.reply')].map((e) => e.innerText.replace(/\s+/g, ' ')), Focus: at.id || at.innerText};
	})()`, jsString(id)))
}

// click clicks, for each of the CSS selectors, the first element that matches it.
func (p *tab) click(selectors ...string) {
	p.t.Helper()
	for _, s := range selectors {
		p.mustRun(chromedp.Click(s, chromedp.ByQuery))
	}
}

// optionLetter returns the letter of the first option of a question that contains text.
func (p *tab) optionLetter(question, text string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf(`[...document.querySelectorAll('#%s :is(.option, .ordering > li)')].find((e) => e.innerText.includes(%s)).querySelector('b').innerText`, question, jsString(text)))
}

// testQuizMouse answers questions with the mouse and checks the feedback.
func testQuizMouse(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	for _, c := range []struct {
		question         string
		answers          []string // text in the options to select
		confidence       int      // from 1 to 3, or 0 for none
		status, feedback string
	}{
		{"first", []string{"Tell the"}, 0, "Best answer. The reason is with your answer.", "Best answer The people who can look"},
		{"first", []string{"Ask the neighbour"}, 2, "Not the best answer.", "Not the best answer A letter takes days"},
		{"first", []string{"Wait until"}, 1, "This could leave a child at risk.", "This could leave a child at risk. Nobody knows"},
		{"note", []string{"What was said", "When it was said"}, 0, "All best answers.", "Best answer In the words"},
		{"note", []string{"What was said", "Who is to blame"}, 0, "Partly: 1 of 2 best answers, and 1 that is not.", "You missed this Order matters later."},
		{"note", []string{"Who is to blame"}, 0, "Not the best answer.", "You missed this In the words"},
		{"call", []string{"False"}, 3, "Right.", "Right It comes after the call."},
		{"call", []string{"True"}, 0, "Not right. This could leave a child at risk.", "Nobody may read it today."},
	} {
		tab.visitAndShowAll(site.root + quizModule)
		for _, words := range c.answers {
			tab.click(fmt.Sprintf("#_%s-%s", c.question, tab.optionLetter(c.question, words)))
		}
		if c.confidence > 0 {
			tab.click(fmt.Sprintf(`#%s .sure-of label:nth-of-type(%d)`, c.question, c.confidence))
		}
		check := "#" + c.question + " button.main"
		tab.mustRun(chromedp.ScrollIntoView(check, chromedp.ByQuery))
		before := eval[float64](tab, "scrollY")
		tab.click(check)
		got := tab.waitForFeedback(c.question)
		if !strings.Contains(got.Status, c.status) || !strings.Contains(strings.Join(got.Feedback, "|"), c.feedback) || got.Error != "" {
			t.Errorf("%s %v: got %+v", c.question, c.answers, got)
		}
		if after := eval[float64](tab, "scrollY"); !strings.HasPrefix(got.Focus, "Try again") || after != before {
			t.Errorf("%s: the focus is on %q, the page scrolled from %v to %v", c.question, got.Focus, before, after)
		}
	}
	testConfidence(t, tab)
	testUnanswered(t, tab, site)
	testOrderAndMatch(t, tab, site)
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// testConfidence checks that a question shows its hint and asks about confidence again after Try again. The
// last question that testQuizMouse answers has its reply.
func testConfidence(t *testing.T, tab *tab) {
	const asks = `[...document.querySelectorAll("#call .hint, #call .sure-of")].some((e) => e.offsetParent)`
	if eval[bool](tab, asks) {
		t.Error("an answered question still asks about confidence")
	}
	testTryAgain(t, tab, "call", "_call-A")
	if !eval[bool](tab, asks) {
		t.Error("after Try again, a question does not ask about confidence")
	}
}

// testTryAgain checks that the button that checked a question takes the replies away, and moves the focus to
// the first control that can be used.
func testTryAgain(t *testing.T, tab *tab, question, focus string) {
	t.Helper()
	tab.click("#" + question + " button.main")
	got := eval[string](tab, "document.activeElement.id || document.activeElement.innerText")
	if n := eval[int](tab, fmt.Sprintf(`document.querySelectorAll("#%s .reply").length`, question)); got != focus || n > 0 {
		t.Errorf("after Try again, %s shows %d replies, and the focus is on %q, want %q", question, n, got, focus)
	}
}

// testLastReply checks that the reply to an only answer, which stands beside it, is not shown a second time. The
// last answer shows where the result is, once.
func testLastReply(t *testing.T, tab *tab) {
	const isShown = `!document.querySelector('#%s .status').matches('.hide')`
	tab.answer("note", "Who is to blame", 0)
	tab.answer("first", "Tell the", 0)
	if eval[bool](tab, fmt.Sprintf(isShown, "first")) {
		t.Error("the reply to an only answer is shown twice")
	}
	tab.answer("call", "True", 0)
	if got := tab.waitForFeedback("call"); !eval[bool](tab, fmt.Sprintf(isShown, "call")) || !strings.HasSuffix(got.Status, "That was the last: your result is below the questions.") {
		t.Errorf("after the last answer, the page does not show where the result is: %q", got.Status)
	}
	if shown := eval[string](tab, "[...document.querySelector('#call .status').children].filter((e) => !e.matches('.hide')).map((e) => e.textContent).join('|')"); shown != "That was the last: your result is below the questions." {
		t.Errorf("after the last answer, its status shows %q", shown)
	}
	tab.answer("call", "False", 0)
	if got := tab.waitForFeedback("call"); eval[bool](tab, fmt.Sprintf(isShown, "call")) || strings.Contains(got.Status, "That was the last") {
		t.Errorf("another answer to the last question is shown as the last: %q", got.Status)
	}
}

// testUnanswered checks that a question without an answer shows an error, moves the focus to its
// first enabled control, and marks the invalid controls.
func testUnanswered(t *testing.T, tab *tab, site *webSite) {
	tab.visitAndShowAll(site.root + quizModule)
	for _, c := range []struct{ question, error, focus, invalid string }{
		{"first", "Error: choose an answer first.", "_first-A", "fieldset"},
		{"note", "Error: choose an answer first.", "_note-A", "input"},
		{"call", "Error: choose an answer first.", "_call-A", "fieldset"},
		{"steps", "Error: move the steps first.", "Move down", ""},
		{"roles", "Error: choose for each.", "_roles-1", "select"},
	} {
		tab.click("#" + c.question + " button.main")
		got := tab.waitForFeedback(c.question)
		if got.Error != c.error || got.Focus != c.focus || got.Status != "" || len(got.Feedback) > 0 {
			t.Errorf("%s: got %+v", c.question, got)
		}
		invalid := eval[bool](tab, fmt.Sprintf(`Boolean(document.querySelector('#%s %s[aria-invalid="true"]'))`, c.question, c.invalid))
		described := eval[bool](tab, fmt.Sprintf(`document.querySelector('#%s fieldset').getAttribute('aria-describedby') === '_%[1]s-error'`, c.question))
		if invalid != (c.invalid != "") || !described {
			t.Errorf("%s: invalid %v, described %v", c.question, invalid, described)
		}
	}
}

// testOrderAndMatch gives wrong, partly right and right answers to ordering and matching questions.
func testOrderAndMatch(t *testing.T, tab *tab, site *webSite) {
	tab.visitAndShowAll(site.root + quizModule)
	tab.click("#steps li:nth-child(2) .moves button:first-child")
	if got := tab.waitForFeedback("steps"); !strings.HasSuffix(got.Status, ": place 1 of 4.") || got.Focus != "Move up" {
		t.Errorf("after a move: %+v", got)
	}
	tab.reorder("steps", []string{"Listen", "Write it down", "Ask what", "Pass it on"})
	tab.click("#steps button.main")
	if got := tab.waitForFeedback("steps"); got.Status != "2 of 4 steps are in the right place." || !slices.Contains(got.Feedback, "Not in this place") {
		t.Errorf("steps partly in order: %+v", got)
	}
	tab.reorder("steps", []string{"Listen", "Write it down", "Pass it on", "Ask what"})
	tab.click("#steps button.main")
	if got := tab.waitForFeedback("steps"); got.Status != "Right order." {
		t.Errorf("steps in order: %+v", got)
	}
	right := strings.Fields(eval[string](tab, "document.getElementById('roles').dataset.right"))
	for _, c := range []struct {
		letters []string
		status  string
	}{
		{[]string{right[0], right[0], right[0]}, "1 of 3 belong together."},
		{[]string{right[1], right[2], right[0]}, "0 of 3 belong together."},
		{right, "All belong together."},
	} {
		for i, letter := range c.letters {
			tab.mustRun(chromedp.SetValue(fmt.Sprintf("#_roles-%d", i+1), letter, chromedp.ByQuery))
		}
		tab.click("#roles button.main")
		if got := tab.waitForFeedback("roles"); got.Status != c.status || len(got.Feedback) != 3 {
			t.Errorf("%v: %+v", c.letters, got)
		}
	}
	testLastReply(t, tab)
	testTryAgain(t, tab, "steps", "Move down")
	testTryAgain(t, tab, "roles", "_roles-1")
}

// reorder moves the steps of a question with its buttons until they are in the order of texts. Each
// element of texts is a substring of the text of one step.
func (p *tab) reorder(question string, texts []string) {
	p.t.Helper()
	for to, text := range texts {
		find := fmt.Sprintf(`[...document.querySelectorAll('#%s .ordering > li')].findIndex((e) => e.innerText.includes(%s))`, question, jsString(text))
		for at := eval[int](p, find); at > to; at-- {
			p.click(fmt.Sprintf("#%s .ordering > li:nth-child(%d) .moves button:first-child", question, at+1))
		}
	}
}

// tabTo presses Tab until an element that matches the selector has the focus.
func (p *tab) tabTo(selector string) {
	p.t.Helper()
	for range 200 {
		if eval[bool](p, "document.activeElement.matches("+jsString(selector)+")") {
			return
		}
		p.mustRun(chromedp.KeyEvent(kb.Tab))
	}
	p.t.Fatalf("Tab never reaches %s", selector)
}

// testQuizKeyboard answers questions using only the keyboard. It gives the right answer to every
// question that has one, and for a reflection question it shows the points that a good answer makes.
func testQuizKeyboard(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visitAndShowAll(site.root + quizModule)
	key := func(keys string) { tab.mustRun(chromedp.KeyEvent(keys)) }
	radio := func(question, words string) {
		tab.tabTo("#" + question + " .option input")
		key(" ")
		for range int(tab.optionLetter(question, words)[0] - 'A') {
			key(kb.ArrowDown)
		}
	}
	radio("first", "Tell the")
	tab.tabTo("#first .sure-of input")
	key(" ")
	tab.tabTo("#first button.main")
	key(kb.Enter)
	for _, words := range []string{"What was said", "When it was said"} {
		tab.tabTo(fmt.Sprintf(`#_note-%s`, tab.optionLetter("note", words)))
		key(" ")
	}
	tab.tabTo("#note button.main")
	key(" ")
	radio("call", "False")
	tab.tabTo("#call button.main")
	key(kb.Enter)
	tab.sortWithKeyboard("steps")
	tab.tabTo("#steps button.main")
	key(kb.Enter)
	for i, letter := range strings.Fields(eval[string](tab, "document.getElementById('roles').dataset.right")) {
		tab.tabTo(fmt.Sprintf("#_roles-%d", i+1))
		for range eval[int](tab, fmt.Sprintf("[...document.activeElement.options].findIndex((o) => o.value === %s)", jsString(letter))) {
			key(kb.ArrowDown)
		}
	}
	tab.tabTo("#roles button.main")
	key(kb.Enter)
	for _, question := range []string{"first", "note", "call", "steps", "roles"} {
		if got := tab.waitForFeedback(question); got.Error != "" || strings.Contains(strings.Join(got.Feedback, ""), "Not ") {
			t.Errorf("%s: %+v", question, got)
		}
	}
	tab.waitFor("the status of the last question mentions the result", `document.querySelector('#roles .status').innerText.includes('your result is below')`)
	if got := eval[string](tab, "document.querySelector('.result > .score').innerText"); got != "5 of 5 best answers." {
		t.Error(got)
	}
	tab.tabTo("#easier summary")
	key(kb.Enter)
	tab.waitFor("the points of a good answer are visible", "document.querySelector('#easier .covers').checkVisibility()")
}

// sortWithKeyboard moves the steps of a question into the correct order with the keyboard.
func (p *tab) sortWithKeyboard(question string) {
	p.t.Helper()
	for to, letter := range strings.Fields(eval[string](p, "document.getElementById("+jsString(question)+").dataset.right")) {
		at := fmt.Sprintf(`[...document.querySelectorAll('#%s .ordering > li')].findIndex((e) => e.dataset.letter === %s)`, question, jsString(letter))
		for n := eval[int](p, at); n > to; n-- {
			p.tabTo(fmt.Sprintf(`#%s [data-letter="%s"] .moves button:first-child`, question, letter))
			p.mustRun(chromedp.KeyEvent(kb.Enter))
		}
	}
}

// awaitPromise is an evaluation option that waits for a promise and returns its value.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// testContentSecurityPolicy tries to send data from the page in several ways, and checks that the content
// security policy blocks each of them.
func testContentSecurityPolicy(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	tab.visit(site.root + quizModule)
	tab.takeEvents()
	var blocked []string
	tab.mustRun(chromedp.Evaluate(`(async () => {
		const seen = [];
		document.addEventListener('securitypolicyviolation', (e) => seen.push(e.effectiveDirective));
		await fetch('/stolen').catch(() => {});
		navigator.sendBeacon('/stolen', 'answers');
		const form = document.createElement('form');
		form.method = 'post';
		form.action = 'http://127.0.0.2/stolen'; // the page has a search form, whose target is this site
		document.body.append(form);
		form.submit();
		document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2/picture.png'}));
		await new Promise((done) => setTimeout(done, 300));
		return seen.sort();
	})()`, &blocked, awaitPromise))
	if want := []string{"connect-src", "connect-src", "form-action", "img-src"}; !slices.Equal(blocked, want) {
		t.Errorf("the policy blocks %q, want %q", blocked, want)
	}
	if requests, _ := tab.takeEvents(); slices.ContainsFunc(requests, func(a string) bool { return strings.HasSuffix(a, "/stolen") }) {
		t.Errorf("requests: %q", requests)
	}
}

// testQuizNoScript checks that without JavaScript all questions, answers and explanations can be
// read, and that no control that needs JavaScript is visible.
func testQuizNoScript(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	tab.mustRun(emulation.SetScriptExecutionDisabled(true))
	for _, name := range []string{quizModule, "practice/"} {
		tab.visit(site.root + name)
		if n := eval[int](tab, "[...document.querySelectorAll('button, .result, .error, .status')].filter((e) => e.checkVisibility() && e.innerText).length"); n > 0 {
			t.Errorf("/%s shows %d elements that need JavaScript", name, n)
		}
	}
	tab.visit(site.root + quizModule)
	tab.mustRun(chromedp.Evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })", nil))
	text := eval[string](tab, "document.querySelector('main').innerText.replace(/\\s+/g, ' ')")
	for _, words := range []string{
		"On the pile", "(go to 2)", "Nobody reads the pile before Friday", "The story ends here", "Who else should know today?",
		"Best answer: ", "Nobody knows who else will, or when.", "A letter takes days", "Answer: ", "Order: ", "Answers: ", "a number at hand",
		"Tests Elder 2.1a, Elder 2.1b. Rests on Letters 2025 (checked 3 February 2026).",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("without JavaScript the page does not contain %q:\n%s", words, text)
		}
	}
	tab.click(`#desk a[href="#pile"]`)
	tab.waitFor("the next scene", "location.hash === '#pile'")
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}
