//go:build browser

package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"safelearn/generator/export"
	"safelearn/generator/render"
)

// TestBrowserPackage opens the packages exported from quizArchive in several learning systems.
func TestBrowserPackage(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	packages := exportPackages(t, quizSite(t), export.Options{})
	for name, o := range map[string]render.PackageOptions{"-all": {Score: true, Answers: true}, "-score": {Score: true}, "-answers": {Answers: true}} {
		packages["passing-on"+name] = exportPackages(t, quizSite(t), export.Options{Modules: []string{"passing-on"}, Package: o})["passing-on"]
	}
	for name, files := range packageVersions(t) {
		packages[name] = files
	}
	system := startLearningSystem(t, packages)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *learningSystem)
	}{
		{"Finish", testPackageFinish},
		{"Leave", testPackageLeave},
		{"Resume", testPackageResume},
		{"Flags", testPackageFlags},
		{"Combinations", testPackageCombinations},
		{"Mixed", testPackageMixedAnswers},
		{"AnswersLater", testPackageAnswersLater},
		{"Answers", testPackageAnswers},
		{"Refused", testPackageRefused},
		{"Confirmation", testPackageConfirmation},
		{"LateConfirmation", testPackageLateConfirmation},
		{"Cleared", testPackageCleared},
		{"Review", testPackageReview},
		{"Events", testPackageEvents},
		{"FaultySystem", testPackageFaultySystem},
		{"SystemClosed", testPackageSystemClosed},
		{"WithoutSystem", testPackageWithoutSystem},
		{"Changed", testPackageChanged},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, system) })
	}
}

// learningSystemQueries returns the URL queries that make the page in testdata/lms.js act as each
// learning system in which packages are tested, with a package in a frame and in a pop-up window.
func learningSystemQueries() []string {
	var list []string
	for _, window := range []string{"frame", "popup"} {
		for _, system := range []string{"again", "strict&answers=strings", "strict&answers=booleans"} {
			list = append(list, "window="+window+"&system="+system)
		}
	}
	return list
}

// A systemCall is a call from a package to the SCORM API of the learning system: the name of the
// function, its arguments and its result.
type systemCall []any

// sentValues returns the values that a package has sent to the learning system, as lines of the form
// "name=value" in the order of the calls.
func sentValues(p *tab) []string {
	var set []string
	for _, call := range eval[[]systemCall](p, "calls") {
		if call[0] == "LMSSetValue" {
			set = append(set, fmt.Sprintf("%v=%v", call[1], call[2]))
		}
	}
	return set
}

// checkDisclosed fails the test if the learning system has received a value that the page does not say
// is sent.
func checkDisclosed(t *testing.T, p *tab) {
	t.Helper()
	sent := eval[string](p, "words('.sent')")
	var announced []string
	for _, a := range []struct{ words, values string }{
		{"that you opened this", `cmi\.core\.(lesson_status=incomplete|exit=suspend)`},
		{"for how long", `cmi\.core\.session_time=\d{4}:\d\d:\d\d`},
		{"whether you finished", `cmi\.core\.(lesson_status=completed|exit=)|cmi\.suspend_data=0?`},
		{"which questions you have answered", `cmi\.suspend_data=1;[0-9a-f]{8};[d-]+`},
		{"keeps how many of your first answers were the best ones", `cmi\.suspend_data=1;[0-9a-f]{8};[d-]+;\d+`},
		{"When you finish, it shows them the share", `cmi\.core\.score\.(raw=\d+|min=0|max=100)`},
		{"your first answer to each question, and whether that was right", `cmi\.suspend_data=1;[0-9a-f]{8};[ad-]+(;\d+)?|cmi\.interactions\.\d+\.(id=(first|note|call|steps|roles)|type=(choice|sequencing|matching)|(correct_responses\.0\.pattern|student_response)=[a-z](,[a-z])*|(correct_responses\.0\.pattern|student_response)=\d\.[a-z](,\d\.[a-z])*|result=(correct|wrong))`},
	} {
		if strings.Contains(sent, a.words) {
			announced = append(announced, a.values)
		}
	}
	pattern := regexp.MustCompile("^(" + strings.Join(announced, "|") + ")$")
	for _, call := range eval[[]systemCall](p, "calls") {
		if set := fmt.Sprintf("%v=%v", call[1], call[min(2, len(call)-1)]); call[0] == "LMSSetValue" && fmt.Sprint(call[3]) == "true" && !pattern.MatchString(set) {
			t.Errorf("the page does not say that %s is sent: %s", set, sent)
		}
	}
}

// answerAll answers all questions of a package correctly.
func (p *tab) answerAll() {
	p.t.Helper()
	eval[bool](p, "(questions().forEach((id) => answer(id, rightAnswer(id))), true)")
}

// testPackageFinish answers all questions and finishes the package, in each learning system.
func testPackageFinish(t *testing.T, b *browser, s *learningSystem) {
	for i, settings := range learningSystemQueries() {
		learner := fmt.Sprint("finish", i)
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on", settings})
		tab.waitFor("the opening is stored", "calls.some((c) => c[0] === 'LMSCommit')")
		if got := s.storedValue(learner, "cmi.core.lesson_status"); got != "incomplete" {
			t.Errorf("%s: opened: the status is %q", settings, got)
		}
		finish := func(want string) {
			t.Helper()
			eval[bool](tab, "(content.document.querySelector('#_finish button').click(), true)")
			tab.waitFor(want, fmt.Sprintf("words('#_finish .status').includes(%s)", jsString(want)))
		}
		finish("5 questions are not answered yet")
		if got := s.storedValue(learner, "cmi.core.lesson_status"); got != "incomplete" {
			t.Errorf("%s: refused: the status is %q", settings, got)
		}
		tab.answerAll()
		if got := s.storedValue(learner, "cmi.core.lesson_status"); got != "incomplete" {
			t.Errorf("%s: answered: the status is %q", settings, got)
		}
		if got := s.storedValue(learner, "cmi.suspend_data"); !strings.HasSuffix(got, ";ddddd") {
			t.Errorf("%s: answered: the state is %q", settings, got)
		}
		finish("Recorded:")
		status, state, time := s.storedValue(learner, "cmi.core.lesson_status"), s.storedValue(learner, "cmi.suspend_data"), s.storedValue(learner, "cmi.core.session_time")
		if status != "completed" || state != "" || !regexp.MustCompile(`^(00)?00:00:0[1-9]$`).MatchString(time) {
			t.Errorf("%s: finished: status %q, state %q, time %q", settings, status, state, time)
		}
		if exit := s.storedValue(learner, "cmi.core.exit"); exit != "" {
			t.Errorf("%s: finished: the session is to continue another day: %q", settings, exit)
		}
		before := len(sentValues(tab))
		finish("Recorded:")
		eval[bool](tab, "(answer('first', rightAnswer('first')), true)")
		if after := sentValues(tab); len(after) != before {
			t.Errorf("%s: sent after the end: %v", settings, after[before:])
		}
		checkDisclosed(t, tab)
		if calls := eval[int](tab, "calls.filter((c) => c[0] !== 'LMSGetValue').length"); calls > 30 {
			t.Errorf("%s: %d calls", settings, calls)
		}
		if messages := tab.unexpectedMessages(); len(messages) > 0 {
			t.Errorf("%s: %v", settings, messages)
		}
	}
}

// testPackageLeave leaves a package in several ways without finishing it.
func testPackageLeave(t *testing.T, b *browser, s *learningSystem) {
	for i, way := range []string{"location.href = '/left/'", "history.back()", "document.querySelector('iframe').remove()", "document.querySelector('iframe').src = 'about:blank'", "content.close()", "close"} {
		for _, settings := range learningSystemQueries() {
			if strings.Contains(settings, "popup") != strings.Contains(way, "close") || strings.Contains(settings, "again") && i > 1 || strings.Contains(settings, "strings") && i > 0 {
				continue
			}
			learner := fmt.Sprint("leave", i, strings.Contains(settings, "again"), strings.Contains(settings, "booleans"))
			tab := b.newTab(t, 1000)
			tab.visit(s.root + "left/")
			s.open(tab, launch{learner, "passing-on", settings})
			eval[bool](tab, "(answer('first', rightAnswer('first')), true)")
			checkDisclosed(t, tab)
			if way == "close" {
				way = "content.close(); setTimeout(close, 100)"
			}
			eval[bool](tab, "("+"setTimeout(() => { "+way+" }, 10), true)")
			waitUntil(t, settings+": "+way, func() bool {
				return s.storedValue(learner, "finished") == "1" || strings.Contains(settings, "again") && s.storedValue(learner, "cmi.core.session_time") > "0000:00:00"
			})
			if status, state := s.storedValue(learner, "cmi.core.lesson_status"), s.storedValue(learner, "cmi.suspend_data"); status != "incomplete" || !strings.HasSuffix(state, ";d----") {
				t.Errorf("%s: %s: status %q, state %q", settings, way, status, state)
			}
		}
	}
}

// testPackageResume leaves a package and resumes it later.
func testPackageResume(t *testing.T, b *browser, s *learningSystem) {
	for i, settings := range learningSystemQueries()[:4] { // of the systems with a popup, only the first
		learner := fmt.Sprint("resume", i)
		tab := b.newTab(t, 1000)
		s.open(tab, launch{learner, "passing-on", settings})
		wrong := `["ABC".split("").find((l) => l !== rightAnswer("first")[0])]`
		eval[bool](tab, `(answer("first", `+wrong+`), answer("note", [rightAnswer("note")[0]]), answer("steps", rightAnswer("steps").reverse()), true)`)
		closePopup := func() {
			if strings.Contains(settings, "popup") {
				eval[bool](tab, "(content.close(), true)")
			}
		}
		closePopup()
		s.open(tab, launch{learner, "passing-on", settings})
		tab.waitFor("what was done", "words('#_record .status') === 'You answered 3 questions on an earlier visit.'")
		done := eval[[]string](tab, "[...content.document.querySelectorAll('.before')].map((e) => e.closest('.question').id)")
		if !slices.Equal(done, []string{"first", "note", "steps"}) {
			t.Errorf("%s: answered before: %v", settings, done)
		}
		eval[bool](tab, "(answer('call', rightAnswer('call')), answer('roles', rightAnswer('roles')), content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		checkDisclosed(t, tab)
		closePopup()
		s.open(tab, launch{learner, "passing-on", settings})
		tab.waitFor("the earlier end", "words('#_record .status').includes('You have finished this before')")
		tab.answerAll()
		if set := sentValues(tab); len(set) > 0 || s.storedValue(learner, "cmi.core.lesson_status") != "completed" {
			t.Errorf("%s: sent after the end: %v; status %q", settings, set, s.storedValue(learner, "cmi.core.lesson_status"))
		}
	}
}

// testPackageFaultySystem opens packages in faulty learning systems.
func testPackageFaultySystem(t *testing.T, b *browser, s *learningSystem) {
	for _, c := range []struct{ settings, want string }{
		{"fault=denies", "Nothing more is recorded. Once you have answered a question here, you can print a record below your result."},
		{"fault=throws", "Nothing more is recorded. Once you have answered a question here, you can print a record below your result."},
		{"refuses=lesson_status", "Nothing more is recorded."},
		{"mode=review", "for looking back. Nothing more is recorded."},
		{"mode=browse", "for looking back. Nothing more is recorded."},
	} {
		tab := b.newTab(t, 1000)
		s.open(tab, launch{"fault", "passing-on", "window=frame&system=strict&" + c.settings})
		tab.waitFor(c.settings, fmt.Sprintf("words('#_record .status').includes(%s)", jsString(c.want)))
		tab.answerAll()
		if eval[bool](tab, "!content.document.getElementById('_finish').hidden || !content.document.querySelector('.sent').hidden || words('#_result .score') !== '5 of 5 best answers.'") {
			t.Errorf("%s: the page says that something is recorded, or its questions do not work", c.settings)
		}
		if set := sentValues(tab); len(set) > 0 && c.settings[0] == 'm' {
			t.Errorf("%s: sent %v", c.settings, set)
		}
		// The session must stay open, because a learning system may otherwise count the package as
		// finished.
		tab.visit(s.root + "left/")
		if status := s.storedValue("fault", "cmi.core.lesson_status"); status != "" || s.storedValue("fault", "finished") != "" {
			t.Errorf("%s: left: the status is %q", c.settings, status)
		}
	}
	// A final status must not be lost, and a learner with any other status must still be able to
	// finish.
	for status, want := range map[string]string{"passed": "passed", "completed": "completed", "failed": "incomplete", "browsed": "incomplete", "not attempted": "incomplete"} {
		s.learners[status] = map[string]any{"cmi.core.lesson_status": status}
		tab := b.newTab(t, 1000)
		s.open(tab, launch{url.QueryEscape(status), "passing-on", "window=frame&system=strict"})
		tab.answerAll()
		if got := eval[string](tab, "API.LMSGetValue('cmi.core.lesson_status')"); got != want {
			t.Errorf("%s becomes %s", status, got)
		}
	}
	// After a crash, the learning system reports that a session is already open.
	s.learners["crashed"] = map[string]any{"cmi.core.lesson_status": "incomplete"}
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"crashed", "passing-on", "window=frame&system=strict&fault=crashed"})
	tab.answerAll()
	waitUntil(t, "the answers after a crash", func() bool { return strings.HasSuffix(s.storedValue("crashed", "cmi.suspend_data"), ";ddddd") })
}

// testPackageSystemClosed closes the window of the learning system while a package is open in another
// window, and checks that the package says that nothing is stored any longer.
func testPackageSystemClosed(t *testing.T, b *browser, s *learningSystem) {
	for _, system := range []string{"again", "strict"} {
		learner := "left-" + system
		tab := b.newTab(t, 1000)
		tab.visit(s.root + "left/")
		eval[bool](tab, "(document.body.innerHTML = "+jsString(`<iframe src="/lms/?learner=`+learner+"&package=passing-on&window=popup&system="+system+`"></iframe>`)+", true)")
		tab.waitFor("the system", "document.querySelector('iframe').contentDocument.readyState === 'complete' && document.querySelector('iframe').contentDocument.getElementById('launch')")
		tab.mustRun(chromedp.Evaluate("document.querySelector('iframe').contentDocument.getElementById('launch').click()", nil, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithUserGesture(true) }))
		tab.waitFor("the package", "document.querySelector('iframe').contentWindow.eval('ready()')")
		tab.waitFor("the opening is stored", "document.querySelector('iframe').contentWindow.eval(\"calls.some((c) => c[0] === 'LMSCommit')\")")
		eval[bool](tab, "(window.content = document.querySelector('iframe').contentWindow.eval('content'), document.querySelector('iframe').remove(), true)")
		eval[bool](tab, "(content.document.querySelector('#first .option input').click(), content.document.querySelector('#first button.main').click(), true)")
		tab.waitFor("what is not stored", "content.document.querySelector('#first .stored').innerText.includes('has not stored this yet')")
		eval[bool](tab, "(content.document.getElementById('_skip').click(), content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("that nothing is recorded", "content.document.querySelector('#_finish .status').innerText.includes('has not confirmed that you finished')")
		if status := s.storedValue(learner, "cmi.core.lesson_status"); status != "incomplete" {
			t.Errorf("%s: the status is %q", system, status)
		}
		eval[bool](tab, "(content.close(), true)")
	}
}

// testPackageWithoutSystem opens a package without a learning system: on its own, embedded in a page
// from another origin, and in a sandboxed frame that cannot access the learning system.
func testPackageWithoutSystem(t *testing.T, b *browser, s *learningSystem) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Another site</title><link rel="icon" href="data:,"><script>API = {LMSInitialize: () => "true"}</script><iframe width=600 height=600 sandbox="%s" src="%spackages/passing-on/index.html"></iframe>`, r.URL.Query().Get("sandbox"), s.root)
	}))
	t.Cleanup(other.Close)
	for _, address := range []string{s.root + "packages/passing-on/index.html", other.URL + "/?sandbox=allow-scripts+allow-same-origin", other.URL + "/?sandbox=allow-scripts"} {
		tab := b.newTab(t, 1000)
		tab.visit(address)
		frame := tab.textReader()
		waitUntil(t, address, func() bool { return strings.Contains(frame("#_record .status"), "No learning system was found") })
		if sent := frame(".sent"); sent != "" {
			t.Errorf("%s: the page says what is sent: %s", address, sent)
		}
		requests, messages := tab.takeEvents()
		for _, request := range requests {
			if !strings.HasPrefix(request, s.root+"packages/passing-on/") && request != address {
				t.Errorf("%s: a request to %s", address, request)
			}
		}
		if len(messages) > 0 {
			t.Errorf("%s: %v", address, messages)
		}
	}
}

// unexpectedMessages returns the browser messages that a tab recorded, except warnings about
// synchronous requests, which the test page makes because learning systems make them.
func (p *tab) unexpectedMessages() []string {
	_, messages := p.takeEvents()
	return slices.DeleteFunc(messages, func(m string) bool { return strings.Contains(m, "XMLHttpRequestSynchronous") })
}

// textReader returns a function that returns the visible text of the element that matches a CSS
// selector: in the frame on the page if there is one, or else on the page. A sandboxed frame is a
// separate DevTools target.
func (p *tab) textReader() func(selector string) string {
	p.t.Helper()
	var frames []*cdp.Node
	if err := p.run(chromedp.Nodes("iframe", &frames, chromedp.ByQuery, chromedp.AtLeast(0))); err != nil {
		p.t.Fatal(err)
	}
	options, ctx := []chromedp.QueryOption{chromedp.ByQuery, chromedp.NodeReady}, p.Context
	if len(frames) > 0 {
		targets, err := chromedp.Targets(p.Context)
		if err != nil {
			p.t.Fatal(err)
		}
		if i := slices.IndexFunc(targets, func(info *target.Info) bool { return string(info.TargetID) == string(frames[0].FrameID) }); i >= 0 {
			var end context.CancelFunc
			ctx, end = chromedp.NewContext(p.Context, chromedp.WithTargetID(targets[i].TargetID))
			p.t.Cleanup(end)
		} else {
			options = append(options, chromedp.FromNode(frames[0]))
		}
	}
	return func(selector string) (text string) {
		p.t.Helper()
		if err := chromedp.Run(ctx, chromedp.Text(selector, &text, options...)); err != nil {
			p.t.Fatal(err)
		}
		return text
	}
}

// siteWithQuestions returns a site with a module that has one question for each element of numbers.
// The text of each question includes its number. Each reason and explanation ends with suffix.
func siteWithQuestions(t *testing.T, numbers []int, suffix string) *Site {
	t.Helper()
	site := quizSite(t)
	text := "---\ntitle: Many\nsummary: Many questions.\naudience: [trainer]\nstatus: sample\nowner: Editors\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\n---\n\n## Check yourself\n"
	for _, n := range numbers {
		text += fmt.Sprintf("\n### Question: What is asked as number %d? {#many-%[1]d}\n\nTests: [[elder/2.1a]]\nBasis: [[letters]]\n\n- [x] The %[1]dth thing\n  > It is. %[2]s\n- [ ] Another thing\n  > It is not.\n\nWhy: It was asked. %[2]s\n", n, suffix)
	}
	writeFiles(t, site.Folder, fstest.MapFS{"content/modules/many.md": {Data: []byte(text)}})
	return site
}

// packageVersions exports several versions of a module and returns the files of each package: without
// questions, with 60 questions, with a score, with other wording, and with the questions in another order.
func packageVersions(t *testing.T) map[string]map[string][]byte {
	t.Helper()
	var numbers []int
	for n := range 60 {
		numbers = append(numbers, n+1)
	}
	packages := make(map[string]map[string][]byte)
	pack := func(name, words string) {
		packages[name] = exportPackages(t, siteWithQuestions(t, numbers, words), export.Options{Modules: []string{"many"}, Package: render.PackageOptions{Score: name == "many-score"}})["many"]
	}
	none := siteWithQuestions(t, nil, "")
	packages["none"] = exportPackages(t, none, export.Options{Modules: []string{"many"}})["many"]
	pack("many", "")
	pack("many-score", "")
	pack("many-words", "In other words.")
	slices.Reverse(numbers)
	pack("many-order", "")
	return packages
}

// testPackageChanged checks that the state of an attempt at 60 questions is kept when only the wording
// changes, and that it is discarded, with a message, when the questions change.
func testPackageChanged(t *testing.T, b *browser, s *learningSystem) {
	const settings = "window=frame&system=strict"
	tab := b.newTab(t, 1000)
	s.open(tab, launch{"many", "many", settings})
	eval[bool](tab, "(questions().slice(0, 59).forEach((id) => answer(id, rightAnswer(id))), true)")
	state := s.storedValue("many", "cmi.suspend_data")
	if len(state) > 100 || !strings.HasSuffix(state, strings.Repeat("d", 59)+"-") {
		t.Errorf("the state has %d characters: %s", len(state), state)
	}
	s.open(tab, launch{"many-score", "many-score", settings})
	eval[bool](tab, "(questions().slice(0, 59).forEach((id) => answer(id, rightAnswer(id))), true)")
	if score := s.storedValue("many-score", "cmi.suspend_data"); len(score) > 100 || score != state+";59" {
		t.Errorf("the state with a score has %d characters: %s", len(score), score)
	}
	s.open(tab, launch{"many", "many-words", settings})
	tab.waitFor("the same questions", "words('#_record .status') === 'You answered 59 questions on an earlier visit.'")
	s.open(tab, launch{"many", "many-order", settings})
	tab.waitFor("other questions", "words('#_record .status') === 'The questions have changed since your last visit, so you start again.'")
	if n := eval[int](tab, "content.document.querySelectorAll('.before').length"); n > 0 {
		t.Errorf("%d questions are marked as answered", n)
	}
	tab.answerAll()
	if got := s.storedValue("many", "cmi.suspend_data"); got[:11] == state[:11] || !strings.HasSuffix(got, strings.Repeat("d", 60)) {
		t.Errorf("the new state is %s", got)
	}
}
