package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkLanguages checks translations against their originals, and that the words of the
// frame exist in each language of the site.
func checkLanguages(c *checker) {
	listed := c.site.Languages
	if len(listed) == 0 {
		listed = []string{c.site.DefaultLanguage()}
	}
	for _, e := range c.site.All() {
		p := e.Base()
		if p.Lang != "" && !slices.Contains(listed, p.Lang) && c.site.ID != "" {
			at := p.FieldPos("lang")
			c.unlisted(at, p.Lang, listed, p.OriginalPath != "")
		}
		if p.OriginalPath != "" {
			c.translation(p)
		}
	}
	c.wordings(listed)
}

// unlisted reports a language that the site does not list, of a page or of a file's name.
func (c *checker) unlisted(at diag.Pos, tag string, listed []string, ofFile bool) {
	hint := fmt.Sprintf("add %s to languages in content/site.yaml", tag)
	if ofFile {
		hint += ", or take it out of the file's name"
	}
	for _, known := range listed {
		if strings.EqualFold(known, tag) {
			hint = "capital and small letters count: write " + known
		}
	}
	c.problems.Error(at, "language-unlisted", fmt.Sprintf("%s is no language of this site", tag), hint)
}

// translation checks that a translation has an original in another language, and that it
// is of the original's current version.
func (c *checker) translation(p *model.Page) {
	entry := c.site.OriginalOf(p)
	if entry == nil {
		c.problems.Error(p.File.Start(), "translation-original", fmt.Sprintf("there is no %s for this to be a translation of", p.OriginalPath),
			"name the file after the page that it translates")
		return
	}
	of := entry.Base()
	if c.site.LanguageOf(of) == p.Lang {
		c.problems.Error(p.File.Start(), "translation-same", fmt.Sprintf("%s is in %s already", of.File.Path, p.Lang), "give the file's name the language of its text, or take it out")
		return
	}
	if e := c.site.InLanguage(of, p.Lang); e.Base() != p {
		return // two files in one language claim one address, which package xref reports
	}
	if p.Unreadable || of.Unreadable {
		return
	}
	c.version(p, of)
	note := diag.Note{Pos: of.FieldPos("status"), Message: "its status is here"}
	switch {
	case of.Status == model.Draft && p.Status == model.Live:
		c.problems.Error(p.FieldPos("status"), "translation-status", "a live translation of a page that is a draft", "finish the page first: until then its translations are not published", note)
	case of.Status == model.Withdrawn && p.Status != model.Withdrawn:
		c.problems.Warn(p.FieldPos("status"), "translation-status", "the page that this is a translation of is withdrawn", "write status: withdrawn; readers already see that it is withdrawn", note)
	}
}

// version reports a translation that is out of date. It is a warning: a correction in one
// language must not wait for the others.
func (c *checker) version(p, of *model.Page) {
	switch {
	case of.Version == "":
		c.problems.Warn(p.FieldPos("translates"), "translation-version", "the page that this is a translation of has no version, so nothing shows whether it is up to date",
			fmt.Sprintf("add version: to %s, and count up when its text changes", of.File.Path))
	case p.TranslatedVersion != "" && p.TranslatedVersion != of.Version:
		c.problems.Warn(p.FieldPos("translates"), "translation-stale", fmt.Sprintf("a translation of version %s; the page is at version %s", p.TranslatedVersion, of.Version),
			fmt.Sprintf("bring the text up to date and write translates: %q; until then readers see that it is out of date", of.Version),
			diag.Note{Pos: of.FieldPos("version"), Message: "its version is here"})
	}
}

// wordings checks that the words of the frame exist in each language of the site.
func (c *checker) wordings(listed []string) {
	for _, tag := range listed {
		file, lacks := c.site.MissingTexts(tag)
		switch {
		case len(lacks) == 0:
		case file == nil:
			c.problems.Warn(diag.Pos{Path: "content/site.yaml", Line: 1, Column: 1}, "language-words", fmt.Sprintf("there is no content/languages/%s.yaml, so the frame of pages in that language is not in it", tag),
				"write one, with the language's name for itself after language: as a start; then check lists what else it lacks")
		default:
			var keys, lines []string
			for _, l := range lacks {
				keys, lines = append(keys, l.Key), append(lines, fmt.Sprintf("%s: %q", l.Key, l.Text))
			}
			c.problems.Warn(file.Start(), "language-words", "these have no words yet and are shown in another language: "+strings.Join(keys, ", "),
				"write a line for each, with words of that language for these, and leave what is in braces as it is: "+strings.Join(lines, "; "))
		}
	}
	for tag, file := range c.site.UITextFiles {
		if !slices.Contains(listed, tag) && c.site.ID != "" {
			c.unlisted(file.Start(), tag, listed, true)
		}
	}
}
