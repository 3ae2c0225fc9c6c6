package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"safelearn/generator"
)

// An ending is where the server speaks: its first words are those of its first build, and
// end the progress of that.
type ending struct {
	io.Writer
	stop func()
}

func (e *ending) Write(p []byte) (int, error) {
	e.stop()
	return e.Writer.Write(p)
}

func serveCommand() *cobra.Command {
	var o options
	var port int
	c := &cobra.Command{Use: "serve [FOLDER]", Short: "show the site on this machine and reload it as you write", Args: cobra.MaximumNArgs(1)}
	o.flags(c)
	c.Flags().IntVar(&port, "port", 8080, "the first port to try")
	c.RunE = func(c *cobra.Command, args []string) error {
		if port < 1 || port > 65535 {
			return fmt.Errorf("--port %d: a port is 1 to 65535", port)
		}
		site, err := o.site(args)
		if errors.Is(err, generator.ErrNoContent) {
			fmt.Fprintln(c.ErrOrStderr(), "no content/ here: showing the shipped site")
		} else if err != nil {
			return err
		}
		stop := showProgress(c.ErrOrStderr(), site, time.Now())
		defer stop()
		return site.Serve(c.Context(), port, &ending{c.ErrOrStderr(), stop})
	}
	return c
}
