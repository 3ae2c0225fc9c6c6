package probe

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// checkHeaders checks for headers that protect readers, and reports missing ones.
func (p *prober) checkHeaders(home httpResponse) {
	const hint = "send the headers in _headers of the published folder; deploy/ of a new site has them for nginx, Apache, IIS and Azure; GitHub Pages and GitLab Pages cannot send them"
	if home.Header.Get("X-Content-Type-Options") != "nosniff" || home.Header.Get("Referrer-Policy") == "" {
		p.report("the server does not send the headers of the site: other sites may learn where a reader came from", hint)
	}
	limited := func(d map[string][]string) bool {
		ancestors, found := d["frame-ancestors"]
		return found && !slices.ContainsFunc(ancestors, func(a string) bool { return strings.Contains(a, "*") || strings.HasSuffix(a, ":") })
	}
	if home.Header.Get("X-Frame-Options") == "" && !slices.ContainsFunc(policies(home), limited) {
		p.report("other sites may show the pages in a frame of theirs", hint)
	}
}

// styleHash returns the hash of the style element in a page, in the form used in a content security
// policy. It returns "" if the page has no style element.
func styleHash(page string) string {
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, found := strings.Cut(rest, "</style>")
	if !found {
		return ""
	}
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// checkUnchanged checks that the server sends the home page as it was built. The content security
// policy in a page contains the hash of its style, so browsers ignore a style that has been changed.
func (p *prober) checkUnchanged(home httpResponse) {
	if hash := styleHash(home.text); hash == "" || !strings.Contains(html.UnescapeString(home.text), "'"+hash+"'") {
		p.report("the server changes the pages on the way: they are shown without style, and saving fails",
			"turn off what rewrites pages, such as minifying, adding scripts or protecting e-mail addresses")
	}
}

// checkSlashes checks that the server keeps the trailing slash in the address of a page, and redirects
// from the address without the slash instead of responding with the page. The argument folder is the
// path of a page.
func (p *prober) checkSlashes(folder string) error {
	const hint = `turn off settings such as "pretty URLs" or "trailing slash: never": addresses of pages end in a slash`
	with, err := p.get(folder)
	if err != nil {
		return err
	}
	switch {
	case with.StatusCode >= 300 && with.StatusCode < 400:
		lost := "links break until the script of the site has put it back, and without script they stay broken"
		if p.base.Path != "/" {
			lost = "below a path, links, the search and saved pages break"
		}
		p.report("the server takes the slash from the end of "+folder+redirectSuffix(with)+": "+lost, hint)
		return nil
	case with.StatusCode != http.StatusOK:
		p.report("the page "+folder+" is answered with "+with.Status, "publish all of public/, and let the server show index.html for a folder")
		return nil
	}
	without, err := p.get(strings.TrimSuffix(folder, "/"))
	if err == nil && without.StatusCode == http.StatusOK {
		p.report("the page "+folder+" is also shown without the slash at its end, where its links lead astray without script", hint)
	}
	return err
}

// checkNotFound checks that the server responds with the status 404 and the site's 404.html if an
// address does not exist.
func (p *prober) checkNotFound() error {
	own, err := p.get("404.html")
	if err != nil {
		return err
	}
	lost, err := p.get("no-such-page/at-all/")
	if err != nil {
		return err
	}
	if lost.StatusCode != http.StatusNotFound {
		p.report("an address at which there is nothing is answered with "+lost.Status+redirectSuffix(lost), "answer with the status 404 and the file 404.html")
	} else if own.StatusCode == http.StatusOK && lost.text != own.text {
		p.report("an address at which there is nothing does not show the site's own page for that", "let the server show the file 404.html of the site; below a path, write the path before it")
	}
	if address := p.base.String(); p.base.Path != "/" && own.StatusCode == http.StatusOK && !strings.Contains(own.text, `href="`+p.base.EscapedPath()) {
		p.report("the site's page for an address at which there is nothing leads out of "+p.base.Path, "write base: "+address+" in content/site.yaml, then build and publish again")
	}
	return nil
}

// checkServiceWorker checks that browsers can load the service worker, and may not cache it for more
// than a day.
func (p *prober) checkServiceWorker() error {
	worker, err := p.get("sw.js")
	if err != nil {
		return err
	}
	if worker.StatusCode != http.StatusOK {
		p.report("sw.js is answered with "+worker.Status+": pages cannot be saved, and saved ones are not renewed", "publish all of public/")
		return nil
	}
	p.checkScriptType("sw.js", worker)
	for _, directives := range policies(worker) {
		if sources, ok := sourcesOf(directives, "connect-src", "default-src"); ok && !allowsOwn(sources) {
			p.reportPolicy("connect-src", "sw.js to load pages, so that none can be saved")
			break
		}
	}
	if _, age, found := strings.Cut(worker.Header.Get("Cache-Control"), "max-age="); found {
		age, _, _ = strings.Cut(age, ",")
		if seconds, err := strconv.Atoi(strings.TrimSpace(age)); err != nil || seconds > 24*60*60 {
			p.report("browsers may keep an old sw.js for more than a day, and show saved pages that are out of date", "send sw.js with Cache-Control: no-cache")
		}
	}
	return nil
}

// checkScriptType checks that the named file has a Content-Type with which browsers run it as a script.
func (p *prober) checkScriptType(name string, script httpResponse) {
	if !strings.Contains(script.Header.Get("Content-Type"), "javascript") {
		p.report(name+" is sent as "+script.Header.Get("Content-Type")+", which browsers refuse", "send files that end in .js as text/javascript")
	}
}

// checkSearch checks that browsers can load the first file of the search index. It does nothing if the
// site has no search page.
func (p *prober) checkSearch() error {
	page, err := p.get("search/")
	if err != nil || page.StatusCode != http.StatusOK {
		return err
	}
	match := regexp.MustCompile(`data-start="?([0-9A-Za-z_-]+)`).FindStringSubmatch(page.text)
	if match == nil {
		return nil
	}
	name := "search/files/" + match[1] + ".js"
	index, err := p.get(name)
	if err != nil {
		return err
	}
	if index.StatusCode != http.StatusOK {
		p.report("the search finds nothing: "+name+" is answered with "+index.Status, "publish all of public/, also the folder search/files")
		return nil
	}
	p.checkScriptType(name, index)
	return nil
}
