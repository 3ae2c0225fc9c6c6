package probe

import (
	"slices"
	"strings"
)

// policies returns the content security policies in the headers of a response. Each policy is a map
// from directive names to values.
func policies(r httpResponse) (all []map[string][]string) {
	for _, header := range r.Header.Values("Content-Security-Policy") {
		for policy := range strings.SplitSeq(header, ",") {
			directives := make(map[string][]string)
			for directive := range strings.SplitSeq(policy, ";") {
				if words := strings.Fields(directive); len(words) > 0 {
					directives[strings.ToLower(words[0])] = append([]string{}, words[1:]...)
				}
			}
			all = append(all, directives)
		}
	}
	return all
}

// sourcesOf returns the sources that a policy allows for the first of the named directives that it has.
// It reports whether the policy has one of them.
func sourcesOf(directives map[string][]string, names ...string) (sources []string, ok bool) {
	for _, name := range names {
		if sources, ok := directives[name]; ok {
			return sources, true
		}
	}
	return nil, false
}

// allowsOwn reports whether a list of sources allows files of the site itself.
func allowsOwn(sources []string) bool {
	return slices.ContainsFunc(sources, func(s string) bool { return slices.Contains([]string{"'self'", "*", "https:"}, s) })
}

// allowsStyle reports whether a list of sources allows a style element with the given hash. If the list
// has any hash or nonce, browsers ignore 'unsafe-inline'.
func allowsStyle(sources []string, hash string) bool {
	strict := slices.ContainsFunc(sources, func(s string) bool { return strings.HasPrefix(s, "'sha") || strings.HasPrefix(s, "'nonce-") })
	return slices.Contains(sources, "'"+hash+"'") || !strict && slices.Contains(sources, "'unsafe-inline'")
}

// reportPolicy adds a finding about a directive of the host's policy that forbids what readers need.
func (p *prober) reportPolicy(directive, what string) {
	hint := "take " + directive + " and default-src out of the host's policy for this site; each page has a stricter policy of its own"
	p.report("a policy of the host (Content-Security-Policy, "+directive+") forbids "+what, hint)
}

// checkPolicy reports content security policies in the headers that prevent the style, the scripts or
// the pictures of the site from loading, or its search form from working.
func (p *prober) checkPolicy(home httpResponse) {
	for _, directives := range policies(home) {
		if sources, ok := sourcesOf(directives, "style-src-elem", "style-src", "default-src"); ok && !allowsStyle(sources, styleHash(home.text)) {
			p.reportPolicy("style-src", "the style of the pages, so that they are shown without any")
		}
		if sources, ok := sourcesOf(directives, "script-src-elem", "script-src", "default-src"); ok && !allowsOwn(sources) {
			p.reportPolicy("script-src", "the scripts of the site, so that the search and saving do not work")
		} else if sources, ok := sourcesOf(directives, "worker-src", "child-src", "script-src", "default-src"); ok && !allowsOwn(sources) {
			p.reportPolicy("worker-src", "the script that saves pages")
		}
		if sources, ok := sourcesOf(directives, "img-src", "default-src"); ok && !allowsOwn(sources) {
			p.reportPolicy("img-src", "the pictures of the site")
		}
		if sources, ok := directives["form-action"]; ok && !allowsOwn(sources) {
			p.reportPolicy("form-action", "the search boxes")
		}
		if _, ok := directives["sandbox"]; ok {
			p.report("a policy of the host (Content-Security-Policy, sandbox) switches off what pages need", "take sandbox out of the host's policy for this site")
		}
	}
}
