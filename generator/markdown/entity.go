package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"safelearn/generator/source"
)

// checkEntities reports HTML entities in value that represent invisible characters. The argument
// offset is the offset of value in the body.
func checkEntities(s *state, offset int, value []byte) {
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '&':
			characters, length := decodeEntity(value[i:])
			if length == 1 {
				continue
			}
			before := adjacentText(value[max(0, i-utf8.UTFMax):i], ";")
			text := before + string(characters) + adjacentText(value[i+length:min(len(value), i+length+utf8.UTFMax)], "&")
			for at := range string(characters) {
				if what, _ := source.DescribeHidden(text, len(before)+at); what != "" {
					s.Error(offset+i, "source-hidden-character", fmt.Sprintf("%s: %s", value[i:i+length], what), "delete it")
					break
				}
			}
			i += length - 1
		}
	}
}

// adjacentText returns text, the bytes before or after an entity, as a string. The argument delimiter
// is ";" for the bytes before and "&" for those after. If the delimiter touches the entity, text is
// probably part of another entity, so adjacentText returns "a" as an example of a letter.
func adjacentText(text []byte, delimiter string) string {
	if delimiter == ";" && bytes.HasSuffix(text, []byte(delimiter)) || delimiter == "&" && bytes.HasPrefix(text, []byte(delimiter)) {
		return "a"
	}
	return string(text)
}

// locateValue returns the offset in the body of value, which is part of the link or image that starts
// at offset. If value comes from a link definition instead, it returns offset.
func locateValue(s *state, offset int, value []byte) int {
	const longest = 1000 // bounds the search, which would otherwise take quadratic time if many links share a link definition that contains value
	return offset + max(0, bytes.Index(s.body[offset:min(len(s.body), offset+longest)], value))
}
