package model

// Term is an entry of the glossary: a term of the field or an agency.
type Term struct {
	Page      `yaml:",inline"`
	Expansion string   `yaml:"expansion"`               // what the letters of an abbreviation stand for
	Meaning   string   `yaml:"meaning" required:"true"` // one or two plain sentences
	Aliases   []string `yaml:"aliases"`                 // other names for it
	Agency    bool     `yaml:"agency"`                  // it is a body that reviews name
}

const termSkeleton = `short:
expansion:
meaning: What it means, in one or two plain sentences.
aliases: []
agency: false
audience: [practitioner]
---
`
