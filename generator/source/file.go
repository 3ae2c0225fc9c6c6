package source

import (
	"sort"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// File is a text file of the content, with its front matter split from its body. It is
// not changed after it is loaded.
type File struct {
	Path       string  // relative to the site's folder, with slashes: "content/protocols/bruising.md"
	Text       string  // the whole text, without byte order mark, in NFC, with "\n" line endings
	Front      string  // front matter without its fences, "" if there is none; of a .yaml file the whole text
	Body       int     // offset in Text of the body: the line after the closing fence
	Sum        [8]byte // checksum of Text
	Unreadable bool    // the file is not text or its front matter is not closed: Text is empty
	front      int     // offset of Front in Text
	lines      []int   // offset of each line; empty if there is no text
}

// WithoutText returns a copy of the file that keeps its path and checksum only. It
// takes little memory, and Pos no longer finds lines in it.
func (f *File) WithoutText() *File { return &File{Path: f.Path, Sum: f.Sum, Unreadable: f.Unreadable} }

// Pos returns the position of a byte offset in Text. An offset outside the text gives
// the nearest position in it.
func (f *File) Pos(offset int) diag.Pos {
	if len(f.lines) == 0 {
		return f.Start()
	}
	offset = min(max(offset, 0), len(f.Text))
	line := sort.SearchInts(f.lines, offset+1)
	return diag.Pos{Path: f.Path, Line: line, Column: 1 + utf8.RuneCountInString(f.Text[f.lines[line-1]:offset])}
}

// FrontPos returns the position of a line and column of Front, both counted from 1, the
// column in characters.
func (f *File) FrontPos(line, column int) diag.Pos {
	return diag.Pos{Path: f.Path, Line: line + strings.Count(f.Text[:f.front], "\n"), Column: column}
}

// Start returns the position of the first character. Problems of the file as a whole
// are reported there.
func (f *File) Start() diag.Pos { return diag.Pos{Path: f.Path, Line: 1, Column: 1} }

// Line returns the text of line n, counted from 1, without its line ending, or "" if
// there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	line, _, _ := strings.Cut(f.Text[f.lines[n-1]:], "\n")
	return line
}

func (f *File) indexLines() {
	f.lines = append(make([]int, 0, strings.Count(f.Text, "\n")+1), 0)
	for i := range len(f.Text) {
		if f.Text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}
