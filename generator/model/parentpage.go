package model

import "safelearn/generator/diag"

// ParentPage is a plain-language page for parents. It is not linked with pages for professionals, and
// it stores nothing on the device.
type ParentPage struct {
	Page      `yaml:",inline"`
	TabTitle  string   `yaml:"tab_title"`                // a neutral title for the browser tab; empty means "Information"
	Next      []ID     `yaml:"next" new:"[]" ref:"next"` // pages for parents to read next
	Explained []string `yaml:"explained"`                // abbreviations that the text explains, but not in brackets
}

// Lint calls Page.Lint and also reports a live page without approval.
func (p *ParentPage) Lint(l *diag.List) {
	p.Page.Lint(l)
	p.requireApproval(l)
}

// parentPageBody is the body of a new page for parents.
const parentPageBody = "What happens now, in short plain sentences. No case, no blame.\n"
