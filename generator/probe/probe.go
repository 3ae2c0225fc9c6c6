// Package probe looks at a published site over HTTP, as a browser would, and reports what its
// server does that the pages do not expect.
//
// Its input is the address of the home page, and its output a list of findings, each with what to
// change on the server. It sends a few GET requests to that server and to no other.
//
// The package has no knowledge of the source of a site, and it does not run scripts: it reads
// headers, addresses and bytes.
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

// A Finding is something that the server does that the site does not expect.
type Finding struct {
	Message string // what the server does, and what that means for readers
	Hint    string // what to change
}

// maxBody is the maximum number of bytes that are read of a response.
const maxBody = 32 << 20

// A prober contains the input and collects the findings.
type prober struct {
	ctx      context.Context
	client   *http.Client
	base     *url.URL // of the home page, with a slash at its end
	findings []Finding
}

// An answer is a response with its body.
type answer struct {
	*http.Response
	text string
}

// Run looks at the site at an address and returns what it finds. It returns an error if the
// server does not answer, or if there is no site at the address.
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
		return nil, fmt.Errorf("the home page is answered with %s%s", home.Status, leadsTo(home))
	}
	folder, err := p.anyFolder()
	if err != nil {
		return nil, err
	}
	p.checkHeaders(home)
	p.checkPolicy(home)
	p.checkBytes(home)
	for _, check := range []func() error{func() error { return p.checkSlashes(folder) }, p.checkNotFound, p.checkSaving} {
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

// get asks for a path below the home page.
func (p *prober) get(path string) (answer, error) {
	address := *p.base
	address.Path += path
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return answer{}, err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	return answer{response, string(text)}, err
}

// leadsTo describes where an answer leads, for messages.
func leadsTo(a answer) string {
	if to := a.Header.Get("Location"); to != "" {
		return ", which leads to " + to
	}
	return ""
}

// anyFolder returns the path of a page of the site, with a slash at its end, from its index.json.
func (p *prober) anyFolder() (string, error) {
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
