//go:build browser

package generator

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// testPackageFlags checks what packages exported with the flags --score and --answers send to the
// learning system, and that their pages say so.
func testPackageFlags(t *testing.T, b *browser, s *learningSystem) {
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"switches", "passing-on-all", "window=frame&system=strict&answers=booleans"})
	sent := eval[string](tab, "words('.sent')")
	for _, want := range []string{"It also keeps how many of your first answers were the best ones. When you finish, it shows them the share.", "It shows your first answer to each question", "How sure you were and your choices in a story are never sent"} {
		if !strings.Contains(sent, want) {
			t.Errorf("the page does not say %q: %s", want, sent)
		}
	}
	// The second answer to a question does not count, and the confidence of the learner is not sent.
	eval[bool](tab, `(content.document.querySelector("#first .sure-of input").click(), answer("first", ["ABC".split("").find((l) => l !== rightAnswer("first")[0])]), questions().forEach((id) => answer(id, rightAnswer(id))), content.document.querySelector('#_finish button').click(), true)`)
	tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
	set := strings.Join(sentValues(tab), "\n")
	for _, want := range []string{"cmi.suspend_data=1;", ";aaaaa;4", "cmi.interactions.0.id=first", "cmi.interactions.0.type=choice", "cmi.interactions.0.result=wrong", "cmi.interactions.4.result=correct",
		"cmi.interactions.3.type=sequencing", "cmi.interactions.4.type=matching", "cmi.core.score.raw=80"} {
		if !strings.Contains(set, want) {
			t.Errorf("%s is not sent:\n%s", want, set)
		}
	}
	if strings.Contains(set, "interactions.5") || strings.Contains(set, "sure") || strings.Contains(set, "letter") {
		t.Errorf("more is sent:\n%s", set)
	}
	// A package asks only once whether the system supports interactions, and still sends the other
	// values if it does not.
	tab = b.newTab(t, 1000)
	s.open(tab, launch{"switches2", "passing-on-all", "window=frame&system=strict&answers=strings"})
	tab.answerAll()
	eval[bool](tab, `(content.document.querySelector('#_finish button').click(), true)`)
	tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
	if set := strings.Join(sentValues(tab), "\n"); strings.Count(set, "interactions") != 1 || s.storedValue("switches2", "cmi.core.score.raw") != "100" {
		t.Errorf("a system without interactions: score %s\n%s", s.storedValue("switches2", "cmi.core.score.raw"), set)
	}
}

// testPackageCombinations finishes packages exported with each combination of the flags --score and
// --answers, on a second visit. It checks what they send and what their pages say about it.
func testPackageCombinations(t *testing.T, b *browser, s *learningSystem) {
	for i, c := range []struct{ pkg, state, own string }{
		{"passing-on", ";ddddd", "What you answer stays on this page"},
		{"passing-on-score", ";ddddd;4", "is sent how many of your first answers are the best ones"},
		{"passing-on-answers", ";aaaaa", "is sent your first answer to each question"},
		{"passing-on-all", ";aaaaa;4", "is sent your first answer to each question"},
	} {
		learner, settings := fmt.Sprint("combination", i), "window=frame&system=strict&answers=booleans"
		if i == 3 {
			settings += "&count=yes"
		}
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, c.pkg, settings})
		eval[bool](tab, `(answer("first", ["ABC".split("").find((l) => l !== rightAnswer("first")[0])]), answer("first", rightAnswer("first")), answer("note", rightAnswer("note")), true)`)
		checkDisclosed(t, tab)
		s.open(tab, launch{learner, c.pkg, settings})
		tab.answerAll()
		if own := eval[string](tab, "words('#_own')"); !strings.Contains(own, c.own) {
			t.Errorf("%s: the page says of answers: %s", c.pkg, own)
		}
		if state := s.storedValue(learner, "cmi.suspend_data"); !strings.HasSuffix(state, c.state) {
			t.Errorf("%s: the state is %s", c.pkg, state)
		}
		eval[bool](tab, "(content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		checkDisclosed(t, tab)
		score, state := s.storedValue(learner, "cmi.core.score.raw"), s.storedValue(learner, "cmi.suspend_data")
		if want := map[bool]string{true: "80"}[strings.HasSuffix(c.state, "4")]; score != want || state != "" {
			t.Errorf("%s: the score is %q, the state %q", c.pkg, score, state)
		}
		for n, want := range []string{"first wrong", "note correct", "call correct", "steps correct", "roles correct", " "} {
			name := fmt.Sprintf("cmi.interactions.%d.", n)
			if got := s.storedValue(learner, name+"id") + " " + s.storedValue(learner, name+"result"); got != map[bool]string{true: want, false: " "}[strings.Contains(c.own, "first answer to each")] {
				t.Errorf("%s: interaction %d is %s", c.pkg, n, got)
			}
		}
	}
}

// testPackageMixedAnswers begins an attempt in a package that does not send a score and continues it
// in one that does: the latter must not send the score of only some of the questions. It also finishes
// a package without questions.
func testPackageMixedAnswers(t *testing.T, b *browser, s *learningSystem) {
	const settings = "window=frame&system=strict"
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"mixed", "passing-on", settings})
	eval[bool](tab, `(answer("first", rightAnswer("first")), true)`)
	s.open(tab, launch{"mixed", "passing-on-score", settings})
	tab.answerAll()
	if state := s.storedValue("mixed", "cmi.suspend_data"); !strings.HasSuffix(state, ";ddddd") {
		t.Errorf("the state is %s", state)
	}
	finish := func() {
		t.Helper()
		eval[bool](tab, "(content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		checkDisclosed(t, tab)
	}
	finish()
	if score := s.storedValue("mixed", "cmi.core.score.raw"); score != "" {
		t.Errorf("the score of a part of the questions is %s", score)
	}
	s.open(tab, launch{"none", "none", settings})
	finish()
	tab.visit(s.root + "packages/none/index.html")
	tab.waitFor("that nothing is recorded", "document.querySelector('#_record .status').innerText === 'No learning system was found. Nothing is recorded.'")
}

// testPackageAnswersLater begins an attempt in a package that does not send answers and continues it in
// one that does. A learning system that does not count interactions and refuses a gap in them must get
// all later answers, also on a further visit, and one that keeps none must be recognised.
func testPackageAnswersLater(t *testing.T, b *browser, s *learningSystem) {
	for i, settings := range []string{"&answers=booleans", "&answers=booleans&count=yes", "&answers=strings"} {
		learner, keeps := fmt.Sprint("later", i), i < 2
		tab := b.newTab(t, 1000)
		visit := func(pkg string, ids ...string) {
			t.Helper()
			s.open(tab, launch{learner, pkg, "window=frame&system=strict" + settings})
			for _, id := range ids {
				eval[bool](tab, "(answer("+jsString(id)+", rightAnswer("+jsString(id)+")), true)")
			}
		}
		visit("passing-on", "first", "note")
		visit("passing-on-answers", "call")
		if said := eval[bool](tab, "words('.sent').includes('does not keep answers')"); said == keeps {
			t.Errorf("%s: the page says that the system keeps no answers: %v", settings, said)
		}
		if asked := strings.Count(strings.Join(sentValues(tab), "\n"), "interactions"); !keeps && asked != 1 {
			t.Errorf("%s: the system refuses interactions and is asked %d times", settings, asked)
		}
		visit("passing-on-answers", "steps", "roles")
		for n, want := range []string{"call", "steps", "roles", ""} {
			if !keeps {
				want = ""
			}
			if got := s.storedValue(learner, fmt.Sprintf("cmi.interactions.%d.id", n)); got != want {
				t.Errorf("%s: interaction %d is %q, not %q", settings, n, got, want)
			}
		}
		checkDisclosed(t, tab)
	}
}

// nearbyTextJS is a JavaScript function that returns the visible text of an element if it is within 300
// pixels of another element. Otherwise it returns a description of the fault.
const nearbyTextJS = `(words, other) => {
	words = content.document.querySelector(words);
	const box = words.getBoundingClientRect(), from = content.document.querySelector(other).getBoundingClientRect();
	return box.height === 0 ? "not shown" : Math.abs(box.top - from.top) > 300 ? "too far away" : words.innerText;
}`

// testPackageRefused opens packages in learning systems that reject some values, and checks that the
// page says so next to the question that was just answered.
func testPackageRefused(t *testing.T, b *browser, s *learningSystem) {
	for i, c := range []struct{ pkg, refuses, want, end string }{
		{"passing-on-answers", "interactions.1.id", "", ""},
		{"passing-on-all", "suspend_data", "did not keep which questions you have answered", ""},
		{"passing-on-all", "score.raw", "", "It did not take how many of your first answers were the best ones."},
		{"passing-on-all", "score.m", "", ""},
		{"passing-on-answers", "interactions", "does not keep answers, so they are not sent.", ""},
		{"passing-on-answers", "interactions.*result", "did not take all of this answer.", ""},
	} {
		learner := fmt.Sprint("refused", i)
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, c.pkg, "window=frame&system=strict&answers=booleans&refuses=" + c.refuses})
		eval[bool](tab, "(content.document.querySelector('.whole button').click(), answer('first', rightAnswer('first')), true)")
		if c.want != "" {
			tab.waitFor(c.refuses, fmt.Sprintf("(%s)('#first .stored', '#first button.main').includes(%s)", nearbyTextJS, jsString(c.want)))
		}
		if said := eval[bool](tab, "words('.sent').includes('does not keep answers')"); said != (c.refuses == "interactions") {
			t.Errorf("%s: the page says that answers are not sent: %v", c.refuses, said)
		}
		tab.answerAll()
		eval[bool](tab, "(content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		if end := eval[string](tab, "words('#_finish .status')"); strings.Contains(end, "It did not take") != (c.end != "") || !strings.HasSuffix(end, c.end) {
			t.Errorf("%s: the end says %q", c.refuses, end)
		}
		if c.want == "" && eval[string](tab, "words('#first .stored')") != "" {
			t.Errorf("%s: the page says that an answer is not stored", c.refuses)
		}
		if got := s.storedValue(learner, "cmi.interactions.4.id"); (got == "roles") != (c.refuses != "interactions" && i > 0) {
			t.Errorf("%s: the last interaction is %q", c.refuses, got)
		}
		if said := eval[string](tab, "words('#roles .stored')"); i == 0 && said != "Your learning system did not take all of this answer." {
			t.Errorf("%s: the page says %q", c.refuses, said)
		}
	}
}

// testPackageConfirmation opens packages in learning systems that temporarily fail to store values.
// The messages on the page must still be true once the system has stored them.
func testPackageConfirmation(t *testing.T, b *browser, s *learningSystem) {
	const near = "(" + nearbyTextJS + ")"
	finish := "content.document.querySelector('#_finish button').click()"
	tab := b.newTab(t, 1000)
	s.failStores(true)
	s.open(tab, launch{"unsaved", "passing-on", learningSystemQueries()[1]})
	tab.waitFor("that the opening is not stored", "words('#_record .status').includes('has not stored this yet')")
	s.failStores(false)
	eval[bool](tab, "(content.document.getElementById('_skip').click(), "+finish+", true)")
	tab.waitFor("that it is stored", "words('#_record .status').includes('It has stored it now.') && words('#_finish .status').includes('Recorded:')")
	for i, settings := range learningSystemQueries()[:2] {
		learner := fmt.Sprint("full", i)
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on", settings})
		s.failStores(true)
		eval[bool](tab, "(content.document.querySelector('.whole button').click(), answer('first', rightAnswer('first')), true)")
		tab.waitFor("what is not stored", near+"('#first .stored', '#first button.main').includes('has not stored this yet')")
		s.failStores(false)
		eval[bool](tab, "(answer('note', rightAnswer('note')), true)")
		tab.waitFor("what is stored later", near+"('#first .stored', '#first button.main') === 'Your learning system did not store this at first. It has stored it now.'")
		if said := eval[string](tab, "words('#note .stored')"); said != "" {
			t.Errorf("%s: the page says %s", settings, said)
		}
		s.failStores(true)
		eval[bool](tab, "(content.document.getElementById('_skip').click(), "+finish+", true)")
		tab.waitFor("that it is not confirmed", near+"('#_finish .status', '#_finish button').includes('has not confirmed that you finished. It may still record it.')")
		if status := s.storedValue(learner, "cmi.core.lesson_status"); status != "incomplete" {
			t.Errorf("%s: stored: %s", settings, status)
		}
		s.failStores(false)
		if i == 0 {
			eval[bool](tab, "("+finish+", true)")
			tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		} else {
			tab.visit(s.root + "left/")
			waitUntil(t, "the end", func() bool { return s.storedValue(learner, "finished") == "1" })
		}
		if status, state := s.storedValue(learner, "cmi.core.lesson_status"), s.storedValue(learner, "cmi.suspend_data"); status != "completed" || state != "" {
			t.Errorf("%s: the status is %s, the state %q", settings, status, state)
		}
	}
}

// testPackageReview opens packages in the modes "review" and "browse" of SCORM and leaves them. The
// status must not change, and a session may be ended only if an attempt had been begun before.
func testPackageReview(t *testing.T, b *browser, s *learningSystem) {
	for i, c := range []struct{ settings, status, finished string }{
		{"mode=review", "", ""},
		{"mode=browse", "not attempted", ""},
		{"mode=review", "incomplete", "1"},
		{"mode=browse", "completed", "1"},
	} {
		learner := fmt.Sprint("review", i)
		s.mu.Lock()
		s.learners[learner] = map[string]any{"cmi.core.lesson_status": c.status}
		s.mu.Unlock()
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on", "window=frame&system=strict&" + c.settings})
		tab.answerAll()
		tab.visit(s.root + "left/")
		if c.finished != "" {
			waitUntil(t, "the end", func() bool { return s.storedValue(learner, "finished") != "" })
		}
		if status := s.storedValue(learner, "cmi.core.lesson_status"); status != c.status || s.storedValue(learner, "finished") != c.finished {
			t.Errorf("%s of %q: the status is %q, after %s ends", c.settings, c.status, status, s.storedValue(learner, "finished"))
		}
	}
}

// testPackageEvents checks how a package behaves when its window is hidden and shown again, when the
// stored state does not come from a package, and when the system has ended the session.
func testPackageEvents(t *testing.T, b *browser, s *learningSystem) {
	s.mu.Lock()
	s.learners["events"] = map[string]any{"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "false"}
	s.mu.Unlock()
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"events", "passing-on", "window=frame&system=strict"})
	count := func(name string) int { return eval[int](tab, "calls.filter((c) => c[0] === '"+name+"').length") }
	commits := count("LMSCommit")
	eval[bool](tab, "(Object.defineProperty(content.document, 'visibilityState', { value: 'hidden' }), content.document.dispatchEvent(new content.Event('visibilitychange', { bubbles: true })), true)")
	if n := count("LMSCommit"); n != commits+1 {
		t.Errorf("%d commits when the window is hidden", n-commits)
	}
	tab.mustRun(chromedp.Sleep(150 * time.Millisecond)) // the page shows a message only after a delay
	if said := eval[string](tab, "words('#_record .status')"); said != "" {
		t.Errorf("the page says: %s", said)
	}
	eval[bool](tab, "(content.dispatchEvent(new content.PageTransitionEvent('pageshow', { persisted: true })), true)")
	tab.waitFor("the page is loaded again", "calls.filter((c) => c[0] === 'LMSInitialize').length === 2")
	tab.waitFor("that the session is over", "ready() && words('#_record .status').includes('Nothing more is recorded.')")
	if n := count("LMSFinish"); n != 1 {
		t.Errorf("the session was ended %d times", n)
	}
}
