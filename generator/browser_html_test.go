//go:build browser

package generator

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// An htmlMessage is a message from the Nu HTML checker.
type htmlMessage struct {
	Type       string
	URL        string
	LastLine   int
	LastColumn int
	Message    string
	Extract    string
}

// TestBrowserHTML runs the Nu HTML checker on every page, including its style sheet and
// content security policy. Warnings also fail the test.
func TestBrowserHTML(t *testing.T) {
	t.Parallel()
	site := openWebSite(t)
	messages := site.validateHTML(t)
	for _, want := range []string{"“p” not allowed as child of element “h1”", "“colour” doesn't exist", "violates Content Security Policy", "missing a required instance of child element “title”"} {
		if !strings.Contains(messages, want) {
			t.Errorf("for the invalid page the checker reports\n%s\nwant %q", messages, want)
		}
	}
}

// validateHTML fails the test with the checker's messages about the pages of a site. It returns the
// messages about s.invalidURL, a page with known faults. The checker loads the pages over HTTP because
// 'self' in a content security policy is meaningless for files.
func (s *webSite) validateHTML(t *testing.T) (invalid string) {
	t.Helper()
	arguments := []string{
		"-Xss4m",           // recommended by the checker's documentation
		"-XX:+UseSerialGC", // suits a short run
		"-Dnu.validator.servlet.allow-forbidden-hosts=true", // allows 127.0.0.1
		"-Dnu.validator.servlet.connection-timeout=60000",   // in milliseconds; the default of 5,000 is too short on a busy machine
		"-Dnu.validator.servlet.socket-timeout=60000",
		"-jar", toolPath(t, "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--stdout", "--exit-zero-always", s.invalidURL,
	}
	for _, p := range s.pages {
		arguments = append(arguments, s.root+p.address)
	}
	var out, messages bytes.Buffer
	java := exec.Command("java", arguments...)
	java.Stdout, java.Stderr = &out, &messages
	if err := java.Run(); err != nil {
		t.Fatalf("running the checker, which sh .ci/tools installs: %v\n%s", err, &messages)
	}
	var report struct{ Messages []htmlMessage }
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s%s", err, &out, &messages)
	}
	for _, v := range report.Messages {
		if v.URL == s.invalidURL {
			invalid += v.Message + "\n"
			continue
		}
		t.Errorf("/%s:%d:%d: %s: %s\n\t%s", strings.TrimPrefix(v.URL, s.root), v.LastLine, v.LastColumn, v.Type, v.Message, strings.ReplaceAll(v.Extract, "\n", "⏎"))
	}
	return invalid
}
