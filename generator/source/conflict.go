package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// The lines that version control programs write into a file where two versions of it differ
// start with seven of these characters. The lines with bars are optional.
const (
	conflictStart  = "<<<<<<<"
	conflictBase   = "|||||||"
	conflictMiddle = "======="
	conflictEnd    = ">>>>>>>"
)

const conflictHint = "keep the right version, and delete the other and the lines that start with <<<<<<<, |||||||, ======= or >>>>>>>"

// Conflicts reports merge conflicts in files other than content, such as layouts.
func Conflicts(files []*File) diag.List {
	var problems diag.List
	for _, file := range files {
		if !file.derived {
			reportConflicts(file, &problems)
		}
	}
	return problems
}

// A conflictScanner finds the merge conflicts in a file.
type conflictScanner struct {
	*File
	problems *diag.List
	found    bool
	start    int    // offset of the open conflict, or -1
	front    bool   // in YAML
	fence    string // characters that open the current block of code, or ""
	above    string // line above
}

// reportConflicts reports each conflict at its first line. In content, it also reports lines
// of a conflict that was removed only in part. It ignores blocks of code in Markdown. It
// reports whether it found anything.
func reportConflicts(file *File, problems *diag.List) bool {
	if !slices.ContainsFunc([]string{conflictStart, conflictBase, conflictMiddle, conflictEnd}, func(mark string) bool { return strings.Contains(file.Text, mark) }) {
		return false
	}
	ext := path.Ext(file.Path)
	c := &conflictScanner{File: file, problems: problems, start: -1, front: ext == ".yaml" || strings.HasPrefix(file.Text, fence)}
	offset := 0
	for line := range strings.Lines(file.Text) {
		text := strings.TrimRight(line, " \t\r\n")
		switch {
		case c.start >= 0:
			if isConflictMark(text, conflictEnd) {
				c.report(c.start, fmt.Sprintf("a merge conflict: two versions of a passage, up to line %d", c.Pos(offset).Line))
				c.start = -1
			}
		case ext == ".md" && c.front:
			c.front = offset == 0 || text != "---"
			c.scanLine(offset, text, true)
		case ext != ".md" || !c.isCode(text):
			c.scanLine(offset, text, ext == ".md" || ext == ".yaml")
		}
		c.above = line
		offset += len(line)
	}
	if c.start >= 0 {
		c.report(c.start, "a merge conflict without an end: two versions of a passage")
	}
	return c.found
}

// scanLine records the start of a conflict. If strays is set, it reports other lines of a
// conflict.
func (c *conflictScanner) scanLine(offset int, text string, strays bool) {
	switch {
	case isConflictMark(text, conflictStart):
		c.start = offset
	case !strays:
	case isConflictMark(text, conflictEnd),
		text == conflictMiddle && !c.underlinesHeading(),
		isConflictMark(text, conflictBase) && strings.Count(text, "|") == len(conflictBase) && text != conflictBase: // not a row of a table
		c.report(offset, "a line from a merge conflict: "+text)
	}
}

func (c *conflictScanner) report(offset int, message string) {
	c.found = true
	c.problems.Error(c.Pos(offset), "source-conflict", message, conflictHint)
}

// isConflictMark reports whether line starts with mark. Up to three spaces, or the start of a
// quotation or list item, may precede it, as they do once the lines around it were indented.
func isConflictMark(line, mark string) bool {
	at := strings.Index(line, mark)
	if at < 0 {
		return false
	}
	before := strings.TrimLeft(line[:at], " ")
	if at-len(before) > 3 || !slices.Contains([]string{"", "> ", "- ", "* "}, before) {
		return false
	}
	rest := line[at+len(mark):]
	return rest == "" || rest[0] == ' '
}

// isCode reports whether a line of Markdown belongs to a fenced block of code. Lines of such
// a block inside a list or a quotation do not start in the first column, as marks do.
func (c *conflictScanner) isCode(line string) bool {
	text := strings.TrimLeft(line, " ")
	opens := len(line)-len(text) <= 3 && (strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"))
	if c.fence == "" {
		if opens {
			c.fence = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
			if text[0] == '`' && strings.Contains(text[len(c.fence):], "`") {
				c.fence = "" // a code span
			}
		}
		return c.fence != ""
	}
	if opens && strings.HasPrefix(text, c.fence) && strings.Trim(text, c.fence[:1]) == "" {
		c.fence = ""
	}
	return true
}

// underlinesHeading reports whether a line of equal signs makes the text above it a heading,
// as it does below the line of a paragraph.
func (c *conflictScanner) underlinesHeading() bool {
	return !c.front && strings.Trim(c.above, " \t\n") != "" && !strings.ContainsAny(c.above[:1], " \t-*+>#|0123456789")
}
