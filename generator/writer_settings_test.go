package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/serve"
)

// TestWriterSettings checks that the forms for a phone number and for the address of the site write what
// the site needs, without any key or id typed by hand, and nothing that would be an error.
func TestWriterSettings(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2026-12-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []serve.ContactForm{
		{Name: "Team", Phone: "the number", Source: "Its page", Checked: "2026-12-01"},
		{Name: "Team", Phone: "01632 960 000", Source: "Its page", Checked: "yesterday"},
		{Name: "Team", Phone: "01632 960 000", Checked: "2026-12-01"},
		{Name: "Team", Phone: "01632 960 000", Source: "Its page", Use: "nobody"},
	} {
		if text, err := addContact(t.Context(), site, f); err == nil {
			t.Errorf("%+v: %s", f, text)
		}
	}
	for _, f := range []serve.ContactForm{
		{Name: `Children's "social" care`, Phone: "01632 960 000", When: "Weekdays, 9am to 5pm [*not* holidays]", Source: "Its page", Checked: "2026-12-01", Use: "social_care_day"},
		{Name: `Children's social care`, Phone: "01632 960 001", Source: "Its page", Use: "social_care_night"},
	} {
		if text, err := addContact(t.Context(), site, f); err != nil {
			t.Errorf("%+v: %s, %v", f, text, err)
		}
	}
	for _, address := range []string{"not an address", "http://127.0.0.1", "127.0.0.1:8080", "[::1]", "localhost", "http://site.localhost/", "intranet", "intranet./learning"} {
		if text, err := setAddress(t.Context(), site, address); err == nil {
			t.Errorf("%s: %s", address, text)
		}
	}
	if text, err := setAddress(t.Context(), site, "north.example.org"); err != nil {
		t.Errorf("%s, %v", text, err)
	}
	if text, err := setAddress(t.Context(), site, "https://north.example.org/learning"); err != nil {
		t.Errorf("%s, %v", text, err)
	}
	file, _, err := addPage(t.Context(), site, serve.PageForm{Title: "Our day", Summary: "What it says.", Text: "Ring us.", Contacts: "childrens-social-care-2 999 childrens-social-care", Shown: true})
	page, _ := os.ReadFile(filepath.Join(site.Folder, file))
	if err != nil || !strings.HasSuffix(string(page), "\nRing us.\n\nEmergency services: [[999]]\n\nChildren's \"social\" care: [[childrens-social-care]], Weekdays, 9am to 5pm \\[\\*not\\* holidays\\]\n\nChildren's social care: [[childrens-social-care-2]]\n") {
		t.Errorf("%v\n%s", err, page)
	}
	for name, wants := range map[string][]string{
		"contacts": {"    checked:\n  - id: \"childrens-social-care\"\n    name: \"Children's \\\"social\\\" care\"\n    phone: \"01632 960 000\"\n    when: \"Weekdays, 9am to 5pm [*not* holidays]\"\n    source: \"Its page\"\n    checked: 2026-12-01\n  - id: \"childrens-social-care-2\"\n"},
		"site":     {"\nbase: \"https://north.example.org/learning/\"\n\n# report:", "  emergency: \"999\"\n  social_care_day: \"childrens-social-care\"\n  social_care_night: \"childrens-social-care-2\"\n  # safe"},
	} {
		text, err := os.ReadFile(filepath.Join(site.Folder, "content", name+".yaml"))
		for _, want := range wants {
			if err != nil || !strings.Contains(string(text), want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	}
	if text, _ := os.ReadFile(filepath.Join(site.Folder, "content", "contacts.yaml")); strings.Contains(string(text), "[fill in:") || !strings.Contains(string(text), "# Ring each number") {
		t.Errorf("the example is left, or more than that is taken out:\n%s", text)
	}
	if items := strings.Join(launchTexts(t, site), "\n"); !strings.Contains(items, "Done: the phone numbers of the area") || !strings.Contains(items, "Done: the address of the site") {
		t.Error(items)
	}
}

// TestContactForm checks that the form for a phone number corrects the number of the same name, says which
// number a new one replaces, and takes no name of a person for a source.
func TestContactForm(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2026-12-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		form serve.ContactForm
		want string
	}{
		{serve.ContactForm{Name: "Day team", Phone: "01632 960 000", When: "Weekdays", Source: "Its page", Checked: "2026-12-01", Use: "social_care_day"}, "The number of Day team is entered. To show"},
		{serve.ContactForm{Name: "New team", Phone: "01632 960 001", Source: "Its page", Use: "social_care_day"}, "is entered. Pages now show it in place of Day team, 01632 960 000, which stays in the list of numbers. To show"},
		{serve.ContactForm{Name: " day Team", Phone: "01632 960 002", When: "Mondays", Source: "Its page", Use: "social_care_night"}, "The number of day Team, which was 01632 960 000, is corrected. If the text of a page has its old hours, “Weekdays”, change them there, too. To show"},
		{serve.ContactForm{Name: "Day team", Phone: "01632 960 004", Source: "Its page"}, "The number of Day team, which was 01632 960 002, is corrected. Its hours stay “Mondays”: if it is always answered, enter it again with “24 hours a day”. To show"},
		{serve.ContactForm{Name: "Night team", Phone: "01632 960 003", Source: "Jane Smith"}, "Jane Smith looks like the name of a person"},
	} {
		text, err := addContact(t.Context(), site, test.form)
		if err != nil {
			text = err.Error()
		}
		if !strings.Contains(text, test.want) {
			t.Errorf("%+v: %s", test.form, text)
		}
	}
	if text, err := recordTask(site, "press", "Jane Smith"); err == nil {
		t.Error(text)
	}
	want := "  - id: \"day-team\"\n    name: \"Day team\"\n    phone: \"01632 960 004\"\n    when: \"Mondays\"\n    source: \"Its page\"\n    checked:\n  - id: \"new-team\"\n"
	if text, err := os.ReadFile(filepath.Join(site.Folder, "content", "contacts.yaml")); err != nil || !strings.Contains(string(text), want) {
		t.Errorf("%v: no %s in\n%s", err, want, text)
	}
}

// TestWriterSettingsOfFaultySite checks that the forms can mend one error of several, and cannot add one.
func TestWriterSettingsOfFaultySite(t *testing.T) {
	site := siteToEdit(t, fstest.MapFS{
		"content/site.yaml":      {Data: []byte("id: north\ntitle: North\nsummary: A site.\npartnership: North\ndemonstration: false\nlocal:\n  emergency: \"999\"\n")},
		"content/contacts.yaml":  {Data: []byte("contacts:\n  - {id: \"999\", name: Emergency, phone: \"999\", source: A, checked: 2026-01-01}\n")},
		"content/protocols/a.md": {Data: []byte("---\ntitle: A\nsummary: B\nstatus: live\n---\n")},
	})
	site.Today = "2026-12-01"
	form := serve.ContactForm{Name: "Team", Phone: "01632 960 000", Source: "Its page", Checked: "2026-12-01", Use: "social_care_day"}
	if text, err := addContact(t.Context(), site, form); err != nil {
		t.Errorf("%q, %v", text, err)
	}
	form.Phone = "the number"
	if text, err := addContact(t.Context(), site, form); err == nil {
		t.Error(text)
	}
}

// TestFormsOfSettings checks that the forms change settings and contacts in every form that authors use and
// keep their comments, or that an error says what to write by hand.
func TestFormsOfSettings(t *testing.T) {
	const (
		site    = "id: small\ntitle: A\npartnership: None\ndemonstration: true\nbanner: Made for a test.\n"
		address = "base: \"https://north.example.org/\"\n"
		hub     = "  - id: hub\n    name: Hub\n    phone: \"01632 960 001\"\n    source: A page\n"
		day     = "    checked: 2026-06-01 # by a team\n"
		head    = "contacts:\n"
		team    = "  - id: \"team\"\n    name: \"Team\"\n    phone: \"01632 960 000\"\n    source: \"Its page\"\n    checked:\n"
		flow    = "  - {id: hub, name: Hub, phone: \"01632 960 001\", source: A page, checked: 2026-01-01}\n"
	)
	setBase := func(s *Site) error { _, err := setAddress(t.Context(), s, "north.example.org"); return err }
	check := func(s *Site) error { _, err := recordCheck(s, "hub", "a team"); return err }
	add := func(s *Site) error {
		_, err := addContact(t.Context(), s, serve.ContactForm{Name: "Team", Phone: "01632 960 000", Source: "Its page"})
		return err
	}
	use := func(s *Site) error {
		e, _, err := localEdit(s, "social_care_day", "hub")
		if err != nil {
			return err
		}
		return e.apply(s)
	}
	unindented := strings.NewReplacer("\n    ", "\n  ", "\n  - ", "\n- ")
	deep := strings.NewReplacer("\n    ", "\n        ", "\n  - ", "\n    -   ")
	for _, c := range []struct {
		file, before, after, byHand string
		edit                        func(*Site) error
	}{
		{"site", site, address + site, "", setBase},
		{"site", site + "base: https://a.example/ # ask IT\n", site + "# ask IT\n" + address, "", setBase},
		{"site", site + "# base: \"[fill in: it]\"\n# end\n", site + address + "# end\n", "", setBase},
		{"site", site + "# base: see the minutes\n# end\n", site + "# base: see the minutes\n" + address + "# end\n", "", setBase},
		{"site", site + "\"base\": https://a.example/\n", "", "base: ", setBase},
		{"site", site + "base: >-\n  https://a.example/\n", "", "base: ", setBase},
		{"contacts", head + hub, head + strings.Replace(hub, "    name", day+"    name", 1), "", check},
		{"contacts", head + hub + "    checked: # soon\n", head + hub + "    # soon\n" + day, "", check},
		{"contacts", head + hub + "\n    checked: 2026-01-01 # by nobody\n  # end\n", head + hub + "\n" + day + "  # end\n", "", check},
		{"contacts", head + hub + "    # checked: by phone\n", head + hub + "    # checked: by phone\n" + day, "", check},
		{"contacts", unindented.Replace(head + hub + "    checked:\n"), unindented.Replace(head + hub + day), "", check},
		{"contacts", deep.Replace(head + hub + "    checked:\n"), deep.Replace(head + hub + day), "", check},
		{"contacts", head + hub + "    \"checked\":\n", "", "checked: 2026-06-01", check},
		{"contacts", head + flow, "", "checked: 2026-06-01", check},
		{"contacts", head + hub + "# end\n", head + hub + team + "# end\n", "", add},
		{"contacts", head + flow, head + flow + team, "", add},
		{"contacts", unindented.Replace(head + hub), unindented.Replace(head + hub + team), "", add},
		{"contacts", "contacts: [" + strings.TrimSpace(flow)[2:] + "]\n", "", "- id: ", add},
		{"site", site, site + "local:\n  social_care_day: \"hub\"\n", "", use},
		{"site", site + "local: # here\n  emergency: hub\n", site + "local: # here\n  social_care_day: \"hub\"\n  emergency: hub\n", "", use},
		{"site", site + "local:\n    emergency: hub\n", site + "local:\n    social_care_day: \"hub\"\n    emergency: hub\n", "", use},
		{"site", site + "local:\n  social_care_day: desk # days\n", site + "local:\n  # days\n  social_care_day: \"hub\"\n", "", use},
		{"site", site + "local:\n  emergency: hub\n  # social_care_day: \"[fill in: it]\"\n", site + "local:\n  emergency: hub\n  social_care_day: \"hub\"\n", "", use},
		{"site", site + "local: {emergency: hub}\n", "", "local: ", use},
	} {
		checkEdit(t, "content/"+c.file+".yaml", c.before, c.after, c.byHand, c.edit)
	}
}

// TestFormsAvoidTakenIDs checks that the forms find an id for a number or a page whose name is that of a term
// which the new site has already.
func TestFormsAvoidTakenIDs(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2026-12-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Glossary: true, Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	form := serve.ContactForm{Name: "Emergency duty team", Phone: "01632 960 000", Source: "Its page", Use: "social_care_night"}
	if text, err := addContact(t.Context(), site, form); err != nil || !strings.Contains(text, "[[emergency-duty-team-2]]") {
		t.Errorf("%q, %v", text, err)
	}
	for range 2 {
		file, address, err := addPage(t.Context(), site, serve.PageForm{Title: "Core group", Summary: "What it says.", Text: "Words."})
		if file != "content/pages/core-group-page.md" || address != "/pages/core-group-page/" || err != nil && !strings.Contains(err.Error(), "choose another title") {
			t.Errorf("%s, %s, %v", file, address, err)
		}
	}
}
