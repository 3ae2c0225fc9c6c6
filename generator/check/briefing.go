package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/source"
)

// A briefingChecker checks the blocks of a briefing, which are the sections below its level 2 headings.
type briefingChecker struct {
	file     *source.File
	blocks   []markdown.Heading
	names    model.BriefingBlocks // required headings
	texts    []string             // text of each required heading
	first    []*markdown.Heading  // first block with each required heading, or nil if there is none
	problems *diag.List
}

// checkBriefings checks the blocks of each briefing. If the settings of the site list headings, a
// briefing must have these headings in the same order. For a briefing in another language, only the
// number of blocks is checked.
func checkBriefings(c *checker) {
	names, language := c.site.BriefingBlocks, c.site.DefaultLanguage()
	texts := names.HeadingTexts(language)
	for _, e := range c.site.All() {
		b, ok := e.(*model.Briefing)
		if !ok || b.Unreadable {
			continue
		}
		check := briefingChecker{file: b.File, blocks: b.Blocks(), names: names, texts: texts, problems: &c.problems}
		if len(names) > 0 && !slices.Contains(texts, "") && c.site.LanguageOf(&b.Page) == language {
			check.checkNames()
		} else {
			check.checkCount()
		}
	}
}

// reportHeading reports a problem at an offset in the file.
func (b *briefingChecker) reportHeading(offset int, message, hint string, notes ...diag.Note) {
	b.problems.Error(b.file.Pos(offset), "briefing-blocks", message, hint, notes...)
}

// checkCount reports a briefing with a wrong number of blocks.
func (b *briefingChecker) checkCount() {
	want := b.names.Count()
	at, hint := b.file.Body, "write 1 more heading with ##, with its text"
	switch more := want - len(b.blocks); {
	case more == 0:
		return
	case more > 1:
		hint = fmt.Sprintf("write %d more headings with ##, each with its text", more)
	case more < 0:
		at, hint = b.blocks[want].Offset, "write this heading and those below it with ###, or combine blocks"
	}
	b.reportHeading(at, fmt.Sprintf("a briefing has %d sections with a heading, and this one has %d", want, len(b.blocks)), hint)
}

// checkNames reports headings that the settings do not list, that are repeated or that are out of
// order, and required headings that are missing. If an unknown heading is at the position of a missing
// one, only the unknown heading is reported.
func (b *briefingChecker) checkNames() {
	b.first = make([]*markdown.Heading, len(b.names))
	for i := range b.blocks {
		if n := slices.Index(b.texts, b.blocks[i].Text); n >= 0 && b.first[n] == nil {
			b.first[n] = &b.blocks[i]
		}
	}
	last, ordered := -1, true // highest index of a required heading so far, and whether the headings so far are in order
	for i := range b.blocks {
		h := &b.blocks[i]
		switch n := slices.Index(b.texts, h.Text); {
		case n < 0 && last+1 < len(b.names) && b.first[last+1] == nil:
			last++
			b.first[last] = h
			b.reportUnknown(h, "write ## "+b.names[last])
		case n < 0 && i == 0:
			b.reportUnknown(h, "take it out, and write its text below ## "+b.names[0])
		case n < 0:
			b.reportUnknown(h, fmt.Sprintf("write ### %s, or combine it with the text above", h.Text))
		case b.first[n] != h:
			b.reportHeading(h.Offset, fmt.Sprintf("the heading %q is there twice", h.Text), "take it out, and write its text below the first",
				diag.Note{Pos: b.file.Pos(b.first[n].Offset), Message: "the first is here"})
		case n < last && ordered:
			ordered = false
			b.reportHeading(h.Offset, fmt.Sprintf("the heading %q comes after %q", h.Text, b.texts[last]), "put the headings, each with the text below it, in this order: ## "+strings.Join(b.names, ", ## "))
		default:
			last = max(last, n)
		}
	}
	b.reportMissing()
}

// reportUnknown reports a heading that the settings do not list.
func (b *briefingChecker) reportUnknown(h *markdown.Heading, hint string) {
	b.reportHeading(h.Offset, fmt.Sprintf("%q is not a heading of this site's briefings", h.Text), hint)
}

// reportMissing reports required headings that are missing, each at the position of the heading
// that should follow it, or at the start of the body if there is none.
func (b *briefingChecker) reportMissing() {
	for n, name := range b.names {
		if b.first[n] != nil {
			continue
		}
		at, hint := b.file.Body, "write ## "+name+", with its text"
		next := n
		for next < len(b.names) && b.first[next] == nil {
			next++
		}
		switch {
		case next < len(b.names):
			at, hint = b.first[next].Offset, hint+", above ## "+b.names[next]
		case n > 0:
			hint += ", after the text of ## " + b.names[n-1]
		}
		b.reportHeading(at, fmt.Sprintf("the heading %q is missing", name), hint)
	}
}
