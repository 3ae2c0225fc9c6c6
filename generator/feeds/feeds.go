// Package feeds generates a site's machine-readable files: the Atom feed, the sitemap,
// robots.txt, the server's header file, the web app manifest, the service worker and
// index.json.
//
// It takes a linked site, and generates each file on request. The package renders no HTML pages. Of
// pages for parents it writes only the title and address. It never writes the text of withheld
// paragraphs, or of quiet ones, which are shown only on their own page.
//
// The short files are generated from the templates in the templates folder. Within the
// package, every file uses writer.go; index.go also uses record.go, offline.go uses
// saved.go, and worker.go uses both offline.go and saved.go.
package feeds
