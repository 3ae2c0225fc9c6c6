package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

func approveCommand() *cobra.Command {
	var role, until string
	var a generator.Approval
	c := &cobra.Command{Use: "approve PAGE", Short: "record that a body approved a page", Args: cobra.ExactArgs(1)}
	c.Flags().StringVar(&role, "role", "", "partnership, clinical or legal")
	c.Flags().StringVar(&a.Body, "body", "", "the body that approved the page")
	c.Flags().StringVar(&a.Record, "record", "", "where the decision is recorded")
	c.Flags().StringVar(&until, "until", "", "the last day on which the approval counts")
	for _, flag := range []string{"role", "body"} {
		_ = c.MarkFlagRequired(flag) // fails only if the flag does not exist
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		site, day, err := findSiteAndDate(c)
		if err != nil {
			return err
		}
		if until != "" {
			if a.Until, err = parseToday(until); err != nil {
				return fmt.Errorf("--until %q is not a date: write YYYY-MM-DD", until)
			}
		}
		a.Role, a.Date = generator.ApprovalRole(role), day
		file, fingerprint, err := site.Approve(c.Context(), args[0], a)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.OutOrStdout(), "%s: approved by %s, %s\n", relativePath(file), a.Body, fingerprint)
		return nil
	}
	return c
}
