package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// A Writer does what a user asks for on the page for writers, at Pages/_safelearn/. The page is a form of
// the server, and no part of the tree.
type Writer struct {
	Folder  string // absolute path of the folder to which File of an Item is relative
	Target  string // where Publish writes, in words or as a path
	CanShow bool   // whether a new page may be published at once

	// Lists returns what needs the attention of the writer. It is called after each build, and never
	// while one is running.
	Lists func() []List

	// NewPage makes a page and returns its file, as in an Item, and its address.
	NewPage func(NewPage) (file, address string, err error)

	// Publish writes the tree and returns a sentence that says what it wrote.
	Publish func(context.Context) (string, error)
}

// A NewPage is what the form for a new page asks for.
type NewPage struct {
	Title, Summary string // one line each
	Text           string // the body, with "\n" line endings
	Shown          bool   // whether the page is published at once
}

// A List is a list on the page for writers.
type List struct {
	Title string // its heading
	Items []Item // in the order in which they are shown
}

// An Item is a place in a file that needs attention.
type Item struct {
	Text    string // what it is
	File    string // slash-separated path, relative to the folder of the writer
	Line    int    // line, or 0 for the start of the file
	Column  int    // column, in characters, if there is a line
	Address string // URL path of the page, or "" if there is none
}

// writerResult is the result of a form on the page for writers.
type writerResult struct {
	problem string     // why it failed, or ""
	done    writerDone // what was done
	draft   NewPage    // what the form for a new page shows
}

// writerDone says what a form has done.
type writerDone struct {
	Text    string       // a sentence, or "" if nothing was done
	Address string       // URL path of a new page, or ""
	Edit    template.URL // URL that opens its file, or ""
}

// serveWriter responds to requests for the page for writers.
func (s *server) serveWriter(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		s.writeWriterPage(w, http.StatusOK, writerResult{draft: NewPage{Shown: true}})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
	if !isOwnForm(r, s.token) {
		http.Error(w, "this form is not from the page that is open now: go back and load it again", http.StatusForbidden)
		return
	}
	result := writerResult{draft: NewPage{Shown: true}}
	var err error
	switch r.URL.Path {
	case writerPath + "page":
		err = s.makePage(r, &result)
	case writerPath + "publish":
		http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a large site takes minutes
		result.done.Text, err = s.Writer.Publish(r.Context())
	default:
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
		return
	}
	status := http.StatusOK
	if err != nil {
		status, result.problem = http.StatusUnprocessableEntity, err.Error()
	}
	s.writeWriterPage(w, status, result)
}

// makePage makes the page that a form asks for. If that fails, result keeps what was entered.
func (s *server) makePage(r *http.Request, result *writerResult) error {
	text := strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n")
	p := NewPage{Title: r.PostFormValue("title"), Summary: r.PostFormValue("summary"), Text: text, Shown: r.PostFormValue("shown") != ""}
	file, address, err := s.Writer.NewPage(p)
	if err != nil {
		result.draft = p
		return err
	}
	result.done = writerDone{file + " is made.", address, s.editURL(Item{File: file})}
	return nil
}

// editURL returns the URL with which VS Code opens the file of an item at its place.
func (s *server) editURL(i Item) template.URL {
	path := filepath.ToSlash(filepath.Join(s.Writer.Folder, filepath.FromSlash(i.File)))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	if i.Line > 0 {
		path += fmt.Sprintf(":%d:%d", i.Line, max(i.Column, 1))
	}
	u := url.URL{Scheme: "vscode", Host: "file", Path: path}
	return template.URL(u.String())
}

// writeWriterPage writes the page for writers.
func (s *server) writeWriterPage(w http.ResponseWriter, status int, result writerResult) {
	style := readEmbedded("start.css")
	sum := sha256.Sum256(style)
	setFormPolicy(w.Header(), base64.StdEncoding.EncodeToString(sum[:]))
	current := s.state.Load()
	var b bytes.Buffer
	layouts := template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{"edit": s.editURL}).ParseFS(embeddedFiles, "writer.html"))
	err := layouts.ExecuteTemplate(&b, "writer", map[string]any{
		"Style": template.CSS(style), "Token": s.token, "Problem": result.problem, "Done": result.done, "Draft": result.draft,
		"Errors": template.HTML(current.panel), "Lists": current.lists, "Target": s.Writer.Target, "CanShow": s.Writer.CanShow,
	})
	if err != nil {
		panic(err) // the layouts are part of the program
	}
	respond(w, status, "writer.html", b.Bytes())
}
