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
// but that its file does not contain. Each change must be reported as a change to what was approved.
func TestApprovalCoversWhatIsSeen(t *testing.T) {
	const protocol, settings = "content/protocols/addresses.md", "content/site.yaml"
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
	files[protocol] = &fstest.MapFile{Data: []byte(text + "\n![The steps](/steps.svg)\n")}
	approvePages(t, site)

	for what, c := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"nothing": {func(fstest.MapFS) {}, ""},
		"day and night": {func(m fstest.MapFS) {
			edit(m, settings, "social_care_day: office, social_care_night: mailbox", "social_care_day: mailbox, social_care_night: office")
		}, "a number on it has changed"},
		"one more role": {func(m fstest.MapFS) {
			edit(m, settings, "social_care_night: mailbox", "social_care_night: mailbox, escalation: office")
		}, "a number on it has changed"},
		"the drawing":         {func(m fstest.MapFS) { m["static/steps.svg"] = drawing("Wait a day") }, "a picture on it has changed"},
		"a drawing elsewhere": {func(m fstest.MapFS) { m["static/other.svg"] = drawing("Wait a day") }, ""},
	} {
		t.Run(what, func(t *testing.T) {
			changed := maps.Clone(files)
			c.change(changed)
			got := ""
			for _, d := range findProblems(t, changed) {
				if d.Path == protocol && d.Rule == "approval-changed" {
					got += d.Message
					if d.Severity != diag.Error {
						t.Errorf("%v is not an error", d)
					}
				}
			}
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
