package search

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"safelearn/generator/model"
)

// appendCall appends a whole file: a call of the client with its name and a string.
func appendCall(to []byte, name, text string) []byte {
	return append(appendString(appendCallStart(to, name), text), ')', '\n')
}

func appendCallStart(to []byte, name string) []byte {
	return append(append(append(to, `_search("`...), name...), `",`...)
}

// appendString appends text as a string literal of JavaScript. Newline is the only
// control character that a text may contain.
func appendString[T string | []byte](to []byte, text T) []byte {
	to = append(to, '"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c < ' ':
			to = append(to, `\n`...)
		default:
			to = append(to, c)
		}
	}
	return append(to, '"')
}

// appendStart appends the start file: the number of pages, the first form of each shard,
// what the names of the other files end with, the stop words, and the kinds of page.
func (x *Index) appendStart(to []byte) []byte {
	words := x.words()
	to = append(appendCallStart(to, x.start()), `{pages:`+strconv.Itoa(len(x.pages))+`,per:`+strconv.Itoa(pagesPerFile(len(x.pages)))+`,words:`...)
	to = append(appendString(to, firstForms(words.forms)), `,turned:`...)
	to = appendString(to, firstForms(words.reversed))
	to = append(to, `,w:"`+shardSums(words.forms)+`",r:"`+shardSums(words.reversed)+`",h:"`+strings.Join(words.pageSums, "")+`"`...)
	if words.english {
		to = appendString(append(to, `,stops:`...), strings.TrimSpace(stopWords))
	}
	to = append(to, `,kinds:{`...)
	for _, k := range model.Kinds {
		to = append(appendString(append(appendString(to, k.Title), ':'), k.Plural), ',')
	}
	return append(appendString(append(appendString(to, derivedKind), ':'), derivedKinds), "}})\n"...)
}

func firstForms(shards []shard) string {
	forms := make([]string, len(shards))
	for i, s := range shards {
		forms[i] = s.first
	}
	return strings.Join(forms, " ")
}

// appendResults appends what results show of pages: the fields of resultFields, and the
// anchor and heading of each section after the first, which has neither.
func (x *Index) appendResults(to []byte, name string, pages []page) []byte {
	to = append(appendCallStart(to, name), '[')
	for i, p := range pages {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, '[')
		for j, field := range resultFields(x.graph, p) {
			if j > 0 {
				to = append(to, ',')
			}
			to = appendString(to, field)
		}
		if p.entry != nil {
			for _, s := range newDocument(x.graph, p.entry).sections[1:] {
				to = appendString(append(to, ','), s.anchor)
				to = appendString(append(to, ','), truncate([]byte(s.heading), maxHeading))
			}
		}
		to = append(to, ']')
	}
	return append(to, "])\n"...)
}

// The lengths in bytes to which headings and excerpts are truncated.
const (
	maxHeading = 60
	maxExcerpt = 360
)

// appendExcerpts appends the excerpt of each section of pages.
func (x *Index) appendExcerpts(to []byte, name string, pages []page) []byte {
	to = append(appendCallStart(to, name), '[')
	for i, p := range pages {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, '[')
		if p.entry != nil {
			d := newDocument(x.graph, p.entry)
			for j := range d.sections {
				if j > 0 {
					to = append(to, ',')
				}
				to = appendString(to, d.excerpt(&d.sections[j]))
			}
		}
		to = append(to, ']')
	}
	return append(to, "])\n"...)
}

// excerpt returns the first texts of a section, joined. A dot separates a text that does
// not end with punctuation, such as a table cell, from the next. The result is valid until
// the next call.
func (d *document) excerpt(s *section) []byte {
	d.joined = d.joined[:0]
	if s.answers {
		return d.joined
	}
	first, ended := true, false
	for text := range d.texts(s) {
		if !first {
			if !ended {
				d.joined = append(d.joined, " ·"...)
			}
			d.joined = append(d.joined, ' ')
		}
		if d.joined = append(d.joined, text...); len(d.joined) > maxExcerpt {
			d.joined = truncate(d.joined, maxExcerpt)
			break
		}
		first, ended = false, len(bytes.TrimRight(text, ".!?:;)”’")) < len(text)
	}
	return d.joined
}

// truncate cuts text that is longer than limit bytes at a space and appends an ellipsis.
func truncate(text []byte, limit int) []byte {
	if len(text) <= limit {
		return text
	}
	end := limit
	for !utf8.RuneStart(text[end]) {
		end--
	}
	if space := bytes.LastIndexByte(text[:end], ' '); space > 0 {
		end = space
	}
	return append(text[:end], " …"...)
}
