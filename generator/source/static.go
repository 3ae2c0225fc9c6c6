package source

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// ReservedFiles lists the static files that are not published unchanged: the program embeds
// them in pages or publishes them in another form.
var ReservedFiles = []string{"style.css", "site.js", "quiz.css", "quiz.js", "slides.css", "slides.js", "search.css", "search.js", "offline.css", "offline.js", "sw.js", "remove.js"}

// MaxStatic is the maximum size of a static file in bytes. Larger files are too slow to
// download on a slow connection and are rejected by hosting providers.
const MaxStatic = 50 << 20

// refusedExtensions lists the extensions of files that must not be published, by hint for the
// author. Such files are unchecked pages and scripts, executables, temporary files, and
// office documents, which contain author names and comments.
var refusedExtensions = map[string]string{
	"write it as a page below content/":                          "html htm xhtml xht shtml mht mhtml hta htc",
	"publish a PDF":                                              "doc docx docm dot dotx ppt pptx pptm pps ppsx odt odp odg rtf pages key pub vsd vsdx msg eml wps",
	"publish a table in a page, or a .csv":                       "xls xlsx xlsm xlsb ods numbers mdb accdb",
	"the site has no server to run it":                           "php php3 php4 php5 phtml phar asp aspx ashx jsp jspx cgi pl py rb lua",
	"publish data as .csv or .json; an XML file can run scripts": "xml xsl xslt rdf rss atom xul",
	"pages load only the scripts and styles of the program":      "js mjs cjs jsm ts css wasm",
	"save the drawing as .svg, which can be checked":             "svgz",
	"publish no programs on this site":                           "exe msi dll com scr bat cmd ps1 vbs vbe wsf jar apk app dmg pkg deb rpm sh bash lnk url webloc desktop reg swf xap",
	"delete it: it is a temporary or backup file":                "db ini bak tmp temp orig rej swp swo old part crdownload",
	"put it below content/, where Markdown becomes a page":       "md markdown",
	"move it elsewhere: notes and settings are not for readers":  "yaml yml toml env log sql sqlite pem crt p12 pfx",
}

// refusalHint returns the hint for a file with a refused extension, or "" if the extension is
// allowed.
func refusalHint(extension string) string {
	for hint, list := range refusedExtensions {
		if slices.Contains(strings.Fields(list), strings.TrimPrefix(extension, ".")) {
			return hint
		}
	}
	return ""
}

// Static returns the names of the files in static that are published unchanged, in lexical
// order. It reports files that must not be published.
func Static(static fs.FS) ([]string, diag.List, error) {
	var names []string
	var problems diag.List
	err := fs.WalkDir(static, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".well-known":
			problems.Warn(namePosition("static/"+name), "static-hidden", "a hidden file or folder is not published", "delete it, or rename it without the dot")
			return skipEntry(entry)
		case !checkEntry("static/"+name, entry, &problems):
			return skipEntry(entry)
		case entry.IsDir() || slices.Contains(ReservedFiles, name):
			return nil
		}
		ok, err := checkStatic(static, name, entry, &problems)
		if ok {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading static files: %w", err)
	}
	return names, problems, nil
}

// skipEntry returns the value with which an fs.WalkDirFunc skips entry, including its
// contents if it is a folder.
func skipEntry(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// checkStatic returns whether a regular file may be published, and reports why not. It reads
// only images, which may contain scripts or the location where they were taken.
func checkStatic(static fs.FS, name string, entry fs.DirEntry, problems *diag.List) (bool, error) {
	at := diag.Pos{Path: "static/" + name}
	info, err := entry.Info()
	if err != nil {
		return false, err
	}
	extension := strings.ToLower(path.Ext(name))
	switch hint := refusalHint(extension); {
	case strings.HasSuffix(name, "~"):
		problems.Error(at, "static-refused", "files ending in ~ are not published", "delete it: it is a backup file of an editor")
	case hint != "":
		problems.Error(at, "static-refused", fmt.Sprintf("files ending in %s are not published", path.Ext(name)), hint)
	case info.Size() > MaxStatic || extension == ".svg" && info.Size() > MaxSize:
		problems.Error(at, "static-large", fmt.Sprintf("%d KiB are too much for a slow connection", info.Size()>>10), "make the file smaller, or split it")
	default:
		return checkImage(static, name, extension, problems)
	}
	return false, nil
}

// checkImage reports active content and location data in an image. It returns false if there
// is either. It returns true for a file that is not an image.
func checkImage(static fs.FS, name, extension string, problems *diag.List) (bool, error) {
	switch extension {
	case ".svg", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff":
	default:
		return true, nil
	}
	data, err := fs.ReadFile(static, name)
	if err != nil {
		return false, err
	}
	at, before := diag.Pos{Path: "static/" + name}, len(*problems)
	if extension == ".svg" {
		checkSVG(at, data, problems)
	} else if hasLocation(data) {
		problems.Error(at, "static-place", "this picture contains the location where it was taken", "save it without metadata, and check who can be recognised by what it shows")
	}
	return len(*problems) == before, nil
}
