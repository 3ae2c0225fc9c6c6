package model

// A Text is a page about the site: about, accessibility, privacy, how to write.
type Text struct {
	Page `yaml:",inline"`
}

const textSkeleton = `---
title: TITLE
summary:
audience: [practitioner]
status: draft
owner:
reviewed:
review_due:
changes: []
---

The text of the page.
`
