package model

import (
	"testing"

	"safelearn/generator/words"
)

// englishTexts returns the English texts of a site.
func englishTexts() *words.Localizer {
	site, _ := Read(nil, nil)
	return site.Texts
}

// TestDocumentHeading checks the headings and page ranges of documents, including a title that starts
// with a non-ASCII letter.
func TestDocumentHeading(t *testing.T) {
	w := englishTexts()
	for _, test := range []struct {
		document       Document
		heading, pages string
	}{
		{Document{Kind: "executive-summary", Pages: "1-8"}, "Executive summary", "pages 1–8"},
		{Document{Kind: "appendix", Title: "übersicht", Pages: "9"}, "Übersicht", "page 9"},
		{Document{}, "", ""},
	} {
		if got := DocumentHeading(w, &test.document); got != test.heading {
			t.Errorf("heading %q, want %q", got, test.heading)
		}
		if got := PageRange(w, &test.document); got != test.pages {
			t.Errorf("pages %q, want %q", got, test.pages)
		}
	}
}

// TestPublishedText checks how pages show the publication date of a review.
func TestPublishedText(t *testing.T) {
	for published, want := range map[string]string{"none": "not published", "2021-03-04": "4 March 2021", "~2021": "2021 (our inference)", "not stated": "not stated", "": ""} {
		if got := PublishedText(englishTexts(), &Review{Published: published}); got != want {
			t.Errorf("%q is shown as %q, want %q", published, got, want)
		}
	}
}

// TestPrintedFacts checks that facts that are not printed or unknown are left out, and that a fact
// that may have changed since is shown with the date on which it was printed.
func TestPrintedFacts(t *testing.T) {
	w := englishTexts()
	r := &Review{Published: "2023", Publication: Publication{Documents: []Document{{ID: "plan", Date: "2024-03"}}}}
	s := &Statement{At: Citation{Document: "plan"}, Facts: Facts{Lead: "A board", Due: "2024-06", Measure: "none", State: "done", Source: "none"}}
	for asAt, want := range map[Fact]string{"2024-01-02": "as printed on 2 January 2024", "none": "as printed in March 2024", "": "as printed in March 2024"} {
		s.Facts.AsAt = asAt
		printed := s.Facts.PrintedFacts(w, PrintedOn(r, s))
		if len(printed) < 3 || printed[0] != (NamedFact{"lead", "A board", ""}) || printed[1].Value != "June 2024" || printed[2] != (NamedFact{"state of the work", "done", want}) {
			t.Errorf("as at %q: %v, want a state %s", asAt, printed, want)
		}
	}
	s.Facts.AsAt = ""
	if got := s.Facts.MissingNames(w); got != "no measure and no source of the state" {
		t.Errorf("not printed: %s", got)
	}
	if got := (Facts{State: "done"}).PrintedFacts(w, ""); len(got) != 1 || got[0].Note != "as printed" {
		t.Errorf("without a date: %v", got)
	}
}
