package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"safelearn/generator/source"
)

// checkEntities reports entities in value that stand for invisible characters. The argument offset
// is the offset of value in the body.
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
			before := neighbour(value[max(0, i-utf8.UTFMax):i], ";")
			text := before + string(characters) + neighbour(value[i+length:min(len(value), i+length+utf8.UTFMax)], "&")
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

// neighbour returns the text before or after an entity. The argument boundary is ";" for the text
// before and "&" for the text after. If boundary adjoins the entity, the text is probably another
// entity; neighbour does not decode it, but returns a Latin letter instead.
func neighbour(text []byte, boundary string) string {
	if boundary == ";" && bytes.HasSuffix(text, []byte(boundary)) || boundary == "&" && bytes.HasPrefix(text, []byte(boundary)) {
		return "a"
	}
	return string(text)
}

// locate returns the offset in the body of value, which is part of the link or image that starts at
// offset. If value is in a link definition instead, it returns offset.
func locate(s *state, offset int, value []byte) int {
	const longest = 1000 // limits the search, which would take quadratic time if value is in the link definition of many links
	return offset + max(0, bytes.Index(s.body[offset:min(len(s.body), offset+longest)], value))
}
