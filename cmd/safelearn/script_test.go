package main

import (
	"errors"
	"flag"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"safelearn"
)

// update is a flag that makes TestScripts rewrite the expected output.
var update = flag.Bool("update", false, "update the expected output in testdata/script")

// TestMain makes the test binary act as safelearn when it is executed under that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"safelearn": main,
	})
}

// TestScripts runs the scripts in testdata/script with the date set to 1 June 2026.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1780272000")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   cmdExits,
			"shipped": cmdShipped,
		},
	})
}

// cmdExits implements the script command "exits CODE COMMAND", which runs a command and
// checks its exit code.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if neg || err != nil || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND …")
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v: %v", args[1:], err)
	}
	if got != want {
		ts.Fatalf("%v: exit code %d, want %d", args[1:], got, want)
	}
}

// cmdShipped implements the script command "shipped FOLDER...", which copies folders of the
// shipped site.
func cmdShipped(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		sub, err := safelearn.Shipped.ReadDir(name)
		if neg || err != nil || len(sub) == 0 {
			ts.Fatalf("nothing is shipped in %s: %v", name, err)
		}
		ts.Check(copyShipped(name, ts.MkAbs(".")))
	}
}
