package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"safelearn/generator"
	"safelearn/generator/diag"
)

// makeRelative makes the paths of diagnostics relative to the working directory, so that
// terminals and editors can open them. It modifies list and returns it.
func makeRelative(site *generator.Site, list diag.List) diag.List {
	for i, d := range list {
		list[i].Path = relativePath(filepath.Join(site.Folder, d.Path))
		for n, note := range d.Notes {
			d.Notes[n].Path = relativePath(filepath.Join(site.Folder, note.Path))
		}
	}
	return list
}

// relativePath returns the slash-separated path of file relative to the working directory. If file has
// no such path, it returns file unchanged.
func relativePath(file string) string {
	dir, err1 := os.Getwd()
	absolute, err2 := filepath.Abs(file)
	rel, err3 := filepath.Rel(dir, absolute)
	if err := errors.Join(err1, err2, err3); err != nil {
		return file
	}
	return filepath.ToSlash(rel)
}

// printText prints diagnostics for people and editors.
func printText(w io.Writer, list diag.List) {
	for _, d := range list {
		fmt.Fprintln(w, d)
	}
}

// printAnnotations prints diagnostics as GitHub workflow commands, which make GitHub show each
// diagnostic at its line.
func printAnnotations(w io.Writer, list diag.List) {
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range list {
		message := d.Message
		if d.Hint != "" {
			message += "\nhint: " + d.Hint
		}
		at := "file=" + value.Replace(d.Path)
		if d.Line > 0 { // otherwise, GitHub shows the annotation at the file
			at += fmt.Sprintf(",line=%d,col=%d", d.Line, d.Column)
		}
		fmt.Fprintf(w, "::%s %s,title=%s::%s\n", d.Severity, at, value.Replace(d.Rule), text.Replace(message))
	}
}

// printJSON prints diagnostics as a JSON array, which is empty if there are none.
func printJSON(w io.Writer, list diag.List) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(append(diag.List{}, list...))
}
