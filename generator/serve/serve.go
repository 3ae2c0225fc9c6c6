// Package serve shows a tree of files over HTTP on loopback, builds it again when a
// file changes, tells the browser, and shows what is wrong on the page.
//
// In come folders to watch and a function that builds; out go pages to a browser
// of this machine and a few lines of text. After a failed build the last good tree
// stays up with the problems on top of it; before the first good one, every
// address answers with the problems. No fault of the build or of a page ends it.
//
// It knows no site, never writes a file and never answers another machine. A page
// takes part by loading Script; its policy needs "connect-src 'self'" for that.
package serve

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"sync"

	"safelearn/generator/diag"
)

// Script is the address of the script that a page loads to be shown anew after a
// good build and to show problems after a bad one.
const Script = own + "live.js"

// own is where the addresses of this room begin; what a tree has there is not shown.
const own = "/_safelearn/"

// Options say what to build, what to watch and where to show it.
type Options struct {
	// Folders are absolute paths, each watched with all below it. One that is
	// missing is waited for. None: nothing is watched.
	Folders []string

	// Build makes the tree; it is called once at the start and once after changes,
	// never twice at a time. The tree is nil when the list holds an error. Files of
	// the tree are read as a browser asks for them, also while Build runs. It must write
	// nothing, for it is not waited for when the context ends. Required.
	Build func() (fs.FS, diag.List, error)

	// Glance gives the last good tree with what changed in it, where that can be had
	// in far less time than Build takes, and nil where it cannot. It is asked before
	// Build, with the paths that changed since, where Build takes long; a folder among
	// them stands for anything in it. Nil: changes wait for Build.
	Glance func(changed []string) fs.FS

	// Excerpt gives finished HTML: the source lines around a place, the line itself
	// marked; "" when the place is unknown. Nil: no excerpts.
	Excerpt func(diag.Pos) string

	// Style is the CSS of the excerpts.
	Style string

	// Port is the first to try; when it is taken, the next twenty are. 0: the
	// system chooses one.
	Port int

	// Out is told addresses and problems. Nil: nobody is.
	Out io.Writer
}

// Run serves until the context ends, and leaves nothing running but a build that is not
// at its end. The error is for what keeps it from serving at all, such as no port that
// is free.
func Run(ctx context.Context, o Options) error {
	tell := &teller{out: o.Out}
	listener, err := listen(o.Port)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()

	// Watched before it is built: what changes in between is built again.
	changed := newChanges()
	if len(o.Folders) > 0 {
		watch := newWatcher(o.Folders, tell)
		working.Go(func() { watch.keep(ctx, changed) })
	}
	s := newServer(o, tell)
	if !s.build(ctx, false) {
		return listener.Close()
	}
	if port := listener.Addr().(*net.TCPAddr).Port; o.Port > 0 && port != o.Port {
		tell.say("port %d is taken, using %d", o.Port, port)
	}
	working.Go(func() { s.rebuild(ctx, changed) })
	return s.serve(ctx, listener)
}

// listen takes the first free port of those to try.
func listen(port int) (net.Listener, error) {
	var first error
	last := min(port+20, 65535)
	for next := port; next <= last; next++ {
		listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", next))
		if err == nil {
			return listener, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free, but %d is: %w", port, last, freePort(), first)
}

// freePort gives a port that was free a moment ago.
func freePort() int {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// A teller writes lines for whoever started the server, one at a time however many
// goroutines speak. What cannot be written is lost: there is nobody to tell.
type teller struct {
	mu  sync.Mutex
	out io.Writer
}

func (t *teller) say(format string, args ...any) {
	if t.out == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, format+"\n", args...)
}
