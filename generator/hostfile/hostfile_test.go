package hostfile

import (
	"strings"
	"testing"
)

// TestMerge checks that the lines of an author follow those of the program, and that those are left out
// which would only repeat a header of the program, with their path if nothing else is below it.
func TestMerge(t *testing.T) {
	ours := "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n/sw.js\n  Cache-Control: no-cache\n"
	own := "# Ours\r\n/*\r\n  X-Content-Type-Options: nosniff\r\n  Strict-Transport-Security: max-age=1\r\n\r\n/a/*\r\n\treferrer-policy:no-referrer\r\n/b/*\r\n  ! Referrer-Policy\r\n  Cache-Control: no-cache"
	want := ours + "# Ours\n/*\n  Strict-Transport-Security: max-age=1\n/b/*\n  ! Referrer-Policy\n  Cache-Control: no-cache\n"
	if got := Merge(ours, own); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Merge(ours, ""); got != ours {
		t.Errorf("%q", got)
	}
}

// TestParse checks the settings and errors for each kind of file.
func TestParse(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"_headers", "/*\n  A: b: c\n  !  D\n", "2 /* A=b: c; 3 /* D removed; "},
		{"_headers", "  A: b\n", "line 1: a header stands before"},
		{"_headers", "/*\n  A b\n", `line 2: "A b" is not a header`},
		{".htaccess", "Header set A \"b \\\"c\\\"\"\nheader always unset D\n<Files sw.js>\n  Header set E f\n</Files>\nHeader edit G x y\nHeader\n", `1  A=b "c"; 2  D removed; 4 sw.js E=f; 6  G removed; `},
		{"web.config", "<configuration>\n<customHeaders><clear/><remove name='a'/>\n<add name='A' value='b'/></customHeaders><x><add name='C' value='d'/></x></configuration>", "3  A=b; "},
		{".htaccess", "<IfModule mod_headers.c>\nHeader set A b\n<Files sw.js>\n<ifVersion >= 2.4>\nHeader set C d\n</ifVersion>\nHeader set E f\n</Files>\nHeader set G h\n</IfModule>\n</x>\n", "2  A=b; 5 sw.js C=d; 7 sw.js E=f; 9  G=h; "},
		{"web.config", "<configuration><location path='x'><customHeaders><add name='A' value='b'/></customHeaders></location>\n<customHeaders><add name='C' value='d'/></customHeaders></configuration>", "1 x A=b; 2  C=d; "},
		{"web.config", "<configuration>", "it is not XML"},
		{"staticwebapp.config.json", "{\"globalHeaders\": {\n\"A\": \"b\",\n\"C\": \"\"},\n\"routes\": [{\"route\": \"/x\", \"headers\": {\"A\": \"d\"}}]}", "2  A=b; 3  C removed; 4 /x A=d; "},
		{"staticwebapp.config.json", "{", "it is not JSON"},
		{".nojekyll", "A: b", ""},
	} {
		settings, err := Parse(test.name, test.text)
		got := ""
		for _, s := range settings {
			got += settingText(s)
		}
		if err != nil {
			got = err.Error()
		}
		if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %q: %q, want %q", test.name, test.text, got, test.want)
		}
	}
}

// settingText returns a setting in one line.
func settingText(s Setting) string {
	text := string(rune('0'+s.Line)) + " " + s.Path + " " + s.Name
	if s.Removed {
		return text + " removed; "
	}
	return text + "=" + s.Value + "; "
}

// TestExamples checks that the headers of a site, written for each host, set these headers and weaken
// nothing.
func TestExamples(t *testing.T) {
	all := ForAllPaths([]string{"https://intranet.example.org"}, true)
	for name, frame := range map[string][2]string{
		"_headers": {"/*\n", ""}, ".htaccess": {"", ""}, "web.config": {"<customHeaders>", "</customHeaders>"}, "staticwebapp.config.json": {`{"globalHeaders": {`, "}}"},
	} {
		var lines []string
		for _, h := range all {
			lines = append(lines, "  "+Example(name, h))
		}
		separator := "\n"
		if strings.HasSuffix(name, ".json") {
			separator = ",\n"
		}
		settings, err := Parse(name, frame[0]+strings.Join(lines, separator)+frame[1])
		if err != nil || len(Missing(settings, all)) > 0 {
			t.Errorf("%s: %v, %v", name, settings, err)
		}
		for _, s := range settings {
			if message, _ := s.Loss(name, all); message != "" {
				t.Errorf("%s: %v: %s", name, s, message)
			}
		}
	}
}
