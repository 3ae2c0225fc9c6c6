package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// waitForURL waits until the fake browser has written a URL to file and returns the URL.
func waitForURL(t *testing.T, file string) string {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if text, err := os.ReadFile(file); err == nil && strings.HasSuffix(string(text), "\n") {
			return strings.TrimSpace(string(text))
		}
	}
	t.Fatal("no browser was opened")
	return ""
}

// runWithBrowser starts the command in a folder with a fake browser, which records the URLs that it is
// asked to open, and returns the first URL. When the test ends, it stops the command and checks that
// no other URL was opened.
func runWithBrowser(t *testing.T, folder string, args ...string) (url string) {
	t.Helper()
	bin := t.TempDir()
	opened := filepath.Join(bin, "opened")
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte("#!/bin/sh\necho \"$1\" >>"+opened+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	c := command(t, args...)
	c.Dir = folder
	c.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "SOURCE_DATE_EPOCH=1796000000")
	output, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, output)
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		c.Wait()
		if text, _ := os.ReadFile(opened); strings.Count(string(text), "\n") != 1 {
			t.Errorf("opened %q, want one page", text)
		}
	})
	return waitForURL(t, opened)
}

// readPage returns the HTML of the page at a URL. While no server responds, it retries, for up to 30
// seconds.
func readPage(t *testing.T, url string) string {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		response, err := http.Get(url)
		if err != nil {
			if time.Now().After(deadline) {
				t.Fatal(err)
			}
			continue
		}
		page, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
}

// createAndPublishPage submits the form for a new page on the writers' page of the server at address,
// and waits until the new page is served. It then publishes the site, and checks that the published
// site contains the new page but no drafts.
func createAndPublishPage(t *testing.T, address, site string) {
	t.Helper()
	token := regexp.MustCompile(`name="token" value="(\w+)"`).FindStringSubmatch(readPage(t, address+"_safelearn/"))
	if token == nil {
		t.Fatal("no form on the page for writers")
	}
	post := func(path string, form url.Values) string {
		form["token"] = token[1:]
		response, err := http.PostForm(address+"_safelearn/"+path, form)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		page, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != 200 {
			t.Errorf("%s: %s, %v\n%s", path, response.Status, err, page)
		}
		return string(page)
	}
	page := post("page", url.Values{"title": {"Our training: “first” days"}, "summary": {"When we meet."}, "text": {"On Mondays.\r\n\r\nBring *tea*."}, "shown": {"yes"}})
	if !strings.Contains(page, "content/pages/our-training-first-days.md is made.") {
		t.Errorf("the page for writers says\n%s", page)
	}
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(readPage(t, address+"pages/our-training-first-days/"), "<em>tea</em>"); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the page is not served")
		}
	}
	if page := readPage(t, address+"pages/our-training-first-days/"); !strings.Contains(page, "<noscript><p lang=en><a href=/_safelearn/>") {
		t.Errorf("without scripts, no link leads to the page for writers:\n%s", page)
	}
	if page := post("publish", url.Values{}); !strings.Contains(page, filepath.Join(site, "public")) {
		t.Errorf("the page for writers says\n%s", page)
	}
	for name, want := range map[string]bool{"pages/our-training-first-days/index.html": true, "pages/privacy/index.html": false} {
		if _, err := os.Stat(filepath.Join(site, "public", name)); (err == nil) != want {
			t.Errorf("%s is written: %v", name, err)
		}
	}
	if page, err := os.ReadFile(filepath.Join(site, "public", "pages", "our-training-first-days", "index.html")); err != nil || strings.Contains(string(page), "_safelearn") {
		t.Errorf("%v: the page for writers is named on a published page:\n%s", err, page)
	}
}

// TestStartWithoutArguments starts the program without arguments, as a file manager does, and
// creates a site on the start page. It then starts the program again, once in the folder of the
// site and once in the parent folder.
func TestStartWithoutArguments(t *testing.T) {
	folder := t.TempDir()
	address := runWithBrowser(t, folder)
	page := readPage(t, address)
	token := regexp.MustCompile(`name="token" value="(\w+)"`).FindStringSubmatch(page)
	proposed := regexp.MustCompile(`name="folder" value="([^"]+)"`).FindStringSubmatch(page)
	if token == nil || proposed == nil || proposed[1] != filepath.Join(folder, "our-site") {
		t.Fatalf("the start page is\n%s", page)
	}
	response, err := http.PostForm(address, url.Values{"token": token[1:], "choice": {"new"}, "name": {"North & East"}, "folder": proposed[1:], "language": {"en-GB"}, "glossary": {"yes"}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	page = readPage(t, address)
	for strings.Contains(page, "<title>Starting</title>") { // the server of the start page has not stopped yet
		time.Sleep(50 * time.Millisecond)
		page = readPage(t, address)
	}
	if response.StatusCode != 200 || !strings.Contains(page, "North &amp; East is setting up this site") || !strings.Contains(page, "<small>North &amp; East</small>") {
		t.Errorf("status %s, then the page\n%s", response.Status, page)
	}
	createAndPublishPage(t, address, filepath.Join(folder, "our-site"))
	if page := readPage(t, runWithBrowser(t, filepath.Join(folder, "our-site", "content"))); !strings.Contains(page, "North &amp; East is setting up this site") {
		t.Errorf("in the site it opens\n%s", page)
	}
	if page := readPage(t, runWithBrowser(t, folder)); !strings.Contains(page, ">Open "+filepath.Join(folder, "our-site")+"</button>") || !strings.Contains(page, `value="`+filepath.Join(folder, "our-site-2")+`"`) {
		t.Errorf("beside the site it opens\n%s", page)
	}
	if page := readPage(t, runWithBrowser(t, folder, "serve", "--open", "our-site")); !strings.Contains(page, "North &amp; East is setting up this site") {
		t.Errorf("serve --open opens\n%s", page)
	}
}
