package views

import (
	"strings"
	"testing"

	"safelearn/generator/model"
)

// TestInformedNeedsStop checks that a full stop follows the list of whom to ask unless its last words, as
// the sheet shows them, end a sentence already.
func TestInformedNeedsStop(t *testing.T) {
	long := strings.Repeat("through the office ", 5)
	for _, test := range []struct {
		title, reach string
		note         string // words after a shortened text
		omitted      int
		want         bool
	}{
		{title: "The clinic", want: true},
		{title: "Fernley S.H.I.E.L.D."},
		{title: "Fernley S.H.I.E.L.D.", reach: "through the office", want: true},
		{title: "The clinic", reach: "Ask the office."},
		{title: "The clinic", reach: long + "of the board.", note: "in full on the page", want: true}, // shortened
		{title: "The clinic", reach: long + "of the board"},                                           // ends with an ellipsis
		{title: "The clinic", reach: "Ask the office.", omitted: 2, want: true},
	} {
		s := &Sheet{Informed: []*model.Term{{Page: model.Page{Title: test.title}, Reach: test.reach}}, OmittedInformedBodies: test.omitted}
		s.Limits = SheetLimits{text: 1, fullTextNote: test.note}
		if got := s.InformedNeedsStop(); got != test.want {
			t.Errorf("%+v, shown as %q: got %v", test, s.Limits.Fit(test.reach, 60), got)
		}
	}
}
