package serve

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

//go:embed live.js
var liveScript string

// serve answers on the listener until the context ends.
func (s *server) serve(ctx context.Context, listener net.Listener) error {
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),                        // clients that hang up: nobody's business
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(listener) }()
	s.tell.say("serving http://%s/", listener.Addr())
	select {
	case err := <-ended:
		return fmt.Errorf("serving %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	// A browser keeps connections open that it never used; they are not waited for.
	patience, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	if web.Shutdown(patience) != nil {
		web.Close()
	}
	<-ended
	return nil
}

// ServeHTTP answers one request: the checks that hold for all, then this room's own
// addresses, then the files of the tree.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	// Pages of other origins may not take in scripts or pictures of a draft.
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !ours(r.Host):
		http.Error(w, "this server answers to 127.0.0.1 and localhost only", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, own):
		s.ownAddress(w, r)
	default:
		s.file(w, r, s.state.Load())
	}
}

// ours keeps a page of another origin from reading the site by having its own name
// lead to this machine. Any port will do: it may be forwarded.
func ours(host string) bool {
	if name, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		if host = name; strings.Contains(name, ":") {
			host = "[" + name + "]" // SplitHostPort took them off
		}
	}
	switch strings.ToLower(host) {
	case "127.0.0.1", "localhost", "[::1]":
		return true
	}
	return false
}

func (s *server) ownAddress(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case Script:
		send(w, r, http.StatusOK, "live.js", []byte(liveScript))
	case own + "panel.css":
		send(w, r, http.StatusOK, "panel.css", []byte(s.style))
	case own + "events":
		s.stream(w, r)
	default:
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
	}
}
