package generator

import (
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
)

// TestApprovalCoversWhatIsSeen changes, on a live site, something that readers of an approved page see
// but that its text does not contain, and how long the page counts. Each change must be reported as a
// change to what was approved, as an error unless it may wait for a board.
func TestApprovalCoversWhatIsSeen(t *testing.T) {
	const protocol, settings, term, guide = "content/protocols/addresses.md", "content/site.yaml", "content/glossary/clinic.md", "content/guidance/post-guide.md"
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	edit := func(files fstest.MapFS, name, old, new string) {
		t.Helper()
		text := strings.Replace(string(files[name].Data), old, new, 1)
		if text == string(files[name].Data) {
			t.Fatalf("%s does not contain %q", name, old)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	drawing := func(words string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>` + words + `</title></svg>`)}
	}
	files["static/steps.svg"] = drawing("Ring at once")
	text := regexp.MustCompile(`text: [0-9a-f]+-[0-9a-f-]+\}`).ReplaceAllString(string(files[protocol].Data), "text: none}")
	files[protocol] = &fstest.MapFile{Data: []byte(text + "\n![The steps](/steps.svg)\n\nAsk the [[clinic]].\n")}
	approvePages(t, site)

	for what, c := range map[string]struct {
		change  func(fstest.MapFS)
		want    string
		warning bool
		hint    string // words in the hint
	}{
		"nothing": {func(fstest.MapFS) {}, "", false, ""},
		"day and night": {func(m fstest.MapFS) {
			edit(m, settings, "social_care_day: office, social_care_night: mailbox", "social_care_day: mailbox, social_care_night: office")
		}, "a number on it has changed", false, "put it back"},
		"one more role": {func(m fstest.MapFS) {
			edit(m, settings, "social_care_night: mailbox", "social_care_night: mailbox, escalation: office")
		}, "a number on it has changed", false, "put it back"},
		"the drawing":         {func(m fstest.MapFS) { m["static/steps.svg"] = drawing("Wait a day") }, "a picture on it has changed", false, "put it back"},
		"a drawing elsewhere": {func(m fstest.MapFS) { m["static/other.svg"] = drawing("Wait a day") }, "", false, ""},
		"a later review": {func(m fstest.MapFS) {
			edit(m, protocol, "reviewed: 2026-03-01\nreview_due: 2027-03-01", "reviewed: 2026-05-01\nreview_due: 2035-03-01")
		}, "the day of its next review has changed", false, "put review_due: back and add extended:"},
		"an earlier review": {func(m fstest.MapFS) { edit(m, protocol, "review_due: 2027-03-01", "review_due: 2026-12-01") }, "", false, ""},
		"a later end":       {func(m fstest.MapFS) { edit(m, protocol, "date: 2026-03-01, ", "date: 2026-03-01, until: 2035-01-01, ") }, "this entry of the approval has changed", false, "put it back"},
		"another body":      {func(m fstest.MapFS) { edit(m, protocol, "body: Board", "body: Editors") }, "this entry of the approval has changed", false, "put it back"},
		"a meaning":         {func(m fstest.MapFS) { edit(m, term, "\nmeaning: ", "\nmeaning: Not ") }, "the meaning of a term on it has changed", false, "as the reviewed: of its glossary entry"},
		"a meaning that was reviewed": {func(m fstest.MapFS) {
			edit(m, term, "\nmeaning: ", "\nmeaning: Not ")
			edit(m, term, "\nreviewed: 2026-03-01", "\nreviewed: 2026-03-02")
		}, "the meaning of a term on it has changed", true, "put it back"},
		"a title":     {func(m fstest.MapFS) { edit(m, guide, "title: A guide", "title: Another guide") }, "the title of a source that it cites has changed", true, "put it back"},
		"a new owner": {func(m fstest.MapFS) { edit(m, protocol, "owner: Learning officer", "owner: Nobody yet") }, "its owner has changed", true, "put it back"},
	} {
		t.Run(what, func(t *testing.T) {
			changed := maps.Clone(files)
			c.change(changed)
			got := ""
			for _, d := range findProblems(t, changed) {
				if d.Path == protocol && d.Rule == "approval-changed" {
					got += d.Message
					if (d.Severity == diag.Warning) != c.warning || !strings.Contains(d.Hint, c.hint) {
						t.Errorf("%v is not of the right severity, or its hint %q lacks %q", d, d.Hint, c.hint)
					}
				}
			}
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestEarlierApprovals checks that an approval with a fingerprint that an earlier version of the
// program wrote still counts.
func TestEarlierApprovals(t *testing.T) {
	const protocol = "content/protocols/addresses.md"
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	earlier := regexp.MustCompile(`(text: (?:[0-9a-f]{12}-){3}[0-9a-f]{12})-[0-9a-f-]+\}`)
	text := earlier.ReplaceAllString(string(files[protocol].Data), "$1}")
	if text == string(files[protocol].Data) {
		t.Fatal("the fingerprint is not longer than an earlier one")
	}
	files[protocol] = &fstest.MapFile{Data: []byte(text)}
	for _, d := range findProblems(t, files) {
		if d.Rule == "approval-changed" {
			t.Error(d)
		}
	}
	if l := linkSite(t, site); len(l.graph.Site.Approved) == 0 {
		t.Error("no approval counts")
	}
}

// TestTruncatedApproval checks that an approval does not count if the end of its fingerprint is missing.
func TestTruncatedApproval(t *testing.T) {
	const protocol = "content/protocols/addresses.md"
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	truncated := regexp.MustCompile(`(text: (?:[0-9a-f]{12}-){4}[0-9a-f]{12})-[0-9a-f-]+\}`)
	files[protocol] = &fstest.MapFile{Data: truncated.ReplaceAll(files[protocol].Data, []byte("$1}"))}
	for _, d := range findProblems(t, files) {
		if d.Rule == "approval-changed" && strings.Contains(d.Message, "something other than the program") {
			return
		}
	}
	t.Error("a truncated fingerprint is not reported")
}
