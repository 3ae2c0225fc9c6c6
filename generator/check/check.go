// Package check judges what takes more than one page.
//
// It takes a linked site and a date and returns problems. What one page shows by itself is
// judged by the Lint method of its kind in package model, and a reference to nothing by
// package xref. A check changes nothing and reads nothing but the site.
//
// To add a check, write a function in a file of its own and list it in checks. Each of its
// rules needs an archive in generator/testdata/rules.
package check

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checks are all checks, in the order in which they run.
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

// A checker is what a check works on.
type checker struct {
	site     *model.Site
	graph    *xref.Graph
	today    model.Date
	problems diag.List
}

// Run returns the problems of a linked site as it is on a day.
func Run(g *xref.Graph, today model.Date) diag.List {
	c := checker{site: g.Site, graph: g, today: today}
	for _, check := range checks {
		check(&c)
	}
	return c.problems
}
