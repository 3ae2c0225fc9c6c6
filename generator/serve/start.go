package serve

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// A Choice is a user's choice on the start page.
type Choice struct {
	Folder   string // folder of the site, or "" for the demonstration
	New      bool   // whether to create a new site in Folder, with the other fields as its values
	Name     string // name of the partnership
	Language string // language tag of the site
	Glossary bool   // whether to copy glossary terms of the demonstration
}

// StartOptions are the options of Start.
type StartOptions struct {
	Port     int                // first port to try, as in Options
	Out      io.Writer          // log output, as in Options
	Ready    func(url string)   // called with the URL of the page when it can be opened, unless nil
	Sites    []string           // folders of sites that can be opened
	Proposal Choice             // initial values of the form for a new site
	Choose   func(Choice) error // carries out a choice; an error is shown on the page, and the user can choose again
}

// Start serves a page on which a user chooses a site, until Choose succeeds or ctx is cancelled. It
// returns the server's port. The caller must then serve the site on that port, because the browser
// requests the site one second later. A choice is accepted only from the form on the page itself, which
// contains a secret token.
func Start(ctx context.Context, o StartOptions) (port int, err error) {
	listener, err := listen(o.Port)
	if err != nil {
		return 0, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	style := readEmbedded("start.css")
	sum := sha256.Sum256(style)
	p := &startPage{StartOptions: o, token: rand.Text(), style: string(style), styleHash: base64.StdEncoding.EncodeToString(sum[:]), chosen: stop}
	s := &server{log: log.New(cmp.Or(o.Out, io.Discard), "", 0)}
	s.Ready = o.Ready
	return listener.Addr().(*net.TCPAddr).Port, s.serve(ctx, listener, p)
}

// A startPage is the HTTP handler for the start page.
type startPage struct {
	StartOptions
	token     string // secret that a form must send
	style     string // CSS
	styleHash string // hash of style
	chosen    func() // called after a choice has been carried out

	mu   sync.Mutex // held while a request is answered, so that a choice is carried out once
	done bool       // whether a choice has been carried out
}

// maxFormBytes is the maximum size of a request body that contains a form.
const maxFormBytes = 64 << 10

// ServeHTTP implements http.Handler.
func (p *startPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	setFormPolicy(header, p.styleHash)
	switch {
	case !isLoopback(r.Host):
		http.Error(w, "this server answers to 127.0.0.1 and localhost only", http.StatusMisdirectedRequest)
	case isCrossOrigin(r):
		http.Error(w, "only pages of this site may request this", http.StatusForbidden)
	case r.URL.Path != "/":
		http.Error(w, "there is nothing at this address", http.StatusNotFound)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.done { // a request came before the server had stopped
			p.respond(w, http.StatusOK, "starting", Choice{}, "")
			return
		}
		p.respond(w, http.StatusOK, "start", p.Proposal, "")
	case r.Method != http.MethodPost:
		header.Set("Allow", "GET, HEAD, POST")
		http.Error(w, "the only methods are GET, HEAD and POST", http.StatusMethodNotAllowed)
	default:
		p.choose(w, r)
	}
}

// setFormPolicy sets the content security policy for a page with forms. It allows the style with the
// hash sum. It does not allow other pages to embed the page, because users could then press one of its
// buttons without knowing it.
func setFormPolicy(header http.Header, sum string) {
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+sum+"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
}

// choose responds to a form: it passes the choice to Choose, and shows an error if that fails.
func (p *startPage) choose(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
	if !isFormRequest(r, p.token) {
		http.Error(w, "this form is not from the page that is open now: go back and load it again", http.StatusForbidden)
		return
	}
	var choice Choice
	switch r.PostFormValue("choice") {
	case "demonstration":
		choice = Choice{}
	case "open":
		choice = Choice{Folder: r.PostFormValue("folder")}
	default:
		choice = Choice{New: true, Folder: r.PostFormValue("folder"), Name: r.PostFormValue("name"), Language: r.PostFormValue("language"), Glossary: r.PostFormValue("glossary") != ""}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done { // the button was pressed twice
		p.respond(w, http.StatusOK, "starting", choice, "")
		return
	}
	if err := p.Choose(choice); err != nil {
		if !choice.New {
			choice = p.Proposal
		}
		p.respond(w, http.StatusUnprocessableEntity, "start", choice, err.Error())
		return
	}
	p.done = true
	p.chosen() // called before the response is written, so that few later requests reach this server
	p.respond(w, http.StatusOK, "starting", choice, "")
}

// isFormRequest reports whether a request was sent by a form on a page of this server. Pages of other
// sites can also send forms, but they have a different origin and do not know the token.
func isFormRequest(r *http.Request, token string) bool {
	site, origin := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Origin")
	if site != "" && site != "same-origin" || origin != "" && origin != "http://"+r.Host {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(token)) == 1
}

// respond writes a page with the given layout, and with the problem if it is not "".
func (p *startPage) respond(w http.ResponseWriter, status int, layout string, choice Choice, problem string) {
	var b bytes.Buffer
	layouts := template.Must(template.New("").Option("missingkey=error").ParseFS(embeddedFiles, "start.html"))
	err := layouts.ExecuteTemplate(&b, layout, map[string]any{
		"Style": template.CSS(p.style), "Token": p.token, "Sites": p.Sites, "Choice": choice, "Problem": problem,
	})
	if err != nil {
		panic(err) // the layouts are part of the program
	}
	respond(w, status, "start.html", b.Bytes())
}
