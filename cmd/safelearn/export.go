package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator/export"
)

func exportCommand() *cobra.Command {
	var o options
	c := &cobra.Command{Use: "export FORMAT DIR", Short: "lay the site out in another format", Args: cobra.ExactArgs(2), ValidArgs: formatNames()}
	o.flags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		i := slices.Index(formatNames(), args[0])
		if i < 0 {
			return fmt.Errorf("export %q: the formats are: %s", args[0], strings.Join(formatNames(), ", "))
		}
		start := time.Now()
		site, err := o.site(nil)
		if err != nil {
			return err
		}
		site.Ended = c.Context().Err
		stop := showProgress(c.ErrOrStderr(), site, start)
		report, list, err := site.Export(export.Formats[i], args[1])
		stop()
		if err != nil {
			return err
		}
		return told(c, site, args[1], report, list, start)
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

// formatsHelp lists the formats for the help, one to a line.
func formatsHelp() string {
	var text strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&text, "  %-7s %s\n", f.Name, f.Help)
	}
	return text.String()
}
