package render

import (
	"encoding/xml"
	"net/url"
	"strings"

	"safelearn/generator/catalogue"
)

// addFiles adds what machines read. Where pages are opened as files there is no
// server and no crawler to read it.
func (b *builder) addFiles(tree *Tree) {
	home := b.viewpoint("/", nil)
	tree.add("feed.xml", b.feed)
	tree.addLong("index.json", pieces(catalogue.Pieces(b.Graph, home.RelativeAddress)))
	tree.add("index.schema.json", func() ([]byte, error) { return catalogue.Schema(), nil })
	if b.options.Files {
		return
	}
	tree.add("robots.txt", func() ([]byte, error) { return []byte(b.robots()), nil })
	tree.add("_headers", func() ([]byte, error) { return []byte(b.headers()), nil })
	b.addSitemap(tree)
}

// robots lets crawlers in even on a demonstration: they have to read a page to see
// that it asks not to be listed.
func (b *builder) robots() string {
	text := "User-agent: *\nAllow: /\n"
	if b.mapped() {
		text += "Sitemap: " + b.absolute("/sitemap.xml") + "\n"
	}
	return text
}

// headers say what a meta element cannot, in the form that Netlify and Cloudflare
// Pages read.
func (b *builder) headers() string {
	lines := []string{
		"/*",
		"  Content-Security-Policy: frame-ancestors 'none'",
		"  X-Content-Type-Options: nosniff",
		"  Referrer-Policy: no-referrer",
		"  Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
		"  Cross-Origin-Opener-Policy: same-origin",
	}
	if b.Site.Demonstration {
		lines = append(lines, "  X-Robots-Tag: noindex")
	}
	lines = append(lines, "/sw.js", "  Cache-Control: no-cache")
	if b.saving() == "yes" {
		lines = append(lines, "/manifest.webmanifest", "  Content-Type: application/manifest+json")
	}
	for _, script := range b.published() {
		lines = append(lines, "/"+script.Name, "  Cache-Control: public, max-age=31536000, immutable")
	}
	return strings.Join(lines, "\n") + "\n"
}

// absolute gives the whole address of a page, as machines ask for it: with what is
// not ASCII escaped. Where the site does not know its own address it gives the way
// there from the site's folder, in which the files for machines lie.
func (b *builder) absolute(address string) string {
	if b.Site.BaseURL == "" {
		home := b.viewpoint("/", nil)
		return home.RelativeAddress(address)
	}
	return strings.TrimSuffix(b.Site.BaseURL, "/") + (&url.URL{Path: address}).EscapedPath()
}

func document(v any) ([]byte, error) {
	data, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}
