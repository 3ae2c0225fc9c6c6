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

const (
	headTime   = 5 * time.Second // for a request to arrive
	maxHeader  = 64 << 10
	maxStreams = 200 // at a time: each tab in sight has one
)

// serve answers on the listener until the context ends.
func (s *server) serve(ctx context.Context, listener net.Listener) error {
	web := &http.Server{
		Handler: s,

		DisableGeneralOptionsHandler: true, // "OPTIONS *" is refused like the rest
		ReadHeaderTimeout:            headTime,
		ReadTimeout:                  10 * time.Second,
		WriteTimeout:                 30 * time.Second,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     log.New(io.Discard, "", 0),                        // clients that hang up: nobody's business
		BaseContext:                  func(net.Listener) context.Context { return ctx }, // ends the streams
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
	case foreign(r):
		http.Error(w, "only pages of this site may ask for this", http.StatusForbidden)
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

// foreign reports whether a page of another site asks, or one of another port, for
// what it could run, draw or read. It may lead here: a link is followed, and its page
// sees nothing of where it led.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		origin := r.Header.Get("Origin") // all that an old browser tells
		return origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document" || strings.HasPrefix(r.URL.Path, own)
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
