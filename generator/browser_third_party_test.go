//go:build browser

package generator

import (
	"testing"

	"safelearn/generator/model"
)

// TestBrowserThirdPartyText runs the Nu HTML checker on every third page of the sites built from
// third-party text.
func TestBrowserThirdPartyText(t *testing.T) {
	t.Parallel()
	for name, source := range thirdPartySites(t) {
		t.Run(name, func(t *testing.T) {
			applyHints(t, source)
			site := publishSite(t, &Site{Shipped: source, Today: model.Date("2026-06-01")})
			var sample []webPage
			for i := 0; i < len(site.pages); i += 3 {
				sample = append(sample, site.pages[i])
			}
			site.pages = sample
			site.validateHTML(t)
		})
	}
}
