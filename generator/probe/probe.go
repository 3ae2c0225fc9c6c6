// Package probe requests a published site over HTTP, as a browser does, and reports responses that
// prevent pages from working or that do not protect readers.
//
// It takes the address of the home page and returns a list of findings, each with a hint for the
// configuration of the server. It sends a few GET requests to this server and none to others.
//
// The package has no knowledge of the source of a site, and it does not run scripts. It checks only
// the status, headers and content of responses.
package probe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Finding is a fault in the configuration of a server.
type Finding struct {
	Message string // what the server does wrong, and the consequence for readers
	Hint    string // how to correct the configuration
}

// maxBody is the maximum number of bytes that get reads from a response body.
const maxBody = 32 << 20

// A prober contains the arguments of Run and collects the findings.
type prober struct {
	ctx      context.Context
	client   *http.Client
	base     *url.URL // URL of the home page, with a trailing slash
	findings []Finding
}

// An httpResponse is a response with its body.
type httpResponse struct {
	*http.Response
	text string
}

// Run checks the site at the given address and returns its findings. It returns an error if the server
// does not respond, or if there is no site at the address.
func Run(ctx context.Context, address string) ([]Finding, error) {
	base, err := url.Parse(address)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("%q is not a web address: write it in full, such as https://example.org/learning/", address)
	}
	base.RawQuery, base.Fragment = "", ""
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	p := &prober{ctx: ctx, base: base, client: &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	home, err := p.get("")
	if err != nil {
		return nil, fmt.Errorf("asking for the home page: %w", err)
	}
	if home.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the home page is answered with %s%s", home.Status, redirectSuffix(home))
	}
	folder, err := p.findPage()
	if err != nil {
		return nil, err
	}
	p.checkHeaders(home)
	p.checkPolicy(home)
	p.checkUnchanged(home)
	for _, check := range []func() error{func() error { return p.checkSlashes(folder) }, p.checkNotFound, p.checkSearch, p.checkServiceWorker} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return p.findings, nil
}

// report adds a finding.
func (p *prober) report(message, hint string) {
	p.findings = append(p.findings, Finding{message, hint})
}

// get requests a path relative to the home page. It does not follow redirects.
func (p *prober) get(path string) (httpResponse, error) {
	address := *p.base
	address.Path += path
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return httpResponse{}, err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return httpResponse{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	return httpResponse{response, string(text)}, err
}

// redirectSuffix returns the end of a message that says where a response redirects to, or "" if the
// response is not a redirect.
func redirectSuffix(r httpResponse) string {
	if to := r.Header.Get("Location"); to != "" {
		return ", which leads to " + to
	}
	return ""
}

// findPage returns the path of the first page in the site's index.json that has a trailing slash.
func (p *prober) findPage() (string, error) {
	notHere := errors.New("there is no index.json beside the home page: is this the address of a site that safelearn built, and is all of public/ there?")
	list, err := p.get("index.json")
	if err != nil {
		return "", fmt.Errorf("asking for index.json: %w", err)
	}
	var index struct {
		Pages   []struct{ Address string } `json:"pages"`
		Derived []struct{ Address string } `json:"derived"`
	}
	if list.StatusCode != http.StatusOK || json.Unmarshal([]byte(list.text), &index) != nil {
		return "", notHere
	}
	for _, page := range append(index.Pages, index.Derived...) {
		if strings.HasSuffix(page.Address, "/") && !strings.HasPrefix(page.Address, "/") {
			return page.Address, nil
		}
	}
	return "", notHere
}
