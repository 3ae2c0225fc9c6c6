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

var update = flag.Bool("update", false, "update the expected output in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"safelearn": main,
	})
}

// TestScripts runs the scripts in testdata/script. Today is 1 June 2026.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1780272000")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"shipped": shipped,
		},
	})
}

// exits runs a command and checks its exit code: exits 1 safelearn check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
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

// shipped copies a folder of the shipped site: shipped layouts.
func shipped(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		sub, err := safelearn.Shipped.ReadDir(name)
		if neg || err != nil || len(sub) == 0 {
			ts.Fatalf("nothing is shipped in %s: %v", name, err)
		}
		ts.Check(copyShipped(name, ts.MkAbs(".")))
	}
}
