// Package check implements the checks that involve more than one page.
//
// Its input is a linked site and a date, and its output is a list of problems. Checks of a
// single page are in the Lint method of its kind in package model. Package xref reports
// broken references. A check does not modify the site or read any other data.
//
// To add a check, write a function in a separate file and add it to the list of checks. Each
// of its rules needs a txtar archive in generator/testdata/rules.
package check

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checks lists all checks in the order in which they run.
var checks = []func(*checker){
	checkParagraphs,
	checkIsolation,
	checkReadability,
	checkContacts,
	checkStatus,
	checkLanguages,
	checkQuestions,
	checkProgress,
}

// A checker contains the input of the checks and collects the problems that they find.
type checker struct {
	site     *model.Site
	graph    *xref.Graph
	today    model.Date
	problems diag.List
}

// Run runs all checks on a linked site, with today as the current date, and returns the
// problems found.
func Run(g *xref.Graph, today model.Date) diag.List {
	c := checker{site: g.Site, graph: g, today: today}
	for _, check := range checks {
		check(&c)
	}
	return c.problems
}
