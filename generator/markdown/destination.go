package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// A destination is the URL of a link or image as a browser interprets it.
type destination struct {
	url            string // with entities and backslash escapes resolved
	scheme         string // in lower case; "" if the URL has none; "nothing before the" if the URL starts with a colon, as required by the message of reportScheme
	schemeRelative bool   // the URL starts with //, so it points to another site
}

// isAllowedScheme reports whether links may have the given scheme.
func isAllowedScheme(scheme string) bool {
	return slices.Contains([]string{"http", "https", "mailto", "tel", "sms"}, scheme)
}

// parseDestination parses a link destination. To find the scheme, it ignores control characters, tabs,
// line breaks and spaces, and treats \ as /, as browsers do.
func parseDestination(source []byte) destination {
	url := resolveEntities(util.UnescapePunctuations(source))
	bare := strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, string(url))
	d := destination{url: string(url), schemeRelative: strings.HasPrefix(bare, "//")}
	if colon := strings.IndexAny(bare, ":/?#"); colon >= 0 && bare[colon] == ':' {
		d.scheme = cmp.Or(strings.ToLower(bare[:colon]), "nothing before the")
	}
	return d
}

// hostProblem describes what is wrong with the host of a web URL. It returns "" if nothing is wrong or
// if d is not a web URL. It rejects hosts that browsers correct in different ways, as in
// https:example.org, and URLs that hide the host, such as https://nhs.uk@example.org.
func (d destination) hostProblem() string {
	if d.scheme != "http" && d.scheme != "https" {
		return ""
	}
	_, rest, _ := strings.Cut(d.url, ":")
	site, found := strings.CutPrefix(rest, "//")
	if end := strings.IndexAny(site, "/?#\\"); end >= 0 {
		site = site[:end]
	}
	switch {
	case !found || site == "":
		return "names no website"
	case strings.Contains(site, "@"):
		return "has words before its @ that hide where it leads"
	}
	return ""
}

// isInternal reports whether the destination is on this site.
func (d destination) isInternal() bool { return d.scheme == "" && !d.schemeRelative }
