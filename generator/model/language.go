package model

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"safelearn/generator/diag"
)

// English is the language of the texts built into the program.
const English = "en-GB"

// languageSuffixPattern matches a name with a language tag as its suffix, such as "appointments.ar" or
// "appointments.pt-BR".
var languageSuffixPattern = regexp.MustCompile(`^(.+)\.([A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?)$`)

// SplitLanguage splits the path or id of a translation into the path or id of the original
// and the language tag. For example, it splits "appointments.ar" into "appointments" and "ar". The tag
// is "" for a page that is not a translation.
func SplitLanguage(name string) (original, tag string) {
	name, isFile := strings.CutSuffix(name, ".md")
	if m := languageSuffixPattern.FindStringSubmatch(name); m != nil && !strings.HasSuffix(m[1], "/") {
		name, tag = m[1], m[2]
	}
	if isFile {
		name += ".md"
	}
	return name, tag
}

// Direction returns the text direction of a language, "rtl" or "ltr".
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

// CanonicalLanguage returns the canonical form of a BCP 47 tag, such as en-GB for en_gb, or "" if
// tag is not the tag of a known language.
func CanonicalLanguage(tag string) string {
	known, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	return known.String()
}

// IsEnglish reports whether a language tag denotes English, with or without a region.
func IsEnglish(tag string) bool { return tag == "en" || strings.HasPrefix(tag, "en-") }

// setTranslation sets the language and original of a page if its file name has a language tag. It
// reports a different language in the front matter.
func (p *Page) setTranslation(original, tag string, problems *diag.List) {
	if tag == "" {
		return
	}
	if p.Lang != "" && p.Lang != tag {
		problems.Error(p.FieldPos("lang"), "translation-lang", fmt.Sprintf("the file name says %s and lang says %s", tag, p.Lang), "delete the line lang:")
	}
	p.OriginalPath, p.Lang = original, tag
}

// lintTranslation reports a translation that does not state which version of the original it
// translates, so that IsOutdatedTranslation could not detect changes, and a page that states a version
// but is not a translation.
func (p *Page) lintTranslation(l *diag.List) {
	if p.OriginalPath != "" {
		p.require(l, "translates", p.TranslatedVersion)
	} else if p.TranslatedVersion != "" {
		l.Error(p.FieldPos("translates"), "translation-file", "translates is for translations, and this page is not one",
			"take the line out; the file of a translation ends in its language and .md")
	}
}

// LanguageVersions returns a page in all its languages, with the original first. It returns
// nil for a page without translations.
func (s *Site) LanguageVersions(p *Page) []Entry {
	list := s.versions[cmp.Or(p.OriginalPath, p.File.Path)]
	if len(list) < 2 {
		return nil
	}
	return list
}

// OriginalOf returns the original of a translation. It returns nil if p is not a translation
// or the original does not exist.
func (s *Site) OriginalOf(p *Page) Entry {
	if list := s.versions[p.OriginalPath]; len(list) > 0 {
		return list[0]
	}
	return nil
}

// InLanguage returns the version of a page in the given language. It returns nil if there is
// none or the page has no translations.
func (s *Site) InLanguage(p *Page, tag string) Entry {
	for _, e := range s.LanguageVersions(p) {
		if s.LanguageOf(e.Base()) == tag {
			return e
		}
	}
	return nil
}

// LanguageOf returns the language of a page, which may be the default language.
func (s *Site) LanguageOf(p *Page) string { return cmp.Or(p.Lang, s.DefaultLanguage()) }
