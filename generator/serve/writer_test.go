package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// postForm sends a form to a path on the server. See the function postForm.
func (r *testServer) postForm(t *testing.T, path string, form url.Values, headers ...string) (status int, page string) {
	t.Helper()
	return postForm(t, strings.TrimSuffix(r.url, "/")+path, form, headers...)
}

// postForm sends a form to a URL with the given headers, which alternate between names and values. It
// returns the status and the page.
func postForm(t *testing.T, to string, form url.Values, headers ...string) (status int, page string) {
	t.Helper()
	request, err := http.NewRequest("POST", to, strings.NewReader(form.Encode()))
	requireNoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	requireNoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	requireNoError(t, err)
	return response.StatusCode, string(text)
}

// TestWriter checks the lists and forms on the writers' page, and that requests that do not come from
// one of its forms are rejected.
func TestWriter(t *testing.T) {
	t.Parallel()
	pages, folder := make(chan PageForm, 10), filepath.Join(t.TempDir(), "o n")
	requireNoError(t, os.Mkdir(folder, 0o755))
	r := startServer(t, func(o *Options) {
		o.Writer = &AuthorTools{
			Folder: folder, Target: "/sites/<public>", CanShow: true,
			Lists: func() []List {
				return []List{{Title: "Drafts", Items: []Item{{"A <draft>", "content/a.md", 3, 7, "/a/"}}, Tasks: []Task{{"press", "the <lines> are ready"}}}}
			},
			Record: func(task, by string) (string, error) {
				if by == "" {
					return "", errors.New("write <who> did it")
				}
				return "<" + task + "> by " + by, nil
			},
			NewPage: func(_ context.Context, p PageForm) (file, address string, err error) {
				pages <- p
				if p.Title == "Taken" {
					return "", "", errors.New("the name <Taken> is taken")
				}
				return "content/pages/new.md", "/pages/new/", nil
			},
			Contacts: func() []Task { return []Task{{"lado", "The <officer>"}} }, ContactUses: []Task{{"allegations", "allegations <all>"}},
			AddContact: func(_ context.Context, f ContactForm) (string, error) {
				if f != (ContactForm{"The officer", "01632 960 000", "always", "Its page", "2026-12-01", "allegations"}) {
					return "", fmt.Errorf("<%s>", f.Name)
				}
				return "The number of <the officer> is entered.", nil
			},
			SetAddress: func(_ context.Context, address string) (string, error) { return "", fmt.Errorf("no <%s>", address) },
			Publish:    func(context.Context) (string, error) { return "3 files are in <public>.", nil },
		}
	}, "a.md", "text")
	_, page := r.get(t, "GET", "/_safelearn/")
	for _, part := range []string{`<a href="/a/">A &lt;draft&gt;</a>`, `/o%20n/content/a.md:3:7"`, `href="vscode://file/`, "/sites/&lt;public&gt;", "The content has no errors.", `id="shown"`, `<option value="press">the &lt;lines&gt; are ready</option>`} {
		if !strings.Contains(page, part) {
			t.Errorf("no %s in\n%s", part, page)
		}
	}
	token := regexp.MustCompile(`name="token" value="(\w+)"`).FindStringSubmatch(page)
	if token == nil || strings.Contains(page, "<script>") {
		t.Fatalf("the page is\n%s", page)
	}
	form := url.Values{"token": token[1:], "title": {"New"}, "summary": {"What it says."}, "text": {"One.\r\n\r\nTwo."}, "shown": {"yes"}, "contact": {"lado", "other"}}
	if status, page := r.postForm(t, "/_safelearn/page", form); status != 200 || !strings.Contains(page, `content/pages/new.md is made. <a href="/pages/new/">Show it</a>. Its file is <code>`+filepath.Join(folder, "content", "pages", "new.md")+`</code>.`) || strings.Contains(page, "Two.") {
		t.Errorf("status %d\n%s", status, page)
	}
	if p := <-pages; p != (PageForm{"New", "What it says.", "One.\n\nTwo.", true, "lado other"}) {
		t.Errorf("asked for %+v", p)
	}
	if _, page := r.get(t, "GET", "/_safelearn/"); strings.Contains(page, "is made") {
		t.Errorf("loading the page again sends the form again, or shows its result again:\n%s", page)
	}
	form.Set("title", "Taken")
	if status, page := r.postForm(t, "/_safelearn/page", form); status != 422 || !strings.Contains(page, "the name &lt;Taken&gt; is taken") || !strings.Contains(page, "Two.</textarea>") {
		t.Errorf("status %d\n%s", status, page)
	}
	if status, page := r.postForm(t, "/_safelearn/publish", url.Values{"token": token[1:]}); status != 200 || !strings.Contains(page, "3 files are in &lt;public&gt;.") {
		t.Errorf("status %d\n%s", status, page)
	}
	number := url.Values{"token": token[1:], "name": {"The officer"}, "phone": {"01632 960 000"}, "when": {"always"}, "source": {"Its page"}, "checked": {"2026-12-01"}, "use": {"allegations"}}
	if status, page := r.postForm(t, "/_safelearn/contact", number); status != 200 || !strings.Contains(page, "The number of &lt;the officer&gt; is entered.") || !strings.Contains(page, `value="lado">`) {
		t.Errorf("status %d\n%s", status, page)
	}
	number.Set("name", "Another")
	if status, page := r.postForm(t, "/_safelearn/contact", number); status != 422 || !strings.Contains(page, "&lt;Another&gt;") || !strings.Contains(page, `<option value="allegations" selected>allegations &lt;all&gt;`) {
		t.Errorf("status %d\n%s", status, page)
	}
	if status, page := r.postForm(t, "/_safelearn/address", url.Values{"token": token[1:], "address": {"here"}}); status != 422 || !strings.Contains(page, "no &lt;here&gt;") || !strings.Contains(page, `name="address" value="here"`) {
		t.Errorf("status %d\n%s", status, page)
	}
	for by, want := range map[string]string{"the team": "&lt;press&gt; by the team", "": "write &lt;who&gt; did it"} {
		if _, page := r.postForm(t, "/_safelearn/done", url.Values{"token": token[1:], "task": {"press"}, "by": {by}}); !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	<-pages
	r.checkWriterRejects(t, token[1])
	select {
	case p := <-pages:
		t.Errorf("asked for %+v", p)
	default:
	}
	r.save(t, "a.md", "BAD")
	waitUntil(t, "the problem on the page for writers", func() bool {
		_, page := r.get(t, "GET", "/_safelearn/")
		return strings.Contains(page, "a &lt;bad&gt; word")
	})
	requireNoError(t, os.Rename(folder, folder+" moved"))
	if _, page := r.get(t, "GET", "/_safelearn/?refresh"); !strings.Contains(page, "is not there any more") || strings.Contains(page, "has no errors") {
		t.Errorf("the folder was moved, but the page is\n%s", page)
	}
}

// checkWriterRejects checks that only a form on the writers' page itself has an effect.
func (r *testServer) checkWriterRejects(t *testing.T, token string) {
	t.Helper()
	for name, test := range map[string]struct {
		token, path string
		headers     []string
		status      int
	}{
		"no token":       {"", "/_safelearn/page", nil, 403},
		"another token":  {"GUESS", "/_safelearn/publish", nil, 403},
		"another origin": {token, "/_safelearn/page", []string{"Origin", "http://127.0.0.1:1"}, 403},
		"another page":   {token, "/_safelearn/page", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 403},
		"another form":   {token, "/_safelearn/delete", nil, 404},
		"the site":       {token, "/a/", nil, 405},
	} {
		if status, page := r.postForm(t, test.path, url.Values{"token": {test.token}, "title": {"x"}}, test.headers...); status != test.status {
			t.Errorf("%s: status %d, %s", name, status, page)
		}
	}
}

// TestNoWriter checks that a server without a Writer has no writers' page, and that no page has a
// link to it.
func TestNoWriter(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "text")
	if response, _ := r.get(t, "GET", "/_safelearn/"); response.StatusCode != 404 {
		t.Errorf("the page for writers is there: %s", response.Status)
	}
	if status, _ := r.postForm(t, "/_safelearn/publish", nil); status != 405 {
		t.Errorf("a form is accepted: status %d", status)
	}
	if _, script := r.get(t, "GET", Script); strings.Contains(script, "safelearn-writer") {
		t.Error("pages have a link to the page for writers")
	}
}
