//go:build browser

package generator

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// A verdict is one message of the Nu HTML checker.
type htmlMessage struct {
	Type       string
	URL        string
	LastLine   int
	LastColumn int
	Message    string
	Extract    string
}

// TestBrowserHTML asks the Nu HTML checker about every page, its style and its
// policy. Nothing it says is passed over, warnings included.
func TestBrowserHTML(t *testing.T) {
	t.Parallel()
	site := openWebSite(t)
	spoilt := site.validateHTML(t)
	for _, want := range []string{"“p” not allowed as child of element “h1”", "“colour” doesn't exist", "violates Content Security Policy", "missing a required instance of child element “title”"} {
		if !strings.Contains(spoilt, want) {
			t.Errorf("of the spoilt page the checker does not say %q but\n%s", want, spoilt)
		}
	}
}

// valid reports all that the checker says of a site's pages, and gives what it says
// of the spoilt one. It fetches pages from the server, since 'self' in a policy means
// nothing for a file.
func (s *webSite) validateHTML(t *testing.T) (spoilt string) {
	t.Helper()
	arguments := []string{
		"-Xss4m",           // the checker's own advice: its schema goes deep
		"-XX:+UseSerialGC", // one run on a small machine
		"-Dnu.validator.servlet.allow-forbidden-hosts=true", // loopback is one of those
		"-jar", toolPath(t, "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--stdout", "--exit-zero-always", s.invalid,
	}
	for _, p := range s.pages {
		arguments = append(arguments, s.root+p.address)
	}
	var out, said bytes.Buffer
	java := exec.Command("java", arguments...)
	java.Stdout, java.Stderr = &out, &said
	if err := java.Run(); err != nil {
		t.Fatalf("running the checker, which sh .ci/tools installs: %v\n%s", err, &said)
	}
	var answer struct{ Messages []htmlMessage }
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatalf("%v\n%s%s", err, &out, &said)
	}
	for _, v := range answer.Messages {
		if v.URL == s.invalid {
			spoilt += v.Message + "\n"
			continue
		}
		t.Errorf("/%s:%d:%d: %s: %s\n\t%s", strings.TrimPrefix(v.URL, s.root), v.LastLine, v.LastColumn, v.Type, v.Message, strings.ReplaceAll(v.Extract, "\n", "⏎"))
	}
	return spoilt
}
