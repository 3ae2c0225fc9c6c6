package markdown

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
)

// languages are the lexers for what the site's samples are written in, and for what
// a partnership may add. Only these are taken: some of chroma's three hundred never
// come to an end with an awkward text, and one look into its own registry for a name
// that is not there costs milliseconds, since the name is tried as a file's. The
// lexers are told of this registry, too, so that none hands a part to another from
// outside it. It depends on nothing but the program, is made at the first use and
// only read after that.
var languages = sync.OnceValue(func() *chroma.LexerRegistry {
	// Chroma gives up a match after a quarter of a second and goes on as if there
	// were none, so that a busy machine colours the same code in another way. The
	// clock that it asks is the only thing about that which can be set: as slow as
	// this, only a match that would not end is given up.
	regexp2.SetTimeoutCheckPeriod(3 * time.Second)
	registry := chroma.NewLexerRegistry()
	for _, name := range [...]string{"Bash", "Bash Session", "Batchfile", "CSS", "CSV", "Diff", "Docker", "Go", "HTML", "INI", "JSON", "JavaScript",
		"PowerShell", "Python", "SQL", "TOML", "TypeScript", "XML", "YAML", "markdown", "properties"} {
		if lexer := lexers.Get(name); lexer != nil {
			registry.Register(lexer)
		}
	}
	return registry
})

// lexerOf gives the reader of a language; nil for plain text.
func lexerOf(language string) (lexer chroma.Lexer, known bool) {
	switch strings.ToLower(language) {
	case "", "text", "txt", "plain", "plaintext":
		return nil, true
	}
	lexer = languages().Get(strings.ToLower(language))
	return lexer, lexer != nil
}

// Highlight gives code as HTML in which words that deserve a colour bear one of the
// classes of StyleSheet. It is false for plain text, for a language it does not
// know, for very long code, and where the code cannot be read as what it is said to
// be.
func Highlight(code, language string) (html string, ok bool) {
	lexer, _ := lexerOf(language)
	if lexer == nil || len(code) > maxHighlight {
		return "", false
	}
	// Some of chroma's lexers give up by panicking; the code is then shown plain.
	defer func() {
		if recover() != nil {
			html, ok = "", false
		}
	}()
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return "", false
	}
	b := make([]byte, 0, 2*len(code))
	class, rest, left := "", code, 8*len(code)+64
	for token := tokens(); token != chroma.EOF; token = tokens() {
		if left--; left < 0 {
			return "", false // a lexer that hands out nothing for ever
		}
		text, found := strings.CutPrefix(rest, token.Value)
		if !found {
			// A lexer may end the last line itself. Any other difference means that
			// it dropped or changed something.
			if token.Value = strings.TrimSuffix(token.Value, "\n"); rest != token.Value {
				return "", false
			}
			text = ""
		}
		rest = text
		if next := classOf(token.Type); strings.TrimSpace(token.Value) != "" && next != class {
			b = appendSpan(b, class, next)
			class = next
		}
		b = appendEscaped(b, []byte(token.Value))
	}
	b = appendSpan(b, class, "")
	return string(b), rest == ""
}

// appendSpan ends the span of one class and starts that of another; "" has none.
func appendSpan(html []byte, old, new string) []byte {
	if old != "" {
		html = append(html, "</span>"...)
	}
	if new != "" {
		html = append(append(append(html, `<span class="`...), new...), `">`...)
	}
	return html
}

// classOf gives the class of a token: its own where the sheet has a colour for it,
// else that of the family it belongs to.
func classOf(token chroma.TokenType) string {
	for _, t := range [...]chroma.TokenType{token, token.SubCategory(), token.Category()} {
		class := chroma.StandardTypes[t]
		for i := range palette {
			if slices.Contains(palette[i].classes, class) {
				return palette[i].classes[0]
			}
		}
	}
	return ""
}
