package metadata

import (
	"bytes"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
)

// Go types for PDF values (ISO 32000-1, 7.3). In addition, a PDF string is represented by a string, an
// integer by an int, an array by a []any, and null by nil.
type (
	pdfDict map[string]any
	pdfName string
	pdfWord string // any other word, such as true or 0.5
	pdfRef  struct{}
)

const (
	pdfSpace    = " \t\r\n\f\x00"
	maxPDFDepth = 200 // maximum nesting depth of arrays and dictionaries
)

// skipSpace returns data without leading white space and comments.
func skipSpace(data []byte) []byte {
	for {
		data = bytes.TrimLeft(data, pdfSpace)
		if len(data) == 0 || data[0] != '%' {
			return data
		}
		end := bytes.IndexAny(data, "\r\n")
		if end < 0 {
			end = len(data)
		}
		data = data[end:]
	}
}

// parsePDFValue returns the value at the start of data and the bytes after it, or nil, nil if the value
// is not valid.
func parsePDFValue(data []byte, depth int) (value any, rest []byte) {
	data = skipSpace(data)
	if len(data) == 0 || depth > maxPDFDepth {
		return nil, nil
	}
	switch {
	case bytes.HasPrefix(data, []byte("<<")):
		return parseDict(data[2:], depth)
	case data[0] == '[':
		return parseSequence(data[1:], "]", depth)
	case data[0] == '(':
		return parseString(data[1:])
	case data[0] == '<':
		return parseHex(data[1:])
	}
	length := bytes.IndexAny(data[1:], pdfSpace+"()<>[]{}/%") + 1
	if length == 0 {
		length = len(data)
	}
	word, rest := string(data[:length]), data[length:]
	number, err := strconv.Atoi(word)
	switch {
	case word[0] == '/':
		if name, err := url.PathUnescape(strings.ReplaceAll(word[1:], "#", "%")); err == nil { // #2F is an escape for a slash
			return pdfName(name), rest
		}
		return pdfName(word[1:]), rest
	case err == nil:
		return number, rest
	case word == "null":
		return nil, rest
	case depth > 0 && inWordList(word, " endobj stream endstream "):
		return nil, nil
	}
	return pdfWord(word), rest
}

// parseHex is like parsePDFValue for a hexadecimal string after its opening "<".
func parseHex(data []byte) (value any, rest []byte) {
	digits, rest, _ := bytes.Cut(data, []byte(">"))
	digits = bytes.Join(bytes.Fields(digits), nil)
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	text, err := hex.DecodeString(string(digits))
	if err != nil {
		return nil, nil
	}
	return string(text), rest
}

// parseSequence returns the values up to end, the closing bracket, and the bytes after it. It returns
// nil, nil if one of the values is not valid.
func parseSequence(data []byte, end string, depth int) (list []any, rest []byte) {
	for {
		data = skipSpace(data)
		if rest, found := bytes.CutPrefix(data, []byte(end)); found {
			return list, rest
		}
		var value any
		if value, data = parsePDFValue(data, depth+1); data == nil {
			return nil, nil
		}
		if n := len(list); n >= 2 && value == pdfWord("R") { // a reference, such as 12 0 R
			list, value = list[:n-2], pdfRef{}
		}
		list = append(list, value)
	}
}

// parseDict is like parsePDFValue for a dictionary after its opening "<<".
func parseDict(data []byte, depth int) (value any, rest []byte) {
	list, rest := parseSequence(data, ">>", depth)
	dict := make(pdfDict, len(list)/2)
	for i, value := range list {
		if key, ok := list[i&^1].(pdfName); !ok {
			return nil, nil
		} else if i&1 == 1 {
			dict[string(key)] = value
		}
	}
	return dict, rest
}

// parseString is like parsePDFValue for a literal string after its opening "(".
func parseString(data []byte) (value any, rest []byte) {
	var text []byte
	for open := 1; len(data) > 0; {
		c := data[0]
		data = data[1:]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return string(text), data
			}
		case '\\':
			char, length := unescape(data)
			text, data = append(text, char...), data[length:]
			continue
		}
		text = append(text, c)
	}
	return nil, nil
}

// unescape returns the character that an escape sequence represents, and the length of the sequence.
// The sequence is at the start of data, which does not include the backslash.
func unescape(data []byte) (char string, length int) {
	for length < min(3, len(data)) && data[length] >= '0' && data[length] <= '7' {
		length++
	}
	if code, err := strconv.ParseUint(string(data[:length]), 8, 16); err == nil {
		return string([]byte{byte(code)}), length
	}
	switch length = min(1, len(data)); {
	case bytes.HasPrefix(data, []byte("\r\n")): // an escaped line end, which is not part of the string
		return "", 2
	case length > 0 && strings.IndexByte("nrtbf\r\n", data[0]) >= 0:
		return [...]string{"\n", "\r", "\t", "\b", "\f", "", ""}[strings.IndexByte("nrtbf\r\n", data[0])], 1
	}
	return string(data[:length]), length
}
