package model

import "testing"

// TestSuggestValue checks which value is suggested for words that authors use, and that it is never
// the opposite.
func TestSuggestValue(t *testing.T) {
	_, states := NotStarted.values()
	_, answers := Answer("").values()
	_, results := Implemented.values()
	_, judgements := Addressed("").values()
	for _, c := range []struct {
		text   string
		values []string
		want   string
	}{
		{"done", states, "complete"}, {"All done", states, "complete"}, {"In Progress", states, "in-progress"}, {"complet", states, "complete"},
		{"not complete", states, ""}, {"incomplete", states, ""}, {"not done", states, ""}, {"not finished", states, ""}, {"on hold", states, "paused"},
		{"not accepted", answers, "rejected"}, {"unaccepted", answers, ""}, {"never accepted", answers, ""}, {"in part", answers, "accepted-in-part"},
		{"Accepted in principle", answers, "accepted-in-principle"}, {"for us", answers, ""}, {"acepted", answers, "accepted"},
		{"delivered", results, "implemented"}, {"not delivered", results, "not-implemented"}, {"not implmented", results, "not-implemented"}, {"unimplemented", results, ""},
		{"no longer applicable", results, "no-longer-applicable"}, {"fully", judgements, "substantially"}, {"not substantially", judgements, ""}, {"zebra", states, ""},
	} {
		if got := SuggestValue(c.text, c.values); got != c.want {
			t.Errorf("for %q: %q, want %q", c.text, got, c.want)
		}
	}
}
