package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator/diag"
)

func checkCommand() *cobra.Command {
	var format string
	var strict bool
	c := &cobra.Command{Use: "check [FOLDER]", Short: "report the problems of the content", Args: cobra.MaximumNArgs(1)}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&strict, "strict", false, "fail if there are warnings")
	addNamesFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if format != "text" && format != "json" && format != "github" {
			return fmt.Errorf("--format %q: write text, json or github", format)
		}
		site, err := findSite(c, args)
		if err != nil {
			return err
		}
		stop := showProgress(c.ErrOrStderr(), site, time.Now())
		problems, err := site.Check(c.Context())
		stop()
		if err != nil {
			return err
		}
		problems = makeRelative(site, problems)
		switch format {
		case "json":
			err = printJSON(c.OutOrStdout(), problems)
		case "github":
			printAnnotations(c.OutOrStdout(), problems)
		default:
			printText(c.OutOrStdout(), problems)
			fmt.Fprintln(c.ErrOrStderr(), problems.Summary())
		}
		if err == nil && (problems.Failed() || strict && problems.Count(diag.Warning) > 0) {
			err = errProblems
		}
		return err
	}
	return c
}
