package model

import "testing"

// TestSplitLanguage checks which suffixes of a path or an id are language tags.
func TestSplitLanguage(t *testing.T) {
	for name, want := range map[string][2]string{
		"content/parents/bruises.md":               {"content/parents/bruises.md", ""},
		"content/parents/bruises.ar.md":            {"content/parents/bruises.md", "ar"},
		"content/parents/index.pt-BR.md":           {"content/parents/index.md", "pt-BR"},
		"content/pages/a.zh-Hans.md":               {"content/pages/a.md", "zh-Hans"},
		"content/pages/a.es-419.md":                {"content/pages/a.md", "es-419"},
		"content/reviews/r/recommendations/6.9.md": {"content/reviews/r/recommendations/6.9.md", ""},
		"baby-r/6.9.pl":                            {"baby-r/6.9", "pl"},
		"content/pages/v1.draft.md":                {"content/pages/v1.draft.md", ""},
		"content/a.pl/b.md":                        {"content/a.pl/b.md", ""},
		"content/pages/.ar.md":                     {"content/pages/.ar.md", ""},
		"bruises.ar":                               {"bruises", "ar"},
		"bruises":                                  {"bruises", ""},
		"":                                         {"", ""},
	} {
		if original, tag := SplitLanguage(name); original != want[0] || tag != want[1] {
			t.Errorf("SplitLanguage(%q) = %q, %q, want %q", name, original, tag, want)
		}
	}
}

// TestDirection checks the writing direction of several languages and scripts, which is "ltr" for
// an empty or invalid tag.
func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"ar": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "ps": "rtl", "sd": "rtl", "yi": "rtl", "ckb": "rtl", "dv": "rtl", "pa-Arab": "rtl", "ku-Arab": "rtl",
		"en-GB": "ltr", "pl": "ltr", "pa": "ltr", "zh-Hans": "ltr", "so": "ltr", "": "ltr", "no tag": "ltr",
	} {
		if got := Direction(tag); got != want {
			t.Errorf("Direction(%q) = %s, want %s", tag, got, want)
		}
	}
}
