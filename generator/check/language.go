package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// languages judges translations against the pages that they stand beside, and asks
// for the words that frame them.
func languages(j *judge) {
	listed := j.Site.Languages
	if len(listed) == 0 {
		listed = []string{j.Site.DefaultLanguage()}
	}
	for _, e := range j.Site.All() {
		p := e.Base()
		if p.Lang != "" && !slices.Contains(listed, p.Lang) && j.Site.ID != "" {
			at := p.FieldPos("lang")
			j.unlisted(at, p.Lang, listed, p.OriginalPath != "")
		}
		if p.OriginalPath != "" {
			j.translation(p)
		}
	}
	j.wordings(listed)
}

func (j *judge) unlisted(at diag.Pos, tag string, listed []string, ofFile bool) {
	hint := fmt.Sprintf("add %s to languages in content/site.yaml", tag)
	if ofFile {
		hint += ", or take it out of the file's name"
	}
	for _, known := range listed {
		if strings.EqualFold(known, tag) {
			hint = "capital and small letters count: write " + known
		}
	}
	j.Error(at, "language-unlisted", fmt.Sprintf("%s is no language of this site", tag), hint)
}

// translation asks that a translation has an original, is in another language, and
// is of its present version.
func (j *judge) translation(p *model.Page) {
	entry := j.Site.OriginalOf(p)
	if entry == nil {
		j.Error(p.File.Start(), "translation-original", fmt.Sprintf("there is no %s for this to be a translation of", p.OriginalPath),
			"name the file after the page that it translates")
		return
	}
	of := entry.Base()
	if j.Site.LanguageOf(of) == p.Lang {
		j.Error(p.File.Start(), "translation-same", fmt.Sprintf("%s is in %s already", of.File.Path, p.Lang), "give the file's name the language of its text, or take it out")
		return
	}
	if e := j.Site.InLanguage(of, p.Lang); e.Base() != p {
		return // two files of one language claim one address, and are told so
	}
	if p.Unreadable || of.Unreadable {
		return
	}
	j.version(p, of)
	note := diag.Note{Pos: of.FieldPos("status"), Message: "its status is here"}
	switch {
	case of.Status == model.Draft && p.Status == model.Live:
		j.Error(p.FieldPos("status"), "translation-status", "a live translation of a page that is a draft", "finish the page first: until then its translations are not published", note)
	case of.Status == model.Withdrawn && p.Status != model.Withdrawn:
		j.Warn(p.FieldPos("status"), "translation-status", "the page that this is a translation of is withdrawn", "write status: withdrawn; readers are told already", note)
	}
}

// version tells of a translation that is out of date. It is a warning: a correction
// in one language must not wait for all others.
func (j *judge) version(p, of *model.Page) {
	switch {
	case of.Version == "":
		j.Warn(p.FieldPos("translates"), "translation-version", "the page that this is a translation of has no version, so nobody can tell whether it is up to date",
			fmt.Sprintf("add version: to %s, and count up when its text changes", of.File.Path))
	case p.TranslatedVersion != "" && p.TranslatedVersion != of.Version:
		j.Warn(p.FieldPos("translates"), "translation-stale", fmt.Sprintf("a translation of version %s; the page is at version %s", p.TranslatedVersion, of.Version),
			fmt.Sprintf("bring the text up to date and write translates: %q; until then readers are told", of.Version),
			diag.Note{Pos: of.FieldPos("version"), Message: "its version is here"})
	}
}

// wordings asks for what the frame says in each language.
func (j *judge) wordings(listed []string) {
	for _, tag := range listed {
		file, lacks := j.Site.MissingTexts(tag)
		switch {
		case len(lacks) == 0:
		case file == nil:
			j.Warn(diag.Pos{Path: "content/site.yaml", Line: 1, Column: 1}, "language-words", fmt.Sprintf("there is no content/languages/%s.yaml, so the frame of pages in that language is not in it", tag),
				"write one, with the language's name for itself after language: as a start; then check tells what else it lacks")
		default:
			var keys, lines []string
			for _, l := range lacks {
				keys, lines = append(keys, l.Key), append(lines, fmt.Sprintf("%s: %q", l.Key, l.Text))
			}
			j.Warn(file.Start(), "language-words", "these have no words yet and are shown in another language: "+strings.Join(keys, ", "),
				"write a line for each, with words of that language for these, and leave what is in braces as it is: "+strings.Join(lines, "; "))
		}
	}
	for _, file := range j.Site.UITextFiles() {
		if tag := model.UITextLanguage(file); !slices.Contains(listed, tag) && j.Site.ID != "" {
			j.unlisted(file.Start(), tag, listed, true)
		}
	}
}
