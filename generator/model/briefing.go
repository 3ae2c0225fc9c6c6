package model

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// Briefing is a 7-minute briefing: two sides of paper for a team to read or discuss. It consists of a
// few sections with headings, which are called blocks.
type Briefing struct {
	Page    `yaml:",inline"`
	About   ID  `yaml:"about" new:"" ref:"mentions"` // the page that is the subject of the briefing, such as a review or a protocol
	Minutes int `yaml:"minutes"`                     // duration; empty means 7
}

// briefingWords is the maximum number of words in a briefing: about 1,050 words are spoken in seven
// minutes.
const briefingWords = 1050

// Lint calls Page.Lint and also reports a briefing that takes too many minutes or has too many words.
// Package check checks the headings of the blocks, because they depend on the settings of the site.
func (b *Briefing) Lint(l *diag.List) {
	b.Page.Lint(l)
	b.lintMinutes(l, b.Minutes)
	if words := b.Body.WordCount(); words > briefingWords {
		l.Error(b.File.Pos(b.File.Body), "briefing-length", fmt.Sprintf("%d words; a briefing has at most %d", words, briefingWords),
			"remove what a reader can look up, and link to it")
	}
}

// Blocks returns the headings of level 2, each of which starts a block.
func (b *Briefing) Blocks() []markdown.Heading {
	return slices.DeleteFunc(slices.Clone(b.Body.Headings), func(h markdown.Heading) bool { return h.Level != 2 })
}

// BriefingBlocks lists the headings of the blocks that each briefing of a site must have. If it is
// empty, authors choose the headings, but there must be as many blocks as in defaultBlocks.
type BriefingBlocks []string

// defaultBlocks returns the headings of a new briefing on a site that does not prescribe any. There is
// no standard template for briefings.
func defaultBlocks() []string {
	return []string{"Background", "What happened", "Why it matters", "What was learned", "What worked well", "What to do", "Questions for your team"}
}

// Count returns the number of blocks that a briefing must have.
func (b BriefingBlocks) Count() int {
	if len(b) == 0 {
		return len(defaultBlocks())
	}
	return len(b)
}

// HeadingTexts returns the visible text of each name when it is parsed as a heading, for comparison
// with Blocks. The language determines the form of quotation marks. The text is "" if the name cannot
// be a heading.
func (b BriefingBlocks) HeadingTexts(language string) []string {
	var texts []string
	for _, name := range b {
		doc, problems := markdown.Parse(&source.File{Text: "## " + name + "\n"}, markdown.Options{KeepTypography: !IsEnglish(language)})
		text := ""
		if len(problems) == 0 && len(doc.Headings) == 1 && len(doc.Blocks) == 1 {
			text = doc.Headings[0].Text
		}
		texts = append(texts, text)
	}
	return texts
}

// lint reports names that cannot be headings and names that are listed twice.
func (b BriefingBlocks) lint(language string, origin *Origin, l *diag.List) {
	texts := b.HeadingTexts(language)
	for i, name := range b {
		at := origin.FieldPos(fmt.Sprintf("briefing_blocks[%d]", i))
		switch {
		case name == "": // the decoder has reported the problem
		case texts[i] == "":
			l.Error(at, "briefing-blocks", fmt.Sprintf("the block %q cannot be a heading", name), "write its words alone, on one line")
		case slices.Contains(texts[:i], texts[i]):
			l.Error(at, "briefing-blocks", fmt.Sprintf("the block %q is named twice", name), "take one of them out, or give it another name")
		}
	}
}

// newBody returns the body of a new briefing, which contains only the headings of its blocks.
func (b BriefingBlocks) newBody() string {
	if len(b) == 0 {
		b = defaultBlocks()
	}
	return "## " + strings.Join(b, "\n\n## ") + "\n"
}
