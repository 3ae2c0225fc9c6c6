package layout

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
	allow := func(directive string, own bool) string {
		if own {
			return "; " + directive + " 'self'"
		}
		return "; " + directive + " 'none'"
	}
	policy := "default-src 'none'; script-src 'self'; style-src " + p.Style + "; img-src 'self'" +
		allow("connect-src", p.Connect) + allow("form-action", p.Form) + "; base-uri 'none'"
	if p.Manifest {
		policy += "; manifest-src 'self'"
	}
	if p.Worker {
		policy += "; worker-src 'self'"
	}
	return policy
}
