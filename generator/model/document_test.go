package model

import "testing"

// TestDocumentHeading checks headings of documents, also with a first letter outside ASCII, and their
// pages.
func TestDocumentHeading(t *testing.T) {
	for _, test := range []struct {
		document       Document
		heading, pages string
	}{
		{Document{Kind: "executive-summary", Pages: "1-8"}, "Executive summary", "pages 1–8"},
		{Document{Kind: "appendix", Title: "übersicht", Pages: "9"}, "Übersicht", "page 9"},
		{Document{}, "", ""},
	} {
		if got := test.document.Heading(); got != test.heading {
			t.Errorf("heading %q, want %q", got, test.heading)
		}
		if got := test.document.PageRange(); got != test.pages {
			t.Errorf("pages %q, want %q", got, test.pages)
		}
	}
}
