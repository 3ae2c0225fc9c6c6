package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func recordAddressesCommand() *cobra.Command {
	c := &cobra.Command{Use: "addresses", Short: "record the addresses of published pages", Args: cobra.NoArgs}
	c.RunE = func(c *cobra.Command, _ []string) error {
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		file, added, err := site.RecordAddresses(c.Context())
		if err != nil {
			return err
		}
		for _, address := range added {
			fmt.Fprintf(c.OutOrStdout(), "%s: added %s\n", relativePath(file), address)
		}
		if added == nil {
			fmt.Fprintf(c.OutOrStdout(), "%s: nothing to add\n", relativePath(file))
		}
		return nil
	}
	return c
}
