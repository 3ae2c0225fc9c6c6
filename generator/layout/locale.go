package layout

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"safelearn/generator/model"
)

// A Locale is a language used on the site, with the interface text for pages in that
// language.
type Locale struct {
	Tag    string                // BCP 47 language tag: "ar"
	Dir    string                // "ltr" or "rtl"
	Name   string                // the language's name in that language, or Tag if not configured
	Region string                // Open Graph locale (ogp.me): "en_GB"; "" if Tag has no territory
	Plain  *model.UIText[string] // interface text as plain text
	Words  *model.UIText[HTML]   // interface text as HTML; text in a different language has a lang attribute

	months []string // month names as used in dates, or nil if not configured
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

// Of returns the locale of p. If p is nil, it returns the locale of the site's main
// language, which generated pages use.
func (l *Locales) Of(p *model.Page) *Locale {
	if p == nil {
		return l.byTag[l.site.DefaultLanguage()]
	}
	return l.byTag[l.site.LanguageOf(p)]
}

// Tagged returns the locale with the given language tag, or nil if the site does not use
// the language.
func (l *Locales) Tagged(tag string) *Locale { return l.byTag[tag] }

// add adds the locale for tag if there is none. Text missing in that language is taken from
// the site's main language, then from the built-in English text.
func (l *Locales) add(tag string) {
	if l.byTag[tag] != nil {
		return
	}
	main := l.site.DefaultLanguage()
	list, tags := []*model.UIText[string]{l.site.UITexts[tag], l.site.UITexts[main], model.EnglishUIText()}, []string{tag, main, model.English}
	if list[0] == nil {
		list[0] = new(model.UIText[string])
	}
	c := &Locale{Tag: tag, Dir: model.Direction(tag)}
	c.Plain = model.MergeUITexts(func(_ int, words string) string { return words }, list...)
	c.Words = model.MergeUITexts(func(from int, words string) HTML {
		return c.Marked(tags[from], template.HTMLEscapeString(words))
	}, list...)
	name, months := list[0].Language, list[0].Months
	if model.IsEnglish(tag) {
		name, months = c.Plain.Language, cmp.Or(months, list[2].Months)
	}
	c.Name = cmp.Or(name, tag)
	if language, territory, ok := strings.Cut(tag, "-"); ok && len(territory) == 2 {
		c.Region = language + "_" + strings.ToUpper(territory)
	}
	if months != "" {
		c.months = strings.Split(months, ",")
	}
	l.byTag[tag] = c
}

// LanguageAttributes returns the lang and dir attributes for text in the given language on a page in the
// language of l, or "" if the languages are the same. All variants of English are treated
// as the same language.
func (l *Locale) LanguageAttributes(tag string) string {
	if tag == l.Tag || model.IsEnglish(tag) && model.IsEnglish(l.Tag) {
		return ""
	}
	return ` lang="` + template.HTMLEscapeString(tag) + `" dir="` + model.Direction(tag) + `"`
}

// Marked returns words, which is HTML in the given language. If that is not the language
// of l, the result is wrapped in a span element with the attributes returned by LanguageAttributes.
func (l *Locale) Marked(tag, words string) HTML {
	if mark := l.LanguageAttributes(tag); mark != "" {
		return HTML("<span" + mark + ">" + words + "</span>")
	}
	return HTML(words)
}

// Date returns a localised date, which is a day, a month or a year. If the month names of the
// language are not configured, the date has the form 2006-01-02, 2006-01 or 2006.
func (l *Locale) Date(date interface{ Long() string }) HTML {
	if model.IsEnglish(l.Tag) {
		return HTML(template.HTMLEscapeString(date.Long()))
	}
	digits := fmt.Sprint(date)
	var year, month, day int
	fields, _ := fmt.Sscanf(digits, "%d-%d-%d", &year, &month, &day)
	if fields < 2 || month < 1 || month > len(l.months) {
		return HTML(`<bdi dir="ltr">` + template.HTMLEscapeString(digits) + `</bdi>`)
	}
	name := strings.TrimSpace(l.months[month-1])
	words := fmt.Sprint(name, " ", year)
	if fields == 3 {
		words = strings.NewReplacer("{day}", strconv.Itoa(day), "{month}", name, "{year}", strconv.Itoa(year)).Replace(l.Plain.Date)
	}
	return HTML(template.HTMLEscapeString(words))
}

// ReportTo returns the text on how to report a mistake, or "" if no contact is configured.
func (l *Locale) ReportTo() HTML {
	if l.Plain.Report == "" {
		return ""
	}
	return HTML(strings.ReplaceAll(string(l.Words.ReportTo), "{who}", string(l.Words.Report)))
}
