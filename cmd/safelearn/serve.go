package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// A progressStopper is a writer that stops the progress display before it writes. The server first
// writes after its first build, so that is when the display stops.
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
	c := &cobra.Command{Use: "serve [FOLDER]", Short: "serve the site on this machine and reload it when a file changes", Args: cobra.MaximumNArgs(1)}
	c.Flags().IntVar(&port, "port", 8080, "the first port to try")
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
		stop := showProgress(c.ErrOrStderr(), site, time.Now())
		defer stop()
		return site.Serve(c.Context(), port, &progressStopper{c.ErrOrStderr(), stop})
	}
	return c
}
