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
	_ "time/tzdata" // for Europe/London on a machine without a time zone database

	"github.com/spf13/cobra"

	"safelearn"
	"safelearn/generator"
)

//go:embed help/*.txt
var help embed.FS

// helpText returns the help of a command. Commands of the library, such as completion,
// keep the library's text.
func helpText(c *cobra.Command) string {
	if text, err := help.ReadFile("help/" + c.Name() + ".txt"); err == nil {
		return strings.NewReplacer("FORMATS\n", formatsHelp(), "KINDS\n", kindsHelp()).Replace(string(text))
	}
	return c.Long + "\n\n" + c.UsageString()
}

// findSite returns the site that a command works on: the folder in args, or the working
// directory or the nearest folder above it that holds content/. If there is none, it
// returns the shipped site and generator.ErrNoContent.
func findSite(c *cobra.Command, args []string) (*generator.Site, error) {
	today, err := today(c.Flag("date").Value.String())
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

// today returns date, the value of --date, else SOURCE_DATE_EPOCH (see reproducible-builds.org), else the
// current date in London. With either of the first two a build can be reproduced.
func today(date string) (generator.Date, error) {
	if date != "" {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return "", fmt.Errorf("--date %q is not a date: write YYYY-MM-DD", date)
		}
		return generator.Date(date), nil
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

// hintFor returns what to try after an error, or "".
func hintFor(err error) string {
	switch {
	case errors.Is(err, generator.ErrNoContent):
		return "change to the folder of a site, or name it: safelearn check path/to/site; safelearn serve works without one"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "free some space on the disk and try again; the published site has not changed"
	case strings.Contains(err.Error(), "unknown command"), strings.Contains(err.Error(), "unknown flag"), strings.Contains(err.Error(), "arg(s)"):
		return "safelearn --help lists the commands, safelearn COMMAND --help lists its flags"
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
