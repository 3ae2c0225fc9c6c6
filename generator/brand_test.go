package generator

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/brand"
)

// TestBrand checks that an accent and a logo in site.yaml, and nothing else, give each page the
// colours, a content security policy that allows them, and the URL of the logo.
func TestBrand(t *testing.T) {
	s := editedSite(t, "content/site.yaml", "id:", "accent: \"#6D2460\"\nlogo: img/our logo.svg\nid:")
	files := s.Shipped.(fstest.MapFS)
	files["static/img/our logo.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}
	const top = `{{- define "top"}}`
	frame := string(files["layouts/frame.html"].Data)
	if !strings.Contains(frame, top) {
		t.Fatalf("frame.html does not contain %s", top)
	}
	files["layouts/frame.html"] = &fstest.MapFile{Data: []byte(strings.Replace(frame, top, top+`<img id="tried" src="{{.Logo}}" alt="">`, 1))}
	scheme, _, _ := brand.New("#6d2460")
	style, logo := regexp.MustCompile(`<style>([^<]*)</style>`), regexp.MustCompile(`<img id="tried" src="([^"]*)"`)
	built, pages := readTree(t, files), 0
	for name, text := range built {
		m := style.FindStringSubmatch(text)
		if path.Ext(name) != ".html" || strings.HasPrefix(name, "s/") { // a short address redirects to another page
			continue
		}
		pages++
		if m == nil {
			t.Errorf("%s: no style", name)
			continue
		}
		if !strings.Contains(m[1], scheme.StyleSheet()) || strings.Index(m[1], scheme.StyleSheet()) < strings.Index(m[1], ":root") {
			t.Errorf("%s: the colours do not follow the style sheet", name)
		}
		sum := sha256.Sum256([]byte(m[1]))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(html.UnescapeString(text), "style-src "+want+";") {
			t.Errorf("%s: the policy does not allow the style", name)
		}
		src := logo.FindStringSubmatch(text)
		if src == nil {
			t.Errorf("%s: no logo", name)
		} else if at := path.Join("/", path.Dir(name), src[1]); strings.TrimPrefix(at, "/learn") != "/img/our%20logo.svg" {
			t.Errorf("%s: the logo is %s, at %s", name, src[1], at)
		}
	}
	if pages < 30 {
		t.Errorf("%d pages", pages)
	}
	if manifest := built["manifest.webmanifest"]; !strings.Contains(manifest, `"theme_color": "#6d2460"`) {
		t.Errorf("the manifest is %s", manifest)
	}
}

// TestNoBrand checks that a site without accent and logo has neither.
func TestNoBrand(t *testing.T) {
	for name, text := range readTree(t, goldenSite(t).Shipped.(fstest.MapFS)) {
		if strings.Contains(text, "@media screen{:root{--band:") {
			t.Errorf("%s has the colours of an accent", name)
		}
	}
}
