// Package safelearn carries the shipped layouts, static files and content into the
// binary, so that it shows a whole site wherever it is started.
package safelearn

import "embed"

// Shipped holds the folders layouts, static and content as they were when the
// program was built.
//
//go:embed all:static layouts content
var Shipped embed.FS
