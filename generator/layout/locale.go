package layout

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"safelearn/generator/model"
)

// A Locale is a language that some page of the site is in, with the words that layouts
// use on such a page.
type Locale struct {
	Tag    string                // BCP 47: "ar"
	Dir    string                // "ltr" or "rtl"
	Name   string                // the language's name for itself; Tag if the site does not give it
	Region string                // "en_GB", as Open Graph (ogp.me) names it; "" for a language without a territory
	Plain  *model.UIText[string] // words without markup
	Words  *model.UIText[HTML]   // the same as HTML, marked with their language where they are in another one

	months []string // as they appear in a date; nil if the site does not name them in this language
}

// Locales holds the locale of each language of a site.
type Locales struct {
	site  *model.Site
	byTag map[string]*Locale
}

// NewLocales returns the locales of a site.
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

// Of returns the locale of a page. A page that is generated, for which p is nil, is in
// the site's main language.
func (l *Locales) Of(p *model.Page) *Locale {
	if p == nil {
		return l.byTag[l.site.DefaultLanguage()]
	}
	return l.byTag[l.site.LanguageOf(p)]
}

// Tagged returns the locale of a language that some page of the site is in.
func (l *Locales) Tagged(tag string) *Locale { return l.byTag[tag] }

// add takes the words of a language from its file, then from the site's main language,
// then from the English that is part of the program.
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

// Mark returns the attributes lang and dir of an element whose words are in a language,
// "" if they need none on a page in this one. British and American English are not
// distinguished.
func (l *Locale) Mark(tag string) string {
	if tag == l.Tag || model.IsEnglish(tag) && model.IsEnglish(l.Tag) {
		return ""
	}
	return ` lang="` + template.HTMLEscapeString(tag) + `" dir="` + model.Direction(tag) + `"`
}

// Marked wraps words, which are HTML, in an element that says what language they are
// in, if they need one.
func (l *Locale) Marked(tag, words string) HTML {
	if mark := l.Mark(tag); mark != "" {
		return HTML("<span" + mark + ">" + words + "</span>")
	}
	return HTML(words)
}

// Date returns a day, a month or a year as readers of the language write it, with
// numbers alone if the site does not name the months.
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

// ReportTo says whom to contact about a mistake, "" if the site names nobody.
func (l *Locale) ReportTo() HTML {
	if l.Plain.Report == "" {
		return ""
	}
	return HTML(strings.ReplaceAll(string(l.Words.ReportTo), "{who}", string(l.Words.Report)))
}
