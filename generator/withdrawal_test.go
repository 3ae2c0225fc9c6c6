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

// TestWithdrawalNeverWaits withdraws one page after another of a live site, and checks that no page that
// mentions it prevents that, and that warnings tell their owners. Correcting one of these first could require a
// new approval.
func TestWithdrawalNeverWaits(t *testing.T) {
	const protocol, other, day = "content/protocols/addresses.md", "content/protocols/away.md", "2026-06-01"
	site := liveSite(t)
	files := site.Shipped.(fstest.MapFS)
	set := func(files fstest.MapFS, name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	text := regexp.MustCompile(`text: [0-9a-f]+-[0-9a-f-]+\}`).ReplaceAllString(string(files[protocol].Data), "text: none}")
	text = strings.NewReplacer("When a family moves", "When a family is away", "short: Moving", "short: Away", "[[addresses#tell|the second]]", "[[addresses|the other page]]").Replace(text)
	set(files, other, text)
	set(files, "content/modules/resting.md", "---\ntitle: On what it rests\nsummary: One question.\naudience: [practitioner]\nminutes: 5\ncontent_note: Letters.\noutcomes: [Ask.]\nstatus: live\nowner: Editors\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\n---\n\n"+
		"## Question: What now? {#now}\n\nTests: [[addresses#ask]]\nBasis: [[addresses#ask]], [[post-guide]], [[larch/8.1]]\n\n- [ ] Wait\n  > Unsafe. Late.\n- [x] Ask\n  > So.\n")
	set(files, "content/pages/earlier.md", "---\ntitle: Earlier\nsummary: Earlier.\nstatus: withdrawn\nwithdrawn: {date: 2026-05-01, by: Board, why: It was old.}\nreplaced_by: away\nowner: Editors\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n\nWords.\n")
	approvePages(t, site)
	severities := func(site *Site) map[diag.Severity][]diag.Diagnostic {
		t.Helper()
		problems, err := site.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		list := make(map[diag.Severity][]diag.Diagnostic)
		for _, d := range problems {
			list[d.Severity] = append(list[d.Severity], d)
		}
		return list
	}
	if list := severities(&Site{Shipped: files, Today: day}); len(list[diag.Error])+len(list[diag.Warning]) > 0 {
		t.Fatalf("before: %v", list)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		withdrawn := "\nstatus: withdrawn\nwithdrawn: {date: 2026-05-30, by: Board, why: It is unsafe.}\n"
		if name == protocol {
			withdrawn += "replaced_by: about\n"
		}
		text := strings.Replace(string(files[name].Data), "\nstatus: live\n", withdrawn, 1)
		if text == string(files[name].Data) {
			continue
		}
		without := maps.Clone(files)
		set(without, name, text)
		list := severities(&Site{Shipped: without, Today: day})
		if len(list[diag.Error]) > 0 {
			t.Errorf("%s cannot be withdrawn: %v", name, list[diag.Error])
		}
		if name != protocol {
			continue
		}
		if !slices.ContainsFunc(list[diag.Warning], func(d diag.Diagnostic) bool {
			return d.Rule == "link-withdrawn" && strings.Contains(d.Hint, "have the page approved again when you do")
		}) {
			t.Errorf("no hint says that to take a mention out changes what was approved: %v", list[diag.Warning])
		}
		for _, file := range []string{other, "content/briefings/asking-brief.md", "content/modules/resting.md"} {
			if !slices.ContainsFunc(list[diag.Warning], func(d diag.Diagnostic) bool {
				return d.Path == file || slices.ContainsFunc(d.Notes, func(n diag.Note) bool { return n.Pos.Path == file })
			}) {
				t.Errorf("no warning for the owner of %s, which mentions the withdrawn page: %v", file, list[diag.Warning])
			}
		}
		if page := buildFiles(t, &Site{Shipped: without, Today: day})["protocols/away/index.html"]; strings.Count(page, "(withdrawn on 30 May 2026, replaced by <a") < 2 {
			t.Error("a page that mentions the withdrawn protocol does not say so at each of its names")
		}
	}
}
