package generator

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
)

// statusSiteFiles builds the site in base.txtar with the files of status.txtar added, and returns the
// contents of the published files by name. Before building, it replaces lines in the front matter of
// the named content file. The arguments oldnew are pairs of old and new text.
func statusSiteFiles(t *testing.T, name string, oldnew ...string) map[string]string {
	t.Helper()
	files := readArchive(t, "testdata/base.txtar").siteFiles()
	maps.Copy(files, readArchive(t, "testdata/status.txtar").siteFiles())
	text := string(files["content/"+name].Data)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("%s does not contain %q", name, oldnew[i])
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	files["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-06-01"})
	crawl(t, tree)
	published := make(map[string]string)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			var data []byte
			data, err = fs.ReadFile(tree, name)
			published[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return published
}

// filesContaining returns the sorted names of the files that contain text, ignoring case. It replaces
// the name of an index.html file with that of its folder, and the names of all search files with
// "search/files".
func filesContaining(files map[string]string, text string) []string {
	names := make(map[string]bool)
	for name, content := range files {
		if strings.Contains(strings.ToLower(content), strings.ToLower(text)) {
			if path.Dir(name) == "search/files" {
				name = path.Dir(name)
			}
			names[strings.TrimSuffix(name, "index.html")] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

const (
	reviewFolder = "reviews/hill/"
	coveragePage = reviewFolder + "coverage/index.html"
	gapsPage     = reviewFolder + "coverage/gaps/index.html"
	requestPage  = reviewFolder + "recommendations/2.1/index.html"
	noAnswer     = "Nothing on this site covers this part yet."
)

// expectCoverage checks the coverage of part 2.1a of a recommendation: a step, a module and a question
// must be listed as covering it if and only if the argument with that name is true, on the coverage
// page, on the page of the recommendation and in index.json. If none of them is listed, the part must
// be listed as a gap. The question must be on the practice page only if it is listed.
func expectCoverage(t *testing.T, files map[string]string, step, module, question bool) {
	t.Helper()
	for link, want := range map[string]bool{"protocols/safe/#ring": step, "modules/lesson/": module || question, "modules/lesson/#now": question} {
		if got := strings.Contains(files[coveragePage], link); got != want {
			t.Errorf("coverage contains %s: %t", link, got)
		}
		if got := strings.Contains(files[requestPage], link); got != want && link != "modules/lesson/" {
			t.Errorf("the page of the recommendation contains %s: %t", link, got)
		}
	}
	_, answers, _ := strings.Cut(files[gapsPage], `id="no-answer"`)
	answers, questions, _ := strings.Cut(answers, `id="no-question"`)
	gap := !step && !module && !question
	if strings.Contains(files[coveragePage], noAnswer) != gap || strings.Contains(files[requestPage], noAnswer) != gap || strings.Contains(answers, "2.1a") != gap {
		t.Errorf("coverage, the recommendation and the gaps disagree on whether 2.1a is a gap, which is %t", gap)
	}
	if strings.Contains(questions, "2.1a") == question {
		t.Errorf("the gaps say that a question tests 2.1a: %t", !question)
	}
	for edge, want := range map[string]bool{`"from":"safe#ring","to":"hill/2.1a","relation":"serves"`: step, `"from":"lesson#now","to":"hill/2.1a","relation":"tests"`: question} {
		if got := strings.Contains(files["index.json"], edge); got != want {
			t.Errorf("index.json contains %s: %t", edge, got)
		}
	}
	if got := strings.Contains(files["practice/index.html"], "Questionname"); got != question {
		t.Errorf("the question is on the practice page: %t", got)
	}
}

// expectTextOnlyIn fails the test unless exactly the given files contain text. An index.html file is
// given by its folder, with a slash at the end.
func expectTextOnlyIn(t *testing.T, files map[string]string, text string, want ...string) {
	t.Helper()
	if got := filesContaining(files, text); !slices.Equal(got, want) {
		t.Errorf("%q is in\n%s\nwant\n%s", text, got, want)
	}
}

// TestInForce checks that a protocol, a module and a question that are in force cover a
// recommendation, even on the last day before their review is overdue.
func TestInForce(t *testing.T) {
	expectCoverage(t, statusSiteFiles(t, "pages/about.md"), true, true, true)
	files := statusSiteFiles(t, "protocols/safe.md", "2027-01-01", "2026-06-01")
	expectCoverage(t, files, true, true, true)
	if strings.Contains(files["protocols/safe/index.html"], "overdue") {
		t.Error("a page is overdue on the day on which its review is due")
	}
}

// TestWithdrawnProtocol checks that the text of a withdrawn protocol is only on its own page,
// which names its replacement, and that search files contain only its title.
func TestWithdrawnProtocol(t *testing.T) {
	files := statusSiteFiles(t, "protocols/safe.md", "status: sample", "status: withdrawn\nreplaced_by: newer\nwithdrawn: {date: 2026-05-01, by: Board, why: Itwaswrong.}")
	expectCoverage(t, files, false, true, false)
	for _, text := range []string{"Protocolsummary", "Protocolquote", "Protocolchange", "Steptext"} {
		expectTextOnlyIn(t, files, text, "protocols/safe/")
	}
	expectTextOnlyIn(t, files, "Steptitle", "modules/lesson/", "modules/lesson/key/", "modules/lesson/pack/", "modules/lesson/slides/", "protocols/safe/",
		"search/files") // in the text of a reference of the module
	expectTextOnlyIn(t, files, "Protocolname", "index.json", "modules/lesson/", "modules/lesson/key/", "modules/lesson/pack/", "modules/lesson/slides/",
		"protocols/safe/", "s/safe/", "search/files")
	own := files["protocols/safe/index.html"]
	if !strings.Contains(own, "Do not follow it.") || !strings.Contains(own, `Use this instead: <a href="../../protocols/newer/">`) || !strings.Contains(own, "Withdrawn on 1 May 2026 by Board: Itwaswrong.") || strings.Contains(own, ">Answers<") {
		t.Error("the page of a withdrawn protocol does not say so, does not name its replacement, or says that it answers something")
	}
	if !strings.Contains(files["modules/lesson/index.html"], "Steptitle</a> <span class=\"kind\">(withdrawn on 1 May 2026, replaced by <a href=\"../../protocols/newer/\">Newername</a>)") {
		t.Error("a question does not mark the withdrawn step that it tests")
	}
	expectNotAsked(t, files, "what it tests or rests on is withdrawn")
	if !strings.Contains(files["index.json"], `"status":"withdrawn","lang":"en-GB","replaced_by":"newer"}`) {
		t.Error("index.json does not name what replaced the withdrawn protocol")
	}
	if strings.Contains(files["sw.js"], "protocols/safe/") || strings.Contains(files["index/index.html"], "protocols/safe/") {
		t.Error("a withdrawn protocol is saved or in the index")
	}
}

// TestOverdueProtocol checks that an overdue protocol does not cover any recommendation, but is still
// shown, marked as overdue, in lists, in search results, among saved pages and in quotations.
func TestOverdueProtocol(t *testing.T) {
	files := statusSiteFiles(t, "protocols/safe.md", "2027-01-01", "2026-05-31")
	expectCoverage(t, files, false, true, false)
	if own := files["protocols/safe/index.html"]; !strings.Contains(own, `<p class="tag overdue">The review of this page was due on 31 May 2026.`) || strings.Contains(own, ">Answers<") {
		t.Error("the page of an overdue protocol does not say so, or says that it answers something")
	}
	for _, name := range []string{"protocols/index.html", "practitioners/index.html", reviewFolder + "index.html"} {
		if !strings.Contains(files[name], "Protocolname</a> <span class=\"kind\">(review overdue)") {
			t.Errorf("%s does not mark an overdue protocol", name)
		}
	}
	if !strings.Contains(files[reviewFolder+"index.html"], "Protocolquote") || !strings.Contains(files["sw.js"], "protocols/safe/") {
		t.Error("an overdue protocol is not quoted or not saved")
	}
	found := false
	for name, text := range files {
		found = found || path.Dir(name) == "search/files" && strings.Contains(text, `"Sample, not a live procedure; review overdue since 31 May 2026"`)
	}
	if !found {
		t.Error("the search does not mark an overdue protocol")
	}
}

// TestEndedApproval checks that a page whose approval has ended says so, even if the date of its next
// review has been postponed.
func TestEndedApproval(t *testing.T) {
	const ended = "\napprovals:\n  - {role: partnership, body: Board, date: 2026-01-01, until: 2026-05-31}"
	for _, keys := range []string{
		"2027-01-01" + ended,
		"2026-05-01\nextended:\n  - {until: 2026-12-31, why: The source is late., by: Chair}" + ended,
	} {
		files := statusSiteFiles(t, "protocols/safe.md", "2027-01-01", keys)
		if !strings.Contains(files["protocols/safe/index.html"], "The approval of this page ended on 31 May 2026.") {
			t.Errorf("with review_due: %s\nthe page does not say that its approval ended", keys)
		}
	}
}

// TestOverdueModule checks that the questions of an overdue module are not asked on any page, and that
// its page, slides and printed material say that it is overdue.
func TestOverdueModule(t *testing.T) {
	files := statusSiteFiles(t, "modules/lesson.md", "2027-01-01", "2026-05-31")
	expectCoverage(t, files, true, false, false)
	if files["practice/index.html"] != "" {
		t.Error("there is a practice page without questions in force")
	}
	for _, name := range []string{"", "slides/", "handout/", "key/", "pack/"} {
		if !strings.Contains(files["modules/lesson/"+name+"index.html"], "was due on 31 May 2026") {
			t.Errorf("the page %q of an overdue module does not say so", name)
		}
	}
	expectNotAsked(t, files, "until its module has been reviewed")
	if strings.Contains(files["modules/lesson/index.html"], "Your result") {
		t.Error("the page of an overdue module offers a result")
	}
}

// expectNotAsked checks that only search files contain the options and the explanation of the module's
// question, and that each page with the question contains why, the reason why it is not asked.
func expectNotAsked(t *testing.T, files map[string]string, why string) {
	t.Helper()
	for _, text := range []string{"Rightreason", "Speak"} {
		if names := slices.DeleteFunc(filesContaining(files, text), func(name string) bool { return name == "search/files" }); len(names) > 0 {
			t.Errorf("%q is in %s", text, names)
		}
	}
	for _, name := range []string{"", "slides/", "handout/", "key/"} {
		page := files["modules/lesson/"+name+"index.html"]
		if page != "" && (!strings.Contains(page, "Questionname") || !strings.Contains(page, why) || strings.Contains(page, "<fieldset")) {
			t.Errorf("the page %q asks the question, or does not say that %s", name, why)
		}
	}
}

// TestWithdrawnModule checks that only the page of a withdrawn module remains, without its
// teaching material.
func TestWithdrawnModule(t *testing.T) {
	files := statusSiteFiles(t, "modules/lesson.md", "status: sample", "status: withdrawn")
	expectCoverage(t, files, true, false, false)
	for _, text := range []string{"Modulesummary", "Modulequote", "Modulechange", "Questionname"} {
		expectTextOnlyIn(t, files, text, "modules/lesson/")
	}
	expectTextOnlyIn(t, files, "Modulename", "index.json", "modules/lesson/", "s/lesson/", "search/files")
	if own := files["modules/lesson/index.html"]; strings.Contains(own, "Your result") || strings.Contains(own, "leads a session") {
		t.Error("the page of a withdrawn module offers its questions or sheets")
	}
	expectNotAsked(t, files, "its module is withdrawn")
}

// TestSourceNotInForce checks that a question does not cover a recommendation while a source of the
// question is overdue.
func TestSourceNotInForce(t *testing.T) {
	expectCoverage(t, statusSiteFiles(t, "guidance/paper.md", "2027-01-01", "2026-05-31"), true, true, false)
}

// TestWithdrawnTerm checks that pages do not show the definition of a withdrawn glossary term.
func TestWithdrawnTerm(t *testing.T) {
	files := statusSiteFiles(t, "glossary/other.md", "status: sample", "status: withdrawn", "See [[hub]]", "See [[hub]]")
	for _, text := range []string{"Othersummary", "Othermeaning"} {
		if got := filesContaining(files, text); !slices.Equal(got, []string{"glossary/other/"}) && got != nil {
			t.Errorf("%q is in %s", text, got)
		}
	}
	files = statusSiteFiles(t, "glossary/hub.md", "status: sample", "status: withdrawn", "meaning: Where", "meaning: Hubmeaning, where")
	expectTextOnlyIn(t, files, "Hubmeaning", "glossary/hub/")
	if strings.Contains(files["protocols/safe/index.html"], `popover="`) {
		t.Error("a page shows the meaning of a withdrawn term")
	}
}

// TestWithdrawnReview checks that the pages of a withdrawn review are withdrawn too.
func TestWithdrawnReview(t *testing.T) {
	files := statusSiteFiles(t, "reviews/hill/index.md", "status: sample", "status: withdrawn")
	if files[coveragePage] != "" || files[gapsPage] != "" || !strings.Contains(files[requestPage], "Do not follow it.") {
		t.Error("a review is withdrawn, but not its coverage or its recommendation")
	}
	expectTextOnlyIn(t, files, "One thing.", reviewFolder+"recommendations/2.1/")
}

// TestWrongClock checks that a clock that is years behind is reported once.
func TestWrongClock(t *testing.T) {
	s := goldenSite(t)
	s.Today = "2001-01-01"
	_, problems, err := s.link(t.Context(), nil)
	if err != nil || problems.Count(diag.Error) != 1 || problems[0].Rule != "review-future" {
		t.Errorf("got %v, %v", problems, err)
	}
}
