package markdown

import (
	"cmp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// An address is the destination of a link or picture as a browser would read it.
type address struct {
	url    string // entities and backslash escapes resolved
	scheme string // small letters; "" inside the site
	away   bool   // it starts with // : another site, without saying how
}

// schemes are those that a link may have. Everything else is refused, known to be
// harmful or not.
var schemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true, "sms": true}

// readAddress resolves a destination. Browsers pass over control characters, tabs,
// line ends and blanks before they look for a scheme, and take \ for /; so does this.
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

// lost says what is wrong with an address on the web that a browser would mend in a
// way of its own, or a reader would take for another's; "" where nothing is.
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

// inside reports whether the address belongs to the site, so that it is resolved
// with all others.
func (a address) inside() bool { return a.scheme == "" && !a.away }

// appendHref adds the address as the value of an attribute.
func (a address) appendHref(html []byte) []byte {
	return appendEscaped(html, util.URLEscape([]byte(a.url), false))
}
