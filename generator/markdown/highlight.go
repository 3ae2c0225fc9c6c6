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

// languages returns the lexers for the languages of the site's samples, and for those
// that a partnership may add. It has no others: some of chroma's three hundred do not
// terminate on some input, and a failed lookup in chroma's own registry takes
// milliseconds, because the name is also matched as a file name. The registry belongs to
// the lexers, so that none delegates to a lexer outside it. It is made at the first use
// and only read after that.
var languages = sync.OnceValue(func() *chroma.LexerRegistry {
	// Chroma abandons a match after a quarter of a second and goes on as if there were
	// none, so a busy machine would highlight the same code differently. Only the period
	// of its clock can be set: with this one, only a match that does not terminate is
	// abandoned.
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

// lexerOf returns the lexer of a language, nil for plain text.
func lexerOf(language string) (lexer chroma.Lexer, known bool) {
	switch strings.ToLower(language) {
	case "", "text", "txt", "plain", "plaintext":
		return nil, true
	}
	lexer = languages().Get(strings.ToLower(language))
	return lexer, lexer != nil
}

// Highlight returns code as HTML whose tokens have the classes of StyleSheet. It
// returns false for plain text, an unknown language, very long code, and code that the
// lexer of the language cannot read.
func Highlight(code, language string) (html string, ok bool) {
	lexer, _ := lexerOf(language)
	if lexer == nil || len(code) > maxHighlight {
		return "", false
	}
	// Some of chroma's lexers panic on input they cannot read; the code is then shown plain.
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
			return "", false // a lexer that returns empty tokens without end
		}
		text, found := strings.CutPrefix(rest, token.Value)
		if !found {
			// A lexer may add a line end to the last line. Any other difference means
			// that it dropped or changed something.
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

// appendSpan ends the span of one class and starts that of another. The class "" has no
// span.
func appendSpan(html []byte, old, new string) []byte {
	if old != "" {
		html = append(html, "</span>"...)
	}
	if new != "" {
		html = append(append(append(html, `<span class="`...), new...), `">`...)
	}
	return html
}

// classOf returns the class of a token: its own if the style sheet has a colour for it,
// else that of its category.
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
