package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

func exportCommand() *cobra.Command {
	var o options
	c := &cobra.Command{Use: "export FORMAT DIR", Short: "lay the site out for another use", Args: cobra.ExactArgs(2), ValidArgs: []string{"folder"}}
	o.flags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if args[0] != "folder" {
			return fmt.Errorf("export %q: the formats are: folder", args[0])
		}
		start := time.Now()
		site, err := o.site(nil)
		if err != nil {
			return err
		}
		site.Ended = c.Context().Err
		stop := showProgress(c.ErrOrStderr(), site, start)
		report, list, err := site.ExportFolder(args[1])
		stop()
		if err != nil {
			return err
		}
		return told(c, site, args[1], report, list, start)
	}
	return c
}
