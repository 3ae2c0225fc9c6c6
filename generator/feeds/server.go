package feeds

import "strings"

// Robots returns robots.txt. It lets crawlers in even on a demonstration: they have to
// read a page to see that it asks not to be listed.
func (w *Writer) Robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if w.hasSitemap() {
		text += "Sitemap: " + w.Address("/sitemap.xml") + "\n"
	}
	return []byte(text)
}

// Headers returns the file _headers, in the form that Netlify and Cloudflare Pages read:
// what a meta element cannot say. Scripts are the names of the scripts, which never
// change under one name; manifest reports whether the site has a web app manifest.
func (w *Writer) Headers(scripts []string, manifest bool) []byte {
	lines := []string{
		"/*",
		"  Content-Security-Policy: frame-ancestors 'none'",
		"  X-Content-Type-Options: nosniff",
		"  Referrer-Policy: no-referrer",
		"  Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
		"  Cross-Origin-Opener-Policy: same-origin",
	}
	if w.graph.Site.Demonstration {
		lines = append(lines, "  X-Robots-Tag: noindex")
	}
	lines = append(lines, "/sw.js", "  Cache-Control: no-cache")
	if manifest {
		lines = append(lines, "/manifest.webmanifest", "  Content-Type: application/manifest+json")
	}
	for _, name := range scripts {
		lines = append(lines, "/"+name, "  Cache-Control: public, max-age=31536000, immutable")
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}
