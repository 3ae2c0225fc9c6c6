package layout

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"safelearn/generator/markdown"
)

// The style sheets and scripts that some pages need in addition to style.css and
// site.js: static/quiz.css and static/quiz.js, and so on.
const (
	Quiz    = "quiz"    // where questions are shown
	Slides  = "slides"  // on slides
	Search  = "search"  // the style where there is a search form, the script on the search page
	Offline = "offline" // where pages are saved on the device
)

// Assets holds the style sheets and scripts of all pages, minified. Each page has one
// style element and loads one script, because on a poor signal a second request costs
// more than the bytes; so none of these files is published as it is.
type Assets struct {
	Worker  []byte // the service worker that keeps pages
	Remover []byte // the service worker that removes what the other one kept

	styles  map[styleKey]Style
	scripts map[string]Script // by the additional script, "" for none
}

type styleKey struct {
	extra string // the additional style sheet, "" for none
	code  bool   // with the classes of highlighted code
}

// A Style is a style element and its hash, by which a policy allows it and no other.
type Style struct {
	Element HTML   // "<style>…</style>"
	Hash    string // as a policy writes it, in quotes
}

// A Script is a published file with a fingerprint in its name: "site.1a2b3c4d.js".
type Script struct {
	Name string // in the root folder
	Text []byte // minified
}

// LoadAssets reads and minifies the style sheets and scripts in a folder of static files.
func LoadAssets(static fs.FS) (*Assets, error) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	code, err := m.Bytes(".css", []byte(markdown.StyleSheet()))
	read := func(name string) (text []byte) {
		if err == nil {
			text, err = fs.ReadFile(static, name)
		}
		if err == nil {
			if text, err = m.Bytes(path.Ext(name), text); err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
		}
		return text
	}
	a := &Assets{styles: make(map[styleKey]Style), scripts: make(map[string]Script)}
	style, script := read("style.css"), read("site.js")
	a.addStyle("", style, code)
	a.addScript("", "site", script)
	for _, extra := range []string{Quiz, Slides, Search, Offline} {
		a.addStyle(extra, slices.Concat(style, read(extra+".css")), code)
		a.addScript(extra, extra, slices.Concat(script, []byte(";"), read(extra+".js")))
	}
	a.Worker, a.Remover = read("sw.js"), read("remove.js")
	return a, err
}

func (a *Assets) addStyle(extra string, text, code []byte) {
	for withCode, text := range map[bool][]byte{false: text, true: slices.Concat(text, code)} {
		sum := sha256.Sum256(text)
		a.styles[styleKey{extra, withCode}] = Style{HTML("<style>" + string(text) + "</style>"), "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
	}
}

func (a *Assets) addScript(extra, name string, text []byte) {
	sum := sha256.Sum256(text)
	a.scripts[extra] = Script{name + "." + hex.EncodeToString(sum[:4]) + ".js", text}
}

// Style returns the style of a page that needs an additional style sheet, "" for none,
// and shows highlighted code or not.
func (a *Assets) Style(extra string, code bool) Style { return a.styles[styleKey{extra, code}] }

// Script returns the script of a page that needs an additional script, "" for none.
func (a *Assets) Script(extra string) Script { return a.scripts[extra] }
