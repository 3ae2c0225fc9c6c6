package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"safelearn"
	"safelearn/generator"
)

// skeleton returns the template files of a new site.
func skeleton() fs.FS {
	files, err := fs.Sub(embedded, "skeleton")
	if err != nil {
		panic(err) // the name is valid
	}
	return files
}

func initCommand() *cobra.Command {
	var n generator.NewSiteOptions
	c := &cobra.Command{Use: "init FOLDER", Short: "make a new site", Args: cobra.ExactArgs(1)}
	c.Flags().StringVar(&n.Name, "name", "", "the name of the partnership")
	c.Flags().StringVar(&n.Language, "language", "en-GB", "the language of the site, as a tag")
	c.Flags().BoolVar(&n.Glossary, "glossary", false, "copy the general terms of the shipped glossary, as drafts")
	c.RunE = func(c *cobra.Command, args []string) error {
		today, err := parseToday(c.Flag("date").Value.String())
		if err != nil {
			return err
		}
		if args[0] == "" {
			return errors.New("the name of the folder is empty: name a new folder, such as our-site")
		}
		if err := promptForSite(c, &n); err != nil {
			return err
		}
		n.Skeleton = skeleton()
		site := &generator.Site{Folder: args[0], Shipped: safelearn.Shipped, Today: today}
		count, err := generator.Init(site, n)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), relativePath(filepath.Join(args[0], "content", "site.yaml")))
		fmt.Fprintf(c.ErrOrStderr(), "%d files in %s; to see the site, type: %s serve --open %s\n", count, args[0], typedProgram(), typedPath(args[0]))
		return nil
	}
	return c
}

// typedProgram returns the name of the program as it was typed in a terminal, or "safelearn" if "go run"
// has compiled it, because that file is deleted when it ends.
func typedProgram() string {
	if strings.HasPrefix(os.Args[0], filepath.Join(os.TempDir(), "go-build")) {
		return "safelearn"
	}
	return typedPath(os.Args[0])
}

// typedPath returns a path as it is typed in a terminal: in quotes if a shell could change or split it.
func typedPath(path string) string {
	isPlain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`/\:._-`, r)
	}
	switch {
	case !strings.ContainsFunc(path, func(r rune) bool { return !isPlain(r) }) && (runtime.GOOS == "windows" || !strings.Contains(path, `\`)):
		return path
	case runtime.GOOS != "windows" && strings.ContainsAny(path, "\\$`\"!"):
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return `"` + path + `"`
}

// promptForSite prompts in the terminal for the values of n whose flags are not set, unless the flag
// for the name is set. It returns an error if there is no name.
func promptForSite(c *cobra.Command, n *generator.NewSiteOptions) error {
	if c.Flags().Changed("name") {
		return nil
	}
	answers := bufio.NewScanner(c.InOrStdin())
	ask := func(flag, question string, answer *string) {
		if c.Flags().Changed(flag) || !isTerminal(c.InOrStdin()) {
			return
		}
		fmt.Fprintf(c.ErrOrStderr(), "%s ", question)
		if !answers.Scan() { // the null device, or Ctrl-D
			fmt.Fprintln(c.ErrOrStderr())
		} else if text := strings.TrimSpace(answers.Text()); text != "" {
			*answer = text
		}
	}
	ask("name", "Name of the partnership:", &n.Name)
	if n.Name == "" {
		return errors.New(`--name is missing: add the name of the partnership, such as --name "North Area Safeguarding Children Partnership"`)
	}
	ask("language", "Language, as a tag such as en-GB or cy [en-GB]:", &n.Language)
	var glossary string
	ask("glossary", "Copy the general terms of the demonstration's glossary, as drafts? yes or no [no]:", &glossary)
	n.Glossary = n.Glossary || strings.HasPrefix(strings.ToLower(glossary), "y")
	return nil
}
