// Package generator builds a site by calling the other packages in sequence.
//
//	content/ ─► source ─► markdown ─► model ─► xref ─┬─► check ──► diagnostics
//	 fs.FS      (load)    (parse)              (link)│
//	                                                 ├─► render ─► tree ─┬─► publish ─► public/
//	layouts/, static/ ───────────────────────────────┘             fs.FS └─► serve ───► browser
//
// The other packages support these. Package quiz parses questions for model. Packages views,
// search and feeds derive data from the linked site: generated pages, the search index, and
// machine-readable files. Packages layout and body lay out pages and their text. Package
// diag defines the diagnostics that all packages report.
//
// Principles:
//
//   - Data flows in one direction, and imports point in the other. A test lists the allowed
//     imports of each package, including third-party libraries.
//   - The input is a file system and the output is a file system. No other package accesses
//     the disk, the network or the clock.
//   - An error means that the program cannot continue, for example because a folder cannot
//     be read or a layout does not parse. A diagnostic describes a problem in the content
//     and has a position.
//   - A parsed body is HTML with placeholders for links and questions, and a list of
//     references. The syntax tree is discarded. The body depends only on its source text and
//     on whether the page is in English, so serve reuses it until the file changes.
//   - The rendered site is a lazy fs.FS: a page is rendered when it is read. No
//     dependencies are tracked, and nothing is cached on disk.
//   - Work that is the same for every page is done once. Layouts, style sheets and scripts
//     are minified when they are loaded.
//
// The program deliberately has no plug-ins, themes, configuration file or network access,
// and no feature that makes the output of a build depend on anything but its input.
package generator
