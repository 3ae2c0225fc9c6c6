package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// A Protocol is what agencies have to do together when a concern is seen.
type Protocol struct {
	Page          `yaml:",inline"`
	Approver      string    `yaml:"approver"`       // required on a live page
	NationalBasis []ID      `yaml:"national_basis"` // guidance pages
	Serves        []ID      `yaml:"serves"`         // recommendations or actions that the protocol as a whole answers
	Steps         []Step    `yaml:"steps"`          // in order
	Dated         string    `yaml:"dated"`          // on a sample: when the review said what the steps tell, in words: "about 2021"
	Versions      []Version `yaml:"versions"`       // newest first
}

// A Step is one thing to do, in order. On a sample it says what a protocol has to
// do; the step of a live protocol says who does what.
type Step struct {
	ID      string `yaml:"id"`    // required: its anchor; never reused
	Title   string `yaml:"title"` // required: a few words
	Who     string `yaml:"who"`
	Text    string `yaml:"text"`     // required. On a sample: what the review asked for
	Since   string `yaml:"since"`    // what national bodies have said since, with dates
	RestsOn []ID   `yaml:"rests_on"` // paragraphs that Text rests on
	Basis   []ID   `yaml:"basis"`    // guidance pages that Since rests on
	Serves  []ID   `yaml:"serves"`   // actions that the step answers: baby-r/6.9b
}

// A Version is an earlier or present edition of a protocol.
type Version struct {
	Version string `yaml:"version"`
	Date    Date   `yaml:"date"`
	What    string `yaml:"what"`
}

// Parts are the steps.
func (p *Protocol) Parts() []Part {
	var parts []Part
	for i, s := range p.Steps {
		if s.ID == "" {
			continue
		}
		parts = append(parts, Part{p.ID + "#" + ID(s.ID), "step", s.ID, s.Title, s.Text, p.FieldPos(fmt.Sprintf("steps[%d].id", i))})
	}
	return parts
}

// Refs are the national basis, and what the protocol and each step answer.
func (p *Protocol) Refs() []Ref {
	refs := p.Page.Refs()
	refs = p.refs(refs, p.ID, "national_basis", p.NationalBasis, Cites)
	refs = p.refs(refs, p.ID, "serves", p.Serves, Serves)
	for i, s := range p.Steps {
		at, from := fmt.Sprintf("steps[%d].", i), p.ID+"#"+ID(s.ID)
		refs = p.refs(refs, from, at+"rests_on", s.RestsOn, RestsOn)
		refs = p.refs(refs, from, at+"basis", s.Basis, Cites)
		refs = p.refs(refs, from, at+"serves", s.Serves, Serves)
	}
	return refs
}

// Lint asks for what a worker needs of each step.
func (p *Protocol) Lint(l *diag.List) {
	p.Page.Lint(l)
	if p.Status == Live {
		p.require(l, "approver", p.Approver)
		p.require(l, "version", p.Version)
	}
	for i, s := range p.Steps {
		at := fmt.Sprintf("steps[%d]", i)
		p.needed(l, at, "id", s.ID)
		p.needed(l, at, "title", s.Title)
		p.needed(l, at, "text", s.Text)
		if s.Since != "" && len(s.Basis) == 0 {
			l.Error(p.FieldPos(at+".since"), "step-basis", "what national bodies have said has no source", "add basis: [id of a guidance page]")
		}
		if problem, hint := placeSlip(s.ID, "a step"); problem != "" {
			l.Error(p.FieldPos(at+".id"), "step-id", problem, hint)
		}
		for _, a := range p.Body.Anchors {
			if a.ID == s.ID {
				l.Error(p.FieldPos(at+".id"), "step-id", fmt.Sprintf("a heading of the text has the id %q, too", s.ID), "give the heading an id of its own: ## Words {#other}",
					diag.Note{Pos: p.File.Pos(a.Offset), Message: "the heading is here"})
			}
		}
	}
}

const protocolSkeleton = `---
title: TITLE
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
approver:
reviewed:
review_due:
version: "1"
national_basis: []
serves: []
steps:
  - id: first
    title: The first step
    who:
    text: What is done, by whom.
changes: []
---

Why this protocol is there, and what comes first.
`
