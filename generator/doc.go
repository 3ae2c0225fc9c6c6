// Package generator builds a site by calling the other packages in order.
//
//	content/ ─► source ─► markdown ─► model ─► xref ─┬─► check ──► diagnostics
//	 fs.FS      (load)    (parse)              (link)│
//	                                                 ├─► render ─► tree ─┬─► publish ─► public/
//	layouts/, static/ ───────────────────────────────┘             fs.FS └─► serve ───► browser
//
// The other packages support these: quiz parses questions for model; views, search and
// feeds derive data from the linked site, which render publishes as pages, as the search
// index and as files that programs read; layout and body lay out pages and their text;
// diag holds the diagnostics that every package reports.
//
// Principles:
//
//   - Data flows one way, imports the other. A test lists every allowed import, and the
//     one package that may use each library.
//   - The input is a file system and the output is a file system. Between the two nothing
//     accesses the disk, the network or the clock.
//   - An error means that the program cannot do its work: a folder that cannot be read, a
//     layout that does not parse. A diagnostic is a problem of the content and has a
//     position.
//   - A parsed body is HTML with placeholders for links and questions, and a list of
//     references; the syntax tree is discarded. The body depends only on its own bytes and
//     on whether the page is in English, so serve reuses it until its file changes.
//   - The rendered site is a lazy fs.FS: a page is rendered when it is read. No
//     dependencies are tracked, and nothing is cached on disk.
//   - Work that is the same for every page is done once: layouts, styles and scripts are
//     minified when they are loaded.
//
// Deliberately absent: plug-ins, themes, a configuration file, network access, and
// anything that makes the same source give different output.
package generator
