package model

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Settings is the content of content/site.yaml.
type Settings struct {
	ID             string         `yaml:"id" required:"true"`          // the id of the site in feeds, such as safelearn-sample
	Title          string         `yaml:"title" required:"true"`       // the title of the site in the header of every page
	Summary        string         `yaml:"summary"`                     // one or two sentences for the home page
	Partnership    string         `yaml:"partnership" required:"true"` // the publisher, shown in the header; "None (demonstration)", which is not shown, if there is none
	BaseURL        string         `yaml:"base"`                        // the URL of the published site, such as https://example.org/learn/; required unless demonstration is true
	Languages      []string       `yaml:"languages"`                   // BCP 47 tags of the site's languages, with the default first; empty means en-GB
	ReportTo       string         `yaml:"report"`                      // the person or team to whom readers report mistakes, in words
	Demonstration  bool           `yaml:"demonstration"`               // whether the site is a demonstration, which has a banner on every page and is excluded from search engines
	Banner         string         `yaml:"banner"`                      // the notice on every page; required for a demonstration
	Notice         string         `yaml:"notice"`                      // one short sentence for the top of every page; if set, the banner is at the bottom
	Local          LocalSettings  `yaml:"local"`                       // the local contacts and procedures, shown beside instructions
	ClinicalSafety ClinicalSafety `yaml:"clinical_safety"`             // the decision on the clinical safety of the site; required with a live protocol that advises on health
	MayClose       []ID           `yaml:"may_close"`                   // the bodies that may close an action, such as quality-subgroup, as glossary entries
	Columns        Columns        `yaml:"columns"`                     // the headings of the partnership's own spreadsheet of actions, by the keys of the columns of safelearn export actions
	Accent         Accent         `yaml:"accent"`                      // the colour of the partnership, from which the other colours are computed, in quotes, such as "#005a5a"
	Logo           string         `yaml:"logo"`                        // the file of the partnership's logo in static, an SVG or PNG, such as logo.svg

	Embed []WebOrigin `yaml:"embed"` // the sites that may show the pages in a frame, such as https://intranet.example.org; no other site may

	LogoPos diag.Pos `yaml:"-"` // position of the key logo

	// BriefingBlocks are the headings that each briefing in the language of the site must have, in
	// order; if empty, authors choose seven headings.
	BriefingBlocks BriefingBlocks `yaml:"briefing_blocks"`
}

// DefaultLanguage returns the default language of the site.
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
	s.LogoPos = origin.FieldPos("logo")
	lintEmbed(problems, s.Embed, &origin)
	s.Columns.lint(problems, &origin)
	s.Accent.lint(problems, origin.FieldPos("accent"))
	s.Local.pos = func(key string) diag.Pos { return origin.FieldPos(strings.TrimSuffix("local."+key, ".")) }
	for i, p := range s.Local.Procedures {
		lintURL(problems, p.Address, func() diag.Pos { return s.Local.pos(fmt.Sprintf("procedures[%d].address", i)) })
	}
	s.BriefingBlocks.lint(s.DefaultLanguage(), &origin, problems)
	for i, tag := range s.Languages {
		canonical := CanonicalLanguage(tag)
		if canonical == tag {
			continue
		}
		hint := "write a BCP 47 tag, such as en-GB, cy, pl or zh-Hans"
		if canonical != "" {
			hint = "write " + canonical
		}
		problems.Error(origin.FieldPos(fmt.Sprintf("languages[%d]", i)), "language-tag", fmt.Sprintf("%q is not a language tag", tag), hint)
	}
}

// urlProblem describes why it is unsafe to link to text as a URL, or returns "" if it is a safe
// HTTP URL.
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

// lintURL reports text that urlProblem rejects, unless text is empty.
func lintURL(l *diag.List, text string, pos func() diag.Pos) {
	if problem := urlProblem(text); text != "" && problem != "" {
		l.Error(pos(), "front-value", fmt.Sprintf("%q %s", text, problem), "write it in full, from https://")
	}
}

// baseURLProblem describes why text is not a valid base URL for a site, or returns "" if it is
// valid.
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
