package model

import (
	"slices"
	"strings"
)

// Relation is the relation between the source and the target of a reference. References in the body of
// a page have the relation Mentions, except for those in questions.
type Relation uint8

const (
	Mentions        Relation = iota // any reference without a more specific relation
	DiscussedIn                     // from a learning point to the paragraphs that discuss it
	RestsOn                         // from an action or step to the paragraphs or learning points on which it is based
	Serves                          // from a protocol or step to the recommendation or action that it answers
	Tests                           // from a question to the content that it tests
	Replaces                        // from a source to the source that it replaced
	Cites                           // from a page, step or question to its sources
	LeadsTo                         // from a learning point to the recommendations that respond to it
	ResponsibleBody                 // from an action to the responsible body
	Next                            // from a page for parents to the page to read next
	About                           // from a statement of a review to its themes
	BelongsTo                       // from a statement of a review to the statement or paragraph that it belongs to
	Repeats                         // from a statement of a review to an earlier statement that asked for the same
	ReplacedBy                      // from a withdrawn page to the page to use instead
	Work                            // from an entry of progress.yaml to a statement or body; not in the graph
)

// relations contains the name of each relation.
var relations = [...]string{
	Mentions:        "mentions",
	DiscussedIn:     "discussed-in",
	RestsOn:         "rests-on",
	Serves:          "serves",
	Tests:           "tests",
	Replaces:        "replaces",
	Cites:           "cites",
	LeadsTo:         "leads-to",
	ResponsibleBody: "made-by",
	Next:            "next",
	About:           "about",
	BelongsTo:       "belongs-to",
	Repeats:         "repeats",
	ReplacedBy:      "replaced-by",
	Work:            "work",
}

// relationByName returns the relation with the given name. The result is invalid if there is none.
func relationByName(name string) Relation { return Relation(slices.Index(relations[:], name)) }

// Name returns the name of the relation in exported data, such as "rests-on".
func (r Relation) Name() string { return relations[r] }

// BacklinkKey returns the catalogue key of the heading above the backlinks with this relation on the
// target's page.
func (r Relation) BacklinkKey() string {
	return "relation_" + strings.ReplaceAll(relations[r], "-", "_")
}
