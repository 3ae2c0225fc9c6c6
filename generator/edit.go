package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/source"
)

// A rewrite changes some lines of a file of the site and leaves the others unchanged, byte for byte.
// It splits lines as package source does, so that positions of keys and values found by that package
// are valid.
type rewrite struct {
	byteOrderMark string   // byte order mark, or ""
	lines         []string // with their line endings
	lineEnding    string   // line ending for new lines, the same as that of the first line
}

// newRewrite returns a rewrite of text without changes. Each line keeps its line ending.
func newRewrite(text string) *rewrite {
	r := &rewrite{lineEnding: "\n"}
	if rest, marked := strings.CutPrefix(text, "\ufeff"); marked {
		r.byteOrderMark, text = "\ufeff", rest
	}
	for len(text) > 0 {
		n := strings.IndexAny(text, "\r\n") + 1
		switch {
		case n == 0:
			n = len(text)
		case strings.HasPrefix(text[n-1:], "\r\n"):
			n++
		}
		r.lines, text = append(r.lines, text[:n]), text[n:]
	}
	if len(r.lines) > 0 && strings.HasSuffix(r.lines[0], "\r\n") {
		r.lineEnding = "\r\n"
	}
	return r
}

// keyRange returns the range [from, to) of the lines of a top-level key and its value, or -1, -1 if
// the lines [start, stop) do not contain the key.
func (r *rewrite) keyRange(key string, start, stop int) (from, to int) {
	for i := start; i < stop; i++ {
		name, _, found := strings.Cut(r.lines[i], ":")
		if !found || strings.HasPrefix(name, " ") || strings.Trim(name, "\t \"'") != key {
			continue
		}
		to = i + 1
		for n := to; n < stop; n++ {
			if r.isComment(n) {
				continue // comments after the block belong to what follows
			}
			if line := strings.TrimRight(r.lines[n], "\r\n"); line[0] != ' ' && line != "-" && !strings.HasPrefix(line, "- ") {
				break
			}
			to = n + 1
		}
		return i, to
	}
	return -1, -1
}

// isComment reports whether a line is a comment or blank.
func (r *rewrite) isComment(line int) bool {
	text := strings.TrimSpace(r.lines[line])
	return text == "" || strings.HasPrefix(text, "#")
}

// isBlockList reports whether the list whose key is on line from is a YAML block list: no item is on
// the line of the key, and each starts on a separate line with a hyphen. The argument items contains
// the line number of each item.
func (r *rewrite) isBlockList(from int, items []int) bool {
	if from < 0 {
		return false
	}
	_, value, _ := strings.Cut(r.lines[from], ":")
	value = strings.TrimSpace(value)
	return (value == "" || value[0] == '#') && !slices.ContainsFunc(items, func(i int) bool {
		return i <= from || !strings.HasPrefix(strings.TrimLeft(r.lines[i], " "), "- ")
	})
}

// firstKeyLine returns the index of the line before which the first key of a data file can be
// inserted: after the comments at the start of the file and a line "---", if any.
func (r *rewrite) firstKeyLine() (at int) {
	for i, line := range r.lines {
		switch {
		case strings.TrimRight(line, " \t\r\n") == "---", at == i && strings.HasPrefix(line, "#"):
			at = i + 1
		case !r.isComment(i):
			return at
		}
	}
	return at
}

// replace replaces the lines [start, end) with the given lines. It preserves the comments in the
// replaced lines, and puts them on separate lines before the new ones.
func (r *rewrite) replace(start, end int, lines ...string) {
	var text []string
	for _, line := range r.lines[start:end] {
		if comment := yamlComment(line); comment != "" {
			text = append(text, indentLike(r.lines[start], comment)+r.lineEnding)
		}
	}
	if start > 0 && !strings.HasSuffix(r.lines[start-1], "\n") && !strings.HasSuffix(r.lines[start-1], "\r") {
		r.lines[start-1] += r.lineEnding
	}
	for _, line := range lines {
		text = append(text, line+r.lineEnding)
	}
	r.lines = append(r.lines[:start:start], append(text, r.lines[end:]...)...)
}

// setLine replaces the line of a key among the lines [start, end) with line. It finds only an unquoted key
// that is indented like line, with its value on the same line. A comment on the replaced line is kept
// above the new one, unless it says who gave the old value. If there is no such line, setLine replaces a
// comment in which the value of the key is still to be filled in, or else inserts line: below any other
// comment that has the key, or before start.
func (r *rewrite) setLine(start, end int, key, line string) {
	from, to := start, start
	for i := start; i < end; i++ {
		if strings.HasPrefix(r.lines[i], indentLike(line, key+":")) {
			if strings.HasPrefix(yamlComment(r.lines[i]), "# by ") {
				r.lines[i] = ""
			}
			r.replace(i, i+1, line)
			return
		}
		comment, _ := strings.CutPrefix(strings.TrimSpace(r.lines[i]), "#")
		if value, found := strings.CutPrefix(strings.TrimSpace(comment), key+":"); found && r.isComment(i) {
			from, to = i+1, i+1
			if value == "" || model.HasPlaceholder(value) {
				from, r.lines[i] = i, ""
			}
		}
	}
	r.replace(from, to, line)
}

// yamlComment returns the comment on a line of YAML, or "" if there is none. A number sign in quotes
// or inside a word does not start a comment.
func yamlComment(line string) string {
	quote, before := rune(0), ' ' // the open quotation mark, and the previous character
	value, escaped := true, false // whether a quotation mark would start a value, and whether the previous character is a backslash
	closed := -1                  // offset of the quotation mark that closed the last value
	for i, c := range line {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && c == '\\':
			escaped = true
		case quote != 0:
			if c == quote {
				quote, closed = 0, i
			}
		case c == '\'' && i > 0 && closed == i-1 && before == '\'': // a doubled quotation mark within single quotation marks
			quote = c
		case c == '#' && strings.ContainsRune(" \t", before):
			return strings.TrimRight(line[i:], " \t\r\n")
		case value && strings.ContainsRune(`"'`, c):
			quote = c
		}
		if c != ' ' {
			value = strings.ContainsRune(":,[{-", c)
		}
		before = c
	}
	return ""
}

// String returns the whole text.
func (r *rewrite) String() string { return r.byteOrderMark + strings.Join(r.lines, "") }

// An edit changes one top-level key of a file.
type edit struct {
	file       *source.File           // the file, as read when the site was linked
	key        string                 // the top-level key
	change     func(*rewrite) bool    // makes the change, or returns false if the form of the file does not allow it
	holds      func(*model.Site) bool // reports whether a site that consists only of the changed file has the new value
	manualHint string                 // what to write by hand if the program cannot make the change
}

// apply atomically replaces the file with its new text. It returns an error instead if the file has
// changed since the site was linked, or if the new text, when read, differs from the old one in
// anything but the new value.
func (e edit) apply(s *Site) error {
	root, err := os.OpenRoot(s.Folder) // does not follow symbolic links out of the folder
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	name := e.file.Path
	data, err := root.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the file: %w", err)
	}
	if now, _ := source.ParseFile(name, string(data)); now.Unreadable || now.Text != e.file.Text {
		return fmt.Errorf("%s has changed since it was read: try again", name)
	}
	r := newRewrite(string(data))
	if !e.change(r) || !e.isCorrect(r.String()) {
		return e.formError()
	}
	if text := r.String(); text != string(data) {
		if err := replaceFile(root, name, []byte(text)); err != nil {
			return fmt.Errorf("replacing the file: %w", err)
		}
	}
	return nil
}

// formError returns the error that the form of the file does not allow the edit.
func (e edit) formError() error {
	return fmt.Errorf("%s has a form that cannot be added to without changing what it has: write by hand %s", e.file.Path, e.manualHint)
}

// isCorrect reports whether text, as the new contents of the file, has the new value, no other change and
// no key that is given twice.
func (e edit) isCorrect(text string) bool {
	after, problems := source.ParseFile(e.file.Path, text)
	if problems.Failed() || !model.EqualExceptKey(e.key, e.file, after) {
		return false
	}
	site, problems := model.Read([]*source.File{after}, nil)
	isRepeated := func(d diag.Diagnostic) bool { return d.Rule == "front-duplicate" }
	return !slices.ContainsFunc(problems, isRepeated) && e.holds(site)
}

// quoteYAML returns text as a YAML value in double quotes.
func quoteYAML(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// normalizeFlag returns the value of a flag as it will be when it is read back from a file. It returns
// an error if the value cannot be written on one line.
func normalizeFlag(flag, text string) (string, error) {
	if strings.ContainsAny(text, "\n\r\t") || source.HiddenCharacter(text) != "" {
		return "", fmt.Errorf("--%s has a character that cannot be seen: write words on one line", flag)
	}
	file, _ := source.ParseFile("words.yaml", text)
	return strings.TrimSpace(file.Text), nil
}

// displayPath returns the path of a file of the site, for messages to the user.
func displayPath(s *Site, name string) string {
	return filepath.Join(s.Folder, filepath.FromSlash(name))
}
