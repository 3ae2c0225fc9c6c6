package search

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// call writes a file: the function of the client with a name and a string.
func call(name, text string) []byte {
	return append(quote([]byte(`_search("`+name+`",`), text), ')', '\n')
}

// quote appends a string as script reads it.
func quote(b []byte, s string) []byte {
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
func (x *Index) start() []byte {
	s := x.words()
	firsts := func(list []shard) string {
		from := make([]string, len(list))
		for i := range list {
			from[i] = list[i].from
		}
		return strings.Join(from, " ")
	}
	b := []byte(`_search("` + x.first() + `",{pages:` + strconv.Itoa(len(x.pages)) + `,per:` + strconv.Itoa(perFile(len(x.pages))) + `,words:`)
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
func (x *Index) heads(name string, pages []page) []byte {
	b := []byte(`_search("` + name + `",[`)
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
				b = quote(append(b, ','), shortened(s.heading, headingFrom))
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
func (x *Index) texts(name string, pages []page) []byte {
	b := []byte(`_search("` + name + `",[`)
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
				b = quote(b, s.beginning(x.graph, p.entry))
			}
		}
		b = append(b, ']')
	}
	return append(b, "])\n"...)
}

// text joins the texts of a section until there is more than most. Cells and items end as their authors ended
// them, often with nothing.
func (s *section) text(g *xref.Graph, e model.Entry, most int) string {
	var b strings.Builder
	before, first := "", true
	for text := range s.each(g, e) {
		if !first {
			if before == "" || strings.HasSuffix(strings.TrimRight(before, ".!?:;)”’"), before) {
				b.WriteString(" ·")
			}
			b.WriteByte(' ')
		}
		b.WriteString(text)
		if b.Len() > most {
			break
		}
		before, first = text, false
	}
	return b.String()
}

// beginning gives the first texts of a section.
func (s *section) beginning(g *xref.Graph, e model.Entry) string {
	if s.hidden {
		return ""
	}
	return shortened(s.text(g, e, excerptFrom), excerptFrom)
}

// shortened cuts a long text at a word.
func shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	if blank := strings.LastIndexByte(text[:end], ' '); blank > 0 {
		end = blank
	}
	return text[:end] + " …"
}
