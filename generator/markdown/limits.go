package markdown

import (
	"bytes"
	"fmt"
)

// Limits on a body. The first four are checked before parsing, because parsing a body that exceeds
// them would take quadratic time or, for table cells, a lot of memory. Package source limits the file
// size.
const (
	maxNesting     = 100      // nested quotations, lists and footnotes
	maxCells       = 20000    // cells in all tables
	maxDelimiters  = 5000     // characters * _ [ ] ` < and repeated quotation marks before the next blank line; its square also limits the sum of the squares of these counts on a page
	maxDefinitions = 2000     // link and footnote definitions
	maxReferences  = 3000     // references, links and images
	maxReference   = 1000     // bytes from [[ to ]]
	maxHighlight   = 4 << 10  // maximum length in bytes of a highlighted code block; a longer one is printed without colours
	maxHighlighted = 12 << 10 // bytes of highlighted code on a page, because some lexers need quadratic time
)

// exceedsLimit reports whether the body exceeds one of the limits that are checked before parsing.
// If so, it adds a problem at the first line that exceeds it.
func exceedsLimit(s *state) bool {
	scan := limitScanner{state: s}
	at := 0
	for line := range bytes.Lines(s.body) {
		if scan.lineExceedsLimit(at, bytes.TrimSuffix(line, []byte("\n"))) {
			return true
		}
		at += len(line)
	}
	return false
}

// unparsedDoc returns a Doc that shows the Markdown source of a body that exceeds a limit.
func unparsedDoc(body string) *Doc {
	html := append([]byte(nil), `<pre class="code" tabindex="0"><code>`...)
	html = append(appendEscaped(html, []byte(body)), "</code></pre>\n"...)
	return &Doc{Sum: body, stored: string(html), pieces: make([]htmlRange, 1), size: len(html)}
}

// A limitScanner counts the constructs that have limits, line by line. It does not parse Markdown: its
// counts may be too high but never too low.
type limitScanner struct {
	*state
	lists            []int // column at which the content of each open list starts
	afterText        bool  // whether the previous line is not blank
	columns          int   // number of columns of the widest table that may contain the line
	cells            int
	delimiters       int // number of delimiters since the last blank line
	delimiterSquares int // sum of the squares of earlier values of delimiters
	definitions      int
}

// lineExceedsLimit counts one line, which starts at offset at, and reports whether it exceeds
// a limit. If so, it adds a problem.
func (s *limitScanner) lineExceedsLimit(at int, line []byte) bool {
	if s.nestingDepth(line) > maxNesting {
		s.Error(at, "limit-nesting", fmt.Sprintf("more than %d quotes, lists or footnotes inside each other", maxNesting),
			"start the line with fewer > and list marks")
		return true
	}
	if isBlankLine(line) {
		s.delimiterSquares += s.delimiters * s.delimiters
		s.delimiters, s.columns, s.afterText = 0, 0, false
		return false
	}
	s.countLine(line)
	switch {
	case s.cells > maxCells:
		s.Error(at, "limit-cells", fmt.Sprintf("more than %d table cells in this page", maxCells),
			"split the table over several pages, or publish it as a file in static/")
	case s.delimiters*s.delimiters+s.delimiterSquares > maxDelimiters*maxDelimiters:
		s.Error(at, "limit-marks", fmt.Sprintf("more than %d of the marks * _ [ ] ` < or repeated quotation marks without a blank line between them, or nearly so several times", maxDelimiters),
			"leave blank lines between paragraphs, or split the page")
	case s.definitions > maxDefinitions:
		s.Error(at, "limit-definitions", fmt.Sprintf("more than %d definitions of links and footnotes", maxDefinitions), "split the page")
	default:
		return false
	}
	return true
}

// countLine adds the table cells, delimiters and definitions of a line to the counts.
func (s *limitScanner) countLine(line []byte) {
	if columns := delimiterColumns(line); s.afterText && columns > s.columns {
		s.columns = columns
		s.cells += columns // the cells of the header row, which is the previous line
	} else {
		s.cells += s.columns
	}
	s.afterText = true
	for i, c := range line {
		switch c {
		case '*', '_', '[', ']', '`', '<':
			s.delimiters++
		case '\'', '"':
			if i > 0 && line[i-1] == c { // count a repeated character again, because the parser reads the rest of the run for each
				s.delimiters++
			}
		case ':':
			if i > 0 && line[i-1] == ']' {
				s.definitions++
			}
		}
	}
}

// isBlankLine reports whether line is blank apart from block quote markers, so that it ends any
// paragraph. A > after four or more spaces may be paragraph text.
func isBlankLine(line []byte) bool {
	if len(bytes.TrimLeft(line, "> \t")) > 0 {
		return false
	}
	return bytes.IndexByte(line, '>') < 0 || bytes.IndexByte(line, '\t') < 0 && !bytes.Contains(line, []byte("    >"))
}

// nestingDepth returns the number of block quotes, lists and footnotes that a line opens or continues
// if that exceeds maxNesting. Otherwise, it returns the number of block quote markers. A list counts
// as open until a list marker further to the left appears, because its text may continue without
// indentation.
func (s *limitScanner) nestingDepth(line []byte) int {
	if isThematicBreak(line) {
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
			width := markerWidth(line[i:])
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

// markerWidth returns the length of the list item, definition or footnote marker at the
// start of line, or 0 if there is none.
func markerWidth(line []byte) int {
	i := 0
	switch c := line[0]; {
	case c == '-' || c == '+' || c == '*' || c == ':':
		i = 1
	case c >= '0' && c <= '9':
		if i = min(countDigits(line), 9); i == len(line) || line[i] != '.' && line[i] != ')' {
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

// isThematicBreak reports whether line is a thematic break made of hyphens or asterisks. Without this
// check, - - - would count as nested lists.
func isThematicBreak(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	if len(line) == 0 || line[0] != '-' && line[0] != '*' {
		return false
	}
	return len(bytes.TrimLeft(line, string(line[:1])+" \t")) == 0 && bytes.Count(line, line[:1]) > 2
}

// delimiterColumns returns the number of columns in a table delimiter row such as |---|:-:|, or 0 for
// any other line. Pipes at the start and end of the row are counted too, so the result may be too
// high. It ignores leading block quote markers.
func delimiterColumns(line []byte) int {
	line = bytes.TrimLeft(line, "> \t")
	bars := bytes.Count(line, []byte("|"))
	if len(bytes.TrimLeft(line, "|-: \t")) > 0 || bytes.IndexByte(line, '-') < 0 || bars == 0 && bytes.IndexByte(line, ':') < 0 {
		return 0
	}
	return bars + 1
}
