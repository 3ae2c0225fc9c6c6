package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/words"
)

// The functions in this file return the text that pages show for a value, in the language of w. The
// catalogue key of the text ends with the value as authors write it, with underscores for hyphens.

// say returns the text whose key consists of a prefix, an underscore and a value, or "" if there is no
// such text.
func say[T ~string](w *words.Localizer, prefix string, value T, arguments ...any) string {
	return w.Say(prefix+"_"+strings.ReplaceAll(string(value), "-", "_"), arguments...)
}

// Capitalized returns text with its first letter capitalised.
func Capitalized(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToTitle(first)) + text[size:]
}

// KindTitle returns the name of a page kind as a heading, such as "Learning point".
func KindTitle(w *words.Localizer, k *Kind) string { return Capitalized(say(w, "kind", k.Name)) }

// KindPlural returns the heading of a list of pages of a kind, such as "Learning points".
func KindPlural(w *words.Localizer, k *Kind) string { return Capitalized(say(w, "kinds", k.Name)) }

// TypeName returns the name of a type of statement within a sentence, such as "learning point".
func TypeName(w *words.Localizer, t StatementType) string { return say(w, "kind", t) }

// TypeTitle returns the name of a type of statement as a heading, such as "Learning point".
func TypeTitle(w *words.Localizer, t StatementType) string { return Capitalized(TypeName(w, t)) }

// TypePlurals returns the heading of a list of statements of the given types, such as "Findings and
// gaps".
func TypePlurals(w *words.Localizer, types ...StatementType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = say(w, "kinds", t)
	}
	return Capitalized(w.List("list_and", names))
}

// TypeNames returns the names of types within a sentence, such as "recommendation and safety action".
// They are joined by the text with the given key, such as "list_and".
func TypeNames(w *words.Localizer, key string, types []StatementType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = TypeName(w, t)
	}
	return w.List(key, names)
}

// TypeCount returns the text for n statements of type t, such as "2 findings".
func TypeCount(w *words.Localizer, t StatementType, n int) string {
	return w.Count(t.CountKey(), n)
}

// ReviewNoun returns the noun for a publication of type t within a sentence, such as "review" or
// "inquiry".
func ReviewNoun(w *words.Localizer, t ReviewType) string { return say(w, "noun", t.Noun()) }

// DocumentName returns the name of a document within a sentence, such as "executive summary".
func DocumentName(w *words.Localizer, d *Document) string {
	if d.Title != "" {
		return d.Title
	}
	return say(w, "document", d.Kind)
}

// DocumentHeading returns the name of a document as a heading, such as "Executive summary".
func DocumentHeading(w *words.Localizer, d *Document) string { return Capitalized(DocumentName(w, d)) }

// PageRange returns the pages of a document within a file that contains several documents, such as
// "pages 9–60", or "" if they are not known.
func PageRange(w *words.Localizer, d *Document) string {
	pages := strings.ReplaceAll(d.Pages, "-", "–")
	switch {
	case pages == "":
		return ""
	case strings.ContainsAny(pages, "–, "):
		return w.Say("at_pages", "pages", pages)
	}
	return w.Say("at_page", "page", pages)
}

// DescribeParagraph returns a description of a paragraph for use in a sentence, such as "paragraph
// 4.18", "paragraph 1.1 of the executive summary" or "Finding 3".
func DescribeParagraph(w *words.Localizer, p *Publication, l Label) string {
	return describeLabel(w, p, l, w.Say("paragraph", "label", l.Text()))
}

// DescribeStatement returns a description of a statement for use in a sentence, such as
// "Recommendation 2.1 of the executive summary" or "Finding 3".
func DescribeStatement(w *words.Localizer, p *Publication, l Label, t StatementType) string {
	return describeLabel(w, p, l, w.Say("statement_number", "type", TypeTitle(w, t), "number", l.Text()))
}

// describeLabel returns l as printed or, if l is a number, numberText, which describes a numbered
// paragraph or statement. It adds the name of the document unless that is the main document.
func describeLabel(w *words.Localizer, p *Publication, l Label, numberText string) string {
	text := l.Text()
	if l[len(l.documentPrefix()):].IsNumber() {
		text = numberText
	}
	if d := p.Document(l); d != nil && l.Document() != "" {
		text = w.Say("of_document", "what", text, "document", DocumentName(w, d))
	}
	return text
}

// TextsOf returns the texts of the site of r in the site's default language.
func TextsOf(r *Review) *words.Localizer { return r.texts }

// PublishedText returns the date of publication in words, marked if it is inferred. If front matter
// contains other text instead of a date, it returns that text.
func PublishedText(w *words.Localizer, r *Review) string {
	date := PublicationDate(r)
	switch {
	case Fact(r.Published) == NotPrinted:
		return w.Say("not_published")
	case date == "":
		return r.Published
	case strings.HasPrefix(r.Published, "~"):
		return w.Say("inferred_date", "date", w.Date(string(date)))
	}
	return w.Date(string(date))
}

// NatureName describes a part of a statement by its nature n, such as "Asks for an action". The
// description may contain the noun for a review of type t.
func NatureName(w *words.Localizer, n ItemNature, t ReviewType) string {
	return say(w, "nature", n, "noun", ReviewNoun(w, t))
}
