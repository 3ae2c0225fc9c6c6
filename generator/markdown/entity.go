package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"safelearn/generator/source"
)

// checkEntities reports entities in value that stand for invisible characters. The offset is
// that of value in the body.
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

// neighbour returns the text before or after an entity. If that text is another entity, which it
// does not decode, it returns a Latin letter instead. The text is another entity if it ends or starts
// with boundary, which is ";" for the text before and "&" for the text after.
func neighbour(text []byte, boundary string) string {
	if boundary == ";" && bytes.HasSuffix(text, []byte(boundary)) || boundary == "&" && bytes.HasPrefix(text, []byte(boundary)) {
		return "a"
	}
	return string(text)
}

// locate returns the offset in the body of value, which is part of the link or image at offset,
// or offset itself if value is in a link definition.
func locate(s *state, offset int, value []byte) int {
	const longest = 1000 // avoids quadratic time for many links whose value is in a link definition
	return offset + max(0, bytes.Index(s.body[offset:min(len(s.body), offset+longest)], value))
}
