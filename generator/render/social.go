package render

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// A Social is what a page says of itself where somebody shares its address: the
// properties of Open Graph (ogp.me).
type Social struct {
	Title       string
	Description string
	Type        string // "article" for a page of the content, else "website"
	Site        string
	Address     string // whole; "" where the site does not know its own
	Locale      string // "en_GB"; "" for a language without a territory, which the property cannot tell
}

// social gives what a page says of itself elsewhere; nil for pages that stand
// apart, which nobody should be seen to have shared, and for the page for nothing.
// On a demonstration the banner comes first: a preview shows the first words.
func (b *builder) social(dot any) *Social {
	s := b.of(dot)
	if s.apart || s.address == "" {
		return nil
	}
	social := &Social{Title: b.socialTitle(dot), Description: s.summary, Type: "website", Site: b.locale(dot).Plain.SiteTitle}
	if _, ok := dot.(model.Entry); ok {
		social.Type = "article"
	}
	if b.Site.Demonstration {
		social.Description = strings.TrimSpace(b.locale(dot).Plain.Banner + " " + s.summary)
	}
	if b.Site.BaseURL != "" {
		social.Address = b.absolute(s.address)
	}
	if language, territory, ok := strings.Cut(b.locale(dot).Tag, "-"); ok && len(territory) == 2 {
		social.Locale = language + "_" + strings.ToUpper(territory)
	}
	return social
}

// socialTitle names a page where it is seen without the rest of it: a protocol that
// is a sample and a page that is withdrawn say so first.
func (b *builder) socialTitle(dot any) string {
	if e, ok := dot.(model.Entry); ok {
		switch p := e.Base(); {
		case b.Site.EffectiveStatus(p) == model.Withdrawn:
			return "Withdrawn: " + p.Title
		case p.Status == model.Sample && p.Kind.Name == "protocol":
			return "Sample, not a live procedure: " + p.Title
		}
	}
	if _, ok := dot.(*views.Home); ok {
		return b.Site.Title
	}
	return b.of(dot).title
}
