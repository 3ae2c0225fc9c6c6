// Command safelearn turns a folder of Markdown into a learning site about child
// safeguarding reviews.
//
// Commands write their results to standard output and all other messages to standard error.
// Messages start in lower case and have no full stop. Only this package and the server print
// diagnostics.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"safelearn/generator/diag"
)

// Exit codes of the program.
const (
	exitOK       = 0
	exitProblems = 1 // the content has problems
	exitFailed   = 2 // the command could not run or was stopped
)

// errProblems is the error returned by a command that has found, and printed, problems in the content.
var errProblems = errors.New("problems in the content")

func main() {
	cobra.MousetrapHelpText = "" // the program may be opened from Explorer
	if os.Getenv("GOGC") == "" {
		setGCPercent(nil)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal kills the process
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the program and returns its exit code. It is separate from main so that tests can
// call it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{Use: "safelearn", SilenceErrors: true, SilenceUsage: true, RunE: func(c *cobra.Command, _ []string) error { return start(c) }}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(stdout, helpText(c)) })
	root.AddCommand(serveCommand(), initCommand(), buildCommand(), checkCommand(), newCommand(), approveCommand(), recordAddressesCommand(), releaseCommand(), exportCommand(), importCommand(), reportCommand())
	for _, c := range append(root.Commands(), root) {
		c.Flags().String("date", "", "the date to use as today, YYYY-MM-DD")
	}
	root.AddCommand(probeCommand(), schemaCommand(), versionCommand())
	switch err := diag.CatchPanic(func() error { return root.ExecuteContext(ctx) }); {
	case err == nil:
		return exitOK
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "safelearn: stopped; nothing has changed")
	default:
		fmt.Fprintf(stderr, "safelearn: %s\n", plainError(err))
		if hint := hintFor(err); hint != "" {
			fmt.Fprintf(stderr, "\thint: %s\n", hint)
		}
	}
	return exitFailed
}
