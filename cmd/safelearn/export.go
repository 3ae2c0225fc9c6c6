package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
	"safelearn/generator/export"
)

func exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export FORMAT DIR", Short: "write the site in another format", Args: cobra.ExactArgs(2), ValidArgs: formatNames()}
	addNamesFlag(c)
	allowRemovals := addRemovalsFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		i := slices.Index(formatNames(), args[0])
		if i < 0 {
			return fmt.Errorf("export %q: the formats are: %s", args[0], strings.Join(formatNames(), ", "))
		}
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		site.AllowRemovals = *allowRemovals
		return writeSite(c, site, args[1], func(ctx context.Context, to string) (generator.Report, diag.List, error) {
			return site.Export(ctx, export.Formats[i].Files, to)
		})
	}
	return c
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats {
		names = append(names, f.Name)
	}
	return names
}

// formatsHelp returns the export formats for the help text, one per line.
func formatsHelp() string {
	var text strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&text, "  %-7s %s\n", f.Name, f.Help)
	}
	return text.String()
}
