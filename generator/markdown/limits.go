package markdown

import (
	"bytes"
	"fmt"
)

// Limits on a body. The first four are checked by one scan of its lines before it is
// parsed: past them the parser's time grows with the square of the text, or its
// memory with the cells of a table. The file's size is limited where it is read.
const (
	maxNesting     = 100      // quotes, lists and footnotes inside each other
	maxCells       = 20000    // of all tables together
	maxMarks       = 5000     // * _ [ ] ` < without a blank line between them; several such runs add up by their squares
	maxDefinitions = 2000     // of links and footnotes together
	maxReferences  = 3000     // links and pictures among them
	maxReference   = 1000     // bytes from [[ to ]]
	maxHighlight   = 4 << 10  // bytes of one block of code that are coloured; a longer one is printed plain
	maxHighlighted = 12 << 10 // bytes of one page's code that are coloured: lexers take time by the square
	maxProblems    = 1000     // told of one page; the last of them says that there are more
	maxSought      = 100      // names of footnotes and links that are looked for among those defined: nobody reads the hundredth hint
)

// exceedsLimit reports the first place where the body passes a limit.
func (s *state) exceedsLimit() bool {
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

// asItStands is the Doc of a body that is not parsed: its source, so that nothing
// vanishes.
func asItStands(body string) *Doc {
	html := append([]byte(nil), `<pre class="code" tabindex="0"><code>`...)
	html = append(appendEscaped(html, []byte(body)), "</code></pre>\n"...)
	return &Doc{markup: string(html)}
}

// full reports whether no more problems are told of this page, so that nobody need
// look for a hint.
func (s *state) full() bool { return len(s.problems) >= maxProblems }

// mayTell reports whether one more problem may be told.
func (s *state) mayTell(offset int) bool {
	if len(s.problems) == maxProblems-1 {
		s.problems.Error(s.pos(offset), "limit-problems", fmt.Sprintf("more than %d problems in this page", maxProblems),
			"mend those that are told, then look again")
	}
	return !s.full()
}

// A scanner counts what the limits are about, line by line. It knows no more of
// Markdown than it must, and errs on the high side.
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

// line takes one line in and reports whether a limit is passed there.
func (s *scanner) line(at int, line []byte) bool {
	if s.nesting(line) > maxNesting {
		s.fail(at, "limit-nesting", fmt.Sprintf("more than %d quotes, lists or footnotes inside each other", maxNesting),
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
		s.fail(at, "limit-cells", fmt.Sprintf("more than %d table cells in this page", maxCells),
			"split the table over several pages, or publish it as a file in static/")
	case s.marks*s.marks+s.squares > maxMarks*maxMarks:
		s.fail(at, "limit-marks", fmt.Sprintf("more than %d of the marks * _ [ ] ` < without a blank line between them, or nearly so several times", maxMarks),
			"leave blank lines between paragraphs, or split the page")
	case s.definitions > maxDefinitions:
		s.fail(at, "limit-definitions", fmt.Sprintf("more than %d definitions of links and footnotes", maxDefinitions), "split the page")
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

// isBlank reports whether a line ends any paragraph. Where > stands far to the right
// it may belong to the text.
func isBlank(line []byte) bool {
	spaces := 0
	for _, c := range line {
		switch {
		case c == '>' && spaces < 4:
			spaces = 3
		case c == ' ' || c == '\t':
			spaces++
		default:
			return false
		}
	}
	return true
}

// nesting counts how many blocks a line that opens one stands in. A list counts as
// open until a mark further to the left appears: its text may go on lazily, without
// the indentation.
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

// markWidth gives the length of the mark of a list item, a description or a
// footnote at the start of a line, or 0.
func markWidth(line []byte) int {
	i := 0
	switch c := line[0]; {
	case c == '-' || c == '+' || c == '*' || c == ':':
		i = 1
	case c >= '0' && c <= '9':
		for i < len(line) && i < 9 && line[i] >= '0' && line[i] <= '9' {
			i++
		}
		if i == len(line) || line[i] != '.' && line[i] != ')' {
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

// isRule reports whether a line is a thematic break, which looks like many lists.
func isRule(line []byte) bool {
	marks := 0
	line = bytes.TrimLeft(line, " ")
	for _, c := range line {
		switch {
		case c == ' ' || c == '\t':
		case c == line[0] && (c == '-' || c == '*'):
			marks++
		default:
			return false
		}
	}
	return marks > 2
}

// delimiterColumns counts the columns that a line such as |---|:-:| declares, or
// gives 0 for any other line. Quote marks before it are passed over.
func delimiterColumns(line []byte) int {
	bars, dashes, colons := 0, 0, 0
	for _, c := range bytes.TrimLeft(line, "> \t") {
		switch c {
		case '|':
			bars++
		case '-':
			dashes++
		case ':':
			colons++
		case ' ', '\t':
		default:
			return 0
		}
	}
	if dashes == 0 || bars+colons == 0 {
		return 0
	}
	return bars + 1
}
