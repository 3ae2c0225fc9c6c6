package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// Conflict markers, as Git writes them at the start of a line. Only some conflicts contain a
// conflictBase.
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
	problems     *diag.List
	found        bool
	start        int    // offset of the conflict that contains the current line, or -1
	inYAML       bool   // whether the scanner is in front matter or a YAML file
	fence        string // opening fence of the current code block in Markdown, or ""
	previousLine string
}

// reportConflicts reports each conflict at its first line, except in Markdown code blocks. In
// Markdown and YAML, it also reports markers left over from a partly resolved conflict. It returns
// whether it has reported a problem.
func reportConflicts(file *File, problems *diag.List) bool {
	if !slices.ContainsFunc([]string{conflictStart, conflictBase, conflictMiddle, conflictEnd}, func(marker string) bool { return strings.Contains(file.Text, marker) }) {
		return false
	}
	ext := path.Ext(file.Path)
	c := &conflictScanner{File: file, problems: problems, start: -1, inYAML: ext == ".yaml" || strings.HasPrefix(file.Text, frontMatterFence)}
	offset := 0
	for line := range strings.Lines(file.Text) {
		text := strings.TrimRight(line, " \t\r\n")
		switch {
		case c.start >= 0:
			if startsWithMarker(text, conflictEnd) {
				c.report(c.start, fmt.Sprintf("a merge conflict: two versions of a passage, up to line %d", c.Pos(offset).Line))
				c.start = -1
			}
		case ext == ".md" && c.inYAML:
			c.inYAML = offset == 0 || text != "---"
			c.scanLine(offset, text, true)
		case ext != ".md" || !c.isCode(text):
			c.scanLine(offset, text, ext == ".md" || ext == ".yaml")
		}
		c.previousLine = line
		offset += len(line)
	}
	if c.start >= 0 {
		c.report(c.start, "a merge conflict without an end: two versions of a passage")
	}
	return c.found
}

// scanLine records the start of a conflict. If strays is true, it also reports markers outside a
// conflict.
func (c *conflictScanner) scanLine(offset int, text string, strays bool) {
	switch {
	case startsWithMarker(text, conflictStart):
		c.start = offset
	case !strays:
	case startsWithMarker(text, conflictEnd),
		text == conflictMiddle && !c.underlinesHeading(),
		startsWithMarker(text, conflictBase) && strings.Count(text, "|") == len(conflictBase) && text != conflictBase: // the first row of a table has more bars
		c.report(offset, "a line from a merge conflict: "+text)
	}
}

func (c *conflictScanner) report(offset int, message string) {
	c.found = true
	c.problems.Error(c.Pos(offset), "source-conflict", message, conflictHint)
}

// startsWithMarker reports whether line starts with the given conflict marker. The marker may be
// indented by up to three spaces or follow a block quote or list marker, as happens if an editor has
// indented the passage.
func startsWithMarker(line, marker string) bool {
	at := strings.Index(line, marker)
	if at < 0 {
		return false
	}
	before := strings.TrimLeft(line[:at], " ")
	if at-len(before) > 3 || !slices.Contains([]string{"", "> ", "- ", "* "}, before) {
		return false
	}
	rest := line[at+len(marker):]
	return rest == "" || rest[0] == ' '
}

// isCode reports whether a line of Markdown belongs to a fenced code block. It must be called for
// every line in order. It ignores code blocks inside lists and block quotes, whose
// lines are indented.
func (c *conflictScanner) isCode(line string) bool {
	text := strings.TrimLeft(line, " ")
	opens := len(line)-len(text) <= 3 && (strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"))
	if c.fence == "" {
		if opens {
			c.fence = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
			if text[0] == '`' && strings.Contains(text[len(c.fence):], "`") {
				c.fence = "" // a code span, not a fence
			}
		}
		return c.fence != ""
	}
	if opens && strings.HasPrefix(text, c.fence) && strings.Trim(text, c.fence[:1]) == "" {
		c.fence = ""
	}
	return true
}

// underlinesHeading reports whether ======= is the underline of a heading, because the previous line
// is the text of a paragraph.
func (c *conflictScanner) underlinesHeading() bool {
	return !c.inYAML && strings.Trim(c.previousLine, " \t\n") != "" && !strings.ContainsAny(c.previousLine[:1], " \t-*+>#|0123456789")
}
