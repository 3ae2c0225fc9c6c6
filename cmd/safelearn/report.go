package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/sheet"
)

func reportCommand() *cobra.Command {
	var from, to string
	var internal bool
	c := &cobra.Command{Use: "report year FILE", Short: "write the yearly report", Args: cobra.ExactArgs(2)}
	c.Flags().StringVar(&from, "from", "", "the first day of the period, YYYY-MM-DD")
	c.Flags().StringVar(&to, "to", "", "the last day of the period, YYYY-MM-DD")
	c.Flags().BoolVar(&internal, "internal", false, "include what has not been released")
	addNamesFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if args[0] != "year" {
			return fmt.Errorf("report %q: the only report is: year", args[0])
		}
		if from == "" || to == "" {
			return errors.New("name the period: --from 2026-04-01 --to 2027-03-31")
		}
		site, err := findSite(c, nil)
		if err != nil {
			return err
		}
		site.Internal = internal
		if err := generator.CheckNotPublished(site, args[1]); err != nil {
			return err
		}
		text, err := formatYearReport(c, site, from, to, filepath.Ext(args[1]))
		if err != nil {
			return err
		}
		if err := os.WriteFile(args[1], text, 0o644); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
		fmt.Fprintf(c.ErrOrStderr(), "the report is in %s\n", args[1])
		return nil
	}
	return c
}

// formatYearReport returns the yearly report in the format of files with the given extension, which is
// ".html", ".csv" or ".xlsx".
func formatYearReport(c *cobra.Command, site *generator.Site, from, to, extension string) ([]byte, error) {
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, fmt.Errorf("%q is not a date: write YYYY-MM-DD", day)
		}
	}
	if !slices.Contains([]string{".html", ".csv", ".xlsx"}, extension) {
		return nil, errors.New("the name of the file ends in .html, for reading and printing, or in .csv or .xlsx, for a spreadsheet")
	}
	year, language, problems, err := generator.YearReport(c.Context(), site, generator.Date(from), generator.Date(to))
	if err != nil {
		return nil, err
	}
	printText(c.ErrOrStderr(), makeRelative(site, problems))
	if problems.Failed() {
		return nil, errProblems
	}
	var out bytes.Buffer
	if extension == ".html" {
		err = year.WriteHTML(&out, language)
	} else {
		err = sheet.Write(&out, extension, year.Table())
	}
	return out.Bytes(), err
}
