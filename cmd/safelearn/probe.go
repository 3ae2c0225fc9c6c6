package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"safelearn/generator/probe"
)

func probeCommand() *cobra.Command {
	c := &cobra.Command{Use: "probe URL", Short: "look at the published site on its server", Args: cobra.ExactArgs(1)}
	c.RunE = func(c *cobra.Command, args []string) error {
		findings, err := probe.Run(c.Context(), args[0])
		if err != nil {
			return err
		}
		for _, f := range findings {
			fmt.Fprintf(c.OutOrStdout(), "%s\n\thint: %s\n", f.Message, f.Hint)
		}
		if len(findings) > 0 {
			return errProblems
		}
		fmt.Fprintln(c.ErrOrStderr(), "the server does what the site expects")
		return nil
	}
	return c
}
