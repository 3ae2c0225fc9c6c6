package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// Protocol is a procedure that agencies follow together in response to a concern.
type Protocol struct {
	Page          `yaml:",inline"`
	NationalBasis []ID      `yaml:"national_basis" new:"[]" ref:"cites"`                                                                // the national guidance pages on which the protocol is based
	Serves        []ID      `yaml:"serves" new:"[]" ref:"serves"`                                                                       // the recommendations or actions that the protocol as a whole answers
	Steps         []Step    `yaml:"steps" new:"\n  - id: first\n    title: The first step\n    who:\n    text: What is done, by whom."` // the steps, in order
	Dated         string    `yaml:"dated"`                                                                                              // on a sample page, the date of the review's account of the steps, in words such as "about 2021"
	LocalPosition string    `yaml:"local_position"`                                                                                     // the position of the area if the text compares two sources that differ; required in this case on a live page
	Versions      []Version `yaml:"versions"`                                                                                           // the current and earlier versions, newest first
}

// Step is a step of a protocol. In a live protocol, it states who does what. In a sample, it
// describes what a protocol should cover.
type Step struct {
	ID      string `yaml:"id" required:"true"`      // the anchor of the step; must never be reused for another step
	Title   string `yaml:"title" required:"true"`   // a short title
	Who     string `yaml:"who"`                     // the role that carries out the step
	Text    string `yaml:"text" required:"true"`    // what to do; on a sample page, what the review asked for
	Since   string `yaml:"since"`                   // later national guidance on the step, with dates
	RestsOn []ID   `yaml:"rests_on" ref:"rests-on"` // the paragraphs on which text is based
	Basis   []ID   `yaml:"basis" ref:"cites"`       // the guidance pages on which since is based; required with since
	Serves  []ID   `yaml:"serves" ref:"serves"`     // the actions that the step answers, such as child-m/6.9b
}

// Version is the current or an earlier version of a protocol.
type Version struct {
	Version string `yaml:"version" required:"true"` // the version, numbered by the owner
	Date    Date   `yaml:"date" required:"true"`    // the date on which the version came into force
	What    string `yaml:"what" required:"true"`    // a description of the changes
}

// Parts returns the steps that have an id.
func (p *Protocol) Parts() []Part {
	var parts []Part
	for i, s := range p.Steps {
		if s.ID != "" {
			item := fmt.Sprintf("steps[%d]", i)
			parts = append(parts, Part{ID: p.ID + "#" + ID(s.ID), Kind: "step", Anchor: s.ID, Label: s.Title, Title: s.Text, Item: item, Pos: p.FieldPos(item + ".id")})
		}
	}
	return parts
}

// Lint calls Page.Lint and also reports problems with steps. It reports a live page that has no
// approval, or that compares two sources without stating the position of the local area.
func (p *Protocol) Lint(l *diag.List) {
	p.Page.Lint(l)
	p.requireApproval(l)
	differ := func(c markdown.Callout) bool { return c.Kind == markdown.SourcesDiffer }
	if p.Status == Live && slices.ContainsFunc(p.Body.Callouts, differ) {
		p.require(l, "local_position", p.LocalPosition)
	}
	for i, s := range p.Steps {
		item := fmt.Sprintf("steps[%d]", i)
		if s.Since != "" && len(s.Basis) == 0 {
			l.Error(p.FieldPos(item+".since"), "step-basis", "what national bodies have said has no source", "add a line such as basis: ["+diag.GuidanceID+"]")
		}
		if problem, hint := anchorProblem(s.ID, "a step"); problem != "" {
			l.Error(p.FieldPos(item+".id"), "step-id", problem, hint)
		}
		for _, a := range p.Body.Anchors {
			if a.ID == s.ID {
				l.Error(p.FieldPos(item+".id"), "step-id", fmt.Sprintf("a heading of the text also has the id %q", s.ID), "give the heading another id: ## Words {#other}",
					diag.Note{Pos: p.File.Pos(a.Offset), Message: "the heading is here"})
			}
		}
	}
}

// protocolBody is the body of a new protocol.
const protocolBody = "Why this protocol is there, and what comes first.\n"
