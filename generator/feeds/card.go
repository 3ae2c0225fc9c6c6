package feeds

import (
	"strings"

	"safelearn/generator/model"
)

// A Card is what a page says about itself where its address is shared: the properties of
// Open Graph (ogp.me).
type Card struct {
	Title       string // of the page
	Description string // one or two sentences
	Type        string // "article" for a page of the content, else "website"
	Site        string // title of the site
	Address     string // whole; "" if the site's own address is not known
	Locale      string // "en_GB"; "" for a language without a territory, which the property cannot hold
}

// Card returns the card of the page at an address in a language. On a demonstration the
// banner is first in the description, because a preview shows the first words.
func (w *Writer) Card(title, summary, address, language string, words *model.UIText[string]) *Card {
	c := &Card{Title: title, Description: summary, Type: "website", Site: words.SiteTitle}
	if t := w.graph.At(address); t != nil && t.Page != nil {
		c.Type = "article"
	}
	if w.graph.Site.Demonstration {
		c.Description = strings.TrimSpace(words.Banner + " " + summary)
	}
	if w.graph.Site.BaseURL != "" {
		c.Address = w.Address(address)
	}
	if language, territory, ok := strings.Cut(language, "-"); ok && len(territory) == 2 {
		c.Locale = language + "_" + strings.ToUpper(territory)
	}
	return c
}
