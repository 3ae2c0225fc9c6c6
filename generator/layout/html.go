// Package layout loads the layouts of a site and renders pages with them.
//
// It takes the layouts folder, the static folder and the site's settings. It returns complete
// pages, including the style sheet, script, content security policy and localised interface text.
// The package has no knowledge of page kinds: the caller provides the template functions and the
// page values.
//
// A layout is an html/template file named after its page kind or view, such as
// finding.html. It defines the template "main", which base.html includes. The parts of
// base.html that are the same on many pages are in frame.html and are executed with a
// [Frame], which contains no page data.
//
// Within the package, each file uses only files earlier in this order: html.go, locale.go, inline.go,
// assets.go, policy.go, file.go, layout.go, frame.go, load.go.
package layout

import "html/template"

// HTML is safe HTML, which templates write without escaping.
type HTML = template.HTML

// Attributes is a safe list of HTML attributes, which templates write without escaping.
type Attributes = template.HTMLAttr

// URL is a safe URL, such as a tel: address, which templates would otherwise reject.
type URL = template.URL

// Funcs maps names to the functions that a layout can call.
type Funcs = template.FuncMap
