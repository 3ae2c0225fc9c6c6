// Package model defines the page kinds and their front matter, and reads pages from files.
//
// It takes the content files of a site. It returns the site's settings, contacts and typed pages
// with parsed bodies, and the problems that can be found in each page by itself. Packages xref and
// check report problems that involve several pages.
//
// The package is the reference for the content format: the comment on a field with a yaml tag
// describes the key for authors. Front matter is decoded strictly. Unknown keys, wrong types and
// impossible dates are reported with their positions and, if possible, a suggestion. All problems
// in a file are reported together. A key with the struct tag "required" must have a value. A new
// page contains the keys with the tag "new". On a key with ids, the tag "ref" names the relation of
// the page to them, as in Relation.Name. IDs and paragraph numbers are strings: 4.2 and 4.20 are
// different paragraphs, and an unquoted 4.10 is read as 4.10. Schemas returns JSON Schemas made
// from the same structs and comments, for editors.
//
// To add a page kind, add a file to this package, a line in kinds.go and a layout. To add a
// front matter key, add a field to the struct of the kind and use it in the layout.
package model
