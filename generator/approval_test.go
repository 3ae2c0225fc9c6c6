package generator

import (
	"maps"
	"regexp"
	"slices"
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
	const about, later, review, contacts = "content/pages/about.md", "content/pages/later.md", "content/reviews/larch/index.md", "content/contacts.yaml"
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
	text = strings.Replace(text, "\nnational_basis:", "\nsources: [post-guide, larch/5.1]\nnational_basis:", 1)
	files[protocol] = &fstest.MapFile{Data: []byte(text + "\n![The steps](/steps.svg)\n\nAsk the [[clinic]]. See [[about]] and [[later|later]].\n\n1. one\n2. two\n\nThen:\n\n- three\n- four\n\nSay \"yes\" on [[desk]].\n")}
	files[contacts] = &fstest.MapFile{Data: append(slices.Clone(files[contacts].Data), "  - {id: desk, name: A desk, phone: 0808 157 0125, when: Tuesdays, source: Its own page, checked: 2026-02-01}\n"...)}
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
		}, "the day of its last review and the day of its next review have changed", false, "put review_due: back and add extended:"},
		"an earlier review": {func(m fstest.MapFS) { edit(m, protocol, "review_due: 2027-03-01", "review_due: 2026-12-01") }, "", false, ""},
		"a later end":       {func(m fstest.MapFS) { edit(m, protocol, "date: 2026-03-01, ", "date: 2026-03-01, until: 2035-01-01, ") }, "this entry of the approval has changed", false, "put it back"},
		"another body":      {func(m fstest.MapFS) { edit(m, protocol, "body: Board", "body: Editors") }, "this entry of the approval has changed", false, "put it back"},
		"a meaning":         {func(m fstest.MapFS) { edit(m, term, "\nmeaning: ", "\nmeaning: Not ") }, "the meaning of a term on it has changed", false, "as the reviewed: of its glossary entry"},
		"a meaning that was reviewed": {func(m fstest.MapFS) {
			edit(m, term, "\nmeaning: ", "\nmeaning: Not ")
			edit(m, term, "\nreviewed: 2026-03-01", "\nreviewed: 2026-03-02")
		}, "the meaning of a term on it has changed", true, "put it back"},
		"a title":                           {func(m fstest.MapFS) { edit(m, guide, "title: A guide", "title: Another guide") }, "the name of a page to which it refers has changed", true, "put it back"},
		"the title of a linked page":        {func(m fstest.MapFS) { edit(m, about, "title: About this site\nshort: About", "title: Do not ring") }, "the name of a page to which it refers has changed", true, "put it back"},
		"the short title of a linked page":  {func(m fstest.MapFS) { edit(m, about, "short: About", "short: Never") }, "the name of a page to which it refers has changed", true, "put it back"},
		"a linked page with other words":    {func(m fstest.MapFS) { edit(m, later, "title: Not yet", "title: Not now") }, "", false, ""},
		"the short title of a linked term":  {func(m fstest.MapFS) { edit(m, term, "short: Clinic", "short: Police") }, "the name of a page to which it refers has changed", true, "put it back"},
		"the title of a linked term":        {func(m fstest.MapFS) { edit(m, term, "title: Fernley clinic", "title: Police") }, "the name of a page to which it refers has changed", true, "put it back"},
		"the name of a review":              {func(m fstest.MapFS) { edit(m, review, "short: Larch", "short: Birch") }, "the name of a page to which it refers has changed", true, "put it back"},
		"the version of a source":           {func(m fstest.MapFS) { edit(m, guide, "dated: 2021-05", "dated: 2021-06") }, "a source that it cites has changed", true, "put it back"},
		"its title":                         {func(m fstest.MapFS) { edit(m, protocol, "title: When a family moves", "title: If a family moves") }, "its words have changed", false, "put it back"},
		"its summary":                       {func(m fstest.MapFS) { edit(m, protocol, "summary: What to do", "summary: What not to do") }, "its words have changed", false, "put it back"},
		"a word":                            {func(m fstest.MapFS) { edit(m, protocol, "Ask today", "Ask later") }, "its words have changed", false, "put it back"},
		"a link":                            {func(m fstest.MapFS) { edit(m, protocol, "[[office]]", "[[mailbox]]") }, "its words", false, "put it back"},
		"a step":                            {func(m fstest.MapFS) { edit(m, protocol, "Every agency", "No agency") }, "its steps have changed", false, "put it back"},
		"the role in a step":                {func(m fstest.MapFS) { edit(m, protocol, "hears of it first", "hears of it last") }, "its steps have changed", false, "put it back"},
		"its version":                       {func(m fstest.MapFS) { edit(m, protocol, `version: "1"`, `version: "2"`) }, "its version or list of changes has changed", false, "put it back"},
		"an earlier version":                {func(m fstest.MapFS) { edit(m, protocol, "what: First written", "what: Last written") }, "its version or list of changes has changed", false, "put it back"},
		"a change in its list":              {func(m fstest.MapFS) { edit(m, protocol, "The second step added", "The second step dropped") }, "its version or list of changes has changed", false, "put it back"},
		"the subject of its advice":         {func(m fstest.MapFS) { edit(m, protocol, "advice: [none]", "advice: [rights]") }, "what it advises on has changed", false, "put it back"},
		"the day of its last review":        {func(m fstest.MapFS) { edit(m, protocol, "reviewed: 2026-03-01", "reviewed: 2026-05-01") }, "the day of its last review has changed", false, "put it back"},
		"a digit of a phone number":         {func(m fstest.MapFS) { edit(m, contacts, "01632 960 100", "01632 960 101") }, "a number on it has changed", false, "put it back"},
		"a digit of the emergency number":   {func(m fstest.MapFS) { edit(m, contacts, `phone: "999"`, `phone: "998"`) }, "a number on it has changed", false, "put it back"},
		"hours":                             {func(m fstest.MapFS) { edit(m, contacts, "Monday to Friday", "Monday to Sunday") }, "a number on it has changed", false, "put it back"},
		"hours beside no local number":      {func(m fstest.MapFS) { edit(m, contacts, "when: Tuesdays", "when: Wednesdays") }, "", false, ""},
		"a name, which only its list shows": {func(m fstest.MapFS) { edit(m, contacts, "name: Partnership office", "name: Office") }, "", false, ""},
		"an address":                        {func(m fstest.MapFS) { edit(m, contacts, "learning@", "teaching@") }, "a number on it has changed", false, "put it back"},
		"the local procedure": {func(m fstest.MapFS) {
			edit(m, settings, "social_care_night: mailbox", `social_care_night: mailbox, procedures: [{protocol: addresses, address: "https://fernley.example/p"}]`)
		}, "a number on it has changed", false, "put it back"},
		"the last part of the fingerprint": {func(m fstest.MapFS) {
			edit(m, protocol, "-20270301}", "-20350301}")
			edit(m, protocol, "review_due: 2027-03-01", "review_due: 2030-03-01")
		}, "this entry of the approval has changed", false, "put"},
		"words wrapped elsewhere":     {func(m fstest.MapFS) { edit(m, protocol, "Ask today", "Ask\ntoday") }, "", false, ""},
		"a blank line after a list":   {func(m fstest.MapFS) { edit(m, protocol, "2. two\n\nThen", "2. two\nThen") }, "its words have changed", false, "put it back"},
		"two items of a list joined":  {func(m fstest.MapFS) { edit(m, protocol, "1. one\n2. two", "1. one\n   2. two") }, "its words have changed", false, "put it back"},
		"an item further in":          {func(m fstest.MapFS) { edit(m, protocol, "- three\n- four", "- three\n  - four") }, "its words have changed", false, "put it back"},
		"typographic quotation marks": {func(m fstest.MapFS) { edit(m, protocol, "Say \"yes\" on", "Say “yes” on") }, "", false, ""},
		"the order of sources": {func(m fstest.MapFS) {
			edit(m, protocol, "sources: [post-guide, larch/5.1]", "sources: [larch/5.1, post-guide]")
		}, "", false, ""},
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

// TestApprovalHasOneForm checks that an approval does not count, and what is reported, if its fingerprint
// has fewer or more parts than those that the program writes.
func TestApprovalHasOneForm(t *testing.T) {
	const protocol = "content/protocols/addresses.md"
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	pattern := regexp.MustCompile(`text: ([0-9a-f-]+)\}`)
	parts := strings.Split(pattern.FindStringSubmatch(string(files[protocol].Data))[1], "-")
	forms := []string{strings.Join(parts[1:], "-"), strings.Join(parts, "-") + "-0"}
	for n := 1; n < len(parts); n++ {
		forms = append(forms, strings.Join(parts[:n], "-"))
	}
	for _, form := range forms {
		changed := maps.Clone(files)
		changed[protocol] = &fstest.MapFile{Data: pattern.ReplaceAll(files[protocol].Data, []byte("text: "+form+"}"))}
		l, problems, err := (&Site{Shipped: changed, Today: "2026-06-01"}).link(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		reported := slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
			return d.Path == protocol && d.Rule == "approval-changed" && d.Severity == diag.Error && strings.Contains(d.Message, "is not one that this version of the program writes") && strings.HasPrefix(d.Hint, "when the page has been approved as it is, run safelearn approve addresses")
		})
		if p := l.graph.Site.EntryByPath(protocol).Base(); !reported || l.graph.Site.Approved[p] != nil {
			t.Errorf("with the fingerprint %s, the approval counts: %v, or nothing is reported", form, l.graph.Site.Approved[p])
		}
	}
}
