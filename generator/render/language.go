package render

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A tongue is a language that some page is in, with what the frame says there.
type tongue struct {
	tag, dir string
	plain    *model.UIText[string]
	said     *model.UIText[template.HTML] // words of another language are marked as such
	months   []string                     // nil where the language has given none
}

// tongues makes the tongue of each language of the site once.
func (b *builder) loadTongues() {
	b.tongues = make(map[string]*tongue)
	b.addTongue(b.Site.DefaultLanguage())
	for _, tag := range b.Site.Languages {
		b.addTongue(tag)
	}
	for _, e := range b.Site.All() {
		if tag := e.Base().Lang; tag != "" {
			b.addTongue(tag)
		}
	}
}

// addTongue words a language by its own file, then by the site's own language, then
// by what the program has in English.
func (b *builder) addTongue(tag string) {
	if b.tongues[tag] != nil {
		return
	}
	site, own := b.Site, b.Site.DefaultLanguage()
	t := &tongue{tag: tag, dir: model.Direction(tag)}
	list, tags := []*model.UIText[string]{site.UITexts[tag], site.UITexts[own], model.EnglishUIText()}, []string{tag, own, model.English}
	if list[0] == nil {
		list[0] = new(model.UIText[string])
	}
	t.plain = model.MergeUITexts(func(_ int, words string) string { return words }, list...)
	t.said = model.MergeUITexts(func(of int, words string) template.HTML {
		return template.HTML(t.marked(tags[of], template.HTMLEscapeString(words)))
	}, list...)
	if list[0].Months != "" || model.IsEnglish(tag) {
		t.months = strings.Split(cmp.Or(list[0].Months, list[2].Months), ",")
	}
	b.tongues[tag] = t
}

// marked says what language words are in, where it is not that of the page. English
// of one country is not marked on a page of another's.
func (t *tongue) marked(tag, words string) string {
	if mark := t.mark(tag); mark != "" {
		return "<span" + mark + ">" + words + "</span>"
	}
	return words
}

// mark gives the attributes of an element whose words are in a language, "" where
// that is the page's.
func (t *tongue) mark(tag string) string {
	if tag == t.tag || model.IsEnglish(tag) && model.IsEnglish(t.tag) {
		return ""
	}
	return ` lang="` + template.HTMLEscapeString(tag) + `" dir="` + model.Direction(tag) + `"`
}

// tongueOf is that of the page that targets are shown on.
func (b *builder) tongueOf(from *xref.Viewpoint) *tongue { return b.tongues[from.Language()] }

// date tells a day, a month or a year as readers of the language do; by its numbers
// where nobody gave the names of months.
func (t *tongue) date(when string) template.HTML {
	parts := strings.Split(when, "-")
	if t.months == nil || len(parts) == 1 {
		return template.HTML(`<bdi dir="ltr">` + template.HTMLEscapeString(when) + `</bdi>`)
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 1 || n > len(t.months) {
		return template.HTML(template.HTMLEscapeString(when))
	}
	month := strings.TrimSpace(t.months[n-1])
	if len(parts) == 2 {
		return template.HTML(template.HTMLEscapeString(month + " " + parts[0]))
	}
	words := strings.NewReplacer("{day}", strings.TrimPrefix(parts[2], "0"), "{month}", month, "{year}", parts[0]).Replace(t.plain.Date)
	return template.HTML(template.HTMLEscapeString(words))
}

// tongue is that of the page that a dot is about.
func (b *builder) tongue(dot any) *tongue { return b.tongues[b.lang(dot)] }

func (b *builder) lang(dot any) string {
	if p := b.of(dot).page; p != nil {
		return b.Site.LanguageOf(p)
	}
	return b.Site.DefaultLanguage()
}

// date tells a date in the language of the page.
func (b *builder) date(dot any, d interface{ Long() string }) template.HTML {
	if t := b.tongue(dot); !model.IsEnglish(t.tag) {
		return t.date(fmt.Sprint(d))
	}
	return template.HTML(template.HTMLEscapeString(d.Long()))
}

// reportTo says whom to tell of a mistake, "" where the site names nobody.
func (b *builder) reportTo(dot any) template.HTML {
	t := b.tongue(dot)
	if t.plain.Report == "" {
		return ""
	}
	return template.HTML(strings.ReplaceAll(string(t.said.ReportTo), "{who}", string(t.said.Report)))
}

// english marks an element of a layout whose words no language file holds as what
// they are, on a page in another language.
func (b *builder) english(dot any) template.HTMLAttr {
	return template.HTMLAttr(b.tongue(dot).mark(model.English))
}

// A Version is a page in one of its languages.
type Version struct {
	Tag, Dir string
	Name     string // the language's name for itself
	Address  string // relative to the page that shows it
	Whole    string // the address for machines: absolute, where the site knows its own
	Current  bool
}

// versions gives the languages that a page is in, the one of the original first;
// none for a page that is in one alone. What is withdrawn is not offered.
func (b *builder) versions(dot any) []Version {
	s := b.of(dot)
	if s.page == nil || s.page.Address != s.address {
		return nil
	}
	var list []Version
	for _, e := range b.Site.LanguageVersions(s.page) {
		p := e.Base()
		if b.Site.EffectiveStatus(p) == model.Withdrawn && p != s.page {
			continue
		}
		t := b.tongues[b.Site.LanguageOf(p)]
		v := Version{Tag: t.tag, Dir: t.dir, Name: b.nameOf(t), Address: s.from.RelativeAddress(p.Address), Whole: b.absolute(p.Address), Current: p == s.page}
		if b.Site.BaseURL == "" {
			v.Whole = v.Address
		}
		list = append(list, v)
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// nameOf is a language's name for itself, its tag where no file gives one.
func (b *builder) nameOf(t *tongue) string {
	if w := b.Site.UITexts[t.tag]; w != nil && w.Language != "" {
		return w.Language
	}
	if model.IsEnglish(t.tag) {
		return t.plain.Language
	}
	return t.tag
}

// stale gives the original of a translation that is not of its present version, nil
// for any other page.
func (b *builder) stale(dot any) model.Entry {
	p := b.of(dot).page
	if p == nil || p.Address != b.of(dot).address {
		return nil
	}
	if !b.Site.OutOfDate(p) {
		return nil
	}
	return b.Site.OriginalOf(p)
}

// toPage gives a link to a page by its title, in the title's language.
func (b *builder) toPage(dot any, e model.Entry) template.HTML {
	p := e.Base()
	s := b.of(dot)
	return template.HTML(link(nil, &s.from, b.Page(p), template.HTMLEscapeString(p.Title), true))
}

// parentsHome is where the parents' pages begin, in the language of the page.
func (b *builder) parentsHome(dot any) string {
	const home = "/parents/"
	s := b.of(dot)
	if t := b.At(home); t != nil {
		return s.from.RelativeAddress(s.from.Counterpart(t).Address)
	}
	return s.from.RelativeAddress(home)
}
