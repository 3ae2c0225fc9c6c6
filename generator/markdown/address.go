package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// An address is the destination of a link or image as a browser reads it.
type address struct {
	url    string // with entities and backslash escapes resolved
	scheme string // in lower case; "" for an address of this site
	away   bool   // it starts with //, which names another site without a scheme
}

// isAllowed reports whether a link may have a scheme. Any other is refused.
func isAllowed(scheme string) bool {
	return slices.Contains([]string{"http", "https", "mailto", "tel", "sms"}, scheme)
}

// readAddress resolves a destination. To find the scheme it ignores control characters,
// tabs, line ends and spaces, and reads \ as /, because browsers do.
func readAddress(destination []byte) address {
	url := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
	bare := strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, string(url))
	a := address{url: string(url), away: strings.HasPrefix(bare, "//")}
	if colon := strings.IndexAny(bare, ":/?#"); colon >= 0 && bare[colon] == ':' {
		a.scheme = cmp.Or(strings.ToLower(bare[:colon]), "nothing before the")
	}
	return a
}

// lost says what is wrong with a web address that a browser would correct in its own
// way, or that misleads a reader about the site it leads to; "" if nothing is.
func (a address) lost() string {
	if a.scheme != "http" && a.scheme != "https" {
		return ""
	}
	_, rest, _ := strings.Cut(a.url, ":")
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

// inside reports whether the address belongs to this site.
func (a address) inside() bool { return a.scheme == "" && !a.away }
