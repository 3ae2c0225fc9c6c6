// Package words looks up the texts that the program shows on pages, by language.
//
// A [Catalogue] maps keys to the texts of one language. A [Localizer] looks up a key in several
// catalogues, that of the preferred language first, and fills in the placeholders of the first text
// found. The package reads no files and has no knowledge of HTML.
package words

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A Text is an entry in a catalogue: either one text or one text for each plural form of its language.
type Text struct {
	Plain string            // "" for a text with plural forms
	Forms map[string]string // by plural form, such as "one"; nil for a plain text
}

// A Catalogue contains the texts of one language.
type Catalogue struct {
	Language string          // BCP 47 tag, such as "cy"
	Keys     []string        // in the order in which they were set
	Texts    map[string]Text // by key
}

// NewCatalogue returns a catalogue without texts.
func NewCatalogue(language string) *Catalogue {
	return &Catalogue{Language: language, Texts: make(map[string]Text)}
}

// Set sets the text of a key.
func (c *Catalogue) Set(key string, text Text) {
	if _, known := c.Texts[key]; !known {
		c.Keys = append(c.Keys, key)
	}
	c.Texts[key] = text
}

// Clone returns a copy of c.
func (c *Catalogue) Clone() *Catalogue {
	return &Catalogue{c.Language, slices.Clone(c.Keys), maps.Clone(c.Texts)}
}

// PluralForms returns the names of all plural forms (the plural categories of Unicode CLDR), in the
// order in which authors write them.
func PluralForms() []string { return []string{"zero", "one", "two", "few", "many", "other"} }

// PluralForm returns the plural form that a language uses for the number n. The language is given by
// its BCP 47 tag.
func PluralForm(tag string, n int) string {
	switch plural.Cardinal.MatchPlural(language.Make(tag), n, 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// PluralFormsOf returns the plural forms that a language uses for integers, in the order of
// PluralForms.
func PluralFormsOf(tag string) []string {
	used := make(map[string]bool)
	for n := range 201 { // below a million, the rules for whole numbers repeat every hundred
		used[PluralForm(tag, n)] = true
	}
	used[PluralForm(tag, 1_000_000)] = true
	return slices.DeleteFunc(PluralForms(), func(form string) bool { return !used[form] })
}

// Form returns the text of t for the number n, using the plural rules of the language with the given
// tag.
func (t Text) Form(tag string, n int) string {
	if t.Forms == nil {
		return t.Plain
	}
	if text, ok := t.Forms[PluralForm(tag, n)]; ok {
		return text
	}
	return t.Forms["other"]
}

// All returns the texts of all plural forms, or only the plain text if t has no plural forms. It
// returns nil for an empty text.
func (t Text) All() []string {
	if t.Plain != "" {
		return []string{t.Plain}
	}
	var all []string
	for _, form := range PluralForms() {
		if text, ok := t.Forms[form]; ok {
			all = append(all, text)
		}
	}
	return all
}

// A Localizer looks up texts in a list of catalogues and fills in their placeholders.
type Localizer struct {
	language   string // BCP 47 tag of the pages on which the words are shown
	catalogues []*Catalogue
	months     []string // names of the months as used in dates, or nil if no catalogue of that language has them
	short      []string // short names of the months; equal to months if that catalogue has no short names
}

// New returns a localizer for pages in the given language. Each text comes from the first catalogue
// that contains its key. Catalogues that are nil are ignored.
func New(language string, catalogues ...*Catalogue) *Localizer {
	w := &Localizer{language: language, catalogues: slices.DeleteFunc(catalogues, func(c *Catalogue) bool { return c == nil })}
	w.months = w.monthNames("months")
	if w.short = w.monthNames("months_short"); w.short == nil {
		w.short = w.months
	}
	return w
}

// monthNames returns the names of the months, which are separated by commas in the text of the given
// key. It returns nil if that text is missing in the language of the pages.
func (w *Localizer) monthNames(key string) (names []string) {
	list := w.InPageLanguage(key)
	if list == "" {
		return nil
	}
	for name := range strings.SplitSeq(list, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	return names
}

// Text returns the text of a key and the language of that text. The text is empty if no catalogue has
// the key or w is nil.
func (w *Localizer) Text(key string) (text Text, language string) {
	if w == nil {
		return Text{}, ""
	}
	for _, c := range w.catalogues {
		if text, ok := c.Texts[key]; ok {
			return text, c.Language
		}
	}
	return Text{}, w.language
}

// Keys returns the keys of all catalogues, with duplicates and in no particular order.
func (w *Localizer) Keys() []string {
	var keys []string
	for _, c := range w.catalogues {
		keys = append(keys, c.Keys...)
	}
	return keys
}

// InPageLanguage returns the text of a key if there is one in the language of the pages, or "" if not.
func (w *Localizer) InPageLanguage(key string) string {
	if text, tag := w.Text(key); SameLanguage(tag, w.language) {
		return text.Plain
	}
	return ""
}

// SameLanguage reports whether two language tags are equal or both denote a variety of English.
func SameLanguage(a, b string) bool {
	isEnglish := func(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }
	return a == b || isEnglish(a) && isEnglish(b)
}

// Say returns the text of a key with its placeholders filled in. The arguments alternate between names
// and values of placeholders.
func (w *Localizer) Say(key string, arguments ...any) string {
	text, _ := w.Text(key)
	return Fill(text.Plain, arguments...)
}

// Count returns the text of a key for the number n, in the correct plural form and with n as the value
// of the placeholder {n}. The other arguments are like those of Say.
func (w *Localizer) Count(key string, n int, arguments ...any) string {
	text, tag := w.Text(key)
	return Fill(text.Form(tag, n), append([]any{"n", n}, arguments...)...)
}

// List joins items as in a sentence, such as "a, b and c". The last two items are joined by the text
// of the given key, such as "list_and".
func (w *Localizer) List(key string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	list, last := items[0], len(items)-1
	for i, item := range items[1:] {
		joiner := "list"
		if i+1 == last {
			joiner = key
		}
		list = w.Say(joiner, "a", list, "b", item)
	}
	return list
}

// Date formats a date, given as 2006-01-02, 2006-01 or 2006, in the language of the pages. If no
// catalogue has the names of the months in that language, it returns date unchanged.
func (w *Localizer) Date(date string) string { return w.date(date, w.months) }

// ShortDate is like Date but uses the short names of the months.
func (w *Localizer) ShortDate(date string) string { return w.date(date, w.short) }

// date formats a date using the given names of the months.
func (w *Localizer) date(date string, months []string) string {
	year, rest, _ := strings.Cut(date, "-")
	digits, day, hasDay := strings.Cut(rest, "-")
	month, err := strconv.Atoi(digits)
	if err != nil || month < 1 || month > len(months) {
		return date
	}
	if hasDay {
		return w.Say("date", "day", strings.TrimPrefix(day, "0"), "month", months[month-1], "year", year)
	}
	return w.Say("date_month", "month", months[month-1], "year", year)
}

// Fill replaces the placeholders in text with their values. The arguments are like those of Say. A
// placeholder without a value is left unchanged, and a link is replaced with its link text.
func Fill(text string, arguments ...any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for p := range segments(text) {
		value, ok := Argument(p.Name, arguments)
		written, isString := value.(string)
		switch {
		case p.Name == "" || p.Words != "":
			b.WriteString(p.Words)
		case isString:
			b.WriteString(written)
		case ok:
			fmt.Fprint(&b, value)
		default:
			b.WriteString("{" + p.Name + "}")
		}
	}
	return b.String()
}

// Argument returns the value of the named placeholder in arguments, which are like those of Say.
func Argument(name string, arguments []any) (value any, ok bool) {
	for i := 0; i+1 < len(arguments); i += 2 {
		if arguments[i] == name {
			return arguments[i+1], true
		}
	}
	return nil, false
}

// A Segment is a plain stretch of a text, a placeholder such as {date}, or a link such as {index|the
// index}. The value of a link is its address.
type Segment struct {
	Words string // "" for a placeholder
	Name  string // name of the placeholder or link, or "" for words
}

// Split splits text into plain segments, placeholders and links.
func Split(text string) []Segment { return slices.Collect(segments(text)) }

// segments returns an iterator over the segments of text; see Split.
func segments(text string) iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		start := 0
		for i := 0; i < len(text); i++ {
			if text[i] != '{' {
				continue
			}
			size := strings.IndexByte(text[i:], '}')
			if size < 0 {
				break
			}
			name, linked, isLink := strings.Cut(text[i+1:i+size], "|")
			if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" || isLink && linked == "" {
				continue
			}
			if i > start && !yield(Segment{Words: text[start:i]}) || !yield(Segment{linked, name}) {
				return
			}
			start, i = i+size+1, i+size
		}
		if start < len(text) {
			yield(Segment{Words: text[start:]})
		}
	}
}

// Placeholders returns the names of the placeholders and links in text, sorted and without duplicates.
func Placeholders(text string) []string {
	var names []string
	for _, p := range Split(text) {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
