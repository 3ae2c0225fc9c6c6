package feeds

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"net/url"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// atomFeed is an Atom feed (RFC 4287). Its entries are the dated changes of pages.
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

// feedLength is the number of changes in the feed, the newest.
const feedLength = 50

// Feed returns the Atom feed of the newest changes.
func (w *Writer) Feed() ([]byte, error) {
	site := w.graph.Site
	urn := "urn:safelearn:" + url.PathEscape(site.ID)
	f := atomFeed{Lang: site.DefaultLanguage(), Title: site.Title, Subtitle: site.Summary, ID: urn, Updated: midnight(""),
		Author: site.Partnership, Links: []atomLink{{"", w.Address("/")}}}
	if site.Demonstration {
		f.Subtitle = site.Banner
	}
	if site.BaseURL != "" { // else the feed cannot give its own address
		f.Links = append(f.Links, atomLink{"self", w.Address("/feed.xml")})
	}
	changes := views.Changes(w.graph)
	for i, c := range changes[:min(feedLength, len(changes))] {
		p := c.Entry.Base()
		if i == 0 {
			f.Updated = midnight(c.Date)
		}
		f.Entries = append(f.Entries, atomEntry{
			Title: w.Title(c.Entry), ID: fmt.Sprintf("%s:%s:%s:%d", urn, p.ID, c.Date, c.Number), Updated: midnight(c.Date),
			Link: atomLink{Href: w.Address(p.Address)}, Summary: c.What,
		})
	}
	return xmlDocument(f)
}

// midnight returns a day as a time of Atom, a fixed one for "".
func midnight(d model.Date) string { return string(cmp.Or(d, "1970-01-01")) + "T00:00:00Z" }
