package source

import (
	"sort"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// File is a Markdown or YAML file in the content folder, split into front matter and body.
// It is not modified after it is loaded.
type File struct {
	Path       string  // slash-separated, relative to the site folder, such as "content/protocols/handover.md"
	Text       string  // entire text in NFC, with "\n" line endings and without byte order mark
	Front      string  // front matter without its fences, or the entire text of a .yaml file
	Body       int     // offset of the body in Text, after the closing fence
	Sum        [8]byte // checksum of Text
	Unreadable bool    // whether the file is not valid text or has no complete front matter, so that Text is empty
	derived    bool    // whether Text was extracted from the file, so that its offsets have no position in the file
	frontStart int     // offset of Front in Text
	lines      []int32 // offsets of the lines in Text; nil if Unreadable
}

// WithoutText returns a copy of f without the text, to save memory. The copy has the path
// and checksum of f, but Pos returns the start of the file for every offset.
func (f *File) WithoutText() *File { return &File{Path: f.Path, Sum: f.Sum, Unreadable: f.Unreadable} }

// Pos returns the position of a byte offset in Text. For an offset outside Text, it returns the
// nearest position within.
func (f *File) Pos(offset int) diag.Pos {
	switch {
	case f.derived:
		return diag.Pos{Path: f.Path}
	case len(f.lines) == 0:
		return f.Start()
	}
	offset = min(max(offset, 0), len(f.Text))
	line := sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > offset })
	return diag.Pos{Path: f.Path, Line: line, Column: 1 + utf8.RuneCountInString(f.Text[f.lines[line-1]:offset])}
}

// FrontPos returns the position in the file of a line and column in Front. Lines and columns
// count from 1, and columns are in characters.
func (f *File) FrontPos(line, column int) diag.Pos {
	return diag.Pos{Path: f.Path, Line: line + strings.Count(f.Text[:f.frontStart], "\n"), Column: column}
}

// Start returns the position of the first character, for problems that concern the whole file.
func (f *File) Start() diag.Pos { return diag.Pos{Path: f.Path, Line: 1, Column: 1} }

// Line returns line n, counted from 1, without its line ending, or "" if there is no such
// line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	line, _, _ := strings.Cut(f.Text[f.lines[n-1]:], "\n")
	return line
}

// indexLines sets f.lines from f.Text.
func (f *File) indexLines() {
	f.lines = append(make([]int32, 0, strings.Count(f.Text, "\n")+1), 0)
	for start := 0; ; {
		length := strings.IndexByte(f.Text[start:], '\n')
		if length < 0 {
			return
		}
		start += length + 1
		f.lines = append(f.lines, int32(start))
	}
}
