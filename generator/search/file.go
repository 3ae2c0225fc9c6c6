package search

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// call writes a file: the function of the client with a name and a string.
func call(b []byte, name, text string) []byte {
	return append(quote(open(b, name), text), ')', '\n')
}

// open starts the call of a file.
func open(b []byte, name string) []byte {
	return append(append(append(b, `_search("`...), name...), `",`...)
}

// quote appends a text as script reads it.
func quote[T string | []byte](b []byte, s T) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = append(b, `\n`...) // no other stands in a text
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// start is what a browser needs before the first word: how much there is of what,
// where each shard starts, the names of all files, and the kinds of page.
func (x *Index) start(b []byte) []byte {
	s := x.words()
	firsts := func(list []shard) string {
		from := make([]string, len(list))
		for i := range list {
			from[i] = list[i].from
		}
		return strings.Join(from, " ")
	}
	b = append(open(b, x.first()), `{pages:`+strconv.Itoa(len(x.pages))+`,per:`+strconv.Itoa(perFile(len(x.pages)))+`,words:`...)
	b = append(quote(b, firsts(s.words)), `,turned:`...)
	b = quote(b, firsts(s.turned))
	b = append(b, `,w:"`+namesOf(s.words)+`",r:"`+namesOf(s.turned)+`",h:"`+strings.Join(s.marks, "")+`"`...)
	if s.english {
		b = quote(append(b, `,stops:`...), strings.TrimSpace(stops))
	}
	b = append(b, `,kinds:{`...)
	for _, k := range model.Kinds {
		b = append(quote(append(quote(b, k.Title), ':'), k.Plural), ',')
	}
	return append(quote(append(quote(b, derivedKind), ':'), derivedKinds), "}})\n"...)
}

// heads writes what results show of some pages: address, title, kind, where, tag,
// summary, and of each section after the top its anchor and heading. The top has neither.
func (x *Index) heads(b []byte, name string, pages []page) []byte {
	b = append(open(b, name), '[')
	for i, p := range pages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, text := range headOf(x.graph, p).all() {
			if j > 0 {
				b = append(b, ',')
			}
			b = quote(b, text)
		}
		if p.entry != nil {
			for _, s := range sections(x.graph, p.entry)[1:] {
				b = quote(append(b, ','), s.anchor)
				heading := []byte(s.heading)
				if len(heading) > headingFrom {
					heading = shortened(heading, headingFrom)
				}
				b = quote(append(b, ','), heading)
			}
		}
		b = append(b, ']')
	}
	return append(b, "])\n"...)
}

// How much is told of a section, in bytes: of its heading, and of the text that an
// excerpt may be cut from.
const (
	headingFrom = 60
	excerptFrom = 360
)

// texts writes the beginnings of the sections of some pages.
func (x *Index) texts(b []byte, name string, pages []page) []byte {
	b = append(open(b, name), '[')
	var text, room []byte
	for i, p := range pages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		if p.entry != nil {
			for j, s := range sections(x.graph, p.entry) {
				if j > 0 {
					b = append(b, ',')
				}
				text = s.beginning(text, x.graph, p.entry, &room)
				b = quote(b, text)
			}
		}
		b = append(b, ']')
	}
	return append(b, "])\n"...)
}

// beginning gives the first texts of a section, in the room of a slice, with another
// for each of them. Cells and items end as their authors ended them, often with nothing.
func (s *section) beginning(to []byte, g *xref.Graph, e model.Entry, room *[]byte) []byte {
	to = to[:0]
	if s.hidden {
		return to
	}
	first, ended := true, false
	for text := range s.each(g, e, room) {
		if !first {
			if !ended {
				to = append(to, " ·"...)
			}
			to = append(to, ' ')
		}
		to = append(to, text...)
		if len(to) > excerptFrom {
			return shortened(to, excerptFrom)
		}
		first, ended = false, len(bytes.TrimRight(text, ".!?:;)”’")) < len(text)
	}
	return to
}

// shortened cuts a text that is longer than most at a word.
func shortened(text []byte, most int) []byte {
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	if blank := bytes.LastIndexByte(text[:end], ' '); blank > 0 {
		end = blank
	}
	return append(text[:end], " …"...)
}
