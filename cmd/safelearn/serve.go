package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// A progressStopper is a writer that clears the progress display before it writes. The server does not
// write before its first build has ended.
type progressStopper struct {
	io.Writer
	stop func()
}

func (s *progressStopper) Write(p []byte) (int, error) {
	s.stop()
	return s.Writer.Write(p)
}

func serveCommand() *cobra.Command {
	var port int
	var open bool
	c := &cobra.Command{Use: "serve [FOLDER]", Short: "serve the site on this machine and reload it when a file changes", Args: cobra.MaximumNArgs(1)}
	c.Flags().IntVar(&port, "port", 8080, "the first port to try")
	c.Flags().BoolVar(&open, "open", false, "open the site in a browser")
	addNamesFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if port < 1 || port > 65535 {
			return fmt.Errorf("--port %d: a port is 1 to 65535", port)
		}
		site, err := findSite(c, args)
		if errors.Is(err, generator.ErrNoContent) {
			fmt.Fprintln(c.ErrOrStderr(), "no content/ here: serving the shipped site")
		} else if err != nil {
			return err
		}
		if open {
			site.Ready = browserOpener(c.ErrOrStderr())
		}
		return serveSite(c, site, port)
	}
	return c
}

// serveSite serves a site until the command is stopped.
func serveSite(c *cobra.Command, site *generator.Site, port int) error {
	stop := showProgress(c.ErrOrStderr(), site, time.Now())
	defer stop()
	site.Explain = func(err error) (message, hint string) { return plainError(err), hintFor(err) }
	return site.Serve(c.Context(), port, &progressStopper{c.ErrOrStderr(), stop})
}

// startPort is the first port that the program tries if it is started without arguments.
const startPort = 8080

// start serves the nearest site and opens it in a browser. If there is no site, it first opens a
// page on which the user chooses one. It is called if the program is started without arguments, for
// example from a file manager.
func start(c *cobra.Command) error {
	site, err := findSite(c, nil)
	if err != nil && !errors.Is(err, generator.ErrNoContent) {
		return err
	}
	site.Ready = browserOpener(c.ErrOrStderr())
	port := startPort
	if site.Folder == "" {
		here, err := os.Getwd()
		if err != nil {
			return err
		}
		port, err = generator.Start(c.Context(), site, generator.StartOptions{Port: port, Out: c.ErrOrStderr(), Folder: lastingFolder(here), Skeleton: skeleton()})
		if err != nil {
			return err
		}
		site.Ready = nil // the browser already shows the server's page
	}
	return serveSite(c, site, port)
}

// lastingFolder returns the folder in which the start page looks for sites and proposes a new one: folder
// itself, or, if folder is among temporary files, the user's documents. On Windows, a program that is opened
// within an archive runs among temporary files, and what it makes there is deleted with them.
func lastingFolder(folder string) string {
	home, err := os.UserHomeDir()
	if err != nil || runtime.GOOS != "windows" || !isBelow(folder, os.TempDir()) {
		return folder
	}
	documents := filepath.Join(home, "Documents")
	if info, err := os.Stat(documents); err == nil && info.IsDir() {
		return documents
	}
	return home
}

// isBelow reports whether a folder is in another or is that folder itself, by whatever names.
func isBelow(folder, other string) bool {
	want, err := os.Stat(other)
	if err != nil {
		return false
	}
	for ; ; folder = filepath.Dir(folder) {
		if info, err := os.Stat(folder); err == nil && os.SameFile(info, want) {
			return true
		}
		if folder == filepath.Dir(folder) {
			return false
		}
	}
}
