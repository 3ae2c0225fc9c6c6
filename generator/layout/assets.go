package layout

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// Names of the style sheets and scripts that some pages load in addition to style.css, text.css and
// site.js. For Quiz, for example, these are static/quiz.css and static/quiz.js.
const (
	Quiz     = "quiz"     // modules, and other pages with questions
	Slides   = "slides"   // slide decks
	Search   = "search"   // search page
	Front    = "front"    // style sheet only: home page, pages of audiences, page not found, recent changes
	Study    = "study"    // style sheet only: pages of reviews and themes, index, glossary
	Briefing = "briefing" // style sheet only: briefings
	Now      = "now"      // style sheet only: protocols, and other pages that begin with what to do now
	Quality  = "quality"  // style sheet only, front.css and study.css combined: page for the quality subgroup
	Sheet    = "sheet"    // style sheet only: sheets of statements
	Parents  = "parents"  // pages for parents
	Offline  = "offline"  // page for saving other pages on the device
	Package  = "package"  // page of a module in a package for a learning system, with quiz.css and quiz.js
)

// Assets contains the minified style sheets and scripts of all pages. Each page loads one combined
// script. A page that readers may open first has an inline style element, because on a slow mobile
// connection a second request takes longer than the additional bytes. Pages that readers reach from
// another page load the style sheet from a file instead, which browsers cache.
type Assets struct {
	ServiceWorker []byte // service worker that saves pages
	CleanupWorker []byte // service worker that removes saved pages

	styles     map[styleKey]Style
	styleFiles map[string]File // by name of the additional style sheet
	scripts    map[scriptKey]File
}

type scriptKey struct {
	language string // tag of the language of its words
	extra    string // name of the additional script, or "" if none
}

type styleKey struct {
	extra string // name of the additional style sheet, or "" if none
	code  bool   // whether it includes the styles for code
}

// A Style is a style element with the hash that allows it in a content security policy.
type Style struct {
	Element HTML   // "<style>…</style>"
	Hash    string // in policy syntax, with quotes
}

// A File is a published script or style sheet with a content hash in its name: "site.1a2b3c4d.js".
type File struct {
	Name string // file name in the root folder
	Text []byte // minified
}

// newFile returns a file with the given text. Its name starts with name and ends with ext.
func newFile(name, ext string, text []byte) File {
	sum := sha256.Sum256(text)
	return File{name + "." + hex.EncodeToString(sum[:4]) + ext, text}
}

// LoadAssets reads and minifies the style sheets and scripts in static. It appends colours, which are
// minified rules, to style.css. It creates each script in each language of the site, but the service
// workers only in the default language.
func LoadAssets(static fs.FS, colours string, locales *Locales) (*Assets, error) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	highlighting, err := m.Bytes(".css", []byte(markdown.StyleSheet()))
	read := func(name string, l *Locale) (minified []byte) {
		var text []byte
		if err == nil {
			text, err = fs.ReadFile(static, name)
		}
		if err == nil && path.Ext(name) == ".js" {
			text, err = l.localizeScript(name, text)
		}
		if err == nil {
			text = bytes.TrimPrefix(text, []byte("\ufeff")) // the mark would become part of the first selector
			if minified, err = m.Bytes(path.Ext(name), text); err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			} else if path.Ext(name) == ".css" {
				err = checkStyle(name, text, minified)
			}
		}
		return minified
	}
	main := locales.ForPage(nil)
	a := &Assets{styles: make(map[styleKey]Style), styleFiles: make(map[string]File), scripts: make(map[scriptKey]File)}
	code := append(read("code.css", main), highlighting...)
	style := append(read("style.css", main), colours...)
	front, study := read("front.css", main), read("study.css", main)
	a.addStyle(Front, slices.Concat(style, front), code)
	for _, extra := range []string{Search, Offline} { // these pages do not need text.css
		a.addStyle(extra, slices.Concat(style, read(extra+".css", main)), code)
	}
	style = slices.Concat(style, read("text.css", main))
	a.addStyle("", style, code)
	a.addStyle(Package, slices.Concat(style, read("quiz.css", main), read("package.css", main)), code)
	a.addStyle(Study, slices.Concat(style, study), code)
	a.addStyle(Quality, slices.Concat(style, front, study), code)
	for _, extra := range []string{Quiz, Slides, Sheet, Parents, Briefing, Now} {
		a.addStyle(extra, slices.Concat(style, read(extra+".css", main)), code)
	}
	for _, l := range locales.byTag {
		slash := append(read("slash.js", l), ';')
		script := slices.Concat(slash, read("site.js", l))
		a.addScript(scriptKey{l.Tag, ""}, "site", script)
		for _, extra := range []string{Quiz, Slides, Search, Offline, Parents} {
			all := slices.Concat(script, []byte(";"))
			if extra == Search { // the search page needs nothing else from site.js
				all = slash
			}
			a.addScript(scriptKey{l.Tag, extra}, extra, slices.Concat(all, read(extra+".js", l)))
		}
		a.addScript(scriptKey{l.Tag, Package}, Package, slices.Concat(read("scorm.js", l), []byte(";"), a.Script(l.Tag, Quiz).Text, []byte(";"), read("package.js", l)))
	}
	a.ServiceWorker, a.CleanupWorker = read("sw.js", main), read("remove.js", main)
	return a, err
}

// localizeScript replaces each call T("key") in a script with a literal of the text of the key, or
// of all its plural forms, and each call H("key") with a literal of the text escaped for HTML. The
// keys "_tag" and "_dir" return the tag and the direction of the language. A call W("key") is
// replaced with an object. Its field "words" is the result of T and, if that is not in the language
// of the page, its fields "lang" and "dir" are those of the text.
func (l *Locale) localizeScript(name string, text []byte) ([]byte, error) {
	var err error
	text = regexp.MustCompile(`\b[THW]\("[a-z_]+"\)`).ReplaceAllFunc(text, func(call []byte) []byte {
		key := string(call[3 : len(call)-2])
		found, tag := l.Words.Text(key)
		switch key {
		case "_tag":
			found.Plain = l.Tag
		case "_dir":
			found.Plain = l.Dir
		}
		if found.All() == nil {
			err = fmt.Errorf("static/%s: no text has the key %q: write it into layouts/words/en.yaml", name, key)
		}
		var value any = found.Plain
		if found.Forms != nil {
			value = found.Forms
		}
		switch {
		case call[0] == 'H':
			value = template.HTMLEscapeString(found.Plain)
		case call[0] == 'W' && l.LanguageAttributes(tag) != "":
			value = map[string]any{"words": value, "lang": tag, "dir": model.Direction(tag)}
		case call[0] == 'W':
			value = map[string]any{"words": value}
		}
		literal, _ := json.Marshal(value) // never fails for strings and maps of strings
		return literal
	})
	return text, err
}

// checkStyle returns an error if a style sheet would end the style element that contains it.
func checkStyle(name string, text, minified []byte) error {
	endTag := []byte("</style")
	if !bytes.Contains(bytes.ToLower(minified), endTag) {
		return nil
	}
	before := text[:max(0, bytes.Index(bytes.ToLower(text), endTag))]
	return fmt.Errorf("%s:%d: </style> would end the style sheet in every page: take it out, or write <\\/style> in a text", name, 1+bytes.Count(before, []byte("\n")))
}

// addStyle adds two style sheets for pages that use the additional style sheet extra: text alone, and
// text followed by code, for pages with code blocks. The file for extra always contains code.
func (a *Assets) addStyle(extra string, text, code []byte) {
	for withCode, text := range map[bool][]byte{false: text, true: slices.Concat(text, code)} {
		sum := sha256.Sum256(text)
		a.styles[styleKey{extra, withCode}] = Style{HTML("<style>" + string(text) + "</style>"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
	}
	a.styleFiles[extra] = newFile(cmp.Or(extra, "style"), ".css", slices.Concat(text, code))
}

// addScript adds a script with the given text under key. The file name of the script starts with name.
func (a *Assets) addScript(key scriptKey, name string, text []byte) {
	a.scripts[key] = newFile(name, ".js", text)
}

// Style returns the style for a page that uses the additional style sheet extra, or only style.css if
// extra is "". If code is true, the style includes the rules for code.
func (a *Assets) Style(extra string, code bool) Style { return a.styles[styleKey{extra, code}] }

// StyleFile returns the file with the style sheet for pages that use the additional style sheet extra.
func (a *Assets) StyleFile(extra string) File { return a.styleFiles[extra] }

// Script returns the script for a page in the given language that uses the additional script extra, or
// only site.js if extra is "".
func (a *Assets) Script(language, extra string) File { return a.scripts[scriptKey{language, extra}] }
