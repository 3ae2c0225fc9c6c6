package main

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // Europe/London must be known on a machine without a zone database

	"github.com/spf13/cobra"

	"safelearn"
	"safelearn/generator"
)

//go:embed help/*.txt
var help embed.FS

// helpText gives the page of a command; what comes from the library (completion)
// keeps the library's own.
func helpText(c *cobra.Command) string {
	if text, err := help.ReadFile("help/" + c.Name() + ".txt"); err == nil {
		return strings.Replace(string(text), "FORMATS\n", formatsHelp(), 1)
	}
	return c.Long + "\n\n" + c.UsageString()
}

// options are the flags that several commands have.
type options struct {
	date string
}

func (o *options) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.date, "date", "", "the day to judge on, YYYY-MM-DD")
}

// site finds the site that a command works on: the folder named, or the nearest
// one above the present folder that holds content/. Outside any site it gives the
// shipped one together with generator.ErrNoContent.
func (o *options) site(args []string) (*generator.Site, error) {
	today, err := o.today()
	if err != nil {
		return nil, err
	}
	s := &generator.Site{Shipped: safelearn.Shipped, Today: today}
	if len(args) > 0 {
		s.Folder = args[0]
		return s, nil
	}
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for folder := "."; ; folder = filepath.Join("..", folder) {
		if info, err := os.Stat(filepath.Join(folder, "content")); err == nil && info.IsDir() {
			s.Folder = folder
			return s, nil
		}
		if here == filepath.Dir(here) {
			return s, generator.ErrNoContent
		}
		here = filepath.Dir(here)
	}
}

// today is an input, so that an old build can be repeated: --date, else
// SOURCE_DATE_EPOCH (reproducible-builds.org), else the day in London.
func (o *options) today() (generator.Date, error) {
	if o.date != "" {
		if _, err := time.Parse(time.DateOnly, o.date); err != nil {
			return "", fmt.Errorf("--date %q is not a day: write YYYY-MM-DD", o.date)
		}
		return generator.Date(o.date), nil
	}
	now := time.Now()
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return "", fmt.Errorf("SOURCE_DATE_EPOCH %q is not a number of seconds", epoch)
		}
		now = time.Unix(seconds, 0)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return "", err
	}
	return generator.Date(now.In(london).Format(time.DateOnly)), nil
}

// hintFor gives the command or flag to try after an error, or "".
func hintFor(err error) string {
	switch {
	case errors.Is(err, generator.ErrNoContent):
		return "go to the folder of a site, or name it: safelearn check path/to/site; safelearn serve shows the shipped site anywhere"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "make room on the disk and try again; what was published is as it was"
	case strings.Contains(err.Error(), "unknown command"), strings.Contains(err.Error(), "unknown flag"), strings.Contains(err.Error(), "arg(s)"):
		return "safelearn --help lists the commands, safelearn COMMAND --help says what each takes"
	}
	return ""
}

func versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "print the version", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		version := "(unknown)"
		if info, ok := debug.ReadBuildInfo(); ok {
			version = info.Main.Version
		}
		_, err := fmt.Fprintln(c.OutOrStdout(), "safelearn", version)
		return err
	}}
}
