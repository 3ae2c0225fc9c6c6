package layout

import "fmt"

// A ContentSecurityPolicy is the content security policy of a page. It allows one style element, or
// the style sheets of the site, and the site's own scripts and images, but nothing from other
// sites. The fields of type bool allow more.
type ContentSecurityPolicy struct {
	Style    string // hash of the style element or 'self' for a style sheet, in quotes
	Form     bool   // allow forms that submit to this site
	Files    bool   // allow forms to submit to file: URLs, which 'self' does not include in Firefox
	Connect  bool   // allow script connections to this site
	Manifest bool   // allow a web app manifest
	Worker   bool   // allow a service worker
}

// String returns the policy in the syntax of the Content-Security-Policy header.
func (p ContentSecurityPolicy) String() string {
	allow := map[bool]string{true: "'self'", false: "'none'"}
	form := allow[p.Form]
	if p.Form && p.Files {
		form += " file:"
	}
	policy := fmt.Sprintf("default-src 'none'; script-src 'self'; style-src %s; img-src 'self'; connect-src %s; form-action %s; base-uri 'none'",
		p.Style, allow[p.Connect], form)
	if p.Manifest {
		policy += "; manifest-src 'self'"
	}
	if p.Worker {
		policy += "; worker-src 'self'"
	}
	return policy
}
