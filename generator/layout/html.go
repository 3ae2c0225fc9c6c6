// Package layout loads the layouts of a site and lays out pages with them.
//
// In come the folders of layouts and static files and the settings of a site; out come
// finished pages, and what every page needs around its content: its style, script and
// policy, and the words of its language. The package has no knowledge of kinds of page:
// functions for templates and the values of pages come from its caller.
//
// A layout is an html/template file named after its kind or view, finding.html, that
// defines "main"; base.html has what surrounds it. The parts of base.html that are the
// same on many pages are in frame.html and are executed with a [Frame], which has no
// page.
//
// Inside the package each file uses only files before it in this order: html.go,
// locale.go, assets.go, policy.go, part.go, layout.go, frame.go, load.go.
package layout

import "html/template"

// HTML is finished HTML, which a layout writes as it is.
type HTML = template.HTML

// Attributes is finished HTML in the start tag of an element.
type Attributes = template.HTMLAttr

// Funcs are the functions that a layout may call, by name.
type Funcs = template.FuncMap
