package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
)

func buildCommand() *cobra.Command {
	var to string
	var noOffline, internal bool
	c := &cobra.Command{Use: "build [FOLDER]", Short: "publish the site to public/", Args: cobra.MaximumNArgs(1)}
	c.Flags().StringVar(&to, "to", "", "the folder to publish to; default public/ in the site's folder")
	c.Flags().BoolVar(&noOffline, "no-offline", false, "do not offer to save pages on a device, and remove those saved before")
	c.Flags().BoolVar(&internal, "internal", false, "include reports on actions that are not released, and mark every page; needs --to")
	addNamesFlag(c)
	allowRemovals := addRemovalsFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		site, err := findSite(c, args)
		if err != nil {
			return err
		}
		if internal && to == "" {
			return errors.New("an internal site must not take the place of the published one: name a folder outside with --to DIR")
		}
		if to == "" {
			to = filepath.Join(site.Folder, "public")
		}
		site.Internal, site.NoOffline, site.AllowRemovals = internal, noOffline, *allowRemovals
		if err := generator.CheckNotPublished(site, to); err != nil {
			return err
		}
		return writeSite(c, site, to, site.Build)
	}
	return c
}

// addRemovalsFlag adds the flag --allow-removals to a command and returns a pointer to its value.
func addRemovalsFlag(c *cobra.Command) *bool {
	return c.Flags().Bool("allow-removals", false, "remove files even if these are more than half of the published ones")
}

// maxForeignListed is the maximum number of file names in publish.Report.Foreign that are printed.
const maxForeignListed = 20

// writeSite calls build to write the site to a folder, then prints the problems in the content, the
// number of files written, and the names of files in the folder that no build wrote.
func writeSite(c *cobra.Command, site *generator.Site, to string, build func(context.Context, string) (generator.Report, diag.List, error)) error {
	start := time.Now()
	stop := showProgress(c.ErrOrStderr(), site, start)
	report, problems, err := build(c.Context(), to)
	stop()
	if err != nil {
		return err
	}
	printText(c.ErrOrStderr(), makeRelative(site, problems))
	if problems.Failed() {
		fmt.Fprintf(c.ErrOrStderr(), "%s; %s has not changed\n", problems.Summary(), to)
		return errProblems
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d files in %s: %d written, %d unchanged, %d removed, in %s\n",
		report.Files, to, report.Written, report.Kept, report.Removed, time.Since(start).Round(time.Millisecond))
	if n := len(report.Foreign); n > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "not from a build and left alone in %s: %s", to, strings.Join(report.Foreign[:min(n, maxForeignListed)], ", "))
		if n > maxForeignListed {
			fmt.Fprintf(c.ErrOrStderr(), " and %d more", n-maxForeignListed)
		}
		fmt.Fprintln(c.ErrOrStderr())
	}
	return nil
}
