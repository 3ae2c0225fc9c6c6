package layout

import (
	"bytes"
	"strings"

	"safelearn/generator/model"
)

// A Frame is the data for the templates "start", "head", "top" and "foot" of frame.html, whose
// output is shared by many pages. It contains no page data, so that data of one page cannot
// appear on another. URLs are relative to the page; a URL is "" if the page has no such
// link.
type Frame struct {
	Site     *model.Settings // site settings
	Internal bool            // whether the site is built for a board, with progress that is not released
	Isolated bool            // whether the page is for parents; such pages do not link to reviews
	Locale   *Locale         // page language
	Policy   Attributes      // content security policy, as the attribute content
	Previews bool            // whether the page has metadata for link previews

	Icon          string // URL of the icon
	Logo          string // URL of the logo of the partnership
	Feed          string // URL of the feed
	Manifest      string // URL of the web app manifest
	Index         string // URL of index.json
	Home          string // URL of the home page or, on pages for parents, the parents' home page
	Style         HTML   // style element, or the link to a style sheet
	Script        string // URL of the script
	PreviewScript string // URL of the preview server's script
	Partnership   HTML   // publisher of the site, or "" on a demonstration without one
	Search        string // URL of the search page
	SearchFormURL string // URL to which the search form in the header submits without a script, or "" if the header has no form
	Navigation    HTML   // links to the audience pages and to the reviews, as list items
	AboutLinks    HTML   // links to the pages about the site, as list items
	ReportTo      HTML   // contact for reporting mistakes
}

// A FrameHTML is a rendered Frame: the HTML around the content of a page.
type FrameHTML struct {
	Start HTML // from the document type to the first part of the head element
	Head  HTML // last part of the head element
	Top   HTML // first part of the body element
	Foot  HTML // last part of the page footer
}

// checkFrame executes the templates of frame.html with all fields of Frame set and with none set, so
// that Load returns an error if a template refers to an unknown field.
func (s *Set) checkFrame(l *Locale) error {
	empty := Frame{Site: new(model.Settings), Locale: l}
	full := Frame{
		Site: &model.Settings{Demonstration: true, Notice: "n"}, Locale: l, Policy: "p", Previews: true, Icon: "i", Feed: "f", Manifest: "m", Index: "j",
		Home: "h", Search: "q", SearchFormURL: "x", Partnership: "p", Logo: "l", Style: "s", Script: "s", PreviewScript: "l", Navigation: "d", AboutLinks: "a", ReportTo: "r",
	}
	for _, f := range []Frame{empty, full} {
		for _, f.Isolated = range []bool{false, true} {
			if _, err := s.Frame(&f, l.Tag); err != nil {
				return err
			}
		}
	}
	return nil
}

// Frame executes the templates of frame.html for the given language, with f as their data.
func (s *Set) Frame(f *Frame, language string) (*FrameHTML, error) {
	var parts [4]HTML
	for i, name := range []string{"start", "head", "top", "foot"} {
		var out bytes.Buffer
		if err := s.layouts[layoutKey{language, frameLayout}].execute(&out, name, f); err != nil {
			return nil, err
		}
		parts[i] = HTML(strings.TrimSpace(out.String()))
	}
	return &FrameHTML{parts[0], parts[1], parts[2], parts[3]}, nil
}
