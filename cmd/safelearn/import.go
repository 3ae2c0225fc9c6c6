package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// maxImport is the maximum number of bytes that are read from a spreadsheet. It is higher than the
// limit in package sheet, which reports that a spreadsheet is too large.
const maxImport = 32 << 20

func importCommand() *cobra.Command {
	c := &cobra.Command{Use: "import actions FILE", Short: "add what a spreadsheet of actions reports", Args: cobra.ExactArgs(2), ValidArgs: []string{"actions"}}
	apply := c.Flags().Bool("apply", false, "write the new entries")
	checked := c.Flags().Bool("checked", false, "take values that seem to be in the wrong row: you looked, and they are right")
	addNamesFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if args[0] != "actions" {
			return fmt.Errorf("import %q: only actions can be imported", args[0])
		}
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		f, err := os.Open(args[1])
		if err != nil {
			return err
		}
		data, err := io.ReadAll(io.LimitReader(f, maxImport))
		_ = f.Close() // the file was opened only for reading
		if err != nil {
			return err
		}
		in, problems, err := generator.ImportActions(c.Context(), site, filepath.Base(args[1]), data, *checked)
		if err != nil {
			return err
		}
		if in == nil {
			printText(c.ErrOrStderr(), makeRelative(site, problems))
			fmt.Fprintf(c.ErrOrStderr(), "%s in the site; nothing has changed\n", problems.Summary())
			return errProblems
		}
		return finishImport(c, site, in, *apply, args[1])
	}
	return c
}

// finishImport prints the problems with an import or, if there are none, the entries that it adds. If
// apply is true, it writes these entries to the files of the site.
func finishImport(c *cobra.Command, site *generator.Site, in *generator.Import, apply bool, name string) error {
	for _, n := range in.Notices {
		fmt.Fprintf(c.ErrOrStderr(), "%s: notice: %s\n", name, n)
	}
	for _, p := range in.Problems {
		fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", name, p)
	}
	if n := len(in.Problems); n > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "%s; nothing has changed\n", countText(n, "problem"))
		return errProblems
	}
	if apply {
		if err := in.Apply(); err != nil {
			return err
		}
	}
	for _, f := range in.Files {
		fmt.Fprintf(c.OutOrStdout(), "%s: %s\n", relativePath(filepath.Join(site.Folder, f.Path)), strings.Join(additionCounts(f), " and "))
		if !apply {
			fmt.Fprintf(c.OutOrStdout(), "%sThese are about the actions below. Look whether each is right:\n%s", f.AddedLines, f.About)
		}
	}
	switch {
	case len(in.Files) == 0:
		fmt.Fprintf(c.ErrOrStderr(), "%s: nothing is new\n", name)
	case !apply:
		fmt.Fprintln(c.ErrOrStderr(), "nothing has changed yet: add --apply to add this to the files")
	}
	return nil
}

// additionCounts returns the numbers of new actions and updates in f as texts, such as "2 new
// actions", without those that are 0.
func additionCounts(f generator.ImportedFile) []string {
	var list []string
	if f.Actions > 0 {
		list = append(list, countText(f.Actions, "new action"))
	}
	if f.Updates > 0 {
		list = append(list, countText(f.Updates, "new update"))
	}
	return list
}
