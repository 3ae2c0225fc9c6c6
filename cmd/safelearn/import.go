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

// maxImport is the maximum number of bytes of a spreadsheet that are read. It is higher than the
// limit of package sheet, which reports the problem.
const maxImport = 32 << 20

func importCommand() *cobra.Command {
	c := &cobra.Command{Use: "import actions FILE", Short: "add what a spreadsheet of actions reports", Args: cobra.ExactArgs(2), ValidArgs: []string{"actions"}}
	apply := c.Flags().Bool("apply", false, "write the new entries")
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
		_ = f.Close() // it was opened only for reading
		if err != nil {
			return err
		}
		in, problems, err := generator.ImportActions(c.Context(), site, filepath.Base(args[1]), data)
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

// finishImport prints the entries that a spreadsheet adds, and adds them if apply is true.
func finishImport(c *cobra.Command, site *generator.Site, in *generator.Import, apply bool, name string) error {
	for _, n := range in.Notices {
		fmt.Fprintf(c.ErrOrStderr(), "%s: notice: %s\n", name, n)
	}
	for _, p := range in.Problems {
		fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", name, p)
	}
	if n := len(in.Problems); n > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "%s; nothing has changed\n", count(n, "problem"))
		return errProblems
	}
	if apply {
		if err := in.Apply(); err != nil {
			return err
		}
	}
	for _, f := range in.Files {
		fmt.Fprintf(c.OutOrStdout(), "%s: %s\n", relativePath(filepath.Join(site.Folder, f.Path)), strings.Join(additionTexts(f), " and "))
		if !apply {
			fmt.Fprint(c.OutOrStdout(), f.Added)
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

// additionTexts returns texts with the numbers of new entries.
func additionTexts(f generator.ImportedFile) []string {
	var list []string
	if f.Actions > 0 {
		list = append(list, count(f.Actions, "new action"))
	}
	if f.Updates > 0 {
		list = append(list, count(f.Updates, "new update"))
	}
	return list
}
