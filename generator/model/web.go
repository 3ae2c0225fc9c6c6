package model

import (
	"net/url"
	"slices"
	"strings"
)

// notWeb says why a text is not the address of something on the web that may be told
// and linked, "" where it is.
func notWeb(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.ContainsAny(text, " \t\n\"'<>\\^`{|}"):
		return "is not a web address"
	case u.User != nil:
		return "has words before its @ that hide where it leads"
	}
	return ""
}

// notBase says why a site cannot be published at an address, "" where it can.
func notBase(text string) string {
	if why := notWeb(text); why != "" {
		return why
	}
	u, _ := url.Parse(text)
	parts := strings.Split(u.Path, "/")
	switch {
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return "is not a folder: it has a ? or a #"
	case u.Path != "" && !strings.HasSuffix(u.Path, "/"):
		return "does not end with a slash"
	case slices.Contains(parts, "..") || slices.Contains(parts, ".") || strings.Contains(u.Path, "//"):
		return "does not say its folder plainly"
	}
	return ""
}

// isPhone reports whether a text can be dialled as it is read out.
func isPhone(text string) bool {
	return strings.Trim(text, "+()- 0123456789") == "" && strings.ContainsAny(text, "0123456789")
}

// isEmail reports whether a text is one address, with nothing in it that a mail
// program would take for a second one or for the words of the letter.
func isEmail(text string) bool {
	box, host, found := strings.Cut(text, "@")
	return found && box != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(text[len(box)+1:], "@") &&
		!strings.ContainsAny(text, " \t\n\"'<>()[]?&%:;,/\\|`{}#=")
}
