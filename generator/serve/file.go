package serve

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"safelearn/generator/diag"
)

// contentTypes maps file extensions to content types. It is used in place of package mime,
// whose table depends on the machine.
var contentTypes = map[string]string{
	".avif":        "image/avif",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".gif":         "image/gif",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".mp3":         "audio/mpeg",
	".mp4":         "video/mp4",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".svg":         "image/svg+xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".vtt":         "text/vtt; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".webp":        "image/webp",
	".xml":         "application/xml; charset=utf-8",
	".zip":         "application/zip",
}

// serveFile responds with the requested file from the tree in current. It redirects requests for a
// folder without a trailing slash, and shows the problems if there is no tree yet.
func (s *server) serveFile(w http.ResponseWriter, r *http.Request, current *buildState) {
	// The client script compares this with the first event to detect a build that finishes
	// after this response and before the script connects to the event stream.
	w.Header().Set("Server-Timing", fmt.Sprintf("build;desc=%q", current.build))
	if current.tree == nil {
		respond(w, http.StatusInternalServerError, "problems.html", s.page("Problems in the content", current.panel))
		return
	}
	name, ok := fileName(r.URL)
	if !ok {
		s.serveNotFound(w, current)
		return
	}
	data, found, err := readFile(current.tree, name)
	switch {
	case err != nil:
		s.serveError(w, name, err)
	case found:
		data = s.withWriterLink(name, data)
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // handles HEAD and ranges
	default:
		if _, found, _ := readFile(current.tree, path.Join(name, "index.html")); !found {
			s.serveNotFound(w, current)
			return
		}
		folder := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, folder.String(), http.StatusFound)
	}
}

// writerLink is the link to the page for writers where scripts are off. Elsewhere the client script adds
// one. It is part of responses alone, not of the tree, so no build publishes it.
const writerLink = `<noscript><p lang=en><a href=` + writerPath + `>The page for writers</a> (only on this machine)</p></noscript>`

// withWriterLink returns the content of a file, with writerLink at the end of the body if the file is a page
// and the server has a page for writers.
func (s *server) withWriterLink(name string, data []byte) []byte {
	end := bytes.LastIndex(data, []byte("</body>"))
	if s.Writer == nil || path.Ext(name) != ".html" || end < 0 {
		return data
	}
	return slices.Concat(data[:end], []byte(writerLink), data[end:])
}

// fileName returns the file name in the tree for a URL, which is that of index.html for a
// folder. It returns false if the URL path contains an element that is empty, "." or "..", a
// backslash, a NUL or an encoded slash.
func fileName(u *url.URL) (string, bool) {
	name, rooted := strings.CutPrefix(u.Path, "/")
	if !rooted || strings.ContainsAny(name, "\\\x00") || strings.Contains(strings.ToLower(u.EscapedPath()), "%2f") {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, fs.ValidPath(name)
}

// readFile returns the content of the named file and reports whether the file exists and is not a
// folder. Reading a file may render a page. An error from rendering is always returned, even one that
// wraps fs.ErrNotExist, and a panic is returned as an error.
func readFile(tree fs.FS, name string) (data []byte, found bool, err error) {
	err = diag.CatchPanic(func() error {
		info, err := fs.Stat(tree, name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && info.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		data, err = fs.ReadFile(tree, name)
		return err
	})
	return data, found, err
}

// serveNotFound responds with 404.html from the tree, or with a line of text if the tree has no such
// file.
func (s *server) serveNotFound(w http.ResponseWriter, current *buildState) {
	data, found, err := readFile(current.tree, "404.html")
	switch {
	case err != nil:
		s.serveError(w, "404.html", err)
	case found:
		respond(w, http.StatusNotFound, "404.html", s.withWriterLink("404.html", data))
	default:
		respond(w, http.StatusNotFound, "404.txt", []byte("there is no page at this address\n"))
	}
}

// serveError responds with a page that shows the error from rendering the named file.
func (s *server) serveError(w http.ResponseWriter, name string, err error) {
	s.log.Printf("error: laying out %s: %v", name, err)
	const title = "This page could not be laid out"
	main := s.executeLayout("failed", map[string]any{"Title": title, "Name": name, "Err": err})
	respond(w, http.StatusInternalServerError, "failed.html", s.page(title, main))
}

// respond writes a response with the given status and data. The extension of name
// determines the content type.
func respond(w http.ResponseWriter, status int, name string, data []byte) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	w.Write(data) // the HTTP server omits the body of a response to HEAD
}

// contentType returns the content type for the extension of name.
func contentType(name string) string {
	if t, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
