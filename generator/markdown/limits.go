package markdown

import (
	"bytes"
	"fmt"
)

// Limits on a body. The first four are checked in one scan of its lines before it is
// parsed: beyond them the parser's time grows with the square of the text, or its
// memory with the cells of a table. Package source limits the size of the file.
const (
	maxNesting     = 100      // quotes, lists and footnotes inside each other
	maxCells       = 20000    // of all tables together
	maxMarks       = 5000     // * _ [ ] ` < without a blank line between them; several such runs add up by their squares
	maxDefinitions = 2000     // of links and footnotes together
	maxReferences  = 3000     // links and pictures among them
	maxReference   = 1000     // bytes from [[ to ]]
	maxHighlight   = 4 << 10  // bytes of a block of code that is highlighted; a longer one is printed plain
	maxHighlighted = 12 << 10 // bytes of a page's code that are highlighted: the time of lexers grows with the square
)

// exceedsLimit reports whether the body exceeds a limit, and where it first does.
func exceedsLimit(s *state) bool {
	scan := scanner{state: s}
	for at := 0; at < len(s.body); {
		end := bytes.IndexByte(s.body[at:], '\n')
		if end < 0 {
			end = len(s.body) - at
		}
		if scan.line(at, s.body[at:at+end]) {
			return true
		}
		at += end + 1
	}
	return false
}

// unparsed returns the Doc of a body that is not parsed: it shows the source, so that no
// text is lost.
func unparsed(body string) *Doc {
	html := append([]byte(nil), `<pre class="code" tabindex="0"><code>`...)
	html = append(appendEscaped(html, []byte(body)), "</code></pre>\n"...)
	return &Doc{markup: string(html), size: len(html)}
}

// A scanner counts what is limited, line by line. It does not parse Markdown, and may
// count too much but never too little.
type scanner struct {
	*state
	lists       []int // the columns where the contents of the open lists begin
	follows     bool  // the line before is not blank
	columns     int   // of the widest table that the line may belong to
	cells       int
	marks       int // since the last blank line
	squares     int // of the runs before it
	definitions int
}

// line counts one line and reports whether it exceeds a limit.
func (s *scanner) line(at int, line []byte) bool {
	if s.nesting(line) > maxNesting {
		s.Error(at, "limit-nesting", fmt.Sprintf("more than %d quotes, lists or footnotes inside each other", maxNesting),
			"start the line with fewer > and list marks")
		return true
	}
	if isBlank(line) {
		s.squares += s.marks * s.marks
		s.marks, s.columns, s.follows = 0, 0, false
		return false
	}
	s.count(line)
	switch {
	case s.cells > maxCells:
		s.Error(at, "limit-cells", fmt.Sprintf("more than %d table cells in this page", maxCells),
			"split the table over several pages, or publish it as a file in static/")
	case s.marks*s.marks+s.squares > maxMarks*maxMarks:
		s.Error(at, "limit-marks", fmt.Sprintf("more than %d of the marks * _ [ ] ` < without a blank line between them, or nearly so several times", maxMarks),
			"leave blank lines between paragraphs, or split the page")
	case s.definitions > maxDefinitions:
		s.Error(at, "limit-definitions", fmt.Sprintf("more than %d definitions of links and footnotes", maxDefinitions), "split the page")
	default:
		return false
	}
	return true
}

func (s *scanner) count(line []byte) {
	if columns := delimiterColumns(line); s.follows && columns > s.columns {
		s.columns = columns
		s.cells += columns // of the header, the line before
	} else {
		s.cells += s.columns
	}
	s.follows = true
	for i, c := range line {
		switch c {
		case '*', '_', '[', ']', '`', '<':
			s.marks++
		case ':':
			if i > 0 && line[i-1] == ']' {
				s.definitions++
			}
		}
	}
}

// isBlank reports whether a line ends any paragraph. A > far to the right may belong to
// the text.
func isBlank(line []byte) bool {
	if len(bytes.TrimLeft(line, "> \t")) > 0 {
		return false
	}
	return bytes.IndexByte(line, '>') < 0 || bytes.IndexByte(line, '\t') < 0 && !bytes.Contains(line, []byte("    >"))
}

// nesting returns how many blocks contain a line that opens one. A list counts as open
// until a marker further to the left appears: its text may continue without the
// indentation.
func (s *scanner) nesting(line []byte) int {
	if isRule(line) {
		return 0
	}
	column, quotes := 0, 0
	for i := 0; i < len(line); {
		switch c := line[i]; c {
		case ' ':
			column, i = column+1, i+1
		case '\t':
			column, i = column+4-column%4, i+1
		case '>':
			quotes, column, i = quotes+1, column+1, i+1
		default:
			width := markWidth(line[i:])
			if width == 0 {
				return quotes
			}
			for len(s.lists) > 0 && s.lists[len(s.lists)-1] > column {
				s.lists = s.lists[:len(s.lists)-1]
			}
			column, i = column+width, i+width
			s.lists = append(s.lists, column)
			if quotes+len(s.lists) > maxNesting {
				return quotes + len(s.lists)
			}
		}
	}
	return quotes
}

// markWidth returns the length of the marker of a list item, a description or a
// footnote at the start of a line, or 0.
func markWidth(line []byte) int {
	i := 0
	switch c := line[0]; {
	case c == '-' || c == '+' || c == '*' || c == ':':
		i = 1
	case c >= '0' && c <= '9':
		if i = min(digits(line), 9); i == len(line) || line[i] != '.' && line[i] != ')' {
			return 0
		}
		i++
	case c == '[' && len(line) > 1 && line[1] == '^':
		if end := bytes.Index(line, []byte("]:")); end > 0 {
			return end + 2
		}
		return 0
	default:
		return 0
	}
	if i == len(line) || line[i] == ' ' || line[i] == '\t' {
		return i
	}
	return 0
}

// isRule reports whether a line is a thematic break, which looks like nested lists.
func isRule(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	if len(line) == 0 || line[0] != '-' && line[0] != '*' {
		return false
	}
	return len(bytes.TrimLeft(line, string(line[:1])+" \t")) == 0 && bytes.Count(line, line[:1]) > 2
}

// delimiterColumns returns how many columns a line such as |---|:-:| declares, 0 for any
// other line. It ignores quotation markers before it.
func delimiterColumns(line []byte) int {
	line = bytes.TrimLeft(line, "> \t")
	bars := bytes.Count(line, []byte("|"))
	if len(bytes.TrimLeft(line, "|-: \t")) > 0 || bytes.IndexByte(line, '-') < 0 || bars == 0 && bytes.IndexByte(line, ':') < 0 {
		return 0
	}
	return bars + 1
}
