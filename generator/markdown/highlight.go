package markdown

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
)

// languages contains the languages that can be highlighted.
type languages struct {
	lexers  map[string]chroma.Lexer // by name and alias in lower case, file name and file name extension
	aliases []string                // sorted
}

// supportedLanguages returns the languages that can be highlighted. It does not use chroma's own
// registry, because some of the three hundred lexers there do not terminate on some input. A separate
// registry keeps the lexers from delegating to those. Lexers are looked up in a map, because a lookup
// in a registry also matches file name patterns and may take milliseconds. The result is computed on
// first use and is read-only.
var supportedLanguages = sync.OnceValue(func() languages {
	// Chroma abandons a regexp match after 250 ms and continues as if it had failed, so
	// the result would depend on the load of the machine. The timeout itself cannot be
	// changed, but it is only detected when the clock ticks: with this period, only
	// matches that do not terminate are abandoned.
	regexp2.SetTimeoutCheckPeriod(3 * time.Second)
	registry := chroma.NewLexerRegistry()
	for _, name := range [...]string{"Bash", "Bash Session", "Batchfile", "CSS", "CSV", "Diff", "Docker", "Go", "HTML", "INI", "JSON", "JavaScript",
		"PowerShell", "Python", "SQL", "TOML", "TypeScript", "XML", "YAML", "markdown", "properties"} {
		if lexer := lexers.Get(name); lexer != nil {
			registry.Register(lexer)
		}
	}
	byName := make(map[string]chroma.Lexer)
	priority := func(lexer chroma.Lexer) float32 { return cmp.Or(lexer.Config().Priority, 1) }
	for _, lexer := range registry.Lexers {
		for _, pattern := range lexer.Config().Filenames {
			name := strings.TrimPrefix(pattern, "*.")
			if known := byName[name]; known == nil || priority(lexer) > priority(known) {
				byName[name] = lexer
			}
		}
	}
	for _, lexer := range registry.Lexers { // so that names take precedence over file name extensions
		for _, name := range append(lexer.Config().Aliases, lexer.Config().Name) {
			byName[strings.ToLower(name)] = lexer
		}
	}
	return languages{byName, registry.Aliases(false)}
})

// lexerFor returns the lexer for the given language, or nil for plain text and for an unknown
// language. The result known is false only for an unknown language.
func lexerFor(language string) (lexer chroma.Lexer, known bool) {
	language = strings.ToLower(language)
	switch language {
	case "", "text", "txt", "plain", "plaintext":
		return nil, true
	}
	lexer, known = supportedLanguages().lexers[language]
	return lexer, known
}

// Highlight returns code as HTML with the CSS classes of StyleSheet. It returns false for
// plain text, an unknown language, code that is longer than maxHighlight, and code that the
// lexer cannot parse.
func Highlight(code, language string) (html string, ok bool) {
	lexer, _ := lexerFor(language)
	if lexer == nil || len(code) > maxHighlight {
		return "", false
	}
	// Some of chroma's lexers panic on invalid input. Such code is not highlighted.
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
	class, rest, tokensLeft := "", code, 8*len(code)+64
	for token := tokens(); token != chroma.EOF; token = tokens() {
		if tokensLeft--; tokensLeft < 0 {
			return "", false // the lexer keeps returning empty tokens
		}
		text, found := strings.CutPrefix(rest, token.Value)
		if !found {
			// A lexer may append a newline to the last line. Any other difference is a
			// lexer error.
			if token.Value = strings.TrimSuffix(token.Value, "\n"); rest != token.Value {
				return "", false
			}
			text = ""
		}
		rest = text
		if next := cssClass(token.Type); strings.TrimSpace(token.Value) != "" && next != class {
			b = appendSpan(b, class, next)
			class = next
		}
		b = appendEscaped(b, []byte(token.Value))
	}
	b = appendSpan(b, class, "")
	return string(b), rest == ""
}

// appendSpan appends the end tag of the old span and the start tag of a new one. An empty
// class name means no span.
func appendSpan(html []byte, old, new string) []byte {
	if old != "" {
		html = append(html, "</span>"...)
	}
	if new != "" {
		html = append(append(append(html, `<span class="`...), new...), `">`...)
	}
	return html
}

// cssClass returns the CSS class for the given token type. For a type without a style, it returns
// that of the subcategory or category, or "" if neither has a style.
func cssClass(token chroma.TokenType) string {
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
