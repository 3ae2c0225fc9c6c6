package source

import (
	"sort"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// A File is one text file of the content as it was read: normalised, cut, not yet
// understood. It is never changed after Load.
type File struct {
	Path  string  // from the site's folder, slashes: "content/protocols/bruising.md"
	Text  string  // the whole text, without byte order mark, every line ended by "\n" alone
	Front string  // front matter without its fences; "" where there is none. Of a .yaml file: all of it
	Body  int     // offset in Text where the body starts: the line after the closing fence
	Sum   [8]byte // of Text: files whose words differ have different ones, and how they were saved is no difference
	Lost  bool    // the bytes are no text, or not cut in two: the file is there, and no more is known
	front int     // offset of Front in Text
	lines []int   // offset of each line; none of a file without its text
}

// Bare is the file without its text, for when no more problems are told of it.
func (f *File) Bare() *File { return &File{Path: f.Path, Sum: f.Sum, Lost: f.Lost} }

// Pos gives the place of a byte offset in Text. An offset outside the text gives
// the nearest place inside it.
func (f *File) Pos(offset int) diag.Pos {
	if len(f.lines) == 0 {
		return f.Whole()
	}
	offset = min(max(offset, 0), len(f.Text))
	line := sort.SearchInts(f.lines, offset+1)
	return diag.Pos{Path: f.Path, Line: line, Column: 1 + utf8.RuneCountInString(f.Text[f.lines[line-1]:offset])}
}

// FrontPos gives the place of a line and column (in characters, from 1) of the
// front matter, as a reader of Front alone counts them.
func (f *File) FrontPos(line, column int) diag.Pos {
	return diag.Pos{Path: f.Path, Line: line + strings.Count(f.Text[:f.front], "\n"), Column: column}
}

// Whole is the place that stands for the file as a whole.
func (f *File) Whole() diag.Pos { return diag.Pos{Path: f.Path, Line: 1, Column: 1} }

// Line gives the text of a line, counted from 1, without its end.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	line, _, _ := strings.Cut(f.Text[f.lines[n-1]:], "\n")
	return line
}

func (f *File) index() {
	f.lines = append(make([]int, 0, strings.Count(f.Text, "\n")+1), 0)
	for i := 0; i < len(f.Text); i++ {
		if f.Text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}
