package probe

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// checkHeaders checks for headers that protect readers, and reports missing ones.
func (p *prober) checkHeaders(home httpResponse) {
	const hint = "send the headers in _headers of the published folder; deploy/ of a new site has them for nginx and Apache"
	if home.Header.Get("X-Content-Type-Options") != "nosniff" || home.Header.Get("Referrer-Policy") == "" {
		p.report("the server does not send the headers of the site: other sites may learn where a reader came from", hint)
	}
	if home.Header.Get("X-Frame-Options") == "" && !slices.ContainsFunc(policies(home), func(d map[string][]string) bool { return d["frame-ancestors"] != nil }) {
		p.report("other sites may show the pages in a frame of theirs", hint)
	}
}

// policies returns the content security policies in the headers of a response. Each policy is a map
// from directive names to values.
func policies(r httpResponse) (all []map[string][]string) {
	for _, header := range r.Header.Values("Content-Security-Policy") {
		for policy := range strings.SplitSeq(header, ",") {
			directives := make(map[string][]string)
			for directive := range strings.SplitSeq(policy, ";") {
				if words := strings.Fields(strings.ToLower(directive)); len(words) > 0 {
					directives[words[0]] = append([]string{}, strings.Fields(directive)[1:]...)
				}
			}
			all = append(all, directives)
		}
	}
	return all
}

// checkPolicy reports content security policies in the headers that prevent the style or the scripts of
// the site from loading.
func (p *prober) checkPolicy(home httpResponse) {
	style := "'" + styleHash(home.text) + "'"
	for _, directives := range policies(home) {
		for _, kind := range []struct {
			directive, what string
			allowed         []string
		}{
			{"style-src", "the style of the pages, so that they are shown without any", []string{"'unsafe-inline'", style}},
			{"script-src", "the scripts of the site, so that the search and saving do not work", []string{"'self'", "*", "https:"}},
		} {
			sources, ok := directives[kind.directive]
			if !ok {
				sources, ok = directives["default-src"]
			}
			if ok && !slices.ContainsFunc(sources, func(s string) bool { return slices.Contains(kind.allowed, s) }) {
				p.report("a policy of the host (Content-Security-Policy, "+kind.directive+") forbids "+kind.what,
					"take "+kind.directive+" and default-src out of the host's policy for this site; each page has a stricter policy of its own")
			}
		}
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
		p.report("the server takes the slash from the end of "+folder+redirectSuffix(with)+": links, the search and saved pages break", hint)
		return nil
	case with.StatusCode != http.StatusOK:
		p.report("the page "+folder+" is answered with "+with.Status, "publish all of public/, and let the server show index.html for a folder")
		return nil
	}
	without, err := p.get(strings.TrimSuffix(folder, "/"))
	if err == nil && without.StatusCode == http.StatusOK {
		p.report("the page "+folder+" is also shown without the slash at its end, where its links lead astray", hint)
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
	if !strings.Contains(worker.Header.Get("Content-Type"), "javascript") {
		p.report("sw.js is sent as "+worker.Header.Get("Content-Type")+", which browsers refuse", "send files that end in .js as text/javascript")
	}
	if _, age, found := strings.Cut(worker.Header.Get("Cache-Control"), "max-age="); found {
		age, _, _ = strings.Cut(age, ",")
		if seconds, err := strconv.Atoi(strings.TrimSpace(age)); err != nil || seconds > 24*60*60 {
			p.report("browsers may keep an old sw.js for more than a day, and show saved pages that are out of date", "send sw.js with Cache-Control: no-cache")
		}
	}
	return nil
}
