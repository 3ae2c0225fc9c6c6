package model

import (
	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// A Page is what all kinds share. Each kind embeds it; its YAML keys stand beside
// the kind's own.
type Page struct {
	Title             string     `yaml:"title"`      // required: the heading of the page and the words of links to it
	ShortID           string     `yaml:"id"`         // settles a clash: replaces the last part of the id. The address stays
	ShortTitle        string     `yaml:"short"`      // a short title for links and breadcrumbs: "Baby R", "LP6", "CPP"; empty means Title
	Summary           string     `yaml:"summary"`    // one or two sentences: under the title, in lists, in the feed. Required on a live page
	Audience          []Audience `yaml:"audience"`   // whose door lists the page: practitioner, trainer, parent, quality
	Status            Status     `yaml:"status"`     // required: draft, sample, live, withdrawn
	Owner             string     `yaml:"owner"`      // the role that answers for the page. Required on a live page
	Reviewed          Date       `yaml:"reviewed"`   // when somebody last read it against its sources. Required on a live page
	ReviewDue         Date       `yaml:"review_due"` // when it must be read again. Required on a live page
	Version           string     `yaml:"version"`    // of the page's text, as the owner counts
	Lang              string     `yaml:"lang"`       // BCP 47; empty means the site's first language. Of a translation the name of its file says it
	TranslatedVersion string     `yaml:"translates"` // required on a translation: the version of the page that it is a translation of
	Sources           []ID       `yaml:"sources"`    // what the page rests on: guidance pages, paragraphs
	Changes           []Change   `yaml:"changes"`    // newest first; recent changes, feed and dates come from here, never from a clock

	ID           ID            `yaml:"-"` // "bruising", "baby-r/lp6"
	Address      string        `yaml:"-"` // "/protocols/bruising/", rooted at the site
	Kind         *Kind         `yaml:"-"`
	File         *source.File  `yaml:"-"`
	Body         *markdown.Doc `yaml:"-"`
	OriginalPath string        `yaml:"-"` // of a translation, the path of the file it stands beside: "content/parents/bruises.md"; else ""
	Unreadable   bool          `yaml:"-"` // the file or its front matter could not be read: nothing is known to be missing
	fields       []place       // where each key and value stands
}

// A Change is a dated sentence about what changed on a page.
type Change struct {
	Date Date   `yaml:"date"`
	What string `yaml:"what"`
}
