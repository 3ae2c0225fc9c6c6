package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"safelearn"
	"safelearn/generator"
)

// embedded contains the help texts and the files of a new site.
//
//go:embed help/*.txt all:skeleton
var embedded embed.FS

// helpText returns the help text of a command. For commands added by cobra, such as completion, it
// returns cobra's help text.
func helpText(c *cobra.Command) string {
	if text, err := embedded.ReadFile("help/" + c.Name() + ".txt"); err == nil {
		return strings.NewReplacer("FORMATS\n", formatsHelp(), "KINDS\n", kindsHelp()).Replace(string(text))
	}
	return c.Long + "\n\n" + c.UsageString()
}

// findSite returns the site in the folder given by args or, if args is empty, in the nearest
// folder with a content/ folder, starting at the working directory and going up. If there is
// none, it returns the shipped site and generator.ErrNoContent.
func findSite(c *cobra.Command, args []string) (*generator.Site, error) {
	today, err := parseToday(c.Flag("date").Value.String())
	if err != nil {
		return nil, err
	}
	s := &generator.Site{Shipped: safelearn.Shipped, Today: today}
	if names := c.Flag("names"); names != nil {
		s.Names = names.Value.String()
	}
	if len(args) > 0 {
		if args[0] == "" {
			return nil, errors.New("the name of the folder is empty: name the folder of a site, or leave it out")
		}
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

// addNamesFlag adds the flag --names, which findSite reads.
func addNamesFlag(c *cobra.Command) {
	c.Flags().String("names", "", "a file of names that must not be published, outside the repository")
}

// parseToday returns date, the value of the --date flag, if it is set, or else the date given by the
// environment variable SOURCE_DATE_EPOCH, or else the current date in London. The flag and the variable
// make builds reproducible (see reproducible-builds.org).
func parseToday(date string) (generator.Date, error) {
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
	return generator.DateInLondon(now)
}

// plainError returns the text of err without the names of system calls.
func plainError(err error) string {
	text := err.Error()
	var file *fs.PathError
	for inner := err; errors.As(inner, &file); inner = file.Err {
		text = strings.ReplaceAll(text, file.Error(), file.Path+": "+file.Err.Error())
	}
	return text
}

// hintFor returns a hint for the user about err, or "" if there is none.
func hintFor(err error) string {
	var removal *generator.RemovalError
	var notEmpty *generator.NotEmptyError
	switch {
	case errors.As(err, &removal):
		return "if a part of the site is missing, restore it; if the files are to go, add --allow-removals"
	case errors.As(err, &notEmpty):
		return "name a new folder; to work on the site that is there, use safelearn serve and safelearn new"
	case errors.Is(err, generator.ErrNoContent):
		return "make a site with safelearn init FOLDER, change to the folder of a site, or name it: safelearn check path/to/site; safelearn serve works without one"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "free some space on the disk and try again; the published site has not changed"
	case generator.IsLocked(err):
		return "another program has the file or folder open, such as an editor, a console in the folder or a virus scanner: close it and try again"
	case errors.Is(err, fs.ErrPermission):
		return "you may not read or change this: ask for the right to, or move it out of the site"
	case errors.Is(err, fs.ErrExist):
		return "nothing has changed: edit what is there, or choose another name"
	case errors.Is(err, syscall.ENOTDIR):
		return "one of the names before the last slash is a file: write the path of a folder"
	case errors.Is(err, fs.ErrNotExist):
		return "check the name, and that the folder or drive is there"
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
