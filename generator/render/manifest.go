package render

import (
	"encoding/json"
	"slices"
)

// A manifest lets a reader put the site on the home screen of a phone.
type manifest struct {
	ID              string         `json:"id"`
	Name            string         `json:"name"`
	ShortName       string         `json:"short_name"`
	Description     string         `json:"description,omitempty"`
	Lang            string         `json:"lang"`
	StartURL        string         `json:"start_url"`
	Scope           string         `json:"scope"`
	Display         string         `json:"display"`
	BackgroundColor string         `json:"background_color"`
	ThemeColor      string         `json:"theme_color"`
	Icons           []manifestIcon `json:"icons"`
}

type manifestIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// manifest starts the site at the practitioners' door. Its addresses are relative to
// itself, which lies at the root.
func (b *builder) manifest() ([]byte, error) {
	m := manifest{
		ID: "./", Name: b.Site.Title, ShortName: b.Site.Title, Description: b.Site.Summary, Lang: b.Site.DefaultLanguage(),
		StartURL: "./", Scope: "./", Display: "minimal-ui", BackgroundColor: "#ffffff", ThemeColor: "#005a5a",
	}
	if b.At("/practitioners/") != nil {
		m.StartURL = "practitioners/"
	}
	for _, i := range []manifestIcon{
		{"icon-192.png", "192x192", "image/png", ""}, {"icon-512.png", "512x512", "image/png", ""}, {"icon-maskable.png", "512x512", "image/png", "maskable"},
	} {
		if slices.Contains(b.options.Publish, i.Src) {
			m.Icons = append(m.Icons, i)
		}
	}
	return json.MarshalIndent(m, "", "  ")
}
