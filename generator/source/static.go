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

// MaxStatic is the most bytes that a static file may have: a reader on a train would
// not get a larger one, and hosts refuse them.
const MaxStatic = 50 << 20

// refused are endings of files that would leave the site's care, by what to do
// instead: pages that no rule has read, scripts that none of the pages loads,
// programs, office files that carry their authors' names and comments, and what
// systems and editors leave behind.
var refused = endings(map[string]string{
	"write it as a page below content/":                                 "html htm xhtml xht shtml mht mhtml hta htc",
	"publish a PDF":                                                     "doc docx docm dot dotx ppt pptx pptm pps ppsx odt odp odg rtf pages key pub vsd vsdx msg eml wps",
	"publish a table in a page, or a .csv":                              "xls xlsx xlsm xlsb ods numbers mdb accdb",
	"the site has no server to run it":                                  "php php3 php4 php5 phtml phar asp aspx ashx jsp jspx cgi pl py rb lua",
	"publish data as .csv or .json; browsers run what XML files hold":   "xml xsl xslt rdf rss atom xul",
	"pages load the site's own scripts and style and no other":          "js mjs cjs jsm ts css wasm",
	"write the drawing as .svg, which can be read before it is shown":   "svgz",
	"hand no programs out from here":                                    "exe msi dll com scr bat cmd ps1 vbs vbe wsf jar apk app dmg pkg deb rpm sh bash lnk url webloc desktop reg swf xap",
	"delete it: a system or an editor left it behind":                   "db ini bak tmp temp orig rej swp swo old part crdownload",
	"Markdown is made into pages below content/; here it stays unread":  "md markdown",
	"notes and settings of the site are nobody's to read; move it away": "yaml yml toml env log sql sqlite pem crt p12 pfx",
})

func endings(groups map[string]string) map[string]string {
	all := make(map[string]string)
	for hint, group := range groups {
		for _, ending := range strings.Fields(group) {
			all["."+ending] = hint
		}
	}
	return all
}

// Static lists the files below static/ that are published as they stand, by their
// path from there, in order.
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
			problems.Warn(place("static/"+name), "static-hidden", "a hidden file or folder is not published", "delete it, or rename it without the dot")
			return skip(entry)
		case oddly("static/"+name, entry, &problems):
			return skip(entry)
		case entry.IsDir() || slices.Contains(Reserved, name):
			return nil
		}
		fine, err := publishable(static, name, entry, &problems)
		if fine {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading static files: %w", err)
	}
	return names, problems, nil
}

// skip passes over a file, or over a folder with all in it.
func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// publishable judges a plain file by its ending, its size, and where a browser or a
// camera may have put more into it than can be seen, by what it holds.
func publishable(static fs.FS, name string, entry fs.DirEntry, problems *diag.List) (bool, error) {
	at := diag.Pos{Path: "static/" + name}
	info, err := entry.Info()
	if err != nil {
		return false, err
	}
	ending := strings.ToLower(path.Ext(name))
	switch hint := refused[ending]; {
	case strings.HasSuffix(name, "~"):
		problems.Error(at, "static-refused", "files ending in ~ are not published", "delete it: an editor left it behind")
	case hint != "":
		problems.Error(at, "static-refused", fmt.Sprintf("files ending in %s are not published", path.Ext(name)), hint)
	case info.Size() > MaxStatic || ending == ".svg" && info.Size() > MaxSize:
		problems.Error(at, "static-large", fmt.Sprintf("%d KiB are more than a reader's connection can carry", info.Size()>>10), "make it smaller, or split it")
	default:
		return look(static, name, ending, problems)
	}
	return false, nil
}

// look reads a picture, which may hold more than can be seen, and tells of that.
func look(static fs.FS, name, ending string, problems *diag.List) (bool, error) {
	switch ending {
	case ".svg", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff":
	default:
		return true, nil
	}
	data, err := fs.ReadFile(static, name)
	if err != nil {
		return false, err
	}
	at, before := diag.Pos{Path: "static/" + name}, len(*problems)
	if ending == ".svg" {
		drawing(at, data, problems)
	} else if tellsPlace(data) {
		problems.Error(at, "static-place", "this picture holds the place where it was taken", "save it without its location (an export without metadata), and look who can be known by it")
	}
	return len(*problems) == before, nil
}
