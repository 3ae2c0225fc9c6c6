package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// A Briefing is a 7-minute briefing: seven headed blocks that a team reads or is
// led through, on two sides of paper.
type Briefing struct {
	Page    `yaml:",inline"`
	About   ID  `yaml:"about"`   // the review or protocol that it is about
	Minutes int `yaml:"minutes"` // empty means 7
}

// A briefing has so many headed blocks and at most so many words: seven minutes at about 150 spoken words a minute. Partnerships use seven
// blocks and no national template, so their names are free.
const (
	briefingBlocks = 7
	briefingWords  = 1050
)

// Refs add what the briefing is about.
func (b *Briefing) Refs() []Ref {
	return b.refs(b.Page.Refs(), b.ID, "about", []ID{b.About}, Mentions)
}

// Lint holds the briefing to its seven blocks and its length.
func (b *Briefing) Lint(l *diag.List) {
	b.Page.Lint(l)
	var blocks []int
	for _, h := range b.Body.Headings {
		if h.Level == 2 {
			blocks = append(blocks, h.Offset)
		}
	}
	if len(blocks) != briefingBlocks {
		at := b.File.Pos(b.File.Body)
		if len(blocks) > briefingBlocks {
			at = b.File.Pos(blocks[briefingBlocks])
		}
		l.Error(at, "briefing-blocks", fmt.Sprintf("a briefing has %d headed blocks, and this one has %d", briefingBlocks, len(blocks)),
			"write seven headings with ##, each with its text")
	}
	if b.Body.Words > briefingWords {
		l.Error(b.File.Pos(b.File.Body), "briefing-length", fmt.Sprintf("%d words; a briefing has at most %d", b.Body.Words, briefingWords),
			"take out what a reader can look up: a link will do")
	}
}

const briefingSkeleton = `---
title: TITLE
short:
summary:
audience: [practitioner, trainer]
status: draft
owner:
reviewed:
review_due:
version: "1"
about:
changes: []
---

## Background

## What happened

## Why it matters

## What the review found

## What worked well

## What to do

## Questions for your team
`
