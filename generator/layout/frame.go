package layout

import (
	"bytes"
	"strings"

	"safelearn/generator/model"
)

// A Frame is the value of the parts of a page that many pages share: the templates
// "head", "top" and "foot" of frame.html. It has no page, so no page can show what
// belongs to another. An address is relative to the page, and "" where the page has no
// such link.
type Frame struct {
	Site     *model.Settings     // settings of the site
	Words    *model.UIText[HTML] // words of the language of the pages
	Isolated bool                // for the pages for parents, which lead nowhere into a review

	Icon     string // address of the icon
	Feed     string // address of the feed
	Manifest string // address of the web app manifest
	Index    string // address of index.json
	Home     string // address of the home page; on the pages for parents, of their own
	Style    HTML   // the style element
	Script   string // address of the script
	Live     string // address of a script for pages that are shown while the site is being written
	Doors    HTML   // links to the pages for each audience, as list items
	About    HTML   // links to the pages about the site, as list items
	ReportTo HTML   // whom to contact about a mistake
}

// A Framing is the finished HTML around the content of a page.
type Framing struct {
	Head HTML // the end of the head element
	Top  HTML // the start of the body element
	Foot HTML // the end of the page's footer
}

// checkFrame executes the templates of frame.html with frames that have every field and
// frames that have none, so that a field that a Frame does not have is an error before
// any page is laid out.
func (s *Set) checkFrame() error {
	none := Frame{Site: new(model.Settings), Words: new(model.UIText[HTML])}
	all := Frame{
		Site: &model.Settings{Demonstration: true}, Words: none.Words, Icon: "i", Feed: "f", Manifest: "m", Index: "j",
		Home: "h", Style: "s", Script: "s", Live: "l", Doors: "d", About: "a", ReportTo: "r",
	}
	for _, f := range []Frame{none, all} {
		for _, f.Isolated = range []bool{false, true} {
			if _, err := s.Frame(&f); err != nil {
				return err
			}
		}
	}
	return nil
}

// Frame executes the templates of frame.html.
func (s *Set) Frame(f *Frame) (*Framing, error) {
	var parts [3]HTML
	for i, name := range []string{"head", "top", "foot"} {
		var out bytes.Buffer
		if err := s.frame.execute(&out, name, f); err != nil {
			return nil, err
		}
		parts[i] = HTML(strings.TrimSpace(out.String()))
	}
	return &Framing{parts[0], parts[1], parts[2]}, nil
}
