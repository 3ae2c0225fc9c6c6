// Package model says what kinds of page there are, what each holds, and makes
// them of files.
//
// In come the files of a site; out come its settings, contacts and typed pages,
// each with a parsed body, and what is wrong with each page taken alone. This
// package is the manual of the content format: the comment of a field is what an
// author may write there. It never looks from one page to another; that is the
// work of xref and check.
//
// Front matter is decoded strictly: an unknown key, a wrong type or an impossible
// date is a problem with a place and the nearest right name, and all of them are
// told at once. Ids and paragraph numbers are strings: 4.2 and 4.20 are different
// paragraphs, and an unquoted 4.10 means 4.10.
//
// A further kind of page is a file here, a line in kinds.go and a layout.
package model
