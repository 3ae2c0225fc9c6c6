// Package safelearn embeds the shipped layouts, static files and content in the binary, so that the
// program can show a whole site wherever it is started.
package safelearn

import "embed"

// Shipped contains the folders layouts, static and content as of the time when the program was built.
//
//go:embed all:static layouts content
var Shipped embed.FS
