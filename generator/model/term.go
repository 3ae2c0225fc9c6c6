package model

import "strings"

// Term is an entry of the glossary: a term of the field or an agency.
type Term struct {
	Page      `yaml:",inline"`
	Expansion string   `yaml:"expansion" new:""`                                                            // what the letters of an abbreviation stand for
	Meaning   string   `yaml:"meaning" required:"true" new:"What it means, in one or two plain sentences."` // one or two plain sentences
	Aliases   []string `yaml:"aliases" new:"[]"`                                                            // other names for it
	Agency    bool     `yaml:"agency" new:"false"`                                                          // it is a body that reviews name
}

// Anchor returns the anchor of the term where the page of many terms has it.
func (t *Term) Anchor() string { return strings.ReplaceAll(string(t.ID), "/", "-") }
