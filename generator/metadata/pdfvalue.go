package metadata

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// The types of PDF values, as ISO 32000-1 (7.3) defines them. An array is a []any, any other value
// nil.
type (
	pdfDict   map[string]any
	pdfName   string
	pdfString string
	pdfNumber float64
	pdfRef    int // number of the object that is referred to
)

// maxPDFDepth is the maximum depth of arrays and dictionaries inside each other.
const maxPDFDepth = 200

// A pdfParser reads values.
type pdfParser struct {
	data  []byte
	at    int
	depth int
}

// parsePDF returns the value at an offset of data, and the offset after it.
func parsePDF(data []byte, at int) (value any, end int, err error) {
	p := pdfParser{data: data, at: at}
	value, err = p.value()
	return value, p.at, err
}

func isSpace(c byte) bool { return strings.IndexByte(" \t\r\n\f\x00", c) >= 0 }

func isDelimiter(c byte) bool { return isSpace(c) || strings.IndexByte("()<>[]{}/%", c) >= 0 }

// atoi returns the value of text if it is digits alone.
func atoi(text []byte) (number int, ok bool) {
	number, err := strconv.Atoi(string(text))
	return number, err == nil && number >= 0 && number <= math.MaxInt32
}

// skip skips white space and comments.
func (p *pdfParser) skip() {
	for p.at < len(p.data) {
		switch c := p.data[p.at]; {
		case isSpace(c):
			p.at++
		case c == '%':
			end := bytes.IndexAny(p.data[p.at:], "\r\n")
			if end < 0 {
				end = len(p.data) - p.at
			}
			p.at += end
		default:
			return
		}
	}
}

// has reports whether the next bytes are mark, and skips them if so.
func (p *pdfParser) has(mark string) bool {
	if !bytes.HasPrefix(p.data[p.at:], []byte(mark)) {
		return false
	}
	p.at += len(mark)
	return true
}

// value reads the next value. A word that is no value, such as endobj, is nil and is not skipped.
func (p *pdfParser) value() (any, error) {
	if p.depth++; p.depth > maxPDFDepth {
		return nil, errDamaged("PDF")
	}
	defer func() { p.depth-- }()
	p.skip()
	switch {
	case p.has("<<"):
		return p.dict()
	case p.has("<"):
		return p.hexString()
	case p.has("("):
		return p.literalString()
	case p.has("["):
		return p.array()
	case p.has("/"):
		return pdfName(p.name()), nil
	}
	start := p.at
	for p.at < len(p.data) && !isDelimiter(p.data[p.at]) {
		p.at++
	}
	word := p.data[start:p.at]
	if number, err := strconv.ParseFloat(string(word), 64); err == nil {
		return p.reference(word, pdfNumber(number)), nil
	}
	if bytes.HasPrefix(word, []byte("endobj")) || bytes.HasPrefix(word, []byte("stream")) || bytes.HasPrefix(word, []byte("endstream")) {
		p.at = start
	}
	return nil, nil
}

// reference returns the reference that starts with a number, such as 12 0 R, or the number.
func (p *pdfParser) reference(word []byte, number pdfNumber) any {
	object, ok := atoi(word)
	if !ok {
		return number
	}
	next := pdfParser{data: p.data, at: p.at}
	next.skip()
	start := next.at
	for next.at < len(next.data) && next.data[next.at] >= '0' && next.data[next.at] <= '9' {
		next.at++
	}
	if next.at == start {
		return number
	}
	next.skip()
	if !next.has("R") || next.at < len(next.data) && !isDelimiter(next.data[next.at]) {
		return number
	}
	p.at = next.at
	return pdfRef(object)
}

// dict reads a dictionary after its opening mark.
func (p *pdfParser) dict() (any, error) {
	dict := make(pdfDict)
	for {
		p.skip()
		switch {
		case p.has(">>"):
			return dict, nil
		case !p.has("/"):
			return nil, errDamaged("PDF")
		}
		key := p.name()
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		dict[key] = value
	}
}

// array reads an array after its opening bracket.
func (p *pdfParser) array() (any, error) {
	list := []any{}
	for {
		p.skip()
		if p.has("]") {
			return list, nil
		}
		before := p.at
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		if p.at == before {
			return nil, errDamaged("PDF")
		}
		list = append(list, value)
	}
}

// name reads a name after its slash.
func (p *pdfParser) name() string {
	var name []byte
	for p.at < len(p.data) && !isDelimiter(p.data[p.at]) {
		c := p.data[p.at]
		if c == '#' && p.at+2 < len(p.data) {
			if code, err := strconv.ParseUint(string(p.data[p.at+1:p.at+3]), 16, 8); err == nil {
				c = byte(code)
				p.at += 2
			}
		}
		name = append(name, c)
		p.at++
	}
	return string(name)
}

// hexString reads a string in hexadecimal digits after its opening mark.
func (p *pdfParser) hexString() (any, error) {
	end := bytes.IndexByte(p.data[p.at:], '>')
	if end < 0 {
		return nil, errDamaged("PDF")
	}
	digits := bytes.Join(bytes.Fields(p.data[p.at:p.at+end]), nil)
	p.at += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	var text []byte
	for i := 0; i < len(digits); i += 2 {
		code, err := strconv.ParseUint(string(digits[i:i+2]), 16, 8)
		if err != nil {
			return nil, errDamaged("PDF")
		}
		text = append(text, byte(code))
	}
	return pdfString(text), nil
}

// literalString reads a string in brackets after its opening one.
func (p *pdfParser) literalString() (any, error) {
	var text []byte
	for open := 1; p.at < len(p.data); {
		c := p.data[p.at]
		p.at++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return pdfString(text), nil
			}
		case '\\':
			text = p.escape(text)
			continue
		}
		text = append(text, c)
	}
	return nil, errDamaged("PDF")
}

// escape appends the character that an escape stands for, after its backslash.
func (p *pdfParser) escape(text []byte) []byte {
	if p.at >= len(p.data) {
		return text
	}
	c := p.data[p.at]
	p.at++
	switch {
	case c >= '0' && c <= '7':
		code := int(c - '0')
		for n := 1; n < 3 && p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '7'; n++ {
			code = code*8 + int(p.data[p.at]-'0')
			p.at++
		}
		return append(text, byte(code))
	case c == '\r':
		p.has("\n")
		return text
	case c == '\n':
		return text
	}
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		c = "\n\r\t\b\f"[i]
	}
	return append(text, c)
}
