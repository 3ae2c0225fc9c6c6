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
	headerTimeout = 5 * time.Second
	maxHeader     = 64 << 10 // bytes
	maxStreams    = 200      // open at the same time: each visible tab has one
)

// serve answers requests until ctx is cancelled.
func (s *server) serve(ctx context.Context, listener net.Listener) error {
	web := &http.Server{
		Handler: s,

		DisableGeneralOptionsHandler: true, // "OPTIONS *" is refused as other methods are
		ReadHeaderTimeout:            headerTimeout,
		ReadTimeout:                  10 * time.Second,
		WriteTimeout:                 30 * time.Second,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     log.New(io.Discard, "", 0),                        // it reports clients that disconnect
		BaseContext:                  func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	s.log.Printf("serving http://%s/", listener.Addr())
	select {
	case err := <-served:
		return fmt.Errorf("serving %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	// Shutdown waits for connections that browsers open in advance and do not use.
	timeout, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if web.Shutdown(timeout) != nil {
		web.Close()
	}
	<-served
	return nil
}

// ServeHTTP implements http.Handler. It checks the request, then answers with an address
// of the server itself or a file of the tree.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	// Pages of other origins must not load the scripts or images of a draft.
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !isLoopback(r.Host):
		http.Error(w, "this server answers to 127.0.0.1 and localhost only", http.StatusMisdirectedRequest)
	case isCrossOrigin(r):
		http.Error(w, "only pages of this site may request this", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "the only methods are GET and HEAD", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, prefix):
		s.internal(w, r)
	default:
		s.file(w, r, s.state.Load())
	}
}

// isLoopback reports whether a Host header names this machine. Checking it prevents DNS
// rebinding, by which a page of another site could read this one. Any port is allowed,
// since it may be forwarded.
func isLoopback(host string) bool {
	if name, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		if host = name; strings.Contains(name, ":") {
			host = "[" + name + "]" // SplitHostPort removes them
		}
	}
	switch strings.ToLower(host) {
	case "127.0.0.1", "localhost", "[::1]":
		return true
	}
	return false
}

// isCrossOrigin reports whether a page of another origin makes a request whose response
// it could use. Links from other origins are allowed, since their pages do not see the
// response.
func isCrossOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		origin := r.Header.Get("Origin") // the only header that an old browser sends
		return origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document" || strings.HasPrefix(r.URL.Path, prefix)
}

// internal answers requests for addresses of the server itself.
func (s *server) internal(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case Script:
		respond(w, r, http.StatusOK, "live.js", []byte(liveScript))
	case prefix + "panel.css":
		respond(w, r, http.StatusOK, "panel.css", []byte(s.style))
	case prefix + "events":
		s.stream(w, r)
	default:
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
	}
}
