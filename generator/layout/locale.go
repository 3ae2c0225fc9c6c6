package layout

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/words"
)

// A Locale is a language used on the site, with the texts that the program shows on pages in that
// language.
type Locale struct {
	Tag   string           // BCP 47 language tag: "ar"
	Dir   string           // "ltr" or "rtl"
	Name  string           // the language's name in that language, or Tag if the catalogue lacks it
	Words *words.Localizer // the texts, as plain text
	Comma HTML             // separator of list items, such as ", "

	plain map[string]HTML            // texts without placeholders and plural forms, as MarkLanguage returns them, by key
	parts map[string][]words.Segment // texts with placeholders but without plural forms, by key
}

// Locales contains the locale of each language used on a site.
type Locales struct {
	site  *model.Site
	byTag map[string]*Locale
}

// NewLocales returns the locales of the site's languages.
func NewLocales(site *model.Site) *Locales {
	l := &Locales{site, make(map[string]*Locale)}
	l.add(site.DefaultLanguage())
	for _, tag := range site.Languages {
		l.add(tag)
	}
	for _, e := range site.All() {
		if tag := e.Base().Lang; tag != "" {
			l.add(tag)
		}
	}
	return l
}

// ForPage returns the locale of p. If p is nil, it returns the locale of the site's main
// language, which generated pages use.
func (l *Locales) ForPage(p *model.Page) *Locale {
	if p == nil {
		return l.byTag[l.site.DefaultLanguage()]
	}
	return l.byTag[l.site.LanguageOf(p)]
}

// Tags returns the tags of all locales, starting with that of the site's main language.
func (l *Locales) Tags() []string {
	main := l.site.DefaultLanguage()
	tags := slices.DeleteFunc(slices.Sorted(maps.Keys(l.byTag)), func(tag string) bool { return tag == main })
	return append([]string{main}, tags...)
}

// ForTag returns the locale with the given language tag, or nil if the site does not use
// the language.
func (l *Locales) ForTag(tag string) *Locale { return l.byTag[tag] }

// add adds the locale for tag if there is none.
func (l *Locales) add(tag string) {
	if l.byTag[tag] != nil {
		return
	}
	locale := &Locale{Tag: tag, Dir: model.Direction(tag), Words: l.site.TextsIn(tag)}
	locale.Comma = HTML(template.HTMLEscapeString(locale.Words.Say("list", "a", "", "b", "")))
	locale.Name = cmp.Or(locale.Words.InPageLanguage("language"), tag)
	locale.plain, locale.parts = make(map[string]HTML), make(map[string][]words.Segment)
	for _, key := range locale.Words.Keys() {
		switch text, language := locale.Words.Text(key); {
		case text.Forms != nil:
		case len(words.Placeholders(text.Plain)) == 0:
			locale.plain[key] = locale.MarkLanguage(language, template.HTMLEscapeString(text.Plain))
		default:
			locale.parts[key] = words.Split(text.Plain)
		}
	}
	l.byTag[tag] = locale
}

// LanguageAttributes returns the lang and dir attributes for text in the given language on a page in
// the language of l, or "" if the languages are the same. All variants of English are treated as the
// same language.
func (l *Locale) LanguageAttributes(tag string) string {
	if tag == l.Tag || model.IsEnglish(tag) && model.IsEnglish(l.Tag) {
		return ""
	}
	return ` lang="` + template.HTMLEscapeString(tag) + `" dir="` + model.Direction(tag) + `"`
}

// MarkLanguage returns words, an HTML text in the given language. If that is not the language of l, it
// wraps words in a span element with the attributes that LanguageAttributes returns.
func (l *Locale) MarkLanguage(tag, words string) HTML {
	if mark := l.LanguageAttributes(tag); mark != "" {
		return HTML("<span" + mark + ">" + words + "</span>")
	}
	return HTML(words)
}

// Say returns the catalogue text for a key as HTML. The arguments alternate between names and values of
// placeholders. A value is text or HTML in the language of l, or a number. If the text is in a
// different language, it is marked with that language.
func (l *Locale) Say(key string, arguments ...any) HTML {
	if shown, ok := l.plain[key]; ok {
		return shown
	}
	return l.Count(key, 0, arguments...)
}

// Count returns the plural form for the number n of the catalogue text for a key, with n in place of
// {n}. The arguments are like those of Say.
func (l *Locale) Count(key string, n int, arguments ...any) HTML {
	text, tag := l.Words.Text(key)
	parts, ok := l.parts[key]
	if !ok {
		parts = words.Split(text.Form(tag, n))
	}
	var b strings.Builder
	for _, p := range parts {
		value, ok := words.Argument(p.Name, arguments)
		switch shown := template.HTMLEscapeString(p.Words); {
		case p.Name == "n" && !ok:
			fmt.Fprint(&b, n)
		case p.Name == "":
			b.WriteString(shown)
		case p.Words != "":
			fmt.Fprintf(&b, `<a href="%s">%s</a>`, template.HTMLEscapeString(fmt.Sprint(value)), shown)
		default:
			b.WriteString(l.placeholderHTML(tag, value))
		}
	}
	return l.MarkLanguage(tag, b.String())
}

// placeholderHTML returns the value of a placeholder as HTML. If the text has a language tag other than
// that of l, a value that is not a number is marked with the language of l.
func (l *Locale) placeholderHTML(tag string, value any) string {
	shown, isHTML := value.(HTML)
	if !isHTML {
		shown = HTML(template.HTMLEscapeString(fmt.Sprint(value)))
	}
	if _, isNumber := value.(int); !isNumber && l.LanguageAttributes(tag) != "" {
		return l.spanTag() + string(shown) + "</span>"
	}
	return string(shown)
}

// spanTag returns the start tag of a span element whose text is in the language of l.
func (l *Locale) spanTag() string {
	return fmt.Sprintf(`<span lang="%s" dir="%s">`, template.HTMLEscapeString(l.Tag), l.Dir)
}

// Date returns date, which is a day, a month or a year, in the language of l. If no catalogue has the
// names of the months in that language, the result has the form 2006-01-02, 2006-01 or 2006.
func (l *Locale) Date(date any) HTML { return l.formatDate(date, l.Words.Date) }

// ShortDate is like Date, with the short names of the months, for lists and tables.
func (l *Locale) ShortDate(date any) HTML { return l.formatDate(date, l.Words.ShortDate) }

// formatDate returns date as formatted by format.
func (l *Locale) formatDate(date any, format func(string) string) HTML {
	digits := fmt.Sprint(date)
	written := format(digits)
	if written == digits && !model.IsEnglish(l.Tag) {
		return HTML(`<bdi dir="ltr">` + template.HTMLEscapeString(digits) + `</bdi>`)
	}
	return HTML(template.HTMLEscapeString(written))
}

// ReportMistakeText returns the text on how to report a mistake, or "" if the settings contain no
// contact.
func (l *Locale) ReportMistakeText() HTML {
	report, tag := l.Words.Text("report")
	if report.Plain == "" {
		return ""
	}
	return l.Say("report_to", "who", l.MarkLanguage(tag, template.HTMLEscapeString(report.Plain)))
}
