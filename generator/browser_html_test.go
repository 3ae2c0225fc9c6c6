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
	messages := validateHTML(t, site)
	for _, want := range []string{"“p” not allowed as child of element “h1”", "“colour” doesn't exist", "violates Content Security Policy", "missing a required instance of child element “title”"} {
		if !strings.Contains(messages, want) {
			t.Errorf("for the invalid page the checker reports\n%s\nwant %q", messages, want)
		}
	}
}

// htmlChecker returns a command that runs the Nu HTML checker with the given arguments. The checker
// loads the pages over HTTP because 'self' in a content security policy is meaningless for files.
func htmlChecker(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	return exec.Command("java", append([]string{
		"-Xss4m",                  // recommended by the checker's documentation
		"-XX:+UseSerialGC",        // suits a short run
		"-XX:TieredStopAtLevel=1", // also suits a short run: optimizing takes longer than it saves
		"-Dnu.validator.servlet.allow-forbidden-hosts=true", // allows 127.0.0.1
		"-Dnu.validator.servlet.connection-timeout=60000",   // in milliseconds; the default of 5,000 is too short on a busy machine
		"-Dnu.validator.servlet.socket-timeout=60000",
		"-jar", toolPath(t, "vnu-jar/build/dist/vnu.jar"), "--exit-zero-always",
	}, arguments...)...)
}

// validateHTML fails the test with the checker's messages about the pages of sites. It returns the
// messages about invalidURL of the first site, a page with known faults. The checker runs once for all
// sites, because it takes seconds to start.
func validateHTML(t *testing.T, sites ...*webSite) (invalid string) {
	t.Helper()
	arguments := []string{"--format", "json", "--stdout", sites[0].invalidURL}
	for _, s := range sites {
		for _, p := range s.pages {
			arguments = append(arguments, s.root+p.address)
		}
	}
	var out, messages bytes.Buffer
	java := htmlChecker(t, arguments...)
	java.Stdout, java.Stderr = &out, &messages
	if err := java.Run(); err != nil {
		t.Fatalf("running the checker, which sh .ci/tools installs: %v\n%s", err, &messages)
	}
	var report struct{ Messages []htmlMessage }
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s%s", err, &out, &messages)
	}
	for _, v := range report.Messages {
		if v.URL == sites[0].invalidURL {
			invalid += v.Message + "\n"
			continue
		}
		t.Errorf("%s:%d:%d: %s: %s\n\t%s", v.URL, v.LastLine, v.LastColumn, v.Type, v.Message, strings.ReplaceAll(v.Extract, "\n", "⏎"))
	}
	return invalid
}
