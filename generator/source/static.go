package source

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// Reserved are the static files that the program works into pages, so that they
// are not published as they stand: style sheets and scripts.
var Reserved = []string{"style.css", "site.js", "quiz.css", "quiz.js", "slides.css", "slides.js", "search.css", "search.js", "offline.css", "offline.js", "sw.js", "remove.js"}

// refused are endings of files that would leave the site's care: pages that no
// rule has read, and office files that carry their authors' names and comments.
var refused = map[string]string{
	".html": "write it as a page below content/", ".htm": "write it as a page below content/", ".xhtml": "write it as a page below content/",
	".doc": "publish a PDF", ".docx": "publish a PDF", ".xls": "publish a table in a page", ".xlsx": "publish a table in a page",
	".ppt": "publish a PDF", ".pptx": "publish a PDF", ".odt": "publish a PDF", ".php": "the site has no server to run it",
}

// Static lists the files below static/ that are published as they stand, by their
// path from there, in order.
func Static(static fs.FS) ([]string, diag.List, error) {
	var names []string
	var problems diag.List
	err := fs.WalkDir(static, ".", func(name string, entry fs.DirEntry, err error) error {
		at := diag.Pos{Path: "static/" + name}
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".well-known":
			problems.Warn(at, "static-hidden", "a hidden file or folder is not published", "delete it, or rename it without the dot")
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		case !entry.Type().IsRegular():
			problems.Error(at, "source-not-a-file", "a link or device, not a file", "put a copy of the file here")
		case refused[strings.ToLower(path.Ext(name))] != "":
			problems.Error(at, "static-refused", fmt.Sprintf("files ending in %s are not published", path.Ext(name)), refused[strings.ToLower(path.Ext(name))])
		case slices.Contains(Reserved, name):
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading static files: %w", err)
	}
	return names, problems, nil
}
