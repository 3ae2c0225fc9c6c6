//go:build browser

package generator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// TestBrowserFrame shows a page for parents in a frame of another site, which embed allows. The exit, and
// Shift pressed three times, must leave the other site, too.
func TestBrowserFrame(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	s := newOfflineServer(t)
	s.publish(offlineFolder, offlineSite(t), render.Options{})
	const page = "parents/moving/"
	html := string(s.sites[offlineFolder][page+"index.html"])
	framed := s.URL + offlineFolder + page
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<!doctype html><body style="margin:0"><iframe src="` + framed + `" style="border:0;width:100vw;height:100vh"></iframe>`))
	}))
	defer other.Close()
	s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case offlineFolder + page: // with an exit that does not leave this machine
			w.Write([]byte(strings.ReplaceAll(html, "https://www.bbc.co.uk/weather", s.URL+"/left")))
		case "/left":
			w.Write([]byte("<title>Left</title>"))
		default:
			return false
		}
		return true
	})
	tab := b.newTab(t, narrowWidth)
	tab.visit(framed)
	const middleJS = "(() => { const r = document.querySelector('SELECTOR').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
	exit := eval[[]float64](tab, strings.Replace(middleJS, "SELECTOR", ".exit a", 1))
	heading := eval[[]float64](tab, strings.Replace(middleJS, "SELECTOR", "h1", 1))
	for _, press := range []bool{false, true} {
		tab.visit(other.URL)
		tab.waitFor("the frame is loaded", "performance.getEntriesByType('resource').some((e) => e.name === "+jsString(framed)+" && e.responseEnd > 0)")
		if press {
			tab.mustRun(chromedp.MouseClickXY(heading[0], heading[1]))
			for range 3 {
				tab.mustRun(input.DispatchKeyEvent(input.KeyRawDown).WithKey("Shift").WithModifiers(input.ModifierShift), input.DispatchKeyEvent(input.KeyUp).WithKey("Shift"))
			}
		} else {
			tab.mustRun(chromedp.MouseClickXY(exit[0], exit[1]))
		}
		tab.waitFor("the other site is left", "location.pathname === '/left'")
	}
}
