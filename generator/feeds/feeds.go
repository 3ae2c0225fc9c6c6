// Package feeds writes the files of a site that programs read: the feed, the sitemap,
// robots.txt, headers for the server, the web app manifest, the service worker and
// index.json.
//
// In comes a linked site; out come files as bytes, made when they are asked for. The
// package lays out no page. It writes nothing of a page for parents but its title and
// address, and no word of a paragraph that is quiet or withheld.
//
// The short files are made from the templates in the folder templates. Inside the package
// writer.go comes first and each other file uses it; index.go uses record.go, offline.go
// uses saved.go, and worker.go uses both.
package feeds
