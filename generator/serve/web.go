package serve

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

const (
	headerTimeout  = 5 * time.Second
	maxHeaderBytes = 64 << 10 // maximum size in bytes of the headers of a request
	maxStreams     = 200      // maximum number of open event streams; each visible tab has one
)

// serve handles requests until ctx is cancelled, then returns nil. It returns an error if the
// server fails.
func (s *server) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	web := &http.Server{
		Handler: handler,

		DisableGeneralOptionsHandler: true, // ServeHTTP rejects OPTIONS like any other method
		ReadHeaderTimeout:            headerTimeout,
		ReadTimeout:                  10 * time.Second,
		WriteTimeout:                 30 * time.Second,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               maxHeaderBytes,
		ErrorLog:                     log.New(io.Discard, "", 0),                        // discard messages about disconnected clients
		BaseContext:                  func(net.Listener) context.Context { return ctx }, // cancelling ctx ends event streams
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	s.log.Printf("serving http://%s/", listener.Addr())
	if s.Ready != nil {
		s.Ready(fmt.Sprintf("http://%s/", listener.Addr()))
	}
	select {
	case err := <-served:
		return fmt.Errorf("serving %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	// Shutdown may wait for connections that browsers have opened in advance but do not use.
	timeout, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if web.Shutdown(timeout) != nil {
		web.Close()
	}
	<-served
	return nil
}

// ServeHTTP implements http.Handler. It checks the request, then serves one of the
// server's own files or a file of the tree.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	// Pages from other origins must not load the scripts or images of a draft.
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !isLoopback(r.Host):
		http.Error(w, "this server answers to 127.0.0.1 and localhost only", http.StatusMisdirectedRequest)
	case isCrossOrigin(r):
		http.Error(w, "only pages of this site may request this", http.StatusForbidden)
	case s.Writer != nil && isForWriter(r):
		s.serveWriter(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "the only methods are GET and HEAD", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, internalPrefix):
		s.serveInternal(w, r)
	default:
		s.serveFile(w, r, s.state.Load())
	}
}

// isLoopback reports whether a Host header names this machine. Rejecting other names prevents DNS
// rebinding, which would let a page of another site read this one. Any port is allowed, since the
// port may be forwarded.
func isLoopback(host string) bool {
	if name, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		if host = name; strings.Contains(name, ":") {
			host = "[" + name + "]" // SplitHostPort removes the brackets
		}
	}
	switch strings.ToLower(host) {
	case "127.0.0.1", "localhost", "[::1]":
		return true
	}
	return false
}

// isCrossOrigin reports whether a request comes from a page of another origin that could use the
// response. It returns false for a link that a reader follows from another origin, since the page with
// the link cannot read the response.
func isCrossOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		origin := r.Header.Get("Origin") // old browsers send only this header
		return origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document" || strings.HasPrefix(r.URL.Path, internalPrefix)
}

// isForWriter reports whether a request is for the writers' page or was sent by one of its forms.
func isForWriter(r *http.Request) bool {
	if r.Method == http.MethodPost {
		return strings.HasPrefix(r.URL.Path, writerPath)
	}
	return r.URL.Path == writerPath && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// serveInternal responds to requests for the server's own files, such as the client script.
func (s *server) serveInternal(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case Script:
		script := readEmbedded("live.js")
		if s.Writer != nil {
			script = append(script, readEmbedded("writer.js")...)
		}
		respond(w, http.StatusOK, "live.js", script)
	case internalPrefix + "refresh.js":
		respond(w, http.StatusOK, "refresh.js", readEmbedded("refresh.js"))
	case internalPrefix + "panel.css":
		respond(w, http.StatusOK, "panel.css", []byte(s.style))
	case internalPrefix + "events":
		s.serveEvents(w, r)
	default:
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
	}
}
