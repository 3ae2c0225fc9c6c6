//go:build browser

package generator

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"safelearn"
)

// TestBrowserSheets checks that each sheet of a statement is printed on one side of A4: on the
// shipped site, which has no actions, on the sites in testdata, on a site with few or many actions, and
// on sites with too much of each kind of content, of all kinds, and of all kinds but one. It checks the first and last text on the printed side, that there is a print button, and
// that no text is cut off.
func TestBrowserSheets(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	tab := b.newTab(t, wideWidth)
	check := func(name string, source *Site) {
		site := publishSite(t, source)
		for _, p := range site.pages {
			if p.layout != "sheet" {
				continue
			}
			tab.mustRun(emulation.SetEmulatedMedia())
			tab.visit(site.root + p.address)
			if !eval[bool](tab, "document.querySelector('button.print').checkVisibility()") {
				t.Errorf("%s: /%s has no button to print", name, p.address)
			}
			tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
			if name == "few" {
				for _, fault := range b.auditPage(t, site.root, site.root+p.address) {
					t.Errorf("/%s: %s", p.address, fault)
				}
			}
			heading := eval[string](tab, "document.querySelector('h1').innerText")
			if folder := os.Getenv("SHEETS"); folder != "" {
				os.WriteFile(folder+"/"+name+strings.ReplaceAll(p.address, "/", "_")+".pdf", tab.printPDF(1), 0o666)
			}
			sides := tab.printedPageTexts(1)
			if len(sides) != 1 {
				t.Errorf("%s: /%s takes %d sides:\n%s", name, p.address, len(sides), strings.Join(sides[1:], "\n"))
			}
			if banner := strings.Contains(sides[0], "For the board."); banner != (source.Internal) {
				t.Errorf("%s: the side of /%s is marked as internal: %v", name, p.address, banner)
			}
			text := strings.Join(strings.Fields(strings.Join(sides, " ")), " ")
			for _, want := range []string{heading, "Addressed to", "Next check", "Signed"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: the side of /%s does not say %q:\n%s", name, p.address, want, text)
				}
			}
		}
	}
	check("shipped", &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-31"})
	check("few", &Site{Shipped: siteWithActions(t, 5, ""), Today: "2026-06-01"})
	check("internal", &Site{Shipped: siteWithActions(t, 5, ""), Today: "2026-06-01", Internal: true})
	check("listed", &Site{Shipped: siteWithListedActions(t), Today: "2026-06-01", Internal: true})
	check("many", &Site{Shipped: siteWithActions(t, 40, ""), Today: "2026-06-01"})
	check("outcomes", &Site{Shipped: siteWithLongTexts(t, 17, 0), Today: "2026-06-01"})
	check("replies", &Site{Shipped: siteWithLongTexts(t, 3, 4), Today: "2026-06-01"})
	check("texts", &Site{Shipped: siteWithLongTexts(t, 28, 9), Today: "2026-06-01"})
	check("actions of shipped", shippedWithActions(t, 12))
	for _, kind := range sheetKinds() {
		check("full of "+kind, &Site{Shipped: siteWithFullSheet(t, kind), Today: "2026-06-01"})
		others := slices.DeleteFunc(sheetKinds(), func(other string) bool { return other == kind })
		check("full without "+kind, &Site{Shipped: siteWithFullSheet(t, others...), Today: "2026-06-01", Internal: true})
	}
	for _, more := range []string{"no action", "capitals", "one word"} {
		check("full, "+more, &Site{Shipped: siteWithFullSheet(t, append(sheetKinds(), more)...), Today: "2026-06-01"})
	}
	check("ten", &Site{Shipped: siteWithActions(t, 10, ""), Today: "2026-06-01"})
	check("full", &Site{Shipped: siteWithFullSheet(t, sheetKinds()...), Today: "2026-06-01"})
	for _, name := range shapeFiles(t) {
		check(strings.TrimSuffix(path.Base(name), ".txtar"), &Site{Shipped: addShippedFiles(t, readArchive(t, name).siteFiles()), Today: "2026-06-01"})
	}
}
