package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// kindsHelp lists an example of each kind for the help, one to a line.
func kindsHelp() string {
	return "  safelearn new " + strings.Join(generator.KindExamples(), "\n  safelearn new ") + "\n"
}

func newCommand() *cobra.Command {
	var o options
	c := &cobra.Command{Use: "new KIND ID", Short: "create a page", Args: cobra.ExactArgs(2)}
	o.addFlags(c)
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return generator.Kinds(), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		site, err := o.site(nil)
		if err != nil {
			return err
		}
		file, err := site.New(c.Context(), args[0], args[1])
		if err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), relativePath(file))
		return nil
	}
	return c
}
