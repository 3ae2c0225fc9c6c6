package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"safelearn/generator"
	"safelearn/generator/diag"
)

// fromHere makes the paths of diagnostics lead from the present folder, so that a
// terminal or editor can open them.
func fromHere(site *generator.Site, list diag.List) diag.List {
	for i := range list {
		list[i].Path = near(filepath.Join(site.Folder, list[i].Path))
		for n := range list[i].Notes {
			list[i].Notes[n].Path = near(filepath.Join(site.Folder, list[i].Notes[n].Path))
		}
	}
	return list
}

// near gives the shortest path from the present folder to a file.
func near(file string) string {
	here, err := os.Getwd()
	if err != nil {
		return file
	}
	whole, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if way, err := filepath.Rel(here, whole); err == nil {
		file = way
	}
	return filepath.ToSlash(file)
}

// printText prints problems as editors and people read them.
func printText(w io.Writer, list diag.List) {
	for _, d := range list {
		fmt.Fprintln(w, d)
	}
}

// printJSON prints problems as one JSON array, an empty one included.
func printJSON(w io.Writer, list diag.List) error {
	if list == nil {
		list = diag.List{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}

// count tells how many problems there are: "2 errors, 1 warning".
func count(list diag.List) string {
	var parts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Notice} {
		switch n := list.Count(s); {
		case n == 1:
			parts = append(parts, "1 "+s.String())
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if parts == nil {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}
