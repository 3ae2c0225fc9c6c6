package serve

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// AuthorTools contains the functions behind the writers' page, which has the path /_safelearn/ and is not
// part of the tree.
type AuthorTools struct {
	Folder  string // absolute path of the folder that contains the File of each Item
	Target  string // folder to which Publish writes, as it is shown on the page
	CanShow bool   // whether the form can create a page that is not a draft

	// Lists returns the lists to show on the page. It is called after each build, and never during a
	// build.
	Lists func() []List

	// NewPage creates a page. It returns the path of its file, relative to Folder, and its URL path.
	NewPage func(context.Context, PageForm) (file, address string, err error)

	// Record records that a task of a list is done, and the role that did it. It returns a sentence that
	// describes the result.
	Record func(task, by string) (string, error)

	// Contacts returns the contacts that the form for a new page offers, by id and name. Like Lists, it is
	// called after each build.
	Contacts func() []Task

	ContactUses []Task // uses that the form for a phone number offers for the number

	// AddContact enters a phone number, and SetAddress the address of the published site. Each returns a
	// sentence that describes the result.
	AddContact func(context.Context, ContactForm) (string, error)
	SetAddress func(ctx context.Context, address string) (string, error)

	// Publish publishes the site and returns a sentence that describes the result.
	Publish func(context.Context) (string, error)
}

// A PageForm contains the values of the form for a new page.
type PageForm struct {
	Title, Summary string // one line each
	Text           string // the body, with "\n" line endings
	Shown          bool   // whether the page is not a draft
	Contacts       string // ids of contacts to show below the text, separated by blanks
}

// A ContactForm contains the values of the form for a phone number.
type ContactForm struct {
	Name, Phone  string // whom to call, and the number
	When, Source string // opening hours, or "", and the person or website that gave the number
	Checked      string // day on which somebody last rang the number, as YYYY-MM-DD, or ""
	Use          string // key of one of AuthorTools.ContactUses, or ""
}

// A List is a list of items on the writers' page, below a heading.
type List struct {
	Title string // heading
	Items []Item // in the order of the page
	Tasks []Task // tasks that a form below the items can record as done; if empty, there is no form
}

// A Task is something that people do and that a form on the writers' page records.
type Task struct {
	Key         string // name of the task for AuthorTools.Record
	Description string // description of the finished task
}

// An Item is a position in a file that needs an author's attention.
type Item struct {
	Text    string // description
	File    string // slash-separated path, relative to the folder of the writer
	Line    int    // line, or 0 for the start of the file
	Column  int    // column, in characters, if there is a line
	Address string // URL path of the page, or "" if there is none
}

// A writerResult is the result of a form on the writers' page.
type writerResult struct {
	problem       string        // reason why the form failed, or ""
	success       writerSuccess // the result if the form succeeded
	folderMissing bool          // whether the folder of the site no longer exists
	contact       ContactForm   // initial values of the form for a phone number
	address       string        // initial value of the form for the address of the site
	newPage       PageForm      // initial values of the form for a new page
}

// A writerSuccess describes what has been done after a form was sent.
type writerSuccess struct {
	Text    string       // a sentence, or "" if the form did nothing
	Address string       // URL path of a new page, or ""
	Path    string       // path of the file of the new page, or ""
	Edit    template.URL // URL that opens the file of the new page in an editor, or ""
}

// serveWriter responds to requests for the writers' page and for its forms.
func (s *server) serveWriter(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		result := writerResult{newPage: PageForm{Shown: true}}
		if r.Method == http.MethodGet && r.URL.RawQuery != refreshQuery {
			result.success = *cmp.Or(s.lastSuccess.Swap(nil), new(writerSuccess))
		}
		s.writeWriterPage(w, http.StatusOK, result)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
	if !isFormRequest(r, s.token) {
		http.Error(w, "this form is not from the page that is open now: go back and load it again", http.StatusForbidden)
		return
	}
	result := writerResult{newPage: PageForm{Shown: true}}
	current := s.state.Load()
	var err error
	switch r.URL.Path {
	case writerPath + "page":
		err = s.createPage(r, &result)
	case writerPath + "done":
		result.success.Text, err = s.Writer.Record(r.PostFormValue("task"), r.PostFormValue("by"))
	case writerPath + "contact":
		form := ContactForm{Name: r.PostFormValue("name"), Phone: r.PostFormValue("phone"), When: r.PostFormValue("when"), Source: r.PostFormValue("source"), Checked: r.PostFormValue("checked"), Use: r.PostFormValue("use")}
		if result.success.Text, err = s.Writer.AddContact(r.Context(), form); err != nil {
			result.contact = form
		}
	case writerPath + "address":
		result.address = r.PostFormValue("address")
		result.success.Text, err = s.Writer.SetAddress(r.Context(), result.address)
	case writerPath + "publish":
		http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a large site takes minutes
		result.success.Text, err = s.Writer.Publish(r.Context())
	default:
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
		return
	}
	if err != nil {
		message, hint := s.Explain(err)
		if hint != "" {
			message += ". " + strings.ToUpper(hint[:1]) + hint[1:] + "."
		}
		result.problem = message
		s.writeWriterPage(w, http.StatusUnprocessableEntity, result)
		return
	}
	s.lastSuccess.Store(&result.success)
	if r.URL.Path != writerPath+"publish" {
		select { // the next page shows the result of the form
		case <-current.replaced:
		case <-time.After(buildWait):
		case <-r.Context().Done():
		}
	}
	http.Redirect(w, r, writerPath, http.StatusSeeOther)
}

const (
	buildWait    = time.Second // maximum time for which the page after a form waits for the build with the changes that the form made
	refreshQuery = "refresh"   // query of a request by refresh.js, which leaves the result of a form to the page itself
)

// createPage creates a page from a form. If that fails, it stores the values of the form in result.
func (s *server) createPage(r *http.Request, result *writerResult) error {
	text := strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n")
	p := PageForm{Title: r.PostFormValue("title"), Summary: r.PostFormValue("summary"), Text: text, Shown: r.PostFormValue("shown") != "", Contacts: strings.Join(r.PostForm["contact"], " ")}
	file, address, err := s.Writer.NewPage(r.Context(), p)
	if err != nil {
		result.newPage = p
		return err
	}
	result.success = writerSuccess{file + " is made.", address, filepath.Join(s.Writer.Folder, filepath.FromSlash(file)), s.editURL(Item{File: file})}
	return nil
}

// editURL returns a URL that opens the file of an item in VS Code, at the position of the item.
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

// writeWriterPage writes the writers' page, including the result of a form.
func (s *server) writeWriterPage(w http.ResponseWriter, status int, result writerResult) {
	style := readEmbedded("start.css")
	sum := sha256.Sum256(style)
	setFormPolicy(w.Header(), base64.StdEncoding.EncodeToString(sum[:]))
	w.Header().Set("Content-Security-Policy", w.Header().Get("Content-Security-Policy")+"; script-src 'self'; connect-src 'self'")
	current := s.state.Load()
	if _, err := os.Stat(s.Writer.Folder); err != nil && result.problem == "" {
		result.folderMissing = true
	}
	var b bytes.Buffer
	layouts := template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"edit":   s.editURL,
		"picked": func(id string) bool { return slices.Contains(strings.Fields(result.newPage.Contacts), id) },
	}).ParseFS(embeddedFiles, "writer.html"))
	err := layouts.ExecuteTemplate(&b, "writer", map[string]any{
		"Style": template.CSS(style), "Token": s.token, "Problem": result.problem, "Done": result.success, "Draft": result.newPage, "Missing": result.folderMissing, "Contact": result.contact, "Address": result.address, "Contacts": current.contacts, "ContactUses": s.Writer.ContactUses, "Folder": s.Writer.Folder,
		"Errors": template.HTML(current.panel), "Lists": current.lists, "Target": s.Writer.Target, "CanShow": s.Writer.CanShow,
	})
	if err != nil {
		panic(err) // the layouts are part of the program
	}
	respond(w, status, "writer.html", b.Bytes())
}
