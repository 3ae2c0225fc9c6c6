package serve

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"syscall"
	"time"

	"safelearn/generator/diag"
)

// contentTypes is a table of our own, since that of the system differs from one
// machine to the next.
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

// file answers with a file of the tree.
func (s *server) file(w http.ResponseWriter, r *http.Request, now *state) {
	// The script compares this with what the stream says, and so knows a page that
	// was built over between its being sent and its listening.
	w.Header().Set("Server-Timing", fmt.Sprintf("build;desc=%q", now.build))
	if now.tree == nil {
		body := s.page("Problems in the content", now.panel)
		send(w, r, http.StatusInternalServerError, "problems.html", []byte(body))
		return
	}
	name, ok := fileName(r.URL)
	if !ok {
		s.notFound(w, r, now)
		return
	}
	data, found, err := find(now.tree, name)
	switch {
	case err != nil:
		s.broken(w, r, name, err)
	case found == aFile:
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // knows HEAD and ranges
	case found == aFolder:
		folder := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, folder.String(), http.StatusFound)
	default:
		s.notFound(w, r, now)
	}
}

// fileName gives the file of the tree that an address means, and false for an
// address that no page has: one with "..", an empty part, a backslash, a NUL, or a
// slash in disguise.
func fileName(address *url.URL) (string, bool) {
	name, rooted := strings.CutPrefix(address.Path, "/")
	if !rooted || strings.ContainsAny(name, "\\\x00") || strings.Contains(strings.ToLower(address.EscapedPath()), "%2f") {
		return "", false
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, fs.ValidPath(name)
}

// A finding is what a name turned out to be.
type finding int

const (
	nothing finding = iota
	aFile
	aFolder // with a page of its own
)

// find gives a file of the tree, which may lay out a page; a fault in that becomes
// an error, and is not taken for a file that is not there.
func find(tree fs.FS, name string) (data []byte, found finding, err error) {
	err = diag.CatchPanic(func() error {
		info, err := fs.Stat(tree, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
			return nil
		case err != nil:
			return err
		case info.IsDir():
			if _, err := fs.Stat(tree, path.Join(name, "index.html")); err == nil {
				found = aFolder
			}
			return nil
		}
		found = aFile
		data, err = fs.ReadFile(tree, name)
		return err
	})
	return data, found, err
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request, now *state) {
	data, found, err := find(now.tree, "404.html")
	switch {
	case err != nil:
		s.broken(w, r, "404.html", err)
	case found == aFile:
		send(w, r, http.StatusNotFound, "404.html", data)
	default:
		send(w, r, http.StatusNotFound, "404.txt", []byte("there is no page at this address\n"))
	}
}

// broken says why a page could not be laid out.
func (s *server) broken(w http.ResponseWriter, r *http.Request, name string, err error) {
	s.tell.say("error: laying out %s: %v", name, err)
	main := fmt.Sprintf("<h1>This page could not be laid out</h1>\n<p><code>%s</code>: <strong>error</strong>: %s</p>\n",
		html.EscapeString(name), html.EscapeString(err.Error()))
	send(w, r, http.StatusInternalServerError, "broken.html", []byte(s.page("This page could not be laid out", main)))
}

// send answers with bytes whose type follows from a name.
func send(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

func contentType(name string) string {
	if known, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return known
	}
	return "application/octet-stream"
}
