// Package serve serves a file tree over HTTP on the loopback interface, rebuilds it when a
// file changes, reloads the browser, and shows problems on the page.
//
// It takes a list of folders to watch and a build function. After a failed build, the tree of the
// last successful build is still served, with the problems at the top of each page. Before the
// first successful build, every URL shows the problems. A panic while building or rendering does
// not stop the server.
//
// Start serves a page on which a user chooses the site to serve, and passes the choice to a function.
//
// If Options.Writer is not nil, the server also serves the writers' page, on which the authors of the site
// can create pages and publish the site. Its forms contain a token that is secret and new for each run.
//
// The package has no knowledge of sites. It does not write files, and it does not respond
// to other machines. Each page must load Script, and its content security policy must
// allow "connect-src 'self'".
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

// Script is the URL path of the client script, which reloads the page after a successful
// build and shows problems after a failed one.
const Script = internalPrefix + "live.js"

// internalPrefix is the URL path prefix of the files of the server itself. Files of the tree
// under this prefix are not served.
const internalPrefix = "/_safelearn/"

// writerPath is the URL path of the writers' page, and the prefix of the URL paths of its forms.
const writerPath = internalPrefix

// Options are the options of Run.
type Options struct {
	// Folders lists the clean absolute paths of the folders to watch recursively. A folder
	// that does not exist is watched as soon as it is created.
	Folders []string

	// Build returns the tree and the problems of the content. The tree is nil if one of the
	// problems is an error. Build is called at the start and after changes, but never concurrently.
	// The files of a tree are read on request, even while Build is running again. Build must not
	// write anything, because Run does not wait for it to return when the context is cancelled.
	// Build is required.
	Build func(context.Context) (fs.FS, diag.List, error)

	// Preview returns the tree of the last successful build with the changed paths updated,
	// or nil if updating them would not be much faster than Build. Run calls it before a
	// Build that is expected to be slow. If changed contains a folder, any file in the
	// folder may have changed. If Preview is nil, no previews are shown.
	Preview func(changed []string) fs.FS

	// Excerpt returns the source lines around a position as HTML, with the line at the
	// position highlighted, or "" if there are none. If Excerpt is nil, no source is shown.
	Excerpt func(diag.Pos) string

	// Explain returns a message about an error of Build, or of a function of Writer, and a hint about what the
	// user can do, which may be "". If Explain is nil, the text of the error is shown.
	Explain func(error) (message, hint string)

	// Writer, if not nil, contains the functions of the writers' page.
	Writer *AuthorTools

	// Style is the CSS of the excerpts.
	Style string

	// Port is the first port to try; if it is taken, the next twenty are tried. If those
	// are taken too, or if Port is 0, the system chooses one.
	Port int

	// Ready is called with the server's URL when the server answers. It must return soon. It may
	// be nil.
	Ready func(url string)

	// Out receives log output: the server's URL and problems. If Out is nil, log output is
	// discarded.
	Out io.Writer
}

// Run serves the tree until ctx is cancelled, then returns nil. It returns an error if the server
// cannot start or if it fails. A call to Build may still be running when Run returns.
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

	// Watching starts before the first build, so that no change is missed.
	changes := make(chan pathSet, 1)
	if len(o.Folders) > 0 {
		w := newWatcher(o.Folders, logger)
		running.Go(func() { w.runAndRestart(ctx, changes) })
	}
	s := newServer(o, logger)
	if !s.build(ctx, buildKind{}) {
		return listener.Close()
	}
	if port := listener.Addr().(*net.TCPAddr).Port; o.Port > 0 && port != o.Port {
		logger.Printf("port %d is taken, using %d", o.Port, port)
	}
	running.Go(func() { s.rebuild(ctx, changes) })
	return s.serve(ctx, listener, s)
}

// listen listens on the first free port from port to port+20, or on a port chosen by the system if none
// of these is free.
func listen(port int) (net.Listener, error) {
	for p := port; p <= min(port+20, 65535); p++ {
		if listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", p)); err == nil {
			return listener, nil
		}
	}
	return net.Listen("tcp4", "127.0.0.1:0")
}
