package render

import (
	"encoding/xml"
	"fmt"
	"net/url"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// The feed is Atom (RFC 4287); its entries are the dated changes of pages.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

const feedLength = 50

// feed tells the newest changes. An entry's title stands alone in a feed reader, so
// it says as much as one in a link preview does; so does the feed's own line.
func (b *builder) feed() ([]byte, error) {
	urn := "urn:safelearn:" + url.PathEscape(b.Site.ID)
	f := atomFeed{Lang: b.Site.DefaultLanguage(), Title: b.Site.Title, Subtitle: b.Site.Summary, ID: urn, Updated: midnight(""),
		Author: b.Site.Partnership, Links: []atomLink{{"", b.absolute("/")}}}
	if b.Site.Demonstration {
		f.Subtitle = b.Site.Banner
	}
	if b.Site.BaseURL != "" { // a feed that does not know where it lies cannot name itself
		f.Links = append(f.Links, atomLink{"self", b.absolute("/feed.xml")})
	}
	home := b.viewpoint("/", nil)
	changes := views.Changes(b.Graph)
	for i, c := range changes[:min(feedLength, len(changes))] {
		p := c.Entry.Base()
		title := b.socialTitle(c.Entry)
		if r := home.OtherReview(b.Page(p)); r != nil {
			title += " (" + r.Label() + ")"
		}
		if i == 0 {
			f.Updated = midnight(c.Date)
		}
		f.Entries = append(f.Entries, atomEntry{
			Title: title, ID: fmt.Sprintf("%s:%s:%s:%d", urn, p.ID, c.Date, c.Number), Updated: midnight(c.Date),
			Link: atomLink{Href: b.absolute(p.Address)}, Summary: c.What,
		})
	}
	return document(f)
}

// midnight is a day as Atom writes it; the first of all days where none is known.
func midnight(d model.Date) string {
	if d == "" {
		d = "1970-01-01"
	}
	return string(d) + "T00:00:00Z"
}
