package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkLanguages checks translations against their originals, reports languages that the site does
// not list, and checks the translations of the user interface texts.
func checkLanguages(c *checker) {
	listed := c.site.Languages
	if len(listed) == 0 {
		listed = []string{c.site.DefaultLanguage()}
	}
	for _, e := range c.site.All() {
		p := e.Base()
		if p.Lang != "" && !slices.Contains(listed, p.Lang) && c.site.ID != "" {
			c.reportUnlisted(p.FieldPos("lang"), p.Lang, listed, p.OriginalPath != "")
		}
		if p.OriginalPath != "" {
			c.checkTranslation(p)
		}
	}
	c.checkUITexts(listed)
}

// reportUnlisted reports a language tag that is not in listed, the languages of the site. The tag
// is in a file name or in front matter.
func (c *checker) reportUnlisted(at diag.Pos, tag string, listed []string, inFileName bool) {
	canonical := model.CanonicalLanguage(tag)
	hint := fmt.Sprintf("add %s to languages in content/site.yaml", canonical)
	switch {
	case canonical == "":
		hint = "write " + strings.Join(listed, " or ")
	case canonical != tag:
		hint = fmt.Sprintf("write %s, and add it to languages in content/site.yaml", canonical)
	}
	if inFileName {
		hint += ", or take it out of the file's name"
	}
	language, _, _ := strings.Cut(canonical, "-")
	for _, known := range listed {
		switch other, _, _ := strings.Cut(known, "-"); {
		case strings.EqualFold(known, tag):
			hint = "capital and small letters count: write " + known
		case strings.EqualFold(other, language) && !(inFileName && known == listed[0]):
			hint = "write " + known
		}
	}
	several := fmt.Sprintf("%%d files are in the language %s, which is not a language of this site; the first is this one", tag)
	c.problems.ErrorWithCause(at, "language-unlisted", diag.Cause{CombinedMessage: several, ListPositions: true}, fmt.Sprintf("%s is not a language of this site", tag), hint)
}

// checkTranslation checks that a translation has an original in another language, that it
// translates the current version of the original, and that its status fits that of the
// original.
func (c *checker) checkTranslation(p *model.Page) {
	entry := c.site.OriginalOf(p)
	if entry == nil {
		c.problems.Error(p.File.Start(), "translation-original", fmt.Sprintf("there is no %s for this to be a translation of", p.OriginalPath),
			"name the file after the page that it translates")
		return
	}
	original := entry.Base()
	if c.site.LanguageOf(original) == p.Lang {
		c.problems.Error(p.File.Start(), "translation-same", fmt.Sprintf("%s is in %s already", original.File.Path, p.Lang), "give the file's name the language of its text, or take it out")
		return
	}
	if e := c.site.InLanguage(original, p.Lang); e.Base() != p {
		return // two translations in the same language, which package xref reports
	}
	if p.Unreadable || original.Unreadable {
		return
	}
	c.checkVersion(p, original)
	note := diag.Note{Pos: original.FieldPos("status"), Message: "its status is here"}
	switch {
	case original.Status == model.Draft && (p.Status == model.Live || p.Status == model.Sample):
		report := c.problems.Warn
		if p.Status == model.Live {
			report = c.problems.Error
		}
		report(p.FieldPos("status"), "translation-status", fmt.Sprintf("a %s translation of a page that is a draft", p.Status), "write status: draft, or finish the page first: until then its translations are not published", note)
	case original.Status == model.Withdrawn && p.Status != model.Withdrawn:
		c.problems.Warn(p.FieldPos("status"), "translation-status", "the page that this is a translation of is withdrawn", "write status: withdrawn; readers already see that it is withdrawn", note)
	}
}

// checkVersion reports a translation that is out of date, and an original without a version. These are
// only warnings, since a correction in one language must not wait for the other languages.
func (c *checker) checkVersion(p, original *model.Page) {
	switch {
	case original.Version == "":
		c.problems.Warn(p.FieldPos("translates"), "translation-version", "the page that this is a translation of has no version, so nothing shows whether it is up to date",
			fmt.Sprintf("add version: to %s, and count up when its text changes", original.File.Path))
	case p.TranslatedVersion != "" && p.TranslatedVersion != original.Version:
		c.problems.Warn(p.FieldPos("translates"), "translation-stale", fmt.Sprintf("a translation of version %s; the page is at version %s", p.TranslatedVersion, original.Version),
			fmt.Sprintf("bring the text up to date and write translates: %q; until then readers see that it is out of date", original.Version),
			diag.Note{Pos: original.FieldPos("version"), Message: "its version is here"})
	}
}

// maxMissingTexts is the maximum number of missing texts that one message lists.
const maxMissingTexts = 20

// checkUITexts checks that the user interface texts are translated into each language of the
// site, and that each file of user interface texts is for one of these languages.
func (c *checker) checkUITexts(listed []string) {
	for _, tag := range listed {
		file, missing := c.site.MissingTexts(tag)
		switch {
		case len(missing) == 0:
		case file == nil:
			c.problems.Warn(diag.Pos{Path: "content/site.yaml", Line: 1, Column: 1}, "language-words", fmt.Sprintf("there is no content/languages/%s.yaml, so the frame of pages in that language is not in it", tag),
				"write one, with the language's name for itself after language: as a start; then check lists what else it lacks")
		default:
			var keys, lines []string
			for i, l := range missing {
				if i < maxMissingTexts {
					keys, lines = append(keys, l.Key), append(lines, fmt.Sprintf("%s: %q", l.Key, l.Text))
				}
			}
			message, more := "these have no words yet and are shown in another language: "+strings.Join(keys, ", "), ""
			if len(missing) > len(keys) {
				message += " and others"
				more = "; then check lists the next, and all of them are in " + model.EnglishTexts
			}
			c.problems.Warn(file.Start(), "language-words", message,
				"write a line for each, with words of that language for these, and leave what is in braces as it is: "+strings.Join(lines, "; ")+more)
		}
	}
	for tag, file := range c.site.UITextFiles {
		if !slices.Contains(listed, tag) && c.site.ID != "" {
			c.reportUnlisted(file.Start(), tag, listed, true)
		}
	}
}
