package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator/diag"
)

func checkCommand() *cobra.Command {
	var o options
	var format string
	var strict bool
	c := &cobra.Command{Use: "check [FOLDER]", Short: "tell every problem of the content", Args: cobra.MaximumNArgs(1)}
	o.flags(c)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&strict, "strict", false, "let warnings fail, too")
	c.RunE = func(c *cobra.Command, args []string) error {
		if format != "text" && format != "json" {
			return fmt.Errorf("--format %q: write text or json", format)
		}
		site, err := o.site(args)
		if err != nil {
			return err
		}
		site.Ended = c.Context().Err
		stop := showProgress(c.ErrOrStderr(), site, time.Now())
		list, err := site.Check()
		stop()
		if err != nil {
			return err
		}
		list = fromHere(site, list)
		if format == "json" {
			if err := printJSON(c.OutOrStdout(), list); err != nil {
				return err
			}
		} else {
			printText(c.OutOrStdout(), list)
			fmt.Fprintln(c.ErrOrStderr(), count(list))
		}
		if list.Failed() || strict && list.Count(diag.Warning) > 0 {
			return errProblems
		}
		return nil
	}
	return c
}
