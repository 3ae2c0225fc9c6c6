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

// contacts lists two phone numbers.
const contacts = "contacts:\n- {id: \"999\", name: Emergency, phone: \"999\", when: Always, source: Test, checked: 2026-01-01}\n" +
	"- {id: \"111\", name: Health, phone: \"111\", when: Always, source: Test, checked: 2026-01-01}\n"

// writeBody writes a page with the given text on a site whose emergency contact is 999.
func writeBody(t *testing.T, name, text string) (*body.Writer, model.Entry, body.Body) {
	t.Helper()
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":     {Data: []byte("id: example\ntitle: Example\npartnership: Example\nlocal: {emergency: \"999\"}\n")},
		"content/contacts.yaml": {Data: []byte(contacts)},
		name:                    {Data: []byte("---\ntitle: Help\nstatus: sample\n---\n\n" + text + "\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	help := site.EntryByPath(name)
	from := graph.Viewpoint(help.Base().Address, help.Base(), xref.Addressing{})
	writer := body.NewWriter(graph, layout.NewLocales(site))
	return writer, help, writer.Body(&from, help, nil, true)
}

// TestCallButton checks that a callout with emergency or urgent advice has a button, which calls its first
// phone number, below its first block, and that the first paragraph of a page for parents is its lead.
func TestCallButton(t *testing.T) {
	button := func(number string) string {
		return `<p class="dial"><a href="tel:` + number + `">` + body.PhoneIcon + "Call " + number + "</a></p>\n"
	}
	for text, want := range map[string]string{
		"> [!EMERGENCY] Call [[999]] now if\n>\n> - one\n>\n> Not sure? [[111]].": "<ul>\n<li>one</li>\n</ul>\n" + button("999") + "<p>Not sure?",
		"> [!URGENT]\n> Call [[111]].\n>\n> Or [[999]].":                          "</p>\n" + button("111") + "<p>Or ",
		"> [!URGENT]\n> Ask.\n>\n> Again.":                                        "<p>Ask.</p>\n<p>Again.</p>",
		"> [!NON-URGENT]\n> Call [[111]].\n>\n> Again.":                           "</p>\n<p>Again.</p>",
	} {
		_, _, b := writeBody(t, "content/parents/help.md", "First.\n\n"+text)
		if got := string(b.All()); b.Lead != "<p>First.</p>\n" || !strings.Contains(got, want) || strings.Count(got, `class="dial"`) != strings.Count(want, `class="dial"`) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestStepCalls checks that the bold words of the first step of what to do now that call the emergency contact are
// a red bar with a button instead of a link, and that no other words are.
func TestStepCalls(t *testing.T) {
	const bar = `<p class="sos"><strong>Call 999 now if the baby:</strong> <a class="call" href="tel:999">` + body.PhoneIcon + "Call 999</a></p>\n<ul>"
	for text, want := range map[string]string{
		"> [!DO-NOW]\n> 1. **Call [[999]] now if the baby:**\n>    - is ill\n>\n>    Not sure? [[999]].\n> 2. Write.": bar,
		"> [!DO-NOW] Call\n> 1. **Call [[111]] if the baby:**\n>    - is ill\n>\n>    Not sure? [[999]].":             `<p><strong>Call <a href="tel:111">111</a> if the baby:</strong></p>`,
		"> [!DO-NOW]\n> 1. **In danger?** Call [[999]].\n>\n>    Not sure? Ask.":                                      `<p><strong>In danger?</strong> Call <a href="tel:999">999</a>.</p>`,
		"> [!NOTE]\n> 1. **Call [[999]]**\n>\n>    Not sure? Ask.":                                                    `<p><strong>Call <a href="tel:999">999</a></strong></p>`,
		"> [!DO-NOW]\n> 1. Write.\n\n> [!DO-NOW]\n> 1. **Call [[999]]**\n>\n>    Not sure? Ask.":                      `<p><strong>Call <a href="tel:999">999</a></strong></p>`,
		"> [!DO-NOW]\n> 1. First.\n>\n> 2. **Call [[999]]**":                                                          `<p><strong>Call <a href="tel:999">999</a></strong></p>`,
	} {
		writer, help, b := writeBody(t, "content/pages/help.md", text)
		if got := string(b.DoNow + b.All()); !strings.Contains(got, want) || writer.CallsFirst(help.Base()) != (want == bar) {
			t.Errorf("%s: calls first: %t, got %s, want %s", text, writer.CallsFirst(help.Base()), got, want)
		}
	}
}
