package hostfile

import (
	"slices"
	"strconv"
	"strings"
)

// Loss describes what is lost with a setting in a file of the given name, and what to write instead. It
// returns "" if nothing is lost. The argument all contains the headers of the site.
func (s Setting) Loss(file string, all []Header) (message, hint string) {
	const remove = "delete the line"
	i := slices.IndexFunc(all, func(h Header) bool { return strings.EqualFold(h.Name, s.Name) })
	if i >= 0 && s.Removed {
		return "without " + all[i].Name + ", " + consequence(all[i].Name), remove
	}
	value := strings.ToLower(s.Value)
	switch name := strings.ToLower(s.Name); {
	case s.Removed:
		return "", ""
	case name == "content-security-policy":
		return policyLoss(s, file, all[i])
	case i >= 0 && !isAsStrict(s.Value, all[i]):
		hint = remove
		if file != "_headers" {
			hint = "write " + Example(file, all[i])
		}
		return "with this " + all[i].Name + ", " + consequence(all[i].Name), hint
	case name == "set-cookie":
		return "this sets a cookie, and the site has none", remove
	case slices.Contains([]string{"report-to", "reporting-endpoints", "nel", "content-security-policy-report-only"}, name):
		return "with " + s.Name + ", browsers report to a server what readers do", remove
	case name == "link" && strings.Contains(value, "//"), name == "refresh":
		return "with " + s.Name + ", browsers ask another site for something, which learns who reads this one", remove
	case name == "cache-control" && (s.isForAll() || strings.Contains(s.Path, "sw.js")) && maxAge(value) > 24*60*60:
		return "browsers may keep pages for more than a day, and show phone numbers that are out of date", remove
	}
	return "", ""
}

// consequence returns what happens if a header of the site is not sent.
func consequence(name string) string {
	switch name {
	case "Content-Security-Policy":
		return "other sites may show the pages in a frame of theirs"
	case "X-Content-Type-Options":
		return "browsers may run files that are no scripts"
	case "Referrer-Policy":
		return "other sites may learn which page a reader came from"
	case "Permissions-Policy":
		return "a page could ask for the camera, the microphone or the place"
	case "Cross-Origin-Opener-Policy":
		return "a page that opens this one could act on its window"
	}
	return "search engines may list a demonstration"
}

// isAsStrict reports whether a value of the header is at least as strict as that of the site: equal, or a
// list with all of its items.
func isAsStrict(value string, ours Header) bool {
	if ours.Name != "Permissions-Policy" && ours.Name != "X-Robots-Tag" {
		return strings.EqualFold(strings.TrimSpace(value), ours.Value)
	}
	split := func(text string) []string {
		return strings.Split(strings.ReplaceAll(strings.ToLower(text), " ", ""), ",")
	}
	items := split(value)
	for _, item := range split(ours.Value) {
		if !slices.Contains(items, item) {
			return false
		}
	}
	return true
}

// policyLoss is like Setting.Loss for a content security policy. Policies add up in _headers, and the
// last one counts in other files.
func policyLoss(s Setting, file string, ours Header) (message, hint string) {
	directives := make(map[string]string)
	for directive := range strings.SplitSeq(strings.ToLower(s.Value), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), " ")
		directives[name] = strings.TrimSpace(value)
	}
	style, restricted := directives["style-src"]
	if !restricted {
		style, restricted = directives["default-src"]
	}
	_, uri := directives["report-uri"]
	_, to := directives["report-to"]
	ancestors, framed := directives["frame-ancestors"]
	switch {
	case uri || to:
		return "this policy makes browsers report to a server what readers do", "take report-uri and report-to out of it"
	case restricted && !strings.Contains(style, "'unsafe-inline'"):
		return "this policy leaves the pages without style, because their style is in them", "take default-src and style-src out of it: each page has a stricter policy of its own"
	case framed && "frame-ancestors "+ancestors != ours.Value && ancestors != "'none'":
		return "this policy names other sites than the site does that may show its pages in a frame", "take frame-ancestors out of it, and name the sites in content/site.yaml, such as embed: [https://intranet.example.org]"
	case !framed && file != "_headers" && s.isForAll():
		return "with this policy, " + consequence(ours.Name), "add to it " + ours.Value
	}
	return "", ""
}

// maxAge returns the number of seconds for which a Cache-Control header lets browsers keep a file
// without asking.
func maxAge(value string) int {
	_, age, _ := strings.Cut(value, "max-age=")
	age, _, _ = strings.Cut(age, ",")
	seconds, _ := strconv.Atoi(strings.TrimSpace(age))
	return seconds
}
