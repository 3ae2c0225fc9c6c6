package body_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestCallButton checks that a callout with emergency or urgent advice has a button, which calls its first
// phone number, below its first block, and that the first paragraph of a page for parents is its lead.
func TestCallButton(t *testing.T) {
	const contacts = "contacts:\n- {id: \"999\", name: Emergency, phone: \"999\", when: Always, source: Test, checked: 2026-01-01}\n" +
		"- {id: \"111\", name: Health, phone: \"111\", when: Always, source: Test, checked: 2026-01-01}\n"
	button := func(number string) string {
		return `<p class="dial"><a href="tel:` + number + `">` + body.PhoneIcon + "Call " + number + "</a></p>\n"
	}
	for text, want := range map[string]string{
		"> [!EMERGENCY] Call [[999]] now if\n>\n> - one\n>\n> Not sure? [[111]].": "<ul>\n<li>one</li>\n</ul>\n" + button("999") + "<p>Not sure?",
		"> [!URGENT]\n> Call [[111]].\n>\n> Or [[999]].":                          "</p>\n" + button("111") + "<p>Or ",
		"> [!URGENT]\n> Ask.\n>\n> Again.":                                        "<p>Ask.</p>\n<p>Again.</p>",
		"> [!NON-URGENT]\n> Call [[111]].\n>\n> Again.":                           "</p>\n<p>Again.</p>",
	} {
		files, _, err := source.Load(fstest.MapFS{
			"content/site.yaml":       {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
			"content/contacts.yaml":   {Data: []byte(contacts)},
			"content/parents/help.md": {Data: []byte("---\ntitle: Help\nstatus: sample\n---\n\nFirst.\n\n" + text + "\n")},
		})
		if err != nil {
			t.Fatal(err)
		}
		site, _ := model.Read(files, nil)
		graph, _ := xref.Link(site, nil)
		help := site.EntryByPath("content/parents/help.md")
		from := graph.Viewpoint(help.Base().Address, help.Base(), xref.Addressing{})
		b := body.NewWriter(graph, layout.NewLocales(site)).Body(&from, help, nil, true)
		if got := string(b.All()); b.Lead != "<p>First.</p>\n" || !strings.Contains(got, want) || strings.Count(got, `class="dial"`) != strings.Count(want, `class="dial"`) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
