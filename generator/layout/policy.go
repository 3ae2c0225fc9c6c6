package layout

import "fmt"

// A Policy is the content security policy of a page: nothing from other sites, one
// style element, the site's own scripts and pictures, and what the fields add.
type Policy struct {
	Style    string // hash of the style element
	Form     bool   // the page has a form that is sent to this site
	Connect  bool   // the script may open connections to this site
	Manifest bool   // the page leads to a web app manifest
	Worker   bool   // the page registers the service worker
}

// String returns the policy as the content of a meta element.
func (p Policy) String() string {
	allow := map[bool]string{true: "'self'", false: "'none'"}
	policy := fmt.Sprintf("default-src 'none'; script-src 'self'; style-src %s; img-src 'self'; connect-src %s; form-action %s; base-uri 'none'",
		p.Style, allow[p.Connect], allow[p.Form])
	if p.Manifest {
		policy += "; manifest-src 'self'"
	}
	if p.Worker {
		policy += "; worker-src 'self'"
	}
	return policy
}
