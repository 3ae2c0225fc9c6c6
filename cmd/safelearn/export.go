package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/tables"
)

func exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export FORMAT [MODULE…] --to PATH", Short: "write the site, modules or tables in another format", Args: cobra.MinimumNArgs(1), ValidArgs: formatNames()}
	var o export.Options
	to := c.Flags().String("to", "", "the folder or file to write")
	internal := c.Flags().Bool("internal", false, "include what no board has released")
	c.Flags().BoolVar(&o.Package.Score, "score", false, "scorm12: send the share of best first answers")
	c.Flags().BoolVar(&o.Package.Answers, "answers", false, "scorm12: send the first answer to each question")
	c.Flags().BoolVar(&o.Stale, "stale", false, "export overdue modules and translations of an older version, with a warning")
	addNamesFlag(c)
	allowRemovals := addRemovalsFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		format := slices.IndexFunc(export.Formats, func(f export.Format) bool { return f.Name == args[0] })
		table := slices.IndexFunc(tables.Kinds(), func(k tables.Kind) bool { return k.Name == args[0] })
		ofModules := format >= 0 && export.Formats[format].OfModules
		switch {
		case format < 0 && table < 0:
			return fmt.Errorf("export %q: the formats are: %s", args[0], strings.Join(formatNames(), ", "))
		case table < 0 && *internal:
			return fmt.Errorf("export %s: --internal is for tables", args[0])
		case args[0] != "scorm12" && (o.Package.Score || o.Package.Answers):
			return fmt.Errorf("export %s: --score and --answers are for scorm12", args[0])
		case !ofModules && o.Stale:
			return fmt.Errorf("export %s: --stale is for modules", args[0])
		case ofModules && *to == "":
			return fmt.Errorf("export %s: name a folder of its own, such as --to packages", args[0])
		case ofModules:
			o.Modules = args[1:]
		case *to != "" && len(args) > 1:
			return fmt.Errorf("export %s: it takes no module, and --to names where it goes: leave out %s", args[0], strings.Join(args[1:], " "))
		case len(args) == 2 && *to == "":
			*to = args[1]
		case len(args) > 1 || *to == "":
			return errors.New("export: name one folder or file, such as --to actions.xlsx")
		}
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		site.AllowRemovals = *allowRemovals
		for i, module := range o.Modules {
			o.Modules[i] = generator.PageID(site, "module", module)
		}
		if table >= 0 {
			site.Internal = *internal
			if err := generator.CheckNotPublished(site, *to); err != nil {
				return err
			}
			return writeTable(c, site, tables.Kinds()[table], *to)
		}
		return writeFormat(c, site, export.Formats[format], o, *to)
	}
	return c
}

// writeFormat exports the site, or some of its modules, to a folder in the given format, and prints
// what the format does not preserve.
func writeFormat(c *cobra.Command, site *generator.Site, format export.Format, o export.Options, to string) error {
	if format.OfModules {
		o.Earlier = export.ReadLosses(os.DirFS(to))
	}
	err := writeSite(c, site, to, func(ctx context.Context, to string) (generator.Report, diag.List, error) {
		return site.Export(ctx, format.Exporter(o), to)
	})
	var removal *generator.RemovalError
	switch {
	case format.OfModules && errors.As(err, &removal):
		return fmt.Errorf("export %s: %d of the %d files that the last export wrote to %s would be removed: name another folder for these modules, or add --allow-removals", format.Name, removal.Removed, removal.Published, to)
	case err != nil || !format.OfModules:
		return err
	}
	losses, err := os.ReadFile(filepath.Join(to, export.LossesText))
	if err == nil {
		_, err = c.OutOrStdout().Write(losses)
	}
	return err
}

// writeTable writes a table of the site to a file, and prints the problems in the content and the
// number of rows.
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
	fmt.Fprintf(c.ErrOrStderr(), "%s: %s of %s, %s\n", to, countText(rows, "row"), kind.Name, what)
	return nil
}

// countText returns a number followed by a noun, to which it adds an s unless the number is 1.
func countText(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// formatNames returns the names of all export formats, followed by those of all tables.
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

// formatsHelp returns the lines of the help text that describe the export formats and tables, one per
// line.
func formatsHelp() string {
	var text strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&text, "  %-11s %s\n", f.Name, f.Help)
	}
	for _, kind := range tables.Kinds() {
		fmt.Fprintf(&text, "  %-11s %s\n", kind.Name, kind.Help)
	}
	return text.String()
}
