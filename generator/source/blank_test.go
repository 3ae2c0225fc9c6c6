package source

import "testing"

// TestIsBlank checks texts that are blank, and the shortest ones that are not.
func TestIsBlank(t *testing.T) {
	for _, blank := range []string{"…", "–", "***", "", " ", "\t\n", "\u00a0", "\u2003\u3000", "\u00ad", "\u200b\u200d\u2060\ufeff", "\u3164", "\u115f\u1160\uffa0", "\u2800", "\u034f", "\u0301", "\u202e", "\ufe0f"} {
		if !IsBlank(blank) {
			t.Errorf("%+q is not blank", blank)
		}
	}
	for _, text := range []string{"a", "\u00a01", "é", "→", "€", "\u0646", "\u5b57", "\U0001f468"} {
		if IsBlank(text) {
			t.Errorf("%+q is blank", text)
		}
	}
}
