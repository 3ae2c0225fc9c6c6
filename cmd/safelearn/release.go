package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

func releaseCommand() *cobra.Command {
	var by, record string
	c := &cobra.Command{Use: "release REVIEW", Short: "record that a board released progress", Args: cobra.ExactArgs(1)}
	c.Flags().StringVar(&by, "by", "", "the board, as a glossary entry")
	c.Flags().StringVar(&record, "record", "", "where the decision is recorded")
	_ = c.MarkFlagRequired("by") // fails only if the flag does not exist
	c.RunE = func(c *cobra.Command, args []string) error {
		site, day, err := findSiteAndDate(c)
		if err != nil {
			return err
		}
		file, fingerprint, err := site.Release(c.Context(), args[0], by, record, day)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.OutOrStdout(), "%s: released up to %s, %s\n", relativePath(file), day, fingerprint)
		return nil
	}
	return c
}

// findSiteAndDate returns the site found by findSite and the date of a decision: the value of the flag
// --date or, if it is not set, the current date.
func findSiteAndDate(c *cobra.Command) (site *generator.Site, date generator.Date, err error) {
	if site, err = findSite(c, nil); err != nil {
		return nil, "", err
	}
	date = site.Today
	if site.Today, err = parseToday(""); err == nil && date > site.Today {
		err = fmt.Errorf("--date %s is still to come: today is %s", date, site.Today)
	}
	return site, date, err
}
