// Package model defines the kinds of page, what each holds, and reads them from files.
//
// Its input is the files of a site. Its output is the site's settings, contacts and
// typed pages, each with a parsed body, and the problems of each page on its own. It
// never compares pages; packages xref and check do that.
//
// The package is the reference of the content format: the comment of a field with a
// yaml tag describes the key for authors. Front matter is decoded strictly: an unknown
// key, a wrong type or an impossible date is a problem with a position and the nearest
// valid name, and all problems of a file are reported together. A key whose field has the
// tag required must have a value; a new page has the keys with the tag new. IDs and paragraph
// numbers are strings: 4.2 and 4.20 are different paragraphs, and an unquoted 4.10 is
// read as 4.10.
//
// To add a kind of page, add a file here, a line in kinds.go and a layout. To add a
// front matter key, add a field to the struct of the kind and show it in its layout.
package model
