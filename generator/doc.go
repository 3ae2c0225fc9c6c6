// Package generator runs the rooms in order: it is the whole program on a page.
//
//	content/ ─► source ─► markdown ─► model ─► xref ─┬─► check ──► diagnostics
//	 fs.FS      (load)    (parse)              (link)│
//	                                                 ├─► render ─► tree ─┬─► publish ─► public/
//	layouts/, static/ ───────────────────────────────┘             fs.FS └─► serve ───► browser
//
// What hangs on these: quiz, which makes typed questions for model; views, search and
// catalogue, which derive from the graph what render lays out as pages, as the index
// that a browser searches and as index.json; diag, which every room may report with.
//
// Principles:
//
//   - Data goes one way, imports the other; architecture_test.go lists every import and
//     the one package that may use each library.
//   - A file system comes in, a file system goes out. Between the two nothing
//     touches the disk, the network or the clock.
//   - An error is for the machine: a folder that cannot be read, a layout that does
//     not parse. A diagnostic is for the content and always has a place.
//   - A body is HTML with holes and a list of references; the syntax tree is let
//     go. It depends on its own bytes, and on whether the page is in English, alone: so
//     serve uses it again for every file that did not change.
//   - The site is a lazy fs.FS: a page is laid out when it is read. There is no
//     dependency tracking and no cache on disk.
//   - Work that is the same for every page is done once: layouts, style and script
//     are minified once.
//
// Deliberately absent: plug-ins, themes, a configuration file, the network, and
// anything that would make the same source give other bytes.
package generator
