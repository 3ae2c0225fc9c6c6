package render

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"safelearn/generator/markdown"
)

// A head holds the style and script of every page, made once.
type head struct {
	plain, code sheet // the style without and with the classes of highlighted code
	script      []byte
	scriptName  string // with a fingerprint: "site.1a2b3c4d.js"
	live        string
}

// A sheet is a style element and the policy that allows it and nothing else.
type sheet struct {
	element template.HTML
	policy  string
}

func newHead(style, script []byte, live string) (head, error) {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	plain, err := m.Bytes("text/css", style)
	if err != nil {
		return head{}, fmt.Errorf("%s: %w", styleFile, err)
	}
	code, err := m.Bytes("text/css", []byte(string(style)+markdown.StyleSheet()))
	if err != nil {
		return head{}, fmt.Errorf("%s: %w", styleFile, err)
	}
	small, err := m.Bytes("text/javascript", script)
	if err != nil {
		return head{}, fmt.Errorf("%s: %w", scriptFile, err)
	}
	sum := sha256.Sum256(small)
	return head{
		plain: newSheet(plain, live), code: newSheet(code, live),
		script: small, scriptName: "site." + hex.EncodeToString(sum[:4]) + ".js", live: live,
	}, nil
}

// newSheet writes the policy of design 4: nothing from anywhere, the one style by
// its hash, own script and pictures, and no connection but, while writing, the
// stream that tells of changes.
func newSheet(style []byte, live string) sheet {
	sum := sha256.Sum256(style)
	connect := "'none'"
	if live != "" {
		connect = "'self'"
	}
	return sheet{
		element: template.HTML("<style>" + string(style) + "</style>"),
		policy: strings.Join([]string{
			"default-src 'none'", "script-src 'self'", "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
			"img-src 'self'", "connect-src " + connect, "form-action 'none'", "base-uri 'none'",
		}, "; "),
	}
}

func (h *head) sheet(code bool) sheet {
	if code {
		return h.code
	}
	return h.plain
}
