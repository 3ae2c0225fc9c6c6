// Package check holds the rules that need more than one page.
//
// In comes a linked site and the day it is judged on; out come diagnostics. What
// can be judged from one page alone is judged in model, references to nothing in
// xref. A rule changes nothing and looks at nothing but the site it was given.
package check

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Rule is a name and what it looks for.
type Rule struct {
	Name string
	run  func(*judge)
}

// Rules are all there are, in the order in which they run.
var Rules = []Rule{
	{"numbered paragraphs", paragraphs},
	{"pages for parents stand apart", apart},
	{"plain language for parents", plain},
	{"phone numbers and addresses", contacts},
	{"status and dates", statuses},
	{"languages and translations", languages},
	{"what questions test and rest on", questions},
	{"local progress", progress},
}

// A judge is what a rule works on.
type judge struct {
	*xref.Graph
	diag.List
	today model.Date
}

// Run judges a linked site as it stands on a day.
func Run(g *xref.Graph, today model.Date) diag.List {
	j := judge{Graph: g, today: today}
	for _, rule := range Rules {
		rule.run(&j)
	}
	return j.List
}
