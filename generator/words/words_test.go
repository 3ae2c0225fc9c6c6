package words

import (
	"slices"
	"testing"
)

// TestPluralForm checks the plural forms of languages with one to six of them.
func TestPluralForm(t *testing.T) {
	for tag, forms := range map[string]map[string][]int{
		"en-GB": {"one": {1}, "other": {0, 2, 11, 101, 1000000}},
		"cy":    {"zero": {0}, "one": {1}, "two": {2}, "few": {3}, "many": {6}, "other": {4, 5, 7, 11, 100}},
		"ar":    {"zero": {0}, "one": {1}, "two": {2}, "few": {3, 10, 103, 110}, "many": {11, 99, 111}, "other": {100, 101, 102, 200}},
		"pl":    {"one": {1}, "few": {2, 4, 22}, "many": {0, 5, 11, 12, 21}},
		"ja":    {"other": {0, 1, 2, 11}},
	} {
		used := []string{}
		for form, numbers := range forms {
			used = append(used, form)
			for _, n := range numbers {
				if got := PluralForm(tag, n); got != form {
					t.Errorf("%s: %d has the form %s, want %s", tag, n, got, form)
				}
			}
		}
		got := PluralFormsOf(tag)
		if slices.Sort(used); !slices.Equal(slices.Sorted(slices.Values(got)), used) {
			t.Errorf("%s has the forms %q, want %q", tag, got, used)
		}
	}
}

// TestCount checks that Count follows the plural rules of the language of the text, not of the page,
// and uses "other" for a missing form.
func TestCount(t *testing.T) {
	english, arabic := NewCatalogue("en-GB"), NewCatalogue("ar")
	english.Set("places", Text{Forms: map[string]string{"one": "1 place", "other": "{n} places"}})
	english.Set("days", Text{Forms: map[string]string{"one": "1 day of {who}", "other": "{n} days of {who}"}})
	arabic.Set("places", Text{Forms: map[string]string{"two": "two places", "other": "{n} places in all"}})
	w := New("ar", arabic, nil, english)
	for n, want := range map[int]string{0: "0 places in all", 2: "two places", 3: "3 places in all"} {
		if got := w.Count("places", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 days of A", 1: "1 day of A", 2: "2 days of A"} {
		if got := w.Count("days", n, "who", "A"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// TestSplit checks which segments of a text are placeholders and links.
func TestSplit(t *testing.T) {
	for text, want := range map[string][]Segment{
		"":                    nil,
		"Words":               {{"Words", ""}},
		"{day} {month}":       {{"", "day"}, {" ", ""}, {"", "month"}},
		"a {b_c} d":           {{"a ", ""}, {"", "b_c"}, {" d", ""}},
		"{} {1} {A} { x} {":   {{"{} {1} {A} { x} {", ""}},
		"{{x}}":               {{"{", ""}, {"", "x"}, {"}", ""}},
		"é{n}é":               {{"é", ""}, {"", "n"}, {"é", ""}},
		"{not closed {x} yet": {{"{not closed ", ""}, {"", "x"}, {" yet", ""}},
		"See {a|the list}.":   {{"See ", ""}, {"the list", "a"}, {".", ""}},
		"{a|} {|b}":           {{"{a|} {|b}", ""}},
	} {
		if got := Split(text); !slices.Equal(got, want) {
			t.Errorf("Split(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestFill checks that placeholders in values, and those without a value, are left unchanged.
func TestFill(t *testing.T) {
	if got, want := Fill("{a} and {b} and {c}, see {d|the list}", "a", "{b}", "b", 2, "d", "../"), "{b} and 2 and {c}, see the list"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestDate checks dates of each precision, with and without the names of the months.
func TestDate(t *testing.T) {
	c := NewCatalogue("cy")
	c.Set("months", Text{Plain: "Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst, Medi, Hydref, Tachwedd, Rhagfyr"})
	c.Set("date", Text{Plain: "{day} {month} {year}"})
	c.Set("date_month", Text{Plain: "{month} {year}"})
	for date, want := range map[string]string{"2026-03-01": "1 Mawrth 2026", "2026-12": "Rhagfyr 2026", "2026": "2026", "2026-13-01": "2026-13-01", "": "", "soon": "soon"} {
		if got := New("cy", c).Date(date); got != want {
			t.Errorf("%q is %q, want %q", date, got, want)
		}
		if got := New("cy", c).ShortDate(date); got != want {
			t.Errorf("without short months, %q is %q, want %q", date, got, want)
		}
		if got := New("pl", c).Date(date); got != date {
			t.Errorf("without Polish months, %q is %q", date, got)
		}
	}
	c.Set("months_short", Text{Plain: "Ion, Chwef, Maw, Ebr, Mai, Meh, Gorff, Awst, Medi, Hyd, Tach, Rhag"})
	if got, want := New("cy", c).ShortDate("2026-03-01"), "1 Maw 2026"; got != want {
		t.Errorf("with short months, the date is %q, want %q", got, want)
	}
}
