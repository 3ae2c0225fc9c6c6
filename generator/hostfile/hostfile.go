// Package hostfile knows the HTTP headers that protect the readers of a site, and reads the settings
// files of hosting providers that set headers.
//
// It takes the text of a file such as .htaccess and returns the headers that the file sets or removes,
// each with its line. It says what is lost if such a header differs from that of the site, and merges
// two files in the format of _headers. The package has no knowledge of pages and reads no files.
package hostfile

import (
	"fmt"
	"slices"
	"strings"
)

// A Header is an HTTP header of a response.
type Header struct {
	Name  string // such as Referrer-Policy
	Value string // the text after the colon
}

// ForAllPaths returns the headers that a host should send with every file. They have no equivalent in
// a page. The argument embed contains the origins of the sites that may show pages in a frame. If
// demonstration is true, search engines are asked not to list the site.
func ForAllPaths(embed []string, demonstration bool) []Header {
	ancestors := "'none'"
	if len(embed) > 0 {
		ancestors = "'self' " + strings.Join(embed, " ")
	}
	list := []Header{
		{"Content-Security-Policy", "frame-ancestors " + ancestors},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
	if demonstration {
		list = append(list, Header{"X-Robots-Tag", "noindex"})
	}
	return list
}

// A Setting is a part of a host's file that sets or removes a header.
type Setting struct {
	Header
	Line    int    // counted from 1
	Path    string // files to which the setting applies, in the syntax of the host, or "" for all
	Removed bool   // whether the setting removes the header; if so, Value is ""
}

// isForAll reports whether a setting is for all files.
func (s Setting) isForAll() bool { return s.Path == "" || s.Path == "/*" }

// Parse returns the settings in a file of the given name, in the order of the file. A file of any other
// name than _headers, .htaccess, web.config and staticwebapp.config.json has none. The error is a
// message for authors.
func Parse(name, text string) ([]Setting, error) {
	switch name {
	case "_headers":
		return parseHeaders(text)
	case ".htaccess":
		return parseApache(text), nil
	case "web.config":
		return parseIIS(text)
	case "staticwebapp.config.json":
		return parseAzure(text)
	}
	return nil, nil
}

// Example returns the text with which a file of the given name sets a header for all files.
func Example(name string, h Header) string {
	switch name {
	case ".htaccess":
		return fmt.Sprintf("Header always set %s %q", h.Name, h.Value)
	case "web.config":
		return fmt.Sprintf(`<add name="%s" value="%s" />`, h.Name, h.Value)
	case "staticwebapp.config.json":
		return fmt.Sprintf("%q: %q", h.Name, h.Value)
	}
	return h.Name + ": " + h.Value
}

// Missing returns those headers of all that settings do not mention for all files.
func Missing(settings []Setting, all []Header) []Header {
	return slices.DeleteFunc(slices.Clone(all), func(h Header) bool {
		return slices.ContainsFunc(settings, func(s Setting) bool { return s.isForAll() && strings.EqualFold(s.Name, h.Name) })
	})
}

// Merge returns the text of a _headers file with the lines of ours followed by those of the file own.
// Hosts join the values of a header that is set twice, and browsers ignore some headers with joined
// values, so lines of own that repeat one that ours has for all paths are left out.
func Merge(ours, own string) string {
	settings, _ := parseHeaders(ours)
	var b strings.Builder
	b.WriteString(ours)
	path := "" // line of the current path, until it has been written
	for line := range strings.Lines(strings.ReplaceAll(own, "\r\n", "\n")) {
		line = strings.TrimRight(line, " \t\n")
		name, value, isHeader := strings.Cut(line, ":")
		repeated := func(s Setting) bool {
			return s.isForAll() && strings.EqualFold(s.Name, strings.TrimSpace(name)) && s.Value == strings.TrimSpace(value)
		}
		switch {
		case line == "", isHeader && isIndented(line) && slices.ContainsFunc(settings, repeated):
			continue
		case !isIndented(line) && !strings.HasPrefix(line, "#"):
			path = line + "\n"
			continue
		}
		b.WriteString(path + line + "\n")
		path = ""
	}
	return b.String()
}
