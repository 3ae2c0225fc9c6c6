package model

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// readTexts reads a site that consists of the given data files.
func readTexts(t *testing.T, previous *Site, files map[string]string) (*Site, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	list, _, err := source.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if files[EnglishTexts] != "" {
		file, _, err := source.LoadFile(fsys, EnglishTexts)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, file)
	}
	return Read(list, previous)
}

const polishSite = "id: s\ntitle: Przychodnia\npartnership: Brak\nlanguages: [pl, en-GB, cy]\ndemonstration: true\nbanner: Na próbę.\n"

// TestTextsIn checks the order in which languages are searched for a text: the language of the
// page, then the site's default language, then English. On a page in English, the program's English
// texts come before those of the default language.
func TestTextsIn(t *testing.T) {
	site, problems := readTexts(t, nil, map[string]string{
		"content/site.yaml":            polishSite,
		"content/languages/pl.yaml":    "home: Strona główna\nsearch: Szukaj\n",
		"content/languages/cy.yaml":    "home: Hafan\nsite_title: Clinig\n",
		"content/languages/en-GB.yaml": "home: Start\n",
	})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for tag, want := range map[string][3]string{
		"pl":    {"Strona główna", "Szukaj", "Przychodnia"},
		"cy":    {"Hafan", "Szukaj", "Clinig"},
		"en-GB": {"Start", "Search", "Przychodnia"},
		"en-US": {"Home", "Search", "Przychodnia"},
		"fr":    {"Strona główna", "Szukaj", "Przychodnia"},
	} {
		w := site.TextsIn(tag)
		if got := [3]string{w.Say("home"), w.Say("search"), w.Say("site_title")}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if w := site.Texts; w.Say("home") != "Strona główna" || w.Say("banner") != "Na próbę." || w.Say("skip") != "Skip to main content" {
		t.Errorf("the site says %q, %q and %q", w.Say("home"), w.Say("banner"), w.Say("skip"))
	}
	if _, missing := site.MissingTexts("en-GB"); missing != nil {
		t.Errorf("English lacks %v", missing)
	}
	_, missing := site.MissingTexts("cy")
	lacks := func(key string) bool {
		return slices.ContainsFunc(missing, func(m MissingText) bool { return m.Key == key })
	}
	if lacks("home") || lacks("site_title") || lacks("notice") || !lacks("search") || !lacks("banner") || !lacks("count_step") {
		t.Errorf("Welsh lacks %v", missing)
	}
}

// TestOwnEnglishTexts checks that a site's own English catalogue need not contain all texts of the
// program, may contain further texts, which can be translated, and is read again when it changes.
func TestOwnEnglishTexts(t *testing.T) {
	files := map[string]string{
		"content/site.yaml":         strings.Replace(polishSite, "[pl, en-GB, cy]", "[en-GB, cy]", 1),
		"content/languages/cy.yaml": "leaflet: Taflen\n",
		EnglishTexts:                "home: Start\nleaflet: Leaflet\n",
	}
	first, problems := readTexts(t, nil, files)
	if problems.Failed() {
		t.Fatal(problems)
	}
	if w := first.Texts; w.Say("home") != "Start" || w.Say("leaflet") != "Leaflet" || w.Say("search") != "Search" || first.TextsIn("cy").Say("leaflet") != "Taflen" {
		t.Errorf("home %q, leaflet %q, search %q, in Welsh %q", w.Say("home"), w.Say("leaflet"), w.Say("search"), first.TextsIn("cy").Say("leaflet"))
	}
	if second, _ := readTexts(t, first, files); second.English != first.English {
		t.Error("the catalogue is read again although it has not changed")
	}
	files[EnglishTexts] = "home: Start\nhome: Front page\nleaflet: Leaflet\n"
	double, _ := readTexts(t, first, files)
	if _, problems := readTexts(t, double, files); !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Rule == "front-duplicate" }) {
		t.Errorf("a mistake in the catalogue is no longer reported if nothing changes: %v", problems)
	}
	files[EnglishTexts] = "home: Front page\nleaflet: Leaflet\n"
	if second, _ := readTexts(t, first, files); second.Texts.Say("home") != "Front page" {
		t.Errorf("after a change, home is %q", second.Texts.Say("home"))
	}
	delete(files, EnglishTexts)
	second, problems := readTexts(t, first, files)
	if second.Texts.Say("home") != "Home" || !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Rule == "front-unknown-key" }) {
		t.Errorf("without a catalogue of its own the site says %q: %v", second.Texts.Say("home"), problems)
	}
}
