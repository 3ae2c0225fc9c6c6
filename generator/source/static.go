package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/metadata"
)

// ReservedFiles lists the static files that are not published unchanged, because the program embeds
// them in pages or publishes them in another form.
var ReservedFiles = []string{"style.css", "text.css", "code.css", "front.css", "study.css", "briefing.css", "now.css", "parents.css", "parents.js", "site.js", "slash.js", "quiz.css", "quiz.js", "slides.css", "slides.js", "sheet.css", "search.css", "search.js", "offline.css", "offline.js", "sw.js", "remove.js", "package.css", "package.js", "scorm.js"}

// IsForHost reports whether a static file is for the hosting provider and not for readers: it is
// published at its name, but no page may link to it.
func IsForHost(name string) bool {
	return slices.Contains([]string{".htaccess", ".nojekyll", "_headers", "_redirects", "CNAME", "staticwebapp.config.json", "web.config"}, name)
}

// MaxStatic is the maximum size of a static file in bytes. Larger files are too slow to
// download on a slow connection and are rejected by hosting providers.
const MaxStatic = 50 << 20

// documentExtensions lists, between spaces, the extensions of documents of office programs, except tables.
const documentExtensions = " doc docx docm dot dotx ppt pptx pptm pps ppsx odt odp odg rtf pages key pub vsd vsdx msg eml wps "

// refusedExtensions lists the extensions, separated by spaces, of files that must not be published,
// keyed by the hint that authors get. These are pages and scripts, which are not checked; executables;
// temporary files; and office documents, which contain author names and comments.
var refusedExtensions = map[string]string{
	"write it as a page below content/":                          "html htm xhtml xht shtml mht mhtml hta htc",
	"publish a PDF":                                              documentExtensions,
	"publish a table in a page, or a .csv":                       "xls xlsx xlsm xlsb ods numbers mdb accdb",
	"the site has no server to run it":                           "php php3 php4 php5 phtml phar asp aspx ashx jsp jspx cgi pl py rb lua",
	"publish data as .csv or .json; an XML file can run scripts": "xml xsl xslt rdf rss atom xul",
	"pages load only the scripts and styles of the program":      "js mjs cjs jsm ts css wasm",
	"save the drawing as .svg, which can be checked":             "svgz",
	"publish no programs on this site":                           "exe msi dll com scr bat cmd ps1 vbs vbe wsf jar apk app dmg pkg deb rpm sh bash lnk url webloc desktop reg swf xap",
	"delete it: it is a temporary or backup file":                "db ini old",
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

// StaticFiles describes the files in the static folder.
type StaticFiles struct {
	Publish []string          // names of the files that are published unchanged, in lexical order, except those in Host
	Sums    map[string]string // checksum of the content of each file in Publish, by name
	Host    []*File           // the files for the hosting provider, in lexical order
	Texts   []*File           // the text in all files, including text in their metadata
}

// LoadStatic reads the files in the static folder and reports those that must not be published.
func LoadStatic(static fs.FS) (*StaticFiles, diag.List, error) {
	s := staticReader{static: static, StaticFiles: StaticFiles{Sums: make(map[string]string)}}
	err := fs.WalkDir(static, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".well-known" && !IsForHost(name):
			s.problems.Warn(namePosition("static/"+name), "static-hidden", "a hidden file or folder is not published", hiddenHint(entry.Name()))
			return skipEntry(entry)
		case IsTemporary(entry.Name(), entry.IsDir()):
			s.problems.Warn(namePosition("static/"+name), "static-hidden", "a file that a system or an editor has left is not published", "delete it")
			return skipEntry(entry)
		case !checkEntry("static/"+name, entry, &s.problems):
			return skipEntry(entry)
		case entry.IsDir():
			return nil
		}
		ok, err := s.read(name, entry)
		switch {
		case !ok || slices.Contains(ReservedFiles, name):
		case IsForHost(name):
			s.Host = append(s.Host, s.Texts[len(s.Texts)-1])
		default:
			s.Publish = append(s.Publish, name)
			s.Sums[name] = fmt.Sprintf("%x", sha256.Sum256(s.buf.Bytes()))
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading static files: %w", err)
	}
	return &s.StaticFiles, s.problems, nil
}

// hiddenHint returns the hint for a hidden file or folder that is not published.
func hiddenHint(name string) string {
	if IsForHost(name) {
		return "move it to static/" + name
	}
	return "delete it, or rename it without the dot; static/.htaccess, static/.nojekyll and static/.well-known/ are published"
}

// A staticReader reads static files one at a time, reusing the same buffer.
type staticReader struct {
	StaticFiles
	static   fs.FS
	buf      bytes.Buffer
	problems diag.List
}

// skipEntry returns the value that an fs.WalkDirFunc must return to skip entry, including its
// contents if it is a folder.
func skipEntry(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// read reads a regular file. It returns true if the file may be published, and otherwise reports why
// not.
func (s *staticReader) read(name string, entry fs.DirEntry) (bool, error) {
	at := diag.Pos{Path: "static/" + name}
	info, err := entry.Info()
	if err != nil {
		return false, err
	}
	extension := strings.ToLower(path.Ext(name))
	hint := refusalHint(extension)
	if slices.Contains(ReservedFiles, name) {
		hint = ""
	}
	switch {
	case hint != "":
		s.problems.Error(at, "static-refused", fmt.Sprintf("files ending in %s are not published", path.Ext(name)), hint)
	case info.Size() > MaxStatic || extension == ".svg" && info.Size() > MaxSize:
		s.problems.Error(at, "static-large", fmt.Sprintf("%d KiB are too much for a slow connection", info.Size()>>10), "make the file smaller, or split it")
	default:
		f, err := s.static.Open(name)
		if err != nil {
			return false, err
		}
		defer f.Close()
		s.buf.Reset()
		if _, err := s.buf.ReadFrom(f); err != nil {
			return false, err
		}
		if IsForHost(name) {
			file := &File{Path: at.Path, Text: strings.ToValidUTF8(s.buf.String(), "?")}
			file.indexLines()
			s.Texts = append(s.Texts, file)
			return true, nil
		}
		return s.check(at, extension, s.buf.Bytes()), nil
	}
	return false, nil
}

// check reports active content and metadata in a file, and adds its text to s.Texts. It returns true
// if the file may be published.
func (s *staticReader) check(at diag.Pos, extension string, data []byte) bool {
	before := len(s.problems)
	if extension == ".svg" {
		if checkSVG(at, data, &s.problems); len(s.problems) > before {
			return false
		}
	}
	report, err := metadata.Read(data)
	text := report.Text
	switch {
	case err != nil:
		s.problems.Error(at, "static-unreadable", err.Error(), "publish a PDF, a PNG, JPEG or SVG picture, an MP3, an MP4 or plain text, newly saved")
		text = ""
	case report.HasLocation:
		s.problems.Error(at, "static-place", "this picture contains the location where it was taken", "save it without metadata, and check who can be recognised by what it shows")
	case len(report.Found) > 0:
		s.problems.Error(at, "static-metadata", "this file says more than it shows: "+joinFirst(report.Found), metadataHint(data))
	}
	if extension == ".csv" || extension == ".tsv" { // because package privacy recognises tables with bars
		text = strings.NewReplacer(",", "|", ";", "|", "\t", "|").Replace(text)
	}
	file := &File{Path: at.Path, Text: text, derived: len(text) != len(data)} // the lengths are equal only for plain text
	file.indexLines()
	s.Texts = append(s.Texts, file)
	return len(s.problems) == before
}

// joinFirst joins the first few names with commas.
func joinFirst(names []string) string {
	const maxNames = 5
	if len(names) > maxNames {
		names = append(slices.Clone(names[:maxNames]), "…")
	}
	return strings.Join(names, ", ")
}

// metadataHint returns a hint for authors on how to remove the metadata of a file.
func metadataHint(data []byte) string {
	if bytes.HasPrefix(data, []byte("%PDF")) {
		return "take author, comments and attachments out of the document it was made from, then export it as PDF again; editing the PDF itself keeps the old version in it"
	}
	return "save or export it again without metadata; picture programs have a box for it"
}
