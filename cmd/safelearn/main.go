// Command safelearn turns a folder of Markdown into a learning site about child
// safeguarding reviews.
//
// Rules for what it prints: what was asked for goes to standard output, all else to
// standard error; lower case and no full stop, but for help. Problems of the content
// are printed here and nowhere else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"safelearn/generator/diag"
)

// Exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // in the content
	exitFailed   = 2 // the command could not run, or was stopped
)

// errProblems says that problems were printed and that they fail the command.
var errProblems = errors.New("problems in the content")

// thrift is how much of what is no longer in use may lie beside what is, in per cent,
// before it is cleared away. A command holds a whole site: with Go's own 100 one of ten
// thousand pages takes a tenth more memory and a fiftieth less time. The variable GOGC
// says otherwise.
const thrift = 75

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(thrift)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks twice means it
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program, in-process for tests.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{Use: "safelearn", SilenceErrors: true, SilenceUsage: true}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(stdout, helpText(c)) })
	root.AddCommand(serveCommand(), buildCommand(), checkCommand(), newCommand(), exportCommand(), versionCommand())
	switch err := diag.CatchPanic(func() error { return root.ExecuteContext(ctx) }); {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "safelearn: stopped, and nothing was changed")
		return exitFailed
	default:
		fmt.Fprintf(stderr, "safelearn: %v\n", err)
		if hint := hintFor(err); hint != "" {
			fmt.Fprintf(stderr, "\thint: %s\n", hint)
		}
		return exitFailed
	}
}
