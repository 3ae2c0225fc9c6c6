package model

// A SitePage is a page about the site: about, accessibility, privacy, how to write.
type SitePage struct {
	Page `yaml:",inline"`
}

const sitePageSkeleton = `---
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
