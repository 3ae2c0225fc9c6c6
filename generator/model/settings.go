package model

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Settings holds content/site.yaml.
type Settings struct {
	ID            string   `yaml:"id" required:"true"`          // identifies the site in feeds: safelearn-sample
	Title         string   `yaml:"title" required:"true"`       // in the header of every page
	Summary       string   `yaml:"summary"`                     // one or two sentences on the home page
	Partnership   string   `yaml:"partnership" required:"true"` // the publisher, "None (demonstration)"
	BaseURL       string   `yaml:"base"`                        // the URL that the site is published at: https://example.org/learn/; required unless demonstration
	Languages     []string `yaml:"languages"`                   // BCP 47 tags; the first is the default; empty means en-GB
	ReportTo      string   `yaml:"report"`                      // the person or team who takes reports of mistakes, in words
	Demonstration bool     `yaml:"demonstration"`               // the site is not live: it has a banner on every page, and search engines are asked to ignore it
	Banner        string   `yaml:"banner"`                      // required for a demonstration: the sentence on every page
}

// DefaultLanguage returns the language that the site is written in.
func (s *Settings) DefaultLanguage() string {
	if len(s.Languages) > 0 {
		return s.Languages[0]
	}
	return English
}

// readSettings reads content/site.yaml.
func (s *Site) readSettings(file *source.File, problems *diag.List) {
	origin, ok := decode(file, &s.Settings, problems)
	if !ok {
		return
	}
	if s.Demonstration {
		origin.require(problems, "banner", s.Banner)
	} else {
		origin.require(problems, "base", s.BaseURL)
	}
	if problem := baseURLProblem(s.BaseURL); s.BaseURL != "" && problem != "" {
		problems.Error(origin.FieldPos("base"), "site-base", "base "+problem, "write it in full: https://example.org/learning/")
	}
	if s.ID != "" && !isSimpleID(s.ID) {
		problems.Error(origin.FieldPos("id"), "front-value", fmt.Sprintf("%q cannot be an id", s.ID), "use lower-case letters, digits and hyphens")
	}
	for i, tag := range s.Languages {
		known, err := language.Parse(tag)
		if err == nil && known.String() == tag { // the form that browsers expect
			continue
		}
		hint := "write a BCP 47 tag, such as en-GB, cy, pl or zh-Hans"
		if err == nil {
			hint = "write " + known.String()
		}
		problems.Error(origin.FieldPos(fmt.Sprintf("languages[%d]", i)), "language-tag", fmt.Sprintf("%q is not a language tag", tag), hint)
	}
}

// urlProblem returns why a text is not a web address that can be shown and linked, or ""
// if it is one.
func urlProblem(text string) string {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.ContainsAny(text, " \t\n\"'<>\\^`{|}"):
		return "is not a web address"
	case u.User != nil:
		return "has words before its @ that hide where it leads"
	}
	return ""
}

// baseURLProblem returns why a site cannot be published at a URL, or "" if it can.
func baseURLProblem(text string) string {
	if problem := urlProblem(text); problem != "" {
		return problem
	}
	u, _ := url.Parse(text)
	parts := strings.Split(u.Path, "/")
	switch {
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return "is not a folder: it has a ? or a #"
	case u.Path != "" && !strings.HasSuffix(u.Path, "/"):
		return "does not end with a slash"
	case slices.Contains(parts, "..") || slices.Contains(parts, ".") || strings.Contains(u.Path, "//"):
		return "has a folder named . or .., or two slashes in a row"
	}
	return ""
}
