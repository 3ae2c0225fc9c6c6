package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// writeCall writes the content of a search file: a JavaScript call that passes the file name and value
// to the client.
func writeCall(out *bytes.Buffer, name string, value any) {
	fmt.Fprintf(out, "_search(%q,", name)
	encode(out, value)
	out.WriteString(")\n")
}

// encode writes value as a JavaScript literal.
func encode(out *bytes.Buffer, value any) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false) // the scripts are not embedded in HTML
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	out.Truncate(out.Len() - len("\n"))
}

// writeStart writes the start file, which the client loads first. It contains the number of pages, the
// first word form in each shard, the checksums in the names of the other files, the kinds of the pages,
// the words that parents type, and the stop words.
func (x *Index) writeStart(out *bytes.Buffer) {
	words := x.words()
	fmt.Fprintf(out, "_search(%q,{pages:%d,per:%d,words:", x.startName, len(x.pages), pagesPerFile(len(x.pages)))
	encode(out, firstForms(words.forms))
	out.WriteString(",turned:")
	encode(out, firstForms(words.reversed))
	fmt.Fprintf(out, ",w:%q,r:%q,h:%q,known:%q", joinChecksums(words.forms), joinChecksums(words.reversed), strings.Join(words.pageSums, ""), words.known.name)
	out.WriteString(",kinds:")
	encode(out, x.kindRuns())
	out.WriteString(",order:")
	encode(out, x.firstHeadings())
	out.WriteString(",parents:")
	encode(out, x.parentWords())
	if words.english {
		fmt.Fprintf(out, ",stops:%q", strings.TrimSpace(stopWords))
	}
	out.WriteString("})\n")
}

// A kindRun is a run of consecutive pages listed below the same heading in the search results, such as
// "Findings".
type kindRun struct {
	Title string // heading
	Pages int    // number of pages
}

// MarshalJSON returns the run as a JSON array.
func (r kindRun) MarshalJSON() ([]byte, error) { return json.Marshal([]any{r.Title, r.Pages}) }

// kindRuns divides the pages of the index, in order, into runs with the same heading.
func (x *Index) kindRuns() (runs []kindRun) {
	w := x.graph.Site.Texts
	for _, p := range x.pages {
		title := w.Say("search_other")
		if p.entry != nil {
			// Terms and themes are reference pages, so they are listed after the other pages.
			if kind := p.entry.Base().Kind; kind.Name != "term" && kind.Name != "theme" {
				title = model.KindPlural(w, kind)
			}
		}
		if n := len(runs); n > 0 && runs[n-1].Title == title {
			runs[n-1].Pages++
		} else {
			runs = append(runs, kindRun{title, 1})
		}
	}
	return runs
}

// firstHeadings returns the headings of the kinds of page that come first in the search results, in
// order.
func (x *Index) firstHeadings() (titles []string) {
	for _, name := range []string{"protocol", "finding", "recommendation", "module"} {
		titles = append(titles, model.KindPlural(x.graph.Site.Texts, model.KindByName(name)))
	}
	return titles
}

// parentWords returns the normalized forms of the words in content/words.yaml that parents type. The
// result is empty if the site has no page for parents.
func (x *Index) parentWords() []string {
	list := []string{} // not nil, which would be encoded as null
	if !slices.ContainsFunc(xref.AudiencePages, func(d xref.GeneratedPage) bool { return d.Audience == model.Parent && x.graph.Listed(d.Address) }) {
		return list
	}
	v := newVocabulary(x.graph.Site.DefaultLanguage())
	for _, text := range x.graph.Site.SearchVocabulary.Parents {
		var words []string
		for _, t := range v.appendTokens(nil, text) {
			if !t.compound {
				words = append(words, v.words[t.word].text)
			}
		}
		if len(words) > 0 {
			list = append(list, strings.Join(words, " "))
		}
	}
	return list
}

// firstForms returns the first word form of each shard, separated by spaces.
func firstForms(shards []shard) string {
	forms := make([]string, len(shards))
	for i, s := range shards {
		forms[i] = s.first
	}
	return strings.Join(forms, " ")
}

// results returns the data of pages for the search results. The data of a page consists of its
// resultFields, followed by the anchor and heading of each section except the first, which has neither.
func (x *Index) results(pages []page) (list [][]string) {
	for _, p := range pages {
		fields := resultFields(x.graph, p)
		if p.entry != nil {
			for _, s := range sections(x.graph, p.entry, false)[1:] {
				fields = append(fields, s.anchor, truncate(s.heading, maxHeading))
			}
		}
		list = append(list, fields)
	}
	return list
}

// Maximum lengths of headings and excerpts in bytes. Longer ones are truncated.
const (
	maxHeading = 46
	maxExcerpt = 360
)

// excerpts returns the excerpts of the sections of each page.
func (x *Index) excerpts(pages []page) (list [][]string) {
	for _, p := range pages {
		texts := []string{} // not nil, which would be encoded as null
		if p.entry != nil {
			for _, s := range sections(x.graph, p.entry, true) {
				text := s.excerpt()
				if s.restricted {
					text = x.graph.Site.Texts.Say("result_restricted")
				}
				texts = append(texts, text)
			}
		}
		list = append(list, texts)
	}
	return list
}

// excerpt returns the beginning of a section's text, or "" if the section contains the answers to a
// question. It adds a middle dot after a text that does not end in punctuation, such as that of a table
// cell.
func (s *section) excerpt() string {
	if s.hasAnswers {
		return ""
	}
	joined, separator := "", ""
	for _, text := range s.texts {
		// Keep one byte more than fits, so that truncate appends an ellipsis.
		if joined += separator + text[:min(len(text), maxExcerpt+1)]; len(joined) > maxExcerpt {
			break
		}
		if separator = " "; strings.TrimRight(text, ".!?:;)”’") == text {
			separator = " · "
		}
	}
	return truncate(joined, maxExcerpt)
}

// truncate shortens text that is longer than limit bytes to at most limit bytes, if possible at a
// space, and appends an ellipsis. The ellipsis does not count towards the limit.
func truncate(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	text = strings.ToValidUTF8(text[:limit], "") // the limit may be inside a character
	if space := strings.LastIndexByte(text, ' '); space > 0 {
		text = text[:space]
	}
	return text + " …"
}
