package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
)

func buildCommand() *cobra.Command {
	var o options
	var to string
	var noOffline bool
	c := &cobra.Command{Use: "build [FOLDER]", Short: "publish the site into public/", Args: cobra.MaximumNArgs(1)}
	o.flags(c)
	c.Flags().StringVar(&to, "to", "", "the folder to publish into; default public/ in the site's folder")
	c.Flags().BoolVar(&noOffline, "no-offline", false, "offer no pages to save on a device, and remove those that were")
	c.RunE = func(c *cobra.Command, args []string) error {
		start := time.Now()
		site, err := o.site(args)
		if err != nil {
			return err
		}
		if to == "" {
			to = filepath.Join(site.Folder, "public")
		}
		site.NoOffline = noOffline
		site.Ended = c.Context().Err
		stop := showProgress(c.ErrOrStderr(), site, start)
		report, list, err := site.Build(to)
		stop()
		if err != nil {
			return err
		}
		return told(c, site, to, report, list, start)
	}
	return c
}

// told prints the problems and what was written, and fails where nothing was.
func told(c *cobra.Command, site *generator.Site, to string, report generator.Report, list diag.List, start time.Time) error {
	list = fromHere(site, list)
	printText(c.ErrOrStderr(), list)
	if list.Failed() {
		fmt.Fprintf(c.ErrOrStderr(), "%s; %s is as it was\n", count(list), to)
		return errProblems
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d files in %s: %d written, %d unchanged, %d removed, in %s\n",
		report.Files, to, report.Written, report.Kept, report.Removed, time.Since(start).Round(time.Millisecond))
	return nil
}
