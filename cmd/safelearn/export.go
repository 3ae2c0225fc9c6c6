package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/tables"
)

func exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export FORMAT --to PATH", Short: "write the site in another format", Args: cobra.RangeArgs(1, 2), ValidArgs: formatNames()}
	to := c.Flags().String("to", "", "the folder or file to write")
	internal := c.Flags().Bool("internal", false, "include what no board has released")
	addNamesFlag(c)
	allowRemovals := addRemovalsFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 2 && *to == "" {
			*to = args[1]
		} else if len(args) == 2 || *to == "" {
			return errors.New("export: name one folder or file, such as --to actions.xlsx")
		}
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		site.AllowRemovals = *allowRemovals
		for _, kind := range tables.Kinds() {
			if kind.Name == args[0] {
				site.Internal = *internal
				if err := generator.CheckPrivatePlace(site, *to); err != nil {
					return err
				}
				return writeTable(c, site, kind, *to)
			}
		}
		i := slices.Index(formatNames(), args[0])
		switch {
		case i < 0:
			return fmt.Errorf("export %q: the formats are: %s", args[0], strings.Join(formatNames(), ", "))
		case *internal:
			return fmt.Errorf("export %s: --internal is for tables", args[0])
		}
		return writeSite(c, site, *to, func(ctx context.Context, to string) (generator.Report, diag.List, error) {
			return site.Export(ctx, export.Formats[i].Files, to)
		})
	}
	return c
}

// writeTable writes a table of the site to a file, and prints the problems of the content and the number
// of rows.
func writeTable(c *cobra.Command, site *generator.Site, kind tables.Kind, to string) error {
	rows, problems, err := generator.ExportTable(c.Context(), site, kind, to)
	if err != nil {
		return err
	}
	printText(c.ErrOrStderr(), makeRelative(site, problems))
	if problems.Failed() {
		fmt.Fprintf(c.ErrOrStderr(), "%s; %s has not changed\n", problems.Summary(), to)
		return errProblems
	}
	what := "as released"
	if site.Internal {
		what = "not for publication"
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s: %s of %s, %s\n", to, count(rows, "row"), kind.Name, what)
	return nil
}

// count returns a number with a noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// formatNames returns the names of the formats of a site, which are folders, and then of the tables.
func formatNames() []string {
	var names []string
	for _, f := range export.Formats {
		names = append(names, f.Name)
	}
	for _, kind := range tables.Kinds() {
		names = append(names, kind.Name)
	}
	return names
}

// formatsHelp returns the export formats for the help text, one per line.
func formatsHelp() string {
	var text strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&text, "  %-10s %s\n", f.Name, f.Help)
	}
	for _, kind := range tables.Kinds() {
		fmt.Fprintf(&text, "  %-10s %s\n", kind.Name, kind.Help)
	}
	return text.String()
}
