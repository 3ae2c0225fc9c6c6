//go:build browser

package generator

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// testPackageLateConfirmation finishes a module while the learning system fails to store values. When
// that stores them later, by whatever call, the page must say so, and nothing may be written after it. The score
// is the share of all parts, also of those that were left out.
func testPackageLateConfirmation(t *testing.T, b *browser, s *learningSystem) {
	for i, c := range []struct{ settings, later string }{
		{"window=frame&system=again", "answer('note', rightAnswer('note'))"},
		{"window=frame&system=strict", "answer('note', rightAnswer('note'))"},
		{"window=frame&system=strict&answers=booleans", "answer('note', rightAnswer('note'))"},
		{"window=frame&system=strict", "Object.defineProperty(content.document, 'visibilityState', { value: 'hidden' }), content.document.dispatchEvent(new content.Event('visibilitychange', { bubbles: true }))"},
	} {
		learner := fmt.Sprint("late", i)
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on-all", c.settings})
		eval[bool](tab, "(answer('first', rightAnswer('first')), true)")
		if state := s.storedValue(learner, "cmi.suspend_data"); !strings.HasSuffix(state, map[bool]string{true: ";d----;1", false: ";a----;1"}[strings.HasSuffix(c.settings, "strict")]) {
			t.Errorf("%s: the state is %q", c.settings, state)
		}
		s.failStores(true)
		eval[bool](tab, "(content.document.getElementById('_skip').click(), content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("that it is not confirmed", "words('#_finish .status').includes('has not confirmed that you finished.')")
		s.failStores(false)
		before := len(sentValues(tab))
		eval[bool](tab, "("+c.later+", true)")
		tab.waitFor(c.settings+": the record", "words('#_finish .status').startsWith('Recorded:')")
		eval[bool](tab, "(answer('call', rightAnswer('call')), true)")
		if status, state := s.storedValue(learner, "cmi.core.lesson_status"), s.storedValue(learner, "cmi.suspend_data"); status != "completed" || state != "" {
			t.Errorf("%s: the status is %q, the state %q", c.settings, status, state)
		}
		if score := s.storedValue(learner, "cmi.core.score.raw"); score != "20" {
			t.Errorf("%s: the score of one best answer in five parts is %q", c.settings, score)
		}
		if after := sentValues(tab); len(after) != before {
			t.Errorf("%s: sent after the end: %v", c.settings, after[before:])
		}
		checkDisclosed(t, tab)
	}
}

// testPackageCleared checks that what a learning system keeps until a learner finishes is cleared then,
// or on the next visit, and that the page says so if the system does not clear it.
func testPackageCleared(t *testing.T, b *browser, s *learningSystem) {
	const left = "Your learning system has not cleared which questions you answered."
	for i, c := range []struct{ refuses, end, state, again string }{
		{"", "close this now.", "", ""},
		{"&clear=empty", "close this now.", "0", "0"}, // a value without content is taken instead
		{"&clear=all", left, "1;", ""},
		{"&clear=ignored", left, "1;", ""},
		{"&refuses=suspend_data", "close this now.", "", ""}, // nothing was kept
	} {
		learner, settings := fmt.Sprint("cleared", i), "window=frame&system=strict"
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on", settings + c.refuses})
		tab.answerAll()
		eval[bool](tab, "(content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		if end := eval[string](tab, "words('#_finish .status')"); !strings.HasSuffix(end, c.end) {
			t.Errorf("%s: the end says %q", c.refuses, end)
		}
		state := func(when, want string) {
			t.Helper()
			if got := s.storedValue(learner, "cmi.suspend_data"); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
				t.Errorf("%s: the state %s is %q", c.refuses, when, got)
			}
			checkDisclosed(t, tab)
		}
		state("at the end", c.state)
		s.open(tab, launch{learner, "passing-on", settings + c.refuses})
		tab.waitFor("that it is still kept", "words('#_record .status').includes('You have finished this before') && "+fmt.Sprintf("words('#_record .status').endsWith(%s) === %v", jsString(left), c.end == left))
		state("on the next visit", c.state)
		s.open(tab, launch{learner, "passing-on", settings})
		tab.waitFor("that nothing is kept", "words('#_record .status').endsWith('only the time is recorded now.')")
		state("on the last visit", c.again)
		if status := s.storedValue(learner, "cmi.core.lesson_status"); status != "completed" {
			t.Errorf("%s: the status is %q", c.refuses, status)
		}
	}
	// What another program stored is left alone.
	s.mu.Lock()
	s.learners["foreign"] = map[string]any{"cmi.core.lesson_status": "completed", "cmi.suspend_data": "false"}
	s.mu.Unlock()
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"foreign", "passing-on", "window=frame&system=strict"})
	tab.mustRun(chromedp.Sleep(150 * time.Millisecond)) // the page shows a message only after a delay
	if set := sentValues(tab); len(set) > 0 {
		t.Errorf("sent: %v", set)
	}
}
