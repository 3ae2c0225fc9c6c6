package model

import "safelearn/generator/diag"

// A ParentPage is a plain-language page for parents. It stands apart: no link into
// the review, no backlinks, nothing left on the phone.
type ParentPage struct {
	Page             `yaml:",inline"`
	Approver         string   `yaml:"approver"`          // required on a live page
	ClinicalApprover string   `yaml:"clinical_approver"` // required on a live page about health
	TabTitle         string   `yaml:"tab_title"`         // neutral words for the browser's tab; empty means "Information"
	Next             []ID     `yaml:"next"`              // parent pages to read next
	Explained        []string `yaml:"explained"`         // abbreviations that the text says the meaning of in its own words
}

// Refs are the pages to read next.
func (p *ParentPage) Refs() []Ref { return p.refs(p.Page.Refs(), p.ID, "next", p.Next, Next) }

// Lint asks for the approval that a live page for parents must have.
func (p *ParentPage) Lint(l *diag.List) {
	p.Page.Lint(l)
	if p.Status == Live {
		p.require(l, "approver", p.Approver)
		p.require(l, "version", p.Version)
	}
}

const parentPageSkeleton = `---
title: TITLE
summary:
audience: [parent]
status: draft
owner:
approver:
clinical_approver:
reviewed:
review_due:
version: "1"
next: []
changes: []
---

What happens now, in short plain sentences. No case, no blame.
`
