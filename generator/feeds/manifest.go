package feeds

import (
	"encoding/json"
	"slices"
)

// A manifest is a web app manifest, which lets readers put the site on the home screen of
// a phone. Addresses in it are relative to its own, at the root.
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

// Manifest returns the web app manifest. It starts the site at the page for
// practitioners and has those of the usual icons that are among the static files.
func (w *Writer) Manifest(static []string) ([]byte, error) {
	site := w.graph.Site
	m := manifest{
		ID: "./", Name: site.Title, ShortName: site.Title, Description: site.Summary, Lang: site.DefaultLanguage(),
		StartURL: "./", Scope: "./", Display: "minimal-ui", BackgroundColor: "#ffffff", ThemeColor: "#005a5a",
	}
	if w.graph.At("/practitioners/") != nil {
		m.StartURL = "practitioners/"
	}
	for _, i := range []manifestIcon{
		{"icon-192.png", "192x192", "image/png", ""}, {"icon-512.png", "512x512", "image/png", ""}, {"icon-maskable.png", "512x512", "image/png", "maskable"},
	} {
		if slices.Contains(static, i.Src) {
			m.Icons = append(m.Icons, i)
		}
	}
	return json.MarshalIndent(m, "", "  ")
}
