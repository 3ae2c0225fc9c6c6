// Package serve serves a tree of files over HTTP on the loopback interface, rebuilds it
// when a file changes, reloads the browser, and shows problems on the page.
//
// Its input is a list of folders to watch and a function that builds. After a failed
// build the last good tree is still served, with the problems on top of each page;
// before the first good one, every address shows the problems. A panic in a build or in
// a page does not stop the server.
//
// The package has no knowledge of sites. It does not write files, and it does not answer
// other machines. A page must load Script, and its policy must allow
// "connect-src 'self'".
package serve

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"sync"

	"safelearn/generator/diag"
)

// Script is the address of the script that reloads a page after a good build and shows
// problems after a bad one.
const Script = prefix + "live.js"

// prefix starts the addresses of the server itself. Files of the tree below it are not
// served.
const prefix = "/_safelearn/"

// Options configures Run.
type Options struct {
	// Folders are absolute paths. Each is watched with everything below it. One that does
	// not exist is watched as soon as it does.
	Folders []string

	// Build makes the tree. It is called once at the start and after changes, and does not
	// run twice at the same time. The tree is nil if the list contains an error. Its files
	// are read on request, also while Build runs. Run does not wait for Build when its
	// context is cancelled, so Build must not write anything. Required.
	Build func(context.Context) (fs.FS, diag.List, error)

	// Preview returns the last good tree with the changed paths updated, if that takes far
	// less time than Build, or nil. Run calls it before a Build that is expected to be
	// slow. A folder in changed means that anything in it may have changed. If Preview is
	// nil, changes are shown after Build.
	Preview func(changed []string) fs.FS

	// Excerpt returns the source lines around a position as HTML, with the line itself
	// marked, or "". If Excerpt is nil, no source is shown.
	Excerpt func(diag.Pos) string

	// Style is the CSS of the excerpts.
	Style string

	// Port is the first port to try; if it is taken, the next twenty are tried. If those
	// are taken too, or if Port is 0, the system chooses one.
	Port int

	// Out receives addresses and problems. If Out is nil, they are discarded.
	Out io.Writer
}

// Run serves until ctx is cancelled. It returns an error if it cannot serve. When it
// returns, nothing but a Build that is still running is left.
func Run(ctx context.Context, o Options) error {
	logger := log.New(cmp.Or(o.Out, io.Discard), "", 0)
	listener, err := listen(o.Port)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()

	// Watching starts before the first build, so that no change in between is missed.
	changes := make(chan paths, 1)
	if len(o.Folders) > 0 {
		w := newWatcher(o.Folders, logger)
		running.Go(func() { w.runAndRestart(ctx, changes) })
	}
	s := newServer(o, logger)
	if !s.build(ctx, false) {
		return listener.Close()
	}
	if port := listener.Addr().(*net.TCPAddr).Port; o.Port > 0 && port != o.Port {
		logger.Printf("port %d is taken, using %d", o.Port, port)
	}
	running.Go(func() { s.rebuild(ctx, changes) })
	return s.serve(ctx, listener)
}

// listen listens on the first free port, or on one that the system chooses.
func listen(port int) (net.Listener, error) {
	for p := port; p <= min(port+20, 65535); p++ {
		if listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", p)); err == nil {
			return listener, nil
		}
	}
	return net.Listen("tcp4", "127.0.0.1:0")
}
