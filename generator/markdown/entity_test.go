package markdown

import "testing"

// TestResolveEntities checks that leading zeros in a numeric character reference do not make the
// number octal.
func TestResolveEntities(t *testing.T) {
	for source, want := range map[string]string{
		"&#052;.14":                "4.14",
		"&#0000052;":               "4",
		"&#00000052;":              "&#00000052;", // eight digits
		"&#52;&#0052; &#x034; &#":  "44 4 &#",
		"&#0;":                     "\ufffd",
		"&#000;":                   "\ufffd",
		"&#0":                      "&#0",
		"&#0106;avascript&#058;":   "javascript:",
		"a &amp; b &#038;":         "a & b &",
		"&#0x34;":                  "&#0x34;",
		"no reference, &#notone; ": "no reference, &#notone; ",
	} {
		if got := string(resolveEntities([]byte(source))); got != want {
			t.Errorf("%q is %q, want %q", source, got, want)
		}
	}
}
