package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"safelearn/generator"
)

// TestNewListsEveryKind checks that the help text of the "new" command has an example for
// each kind of page.
func TestNewListsEveryKind(t *testing.T) {
	var out bytes.Buffer
	run(context.Background(), []string{"new", "--help"}, &out, &out)
	for _, kind := range generator.PageKinds() {
		if !strings.Contains(out.String(), "  safelearn new "+kind+" ") {
			t.Errorf("no example of a %s", kind)
		}
	}
}

// TestHelp checks that the help text of each command fits in 24 lines of 80 columns,
// starts with the usage line and lists every flag.
func TestHelp(t *testing.T) {
	commands := []*cobra.Command{{Use: "safelearn"}, serveCommand(), initCommand(), buildCommand(), checkCommand(), newCommand(), approveCommand(), recordAddressesCommand(), releaseCommand(), exportCommand(), importCommand(), reportCommand(), probeCommand(), schemaCommand(), versionCommand()}
	for _, c := range commands {
		args := []string{c.Name(), "--help"}
		if c.Name() == "safelearn" {
			args = args[1:]
		}
		var out, problems bytes.Buffer
		if code := run(context.Background(), args, &out, &problems); code != exitOK || problems.Len() > 0 {
			t.Errorf("%v: exit code %d, standard error %q", args, code, problems.String())
		}
		text := strings.TrimSuffix(out.String(), "\n")
		lines := strings.Split(text, "\n")
		if len(lines) > 24 {
			t.Errorf("%v: %d lines", args, len(lines))
		}
		for _, line := range lines {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%v: %d columns: %s", args, n, line)
			}
		}
		usage := strings.Fields(lines[0])
		if c.Name() != "safelearn" && (len(usage) < 3 || usage[0] != "Usage:" || usage[1] != "safelearn" || usage[2] != c.Name()) {
			t.Errorf("%v starts %q", args, lines[0])
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(text, "--"+f.Name+" ") {
				t.Errorf("%v does not list --%s", args, f.Name)
			}
		})
	}
}
