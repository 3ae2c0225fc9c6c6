package model

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"safelearn/generator/diag"
)

// English is the language of the words that the program has of its own.
const English = "en-GB"

// tagEnd is the language at the end of a file's name: "bruises.ar", "bruises.pt-BR".
// Words of other lengths may follow a dot as they like.
var languageSuffix = regexp.MustCompile(`^(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?)$`)

// SplitLanguage gives the path or id of the page that a translation stands beside,
// and the language that the name ends with: "bruises" and "ar" of "bruises.ar". The
// language is "" for a page that is no translation.
func SplitLanguage(name string) (original, tag string) {
	name, isFile := strings.CutSuffix(name, ".md")
	m := languageSuffix.FindStringSubmatch(name)
	if m != nil && !strings.HasSuffix(m[1], "/") && !strings.Contains(m[2], "/") {
		name, tag = m[1], m[2]
	}
	if isFile {
		name += ".md"
	}
	return name, tag
}

// Direction gives the way in which a language is written, "rtl" or "ltr", by its
// script.
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

// IsEnglish reports whether a language is English, of whatever country.
func IsEnglish(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }

// DefaultLanguage is the language that the site is written in.
func (s *Settings) DefaultLanguage() string {
	if len(s.Languages) > 0 {
		return s.Languages[0]
	}
	return English
}

// checkLanguages asks that the languages of the site are some, and written as
// browsers expect them.
func (s *Settings) checkLanguages(at keeper, problems *diag.List) {
	for i, tag := range s.Languages {
		known, err := language.Parse(tag)
		if err == nil && known.String() == tag {
			continue
		}
		hint := "write a tag of BCP 47, such as en-GB, cy, pl or zh-Hans"
		if err == nil {
			hint = "write " + known.String()
		}
		problems.Error(at.pos(fmt.Sprintf("languages[%d]", i)), "language-tag", fmt.Sprintf("%q is not how a language is written", tag), hint)
	}
}

// translate makes a page the translation that its file's name says it is.
func (p *Page) translate(file, tag string, problems *diag.List) {
	if tag == "" {
		return
	}
	if p.Lang != "" && p.Lang != tag {
		problems.Error(p.FieldPos("lang"), "translation-lang", fmt.Sprintf("the file's name says %s and lang says %s", tag, p.Lang), "take the line lang: out")
	}
	p.OriginalPath, p.Lang = file, tag
}

// lintTranslation asks a translation which version it is of: without it nobody
// could tell when it is out of date.
func (p *Page) lintTranslation(l *diag.List) {
	switch {
	case p.OriginalPath != "" && p.TranslatedVersion == "":
		p.require(l, "translates", p.TranslatedVersion)
	case p.OriginalPath == "" && p.TranslatedVersion != "":
		l.Error(p.FieldPos("translates"), "translation-file", "translates stands on a page that is no translation",
			fmt.Sprintf("name the file after its page and its language: %s", strings.TrimSuffix(path.Base(p.File.Path), ".md")+".pl.md"))
	}
}

// pair finds the original of each translation.
func (s *Site) pair() {
	s.versions = make(map[string][]Entry)
	if len(s.Translations) == 0 {
		return
	}
	for _, e := range s.Entries {
		s.versions[e.Base().File.Path] = []Entry{e}
	}
	for _, e := range s.Translations {
		if of := e.Base().OriginalPath; s.versions[of] != nil {
			s.versions[of] = append(s.versions[of], e)
		}
	}
}

// LanguageVersions gives a page in every language that it is in, the original first. It is
// nil for a page that is in one language alone.
func (s *Site) LanguageVersions(p *Page) []Entry {
	list := s.versions[p.File.Path]
	if p.OriginalPath != "" {
		list = s.versions[p.OriginalPath]
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// OriginalOf gives the page that a translation is of, nil where there is none.
func (s *Site) OriginalOf(p *Page) Entry {
	if p.OriginalPath == "" {
		return nil
	}
	if list := s.versions[p.OriginalPath]; len(list) > 0 {
		return list[0]
	}
	return nil
}

// InLanguage gives a page in a language, nil where there is no translation into it.
func (s *Site) InLanguage(p *Page, tag string) Entry {
	for _, e := range s.LanguageVersions(p) {
		if s.LanguageOf(e.Base()) == tag {
			return e
		}
	}
	return nil
}

// LanguageOf gives the language of a page, that of the site where it says none.
func (s *Site) LanguageOf(p *Page) string {
	if p.Lang != "" {
		return p.Lang
	}
	return s.DefaultLanguage()
}
