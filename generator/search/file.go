package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"safelearn/generator/model"
)

// writeCall writes a whole file: a call of the client with the name of the file and a value.
func writeCall(out *bytes.Buffer, name string, value any) {
	fmt.Fprintf(out, "_search(%q,", name)
	encode(out, value)
	out.WriteString(")\n")
}

// encode writes a value, of strings alone, as a literal of JavaScript.
func encode(out *bytes.Buffer, value any) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false) // the files are scripts of their own
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	out.Truncate(out.Len() - len("\n"))
}

// writeStart writes the start file: the number of pages, the first form of each shard, what
// the names of the other files end with, the stop words, and the kinds of page.
func (x *Index) writeStart(out *bytes.Buffer) {
	words := x.words()
	fmt.Fprintf(out, "_search(%q,{pages:%d,per:%d,words:", x.start(), len(x.pages), pagesPerFile(len(x.pages)))
	encode(out, firstForms(words.forms))
	out.WriteString(",turned:")
	encode(out, firstForms(words.reversed))
	fmt.Fprintf(out, ",w:%q,r:%q,h:%q", shardSums(words.forms), shardSums(words.reversed), strings.Join(words.pageSums, ""))
	if words.english {
		fmt.Fprintf(out, ",stops:%q", strings.TrimSpace(stopWords))
	}
	out.WriteString(",kinds:{")
	for _, k := range model.Kinds {
		fmt.Fprintf(out, "%q:%q,", k.Title, k.Plural)
	}
	fmt.Fprintf(out, "%q:%q}})\n", derivedKind, derivedKinds)
}

func firstForms(shards []shard) string {
	forms := make([]string, len(shards))
	for i, s := range shards {
		forms[i] = s.first
	}
	return strings.Join(forms, " ")
}

// results returns what results show of pages: the fields of resultFields, and the anchor
// and heading of each section after the first, which has neither.
func (x *Index) results(pages []page) (list [][]string) {
	for _, p := range pages {
		fields := resultFields(x.graph, p)
		if p.entry != nil {
			for _, s := range newDocument(x.graph, p.entry).sections[1:] {
				fields = append(fields, s.anchor, truncate(s.heading, maxHeading))
			}
		}
		list = append(list, fields)
	}
	return list
}

// The lengths in bytes to which headings and excerpts are truncated.
const (
	maxHeading = 60
	maxExcerpt = 360
)

// excerpts returns the excerpt of each section of pages.
func (x *Index) excerpts(pages []page) (list [][]string) {
	for _, p := range pages {
		texts := []string{} // null for a page without sections would not be a list
		if p.entry != nil {
			d := newDocument(x.graph, p.entry)
			for i := range d.sections {
				texts = append(texts, d.excerpt(&d.sections[i]))
			}
		}
		list = append(list, texts)
	}
	return list
}

// excerpt returns the first texts of a section, joined. A dot separates a text that does
// not end with punctuation, such as a table cell, from the next.
func (d *document) excerpt(s *section) string {
	if s.answers {
		return ""
	}
	joined, separator := d.joined[:0], ""
	for text := range d.texts(s) {
		if joined = append(append(joined, separator...), text...); len(joined) > maxExcerpt {
			break
		}
		if separator = " "; len(bytes.TrimRight(text, ".!?:;)”’")) == len(text) {
			separator = " · "
		}
	}
	d.joined = joined
	return truncate(string(joined), maxExcerpt)
}

// truncate cuts text that is longer than limit bytes at a space and appends an ellipsis.
func truncate(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := limit
	for !utf8.RuneStart(text[end]) {
		end--
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > 0 {
		end = space
	}
	return text[:end] + " …"
}
