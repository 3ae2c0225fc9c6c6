package serve

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A startPageServer is a start page with the server that serves it.
type startPageServer struct {
	url     string
	token   string
	choices chan Choice
	ended   chan error
}

// startStartPage serves a start page on which creating a site with the name "Bad" fails.
func startStartPage(t *testing.T) *startPageServer {
	t.Helper()
	ready := make(chan string, 1)
	p := &startPageServer{choices: make(chan Choice, 10), ended: make(chan error, 1)}
	go func() {
		_, err := Start(t.Context(), StartOptions{
			Ready: func(url string) { ready <- url }, Sites: []string{"/sites/<one>"}, Proposal: Choice{Folder: "/sites/new", Language: "en-GB"},
			Choose: func(c Choice) error {
				p.choices <- c
				if c.Name == "Bad" {
					return errors.New("the name <Bad> is taken")
				}
				return nil
			},
		})
		p.ended <- err
	}()
	p.url = <-ready
	response, err := http.Get(p.url)
	requireNoError(t, err)
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	requireNoError(t, err)
	found := regexp.MustCompile(`name="token" value="(\w+)"`).FindSubmatch(page)
	if found == nil || !strings.Contains(string(page), "Open /sites/&lt;one&gt;</button>") || strings.Contains(string(page), "<script") {
		t.Fatalf("the start page is\n%s", page)
	}
	p.token = string(found[1])
	return p
}

// post sends a form with the given headers, which alternate between names and values. If the form has
// no token, it adds that of the page.
func (p *startPageServer) post(t *testing.T, form url.Values, headers ...string) (status int, page string) {
	t.Helper()
	if !form.Has("token") {
		form.Set("token", p.token)
	}
	return postForm(t, p.url, form, headers...)
}

// TestStart checks that the page shows the error if a choice fails, and that Start returns after a
// choice succeeds.
func TestStart(t *testing.T) {
	t.Parallel()
	p := startStartPage(t)
	status, page := p.post(t, url.Values{"choice": {"new"}, "name": {"Bad"}, "folder": {"/sites/x"}, "language": {"cy"}, "glossary": {"yes"}})
	if status != 422 || !strings.Contains(page, "the name &lt;Bad&gt; is taken") || !strings.Contains(page, `value="/sites/x"`) || !strings.Contains(page, `value="cy"`) || !strings.Contains(page, "<title>Error: ") {
		t.Errorf("status %d\n%s", status, page)
	}
	if c := <-p.choices; c != (Choice{"/sites/x", true, "Bad", "cy", true}) {
		t.Errorf("the choice is %+v", c)
	}
	status, page = p.post(t, url.Values{"choice": {"open"}, "folder": {"/sites/<one>"}}, "Origin", strings.TrimSuffix(p.url, "/"), "Sec-Fetch-Site", "same-origin")
	if status != 200 || !strings.Contains(page, `http-equiv="refresh"`) {
		t.Errorf("status %d\n%s", status, page)
	}
	if c := <-p.choices; c != (Choice{Folder: "/sites/<one>"}) {
		t.Errorf("the choice is %+v", c)
	}
	requireNoError(t, <-p.ended)
}

// TestStartOnce checks that a choice is carried out once if its button is pressed twice, and that the page does
// not offer another choice while its server stops.
func TestStartOnce(t *testing.T) {
	t.Parallel()
	chosen := 0
	p := &startPage{StartOptions: StartOptions{Choose: func(Choice) error { chosen++; return nil }}, token: "TOKEN", chosen: func() {}}
	for _, method := range []string{"POST", "POST", "GET"} {
		r := httptest.NewRequest(method, "http://127.0.0.1/", strings.NewReader(url.Values{"token": {p.token}, "choice": {"demonstration"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		p.ServeHTTP(w, r)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `http-equiv="refresh"`) {
			t.Errorf("%s: status %d\n%s", method, w.Code, w.Body)
		}
	}
	if chosen != 1 {
		t.Errorf("chosen %d times", chosen)
	}
}

// TestStartRejects checks that only a form on the page itself is accepted as a choice.
func TestStartRejects(t *testing.T) {
	t.Parallel()
	p := startStartPage(t)
	for name, test := range map[string]struct {
		token   string
		headers []string
		status  int
	}{
		"no token":              {"", nil, 403},
		"another token":         {"GUESS", nil, 403},
		"another origin":        {p.token, []string{"Origin", "http://127.0.0.1:1"}, 403},
		"no origin":             {p.token, []string{"Origin", "null"}, 403},
		"a page of another one": {p.token, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 403},
		"the same site":         {p.token, []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 403},
		"the address bar":       {p.token, []string{"Sec-Fetch-Site", "none"}, 403},
		"another content type":  {p.token, []string{"Content-Type", "text/plain"}, 403},
	} {
		if status, page := p.post(t, url.Values{"choice": {"demonstration"}, "token": {test.token}}, test.headers...); status != test.status {
			t.Errorf("%s: status %d, %s", name, status, page)
		}
	}
	if status, _ := p.post(t, url.Values{"choice": {"demonstration"}, "name": {strings.Repeat("x", maxFormBytes)}}); status != 403 {
		t.Errorf("a large form: status %d", status)
	}
	for _, request := range []string{"GET /?choice=demonstration&token=" + p.token, "PUT /", "DELETE /", "GET /_safelearn/live.js"} {
		method, path, _ := strings.Cut(request, " /")
		r, err := http.NewRequestWithContext(t.Context(), method, p.url+path, nil)
		requireNoError(t, err)
		response, err := http.DefaultClient.Do(r)
		requireNoError(t, err)
		response.Body.Close()
	}
	select {
	case c := <-p.choices:
		t.Errorf("chosen: %+v", c)
	case err := <-p.ended:
		t.Errorf("ended: %v", err)
	default:
	}
}

// TestStartStops checks that Start returns when its context is cancelled.
func TestStartStops(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	ready := make(chan string, 1)
	ended := make(chan error, 1)
	go func() {
		_, err := Start(ctx, StartOptions{Ready: func(url string) { ready <- url }, Choose: func(Choice) error { return nil }})
		ended <- err
	}()
	<-ready
	stop()
	requireNoError(t, <-ended)
}
