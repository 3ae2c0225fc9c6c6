package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// kindsHelp returns the lines of the help text that give an example for each page kind, one per line.
func kindsHelp() string {
	return "  safelearn new " + strings.Join(generator.KindExamples(), "\n  safelearn new ") + "\n"
}

func newCommand() *cobra.Command {
	c := &cobra.Command{Use: "new KIND ID", Short: "create a page", Args: cobra.ExactArgs(2), ValidArgs: generator.PageKinds()}
	keys := []string{"label", "numbering"}
	c.Flags().String("label", "", "the number or name that the review prints for a statement")
	c.Flags().String("numbering", "", "how the review numbers its paragraphs")
	c.RunE = func(c *cobra.Command, args []string) error {
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		values := make(map[string]string)
		for _, key := range keys {
			if c.Flags().Changed(key) {
				values[key] = c.Flag(key).Value.String()
			}
		}
		file, err := site.New(c.Context(), args[0], args[1], values)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), relativePath(file))
		return nil
	}
	return c
}
