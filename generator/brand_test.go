package generator

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/brand"
	"safelearn/generator/render"
)

// TestBrand checks what an accent colour and a logo in site.yaml change: the colours of each page, the
// content security policy, which must allow these colours, and the URL of the logo.
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
	logo := regexp.MustCompile(`<img id="tried" src="([^"]*)"`)
	built, pages := buildFiles(t, &Site{Shipped: files, Today: "2026-06-01"}), 0
	for name, text := range built {
		if path.Ext(name) != ".html" || strings.HasPrefix(name, "s/") { // a short address redirects to another page
			continue
		}
		pages++
		style, source := pageStyleSheet(built, name)
		if !strings.Contains(style, scheme.StyleSheet()) || strings.Index(style, scheme.StyleSheet()) < strings.Index(style, ":root") {
			t.Errorf("%s: the colours do not follow the style sheet", name)
		}
		if !strings.Contains(html.UnescapeString(text), "style-src "+source+";") {
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

var (
	inlineStyle = regexp.MustCompile(`<style>([^<]*)</style>`)
	styleLink   = regexp.MustCompile(`<link rel="stylesheet" href="([^"]*)">`)
)

// pageStyleSheet returns the style sheet of the named page in built, a map of file names to contents.
// The style sheet is inline or in a separate file. It also returns the source expression in the
// content security policy of the page that allows it.
func pageStyleSheet(built map[string]string, name string) (style, source string) {
	if m := styleLink.FindStringSubmatch(built[name]); m != nil {
		return built[path.Join(path.Dir(name), m[1])], "'self'"
	}
	m := inlineStyle.FindStringSubmatch(built[name])
	if m == nil {
		return "", ""
	}
	sum := sha256.Sum256([]byte(m[1]))
	return m[1], "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// TestStyleFiles checks that exactly the coverage pages, teaching pages and sheets have their style
// sheet in a separate file, which browsers may cache for a long time. In a site exported as files,
// these pages must contain their style sheet too.
func TestStyleFiles(t *testing.T) {
	s := goldenSite(t)
	built := buildFiles(t, s)
	linked, styles := make(map[string]bool), make(map[string]bool)
	for name, text := range built {
		if m := styleLink.FindStringSubmatch(text); m != nil && path.Ext(name) == ".html" {
			file := path.Join(path.Dir(name), m[1])
			linked[name], styles[file] = true, true
			if !strings.Contains(built["_headers"], "/"+file+"\n  Cache-Control: public, max-age=31536000, immutable") {
				t.Errorf("_headers does not let browsers keep %s", file)
			}
		}
	}
	for name := range built {
		dir := path.Base(path.Dir(name))
		want := path.Ext(name) == ".html" && (strings.Contains(name, "/coverage/") || slices.Contains([]string{"slides", "pack", "handout", "key", "sheet"}, dir))
		if linked[name] != want {
			t.Errorf("%s loads its style sheet from a file: %t", name, linked[name])
		}
		if path.Ext(name) == ".css" && !styles[name] {
			t.Errorf("no page loads %s", name)
		}
	}
	if len(styles) != 4 {
		t.Errorf("%d style sheets, want those of questions, slides, sheets and coverage", len(styles))
	}
	tree, _, err := s.renderPublished(t.Context(), render.Options{Files: true})
	if err != nil {
		t.Fatal(err)
	}
	if page, err := fs.ReadFile(tree, "modules/asking/slides/index.html"); err != nil || !inlineStyle.Match(page) {
		t.Errorf("slides on a disk have no style: %v", err)
	}
}

// TestNoBrand checks that the pages of a site without an accent colour and a logo have neither.
func TestNoBrand(t *testing.T) {
	for name, text := range buildFiles(t, goldenSite(t)) {
		if strings.Contains(text, "@media screen{:root{--band:") {
			t.Errorf("%s has the colours of an accent", name)
		}
	}
}
