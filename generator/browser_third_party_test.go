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
	var sites []*webSite
	for name, source := range thirdPartySites(t) {
		applyHints(t, source)
		site := publishSite(t, &Site{Shipped: source, Today: model.Date("2026-06-01")})
		t.Logf("%s is at %s", name, site.root)
		var sample []webPage
		for i := 0; i < len(site.pages); i += 3 {
			sample = append(sample, site.pages[i])
		}
		site.pages = sample
		sites = append(sites, site)
	}
	validateHTML(t, sites...)
}
