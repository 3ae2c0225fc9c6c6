package generator

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"safelearn/generator/source"
)

// A rewrite changes a file of the site and keeps the rest of it byte for byte.
type rewrite struct {
	lines []string // with their line endings
	end   string   // line ending of the file
}

// newRewrite splits a text into lines.
func newRewrite(text string) *rewrite {
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	return &rewrite{strings.SplitAfter(text, end), end}
}

// block returns the lines of a key of the top level: the first, and the one after the last. Both are
// -1 if the lines from start on up to stop do not have the key.
func (r *rewrite) block(key string, start, stop int) (from, to int) {
	for i := start; i < stop; i++ {
		if !strings.HasPrefix(strings.TrimPrefix(r.lines[i], "\ufeff"), key+":") {
			continue
		}
		to = i + 1
		for n := to; n < stop; n++ {
			line := strings.TrimRight(r.lines[n], "\r\n ")
			if line != "" && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "- ") && line != "-" {
				break
			}
			if line != "" && !strings.HasPrefix(strings.TrimSpace(line), "#") {
				to = n + 1 // comments and blank lines after the block belong to what follows
			}
		}
		return i, to
	}
	return -1, -1
}

// replace replaces the lines from the first up to the second with others.
func (r *rewrite) replace(from, to int, lines ...string) {
	var text []string
	if from > 0 && !strings.HasSuffix(r.lines[from-1], r.end) {
		r.lines[from-1] += r.end
	}
	for _, line := range lines {
		text = append(text, line+r.end)
	}
	r.lines = append(r.lines[:from:from], append(text, r.lines[to:]...)...)
}

// String returns the whole text.
func (r *rewrite) String() string { return strings.Join(r.lines, "") }

// rewriteFile replaces the text of a file of the site with the result of change. A program that reads
// the file meanwhile gets either the old or the new text.
func rewriteFile(s *Site, name string, change func(*rewrite) error) error {
	root, err := os.OpenRoot(s.Folder) // does not follow symbolic links out of the folder
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	old, err := root.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the file: %w", err)
	}
	r := newRewrite(string(old))
	if err := change(r); err != nil {
		return err
	}
	text := r.String()
	if bytes.Equal(old, []byte(text)) {
		return nil
	}
	if err := replaceFile(root, name, []byte(text)); err != nil {
		return fmt.Errorf("replacing the file: %w", err)
	}
	return nil
}

// quoted returns text as a YAML value in double quotes.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// checkWords returns an error if text, the value of a flag, cannot stand on a line of a file.
func checkWords(flag, text string) error {
	if strings.ContainsAny(text, "\n\r\t") || source.FirstHidden(text) != "" {
		return fmt.Errorf("--%s has a character that cannot be seen: write words on one line", flag)
	}
	return nil
}

// pathOf returns the path of a file of the site for messages to the user.
func pathOf(s *Site, name string) string { return filepath.Join(s.Folder, filepath.FromSlash(name)) }
