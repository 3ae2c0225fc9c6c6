package model

import "strings"

// Term is a glossary entry: a technical term or an agency.
type Term struct {
	Page      `yaml:",inline"`
	Expansion string   `yaml:"expansion" new:""`                                                            // the full form of an abbreviation
	Meaning   string   `yaml:"meaning" required:"true" new:"What it means, in one or two plain sentences."` // a definition in one or two plain sentences
	Aliases   []string `yaml:"aliases" new:"[]"`                                                            // other names of the term
	Reach     string   `yaml:"reach"`                                                                       // how to reach the agency, as it can end a sentence: "through its website, north-area.example"
	Agency    bool     `yaml:"agency" new:"false"`                                                          // the term is the name of an agency
}

// Anchor returns the anchor of the term on pages that list several terms.
func (t *Term) Anchor() string { return strings.ReplaceAll(string(t.ID), "/", "-") }
