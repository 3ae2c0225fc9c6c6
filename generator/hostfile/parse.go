package hostfile

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// isIndented reports whether a line of a _headers file belongs to the path above it.
func isIndented(line string) bool {
	return strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
}

// parseHeaders reads a _headers file: lines with a path, each followed by indented lines with headers.
func parseHeaders(text string) (settings []Setting, err error) {
	path, number := "", 0
	for line := range strings.Lines(text) {
		number++
		trimmed := strings.TrimSpace(line)
		removed, isRemoval := strings.CutPrefix(trimmed, "!")
		name, value, isHeader := strings.Cut(trimmed, ":")
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case !isIndented(line):
			path = trimmed
		case path == "":
			return nil, fmt.Errorf("line %d: a header stands before the first path, such as /*", number)
		case isRemoval:
			settings = append(settings, Setting{Header{strings.TrimSpace(removed), ""}, number, path, true})
		case isHeader:
			settings = append(settings, Setting{Header{strings.TrimSpace(name), strings.TrimSpace(value)}, number, path, false})
		default:
			return nil, fmt.Errorf("line %d: %q is not a header: it has no colon", number, trimmed)
		}
	}
	return settings, nil
}

// parseApache reads the Header directives of a file for Apache.
func parseApache(text string) (settings []Setting) {
	argument := regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\S+`)
	path, number := "", 0
	var outer []string // paths of the open sections, outermost first
	for line := range strings.Lines(text) {
		number++
		words := argument.FindAllString(line, -1)
		for i, word := range words {
			if len(word) > 1 && word[0] == '"' {
				words[i] = strings.ReplaceAll(word[1:len(word)-1], `\"`, `"`)
			}
		}
		switch {
		case len(words) == 0:
		case strings.HasPrefix(words[0], "</"):
			if n := len(outer) - 1; n >= 0 {
				path, outer = outer[n], outer[:n]
			}
		case strings.HasPrefix(words[0], "<"):
			outer = append(outer, path)
			if isPathSection(words[0]) {
				path = strings.TrimSuffix(strings.Join(words[1:], " "), ">")
			}
		case strings.EqualFold(words[0], "Header"):
			words = slices.DeleteFunc(words[1:], func(word string) bool { return word == "always" || word == "onsuccess" })
			if len(words) < 2 {
				continue
			}
			s := Setting{Header{words[1], ""}, number, path, strings.EqualFold(words[0], "unset") || strings.HasPrefix(strings.ToLower(words[0]), "edit")}
			if !s.Removed && len(words) > 2 {
				s.Value = words[2]
			}
			settings = append(settings, s)
		}
	}
	return settings
}

// isPathSection reports whether a section of a file for Apache, given the start of its first line, is for
// some paths only. IfModule, IfVersion and IfDefine are about the server instead.
func isPathSection(start string) bool {
	name := strings.ToLower(strings.Trim(start, "<>"))
	return name == "if" || strings.HasPrefix(name, "files")
}

// parseIIS reads the customHeaders element of a web.config file. A remove element has no effect if it is
// followed by an add element.
func parseIIS(text string) ([]Setting, error) {
	decoder := xml.NewDecoder(strings.NewReader(text))
	var settings []Setting
	path, inHeaders := "", false
	for {
		line, _ := decoder.InputPos()
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return settings, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is not XML: %w", err)
		}
		switch element := token.(type) {
		case xml.EndElement:
			inHeaders = inHeaders && element.Name.Local != "customHeaders"
			if element.Name.Local == "location" {
				path = ""
			}
		case xml.StartElement:
			attributes := make(map[string]string)
			for _, a := range element.Attr {
				attributes[a.Name.Local] = a.Value
			}
			s := Setting{Header{attributes["name"], attributes["value"]}, line, path, element.Name.Local == "remove"}
			switch {
			case element.Name.Local == "location":
				path = attributes["path"]
			case element.Name.Local == "customHeaders":
				inHeaders = true
			case inHeaders && (s.Removed || element.Name.Local == "add"):
				settings = slices.DeleteFunc(settings, func(other Setting) bool {
					return other.Removed && other.Path == path && strings.EqualFold(other.Name, s.Name)
				})
				settings = append(settings, s)
			}
		}
	}
}

// parseAzure reads the headers in a staticwebapp.config.json file. A header with an empty value is
// removed. A header is at the first line that contains its name in quotes and its value.
func parseAzure(text string) ([]Setting, error) {
	var config struct {
		GlobalHeaders map[string]string
		Routes        []struct {
			Route   string
			Headers map[string]string
		}
	}
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		return nil, fmt.Errorf("it is not JSON: %w", err)
	}
	var settings []Setting
	add := func(path string, headers map[string]string) {
		for name, value := range headers {
			settings = append(settings, Setting{Header{name, value}, lineOf(text, name, value), path, value == ""})
		}
	}
	add("", config.GlobalHeaders)
	for _, route := range config.Routes {
		add(route.Route, route.Headers)
	}
	slices.SortFunc(settings, func(a, b Setting) int { return a.Line - b.Line })
	return settings, nil
}

// lineOf returns the number of the first line of a JSON text that contains a name and a value, or 1 if
// there is none.
func lineOf(text, name, value string) int {
	quotedName, _ := json.Marshal(name)
	quotedValue, _ := json.Marshal(value)
	number := 0
	for line := range strings.Lines(text) {
		number++
		if strings.Contains(line, string(quotedName)) && strings.Contains(line, string(quotedValue)) {
			return number
		}
	}
	return 1
}
