package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// Briefing is a 7-minute briefing: seven sections on two sides of paper, for a team to read
// or to discuss with a facilitator.
type Briefing struct {
	Page    `yaml:",inline"`
	About   ID  `yaml:"about" new:"" ref:"mentions"` // the review or protocol that is the subject of the briefing
	Minutes int `yaml:"minutes"`                     // duration; empty means 7
}

// Limits of briefings. Seven minutes is about 1,050 spoken words. There is no common template
// for the seven sections, so authors choose the headings.
const (
	briefingSections = 7
	briefingWords    = 1050
)

// Lint calls Page.Lint and also reports too many minutes, a wrong number of sections, and text
// that is too long.
func (b *Briefing) Lint(l *diag.List) {
	b.Page.Lint(l)
	b.lintMinutes(l, b.Minutes)
	var sectionOffsets []int
	for _, h := range b.Body.Headings {
		if h.Level == 2 {
			sectionOffsets = append(sectionOffsets, h.Offset)
		}
	}
	if len(sectionOffsets) != briefingSections {
		at := b.File.Pos(b.File.Body)
		if len(sectionOffsets) > briefingSections {
			at = b.File.Pos(sectionOffsets[briefingSections])
		}
		l.Error(at, "briefing-blocks", fmt.Sprintf("a briefing has %d sections with a heading, and this one has %d", briefingSections, len(sectionOffsets)),
			"write seven headings with ##, each with its text")
	}
	if b.Body.WordCount > briefingWords {
		l.Error(b.File.Pos(b.File.Body), "briefing-length", fmt.Sprintf("%d words; a briefing has at most %d", b.Body.WordCount, briefingWords),
			"remove what a reader can look up, and link to it")
	}
}

// briefingBody is the body of a new briefing.
const briefingBody = `## Background

## What happened

## Why it matters

## What the review found

## What worked well

## What to do

## Questions for your team
`
