package model

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"safelearn"
	"safelearn/generator/diag"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// EnglishTexts is the path of the English catalogue of the texts that the program shows.
const EnglishTexts = "layouts/words/en.yaml"

// settingTexts returns the texts that are set in content/site.yaml, by catalogue key. The program's
// own catalogue does not have these keys.
func settingTexts(s *Site) map[string]string {
	return map[string]string{"site_title": s.Title, "banner": s.Banner, "notice": s.Notice, "report": s.ReportTo}
}

// readEnglish sets the English catalogue: the program's messages, overridden by those in the site's own
// catalogue, if files contains one. Unknown keys are not reported,
// because the site's catalogue may have been written for an older version of the program. If the
// site's catalogue has not changed, readEnglish reuses the result of the previous site.
func readEnglish(s *Site, files []*source.File, previous *Site, problems *diag.List) {
	var own *source.File
	if i := slices.IndexFunc(files, func(f *source.File) bool { return f.Path == EnglishTexts }); i >= 0 {
		own = files[i]
		s.ownEnglish = own.Text
	}
	if previous != nil && previous.ownEnglish == s.ownEnglish && (own == nil || !own.Unreadable) {
		s.English, s.englishProblems = previous.English, previous.englishProblems
		*problems = append(*problems, s.englishProblems...)
		return
	}
	shipped := shippedEnglish()
	s.English = shipped.catalogue
	if own != nil && own.Text != shipped.text {
		s.English = shipped.catalogue.Clone()
		decodeTexts(own, s.English, nil, &s.englishProblems)
		*problems = append(*problems, s.englishProblems...)
	}
}

// shippedEnglish returns the program's own catalogue. It is parsed once and kept, because parsing it
// takes longer than reading a small site.
var shippedEnglish = sync.OnceValue(func() (shipped struct {
	catalogue *words.Catalogue
	text      string
}) {
	file, _, err := source.LoadFile(safelearn.Shipped, EnglishTexts)
	if err != nil {
		panic(err) // impossible for an embedded file
	}
	shipped.catalogue, shipped.text = words.NewCatalogue(English), file.Text
	var problems diag.List
	if decodeTexts(file, shipped.catalogue, nil, &problems); problems != nil {
		panic(problems[0])
	}
	return shipped
})

// readUIText reads content/languages/<language>.yaml.
func readUIText(s *Site, file *source.File, problems *diag.List) {
	tag := strings.TrimSuffix(path.Base(file.Path), ".yaml")
	s.UITextFiles[tag] = file
	c := words.NewCatalogue(tag)
	known := append(slices.Clone(s.English.Keys), "site_title", "banner", "notice", "report")
	origin, ok := decodeTexts(file, c, known, problems)
	if !ok {
		return
	}
	for _, key := range []string{"months", "months_short"} {
		if months := c.Texts[key].Plain; months != "" && strings.Count(months, ",") != 11 {
			problems.Error(origin.FieldPos(key), "language-months", fmt.Sprintf("%d months separated by commas, not twelve", strings.Count(months, ",")+1), "write all twelve in order, as in a date")
			delete(c.Texts, key)
		}
	}
	for _, key := range c.Keys {
		if _, ok := s.English.Texts[key]; ok {
			lintText(s, key, c, origin, problems)
		}
	}
	s.Catalogues[tag] = c
}

// lintText reports a text whose placeholders or plural forms do not match those of the English text
// with the same key.
func lintText(s *Site, key string, c *words.Catalogue, origin Origin, problems *diag.List) {
	text, english := c.Texts[key], s.English.Texts[key]
	want, got := words.Placeholders(strings.Join(english.All(), " ")), words.Placeholders(strings.Join(text.All(), " "))
	at := origin.FieldPos(key)
	for _, name := range got {
		if !slices.Contains(want, name) {
			hint := "take it out, or write it without the braces; this text has no placeholders"
			if len(want) > 0 {
				hint = "the placeholders of this text are {" + strings.Join(want, "}, {") + "}"
			}
			problems.Error(at, "language-placeholder", fmt.Sprintf("nothing stands for {%s} in this text", name), hint)
		}
	}
	for _, name := range want {
		if !slices.Contains(got, name) && name != "n" {
			problems.Error(at, "language-placeholder", fmt.Sprintf("the text of %s lacks {%s}", key, name), fmt.Sprintf("write {%s} where it belongs in this sentence: in English it is %q", name, english.All()[len(english.All())-1]))
		}
	}
	switch {
	case text.Forms == nil:
	case english.Forms == nil:
		problems.Error(at, "language-plural", fmt.Sprintf("the text of %s does not depend on a number", key), "write one text on the line of the key")
	default:
		var missing []string
		for _, form := range words.PluralFormsOf(c.Language) {
			if text.Forms[form] == "" {
				missing = append(missing, form+":")
			}
		}
		if len(missing) > 0 {
			problems.Warn(at, "language-plural", fmt.Sprintf("%s lacks a form that the language %s needs: %s", key, c.Language, strings.Join(missing, " ")), "write a line for each, below the key and further in; until then pages show other:")
		}
	}
}

// addSettings adds the texts in content/site.yaml to the catalogue of the default language, which is
// the fallback for other languages. It reports texts that are also in the file of that catalogue.
func (s *Site) addSettings(problems *diag.List) {
	tag := s.DefaultLanguage()
	c := cmp.Or(s.Catalogues[tag], words.NewCatalogue(tag))
	s.Catalogues[tag] = c
	for _, key := range []string{"site_title", "banner", "notice", "report"} {
		if _, twice := c.Texts[key]; twice {
			problems.Error(diag.Pos{Path: "content/languages/" + tag + ".yaml", Line: 1, Column: 1}, "language-twice",
				fmt.Sprintf("content/site.yaml sets %s for the default language", key), "delete it here")
		}
		if text := settingTexts(s)[key]; text != "" {
			c.Set(key, words.Text{Plain: text})
		}
	}
	s.textsIn = make(map[string]*words.Localizer)
	for _, language := range append(slices.Collect(maps.Keys(s.Catalogues)), s.Languages...) {
		s.textsIn[language] = newTexts(s, language)
	}
	s.Texts = s.textsIn[tag]
}

// TextsIn returns the program's texts for pages in the given language. For a text that is missing in
// that language, it uses the default language of the site, or else English.
func (s *Site) TextsIn(tag string) *words.Localizer {
	if w := s.textsIn[tag]; w != nil {
		return w
	}
	return newTexts(s, tag)
}

func newTexts(s *Site, tag string) *words.Localizer {
	main := s.Catalogues[s.DefaultLanguage()]
	switch own := s.Catalogues[tag]; {
	case own == main:
		return words.New(tag, main, s.English)
	case IsEnglish(tag):
		return words.New(tag, own, s.English, main)
	default:
		return words.New(tag, own, main, s.English)
	}
}

// MissingText is a catalogue key that has no text in a language, with the text that is shown instead.
type MissingText struct{ Key, Text string }

// MissingTexts returns the keys without a text in the given language, and the file with the texts
// of that language, or nil if there is none. In English, no texts are missing.
func (s *Site) MissingTexts(tag string) (*source.File, []MissingText) {
	if IsEnglish(tag) {
		return nil, nil
	}
	own, shown := s.Catalogues[tag], s.TextsIn(tag)
	var missing []MissingText
	for _, key := range append([]string{"site_title", "banner", "notice", "report"}, s.English.Keys...) {
		if own != nil && own.Texts[key].All() != nil {
			continue
		}
		if text, _ := shown.Text(key); text.All() != nil {
			missing = append(missing, MissingText{key, strings.Join(text.All(), " / ")})
		}
	}
	return s.UITextFiles[tag], missing
}
