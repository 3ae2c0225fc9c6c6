package render

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"safelearn/generator/markdown"
)

// These files of static/ are worked into pages, so none is published as it stands:
// each page has one style element and loads one script, for on a poor signal a
// second request costs more than the bytes.
const (
	styleFile   = "style.css"
	quizStyle   = "quiz.css"    // follows style.css where questions are
	slidesStyle = "slides.css"  // follows style.css on slides
	savingStyle = "offline.css" // follows style.css where pages are saved
	scriptFile  = "site.js"
	quizFile    = "quiz.js"    // follows site.js where questions are answered
	slidesFile  = "slides.js"  // follows site.js on slides
	searchStyle = "search.css" // follows style.css where a form asks what to search for
	searchFile  = "search.js"  // follows site.js on the search page
	savingFile  = "offline.js" // follows site.js where pages are saved
)

// A dress is what a page needs beside the style of every page.
type dress struct {
	style string // the style sheet that follows that of every page, "" for none
	code  bool   // the classes of highlighted code
}

// A head holds the styles and scripts of all pages, made once.
type head struct {
	sheets  map[dress]sheet
	scripts map[string]script // by the file that ends it: site.js, quiz.js, slides.js
	workers map[string][]byte // sw.js, remove.js
	live    string
}

// A sheet is a style element and its hash, by which a policy allows it and no other.
type sheet struct {
	element template.HTML
	hash    string
}

// A script is published with a fingerprint in its name: "site.1a2b3c4d.js".
type script struct {
	name string
	text []byte
}

func newHead(static fs.FS, live string) (head, error) {
	h := head{sheets: make(map[dress]sheet), scripts: make(map[string]script), live: live}
	small, err := minified(static)
	if err != nil {
		return head{}, err
	}
	for _, name := range []string{"", quizStyle, slidesStyle, searchStyle, savingStyle} {
		style := slices.Concat(small[styleFile], small[name])
		h.sheets[dress{name, false}] = newSheet(style)
		h.sheets[dress{name, true}] = newSheet(slices.Concat(style, small[codeStyle]))
	}
	for _, name := range []string{scriptFile, quizFile, slidesFile, searchFile, savingFile} {
		text := small[scriptFile]
		if name != scriptFile {
			text = slices.Concat(text, []byte(";"), small[name])
		}
		sum := sha256.Sum256(text)
		h.scripts[name] = script{strings.TrimSuffix(name, ".js") + "." + hex.EncodeToString(sum[:4]) + ".js", text}
	}
	h.workers = map[string][]byte{workerFile: small[workerFile], removingFile: small[removingFile]}
	return h, nil
}

// codeStyle names the classes of highlighted code, which are no file.
const codeStyle = "code"

// minified reads and minifies each style sheet and script once.
func minified(static fs.FS) (map[string][]byte, error) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	small := make(map[string][]byte)
	for _, name := range []string{styleFile, quizStyle, slidesStyle, searchStyle, savingStyle, scriptFile, quizFile, slidesFile, searchFile, savingFile, workerFile, removingFile} {
		text, err := fs.ReadFile(static, name)
		if err != nil {
			return nil, err
		}
		if small[name], err = m.Bytes(path.Ext(name), text); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var err error
	small[codeStyle], err = m.Bytes(".css", []byte(markdown.StyleSheet()))
	return small, err
}

func newSheet(style []byte) sheet {
	sum := sha256.Sum256(style)
	return sheet{template.HTML("<style>" + string(style) + "</style>"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
}

// policy returns the content security policy of a page: nothing from other origins, the
// one style sheet by its hash, scripts and images of the site, a form only where the page
// has one, and no connection except the reload stream of serve.
func (b *builder) policy(dot any) string {
	form, connect := "'none'", "'none'"
	if b.of(dot).form {
		form = "'self'"
	}
	if b.head.live != "" {
		connect = "'self'"
	}
	policy := "default-src 'none'; script-src 'self'; style-src " + b.sheetOf(dot).hash +
		"; img-src 'self'; connect-src " + connect + "; form-action " + form + "; base-uri 'none'"
	if b.installs(dot) {
		policy += "; manifest-src 'self'"
	}
	if b.of(dot).script == savingFile {
		policy += "; worker-src 'self'"
	}
	return policy
}
