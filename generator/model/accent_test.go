package model

import (
	"strings"
	"testing"
)

// TestAccent checks which values are valid accents, and which rule and hint are reported for others. A
// colour that a hint suggests must also be in a valid form, although text on it may be illegible.
func TestAccent(t *testing.T) {
	for _, test := range []struct{ yaml, want, rule, hint string }{
		{`"#6d2460"`, "#6d2460", "", ""},
		{`'#6D2460'`, "#6d2460", "", ""},
		{`"#ab0f1b"`, "#ab0f1b", "site-red", "choose another colour"},
		{``, "", "", ""},
		{`# none yet`, "", "", ""},
		{`#6d2460`, "", "front-comment", `put the value in quotes: "#6d2460"`},
		{`6d2460`, "", "front-value", `write "#6d2460"`},
		{`123456`, "", "front-value", `write "#123456"`},
		{`"#6a0"`, "", "front-value", `write "#66aa00"`},
		{`"#6d2460ff"`, "", "front-value", `write "#6d2460"`},
		{`purple`, "", "front-value", `such as "#005a5a"`},
		{`rgb(109, 36, 96)`, "", "front-value", `such as "#005a5a"`},
		{`"##6d246"`, "", "front-value", `such as "#005a5a"`},
		{`"#6d246"`, "", "front-value", `such as "#005a5a"`},
		{`"#6d246０"`, "", "front-value", `such as "#005a5a"`},
		{`""`, "", "front-value", `such as "#005a5a"`},
		{`["#6d2460"]`, "", "front-type", ""},
		{`"#3a7bbf"`, "", "site-accent", `write "#`},
	} {
		site, problems := readSite(t, map[string]string{"content/site.yaml": siteYAML + "accent: " + test.yaml + "\n"})
		if site.Accent != Accent(test.want) {
			t.Errorf("accent: %s is %q, want %q", test.yaml, site.Accent, test.want)
		}
		if test.rule == "" && len(problems) == 0 {
			continue
		}
		if len(problems) != 1 || problems[0].Rule != test.rule || !strings.Contains(problems[0].Hint, test.hint) || problems[0].Line != 6 {
			t.Errorf("accent: %s: %v, want %s with %q", test.yaml, problems, test.rule, test.hint)
			continue
		}
		if _, after, named := strings.Cut(problems[0].Hint, "\"#"); named {
			site, problems = readSite(t, map[string]string{"content/site.yaml": siteYAML + `accent: "#` + after[:7] + "\n"})
			if len(problems) > 0 && problems[0].Rule != "site-accent" || site.Accent == "" && len(problems) == 0 {
				t.Errorf("accent: %s: after %q: %q, %v", test.yaml, "#"+after[:6], site.Accent, problems)
			}
		}
	}
}
