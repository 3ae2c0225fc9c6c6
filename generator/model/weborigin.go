package model

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// WebOrigin is the address of another site without a path, such as https://intranet.example.org.
type WebOrigin string

// originHint is the hint for a text that is not a WebOrigin.
const originHint = "write the address of one site without a path, such as https://intranet.example.org"

// set accepts an https URL that has only a host name and perhaps a port. It converts letters to lower
// case.
func (o *WebOrigin) set(text string) (problem, hint string) {
	lower := strings.ToLower(text)
	u, err := url.Parse(lower)
	switch {
	case strings.Contains(text, "*"):
		return fmt.Sprintf("%q stands for many sites, and anybody could show the pages in a frame", text), "name each site, such as https://intranet.example.org"
	case err != nil || u.Hostname() == "" || u.User != nil || strings.Trim(u.Host, "abcdefghijklmnopqrstuvwxyz0123456789.-:") != "":
		return fmt.Sprintf("%q is not the address of a site", text), originHint
	case u.Scheme != "https":
		return fmt.Sprintf("%q does not begin with https://, so others could change that site on the way", text), "write https://" + u.Host
	case lower != "https://"+u.Host:
		return fmt.Sprintf("%q has more than the name of a site", text), "write https://" + u.Host
	}
	*o = WebOrigin(lower)
	return "", ""
}

// schema returns the JSON Schema of the values that set accepts.
func (WebOrigin) schema() schemaNode {
	return schemaNode{"type": []string{"string"}, "pattern": "^[Hh][Tt][Tt][Pp][Ss]://[A-Za-z0-9.-]+(:[0-9]+)?$", messageKey: originHint}
}

// FrameAncestors returns the origins of the sites that may show the pages in a frame.
func FrameAncestors(s *Settings) []string { return toStrings(s.Embed...) }

// lintEmbed reports, for information, the sites that may show pages in a frame.
func lintEmbed(l *diag.List, sites []WebOrigin, origin *Origin) {
	sites = slices.DeleteFunc(slices.Clone(sites), func(o WebOrigin) bool { return o == "" }) // reported as errors
	if len(sites) == 0 {
		return
	}
	l.Notice(origin.FieldPos("embed"), "site-embed", "every page may be shown in a frame, where readers do not see the address of this site, by "+strings.Join(toStrings(sites...), ", "),
		"name only sites that the partnership runs itself")
}
