// Package check implements the checks that involve more than one page.
//
// Its input is a linked site, and its output is a list of problems. Checks of a
// single page are in the Lint method of its kind in package model. Package xref reports
// broken references. A check does not modify the site or read any other data.
//
// To add a check, write a function in a separate file and add it to the list of checks. Each
// of its rules needs a txtar archive in generator/testdata/rules.
package check

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Input is what the checks need in addition to the linked site.
type Input struct {
	Names []string       // names that no file may contain
	Texts []*source.File // other published files that contain text, such as static ones
	Host  []*source.File // static files for the hosting provider, such as .htaccess
}

// checks contains all checks in the order in which they run.
var checks = []func(*checker){
	checkParagraphs,
	checkParentLinks,
	checkReadability,
	checkPrivacy,
	checkStatus,
	checkDates,
	checkApprovals,
	checkGovernance,
	checkAddresses,
	checkLanguages,
	checkQuestions,
	checkBriefings,
	checkProgress,
	checkStatements,
	checkLocal,
	checkDoors,
	checkHostFiles,
	checkFillIn,
	checkContacts,
	checkLaunch,
	checkNamedRoles,
}

// A checker contains the input of the checks and collects the problems that they find.
type checker struct {
	site     *model.Site
	graph    *xref.Graph
	problems diag.List
	Input
}

// Run runs all checks on a linked site and returns the problems found.
func Run(g *xref.Graph, in Input) diag.List {
	c := checker{site: g.Site, graph: g, Input: in}
	for _, check := range checks {
		check(&c)
	}
	return c.problems
}
