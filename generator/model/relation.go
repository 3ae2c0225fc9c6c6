package model

import "slices"

// Relation is the relation between the source and the target of a reference. References in
// the body of a page are mentions, except those in questions.
type Relation uint8

const (
	Mentions        Relation = iota // any reference without a more specific relation
	DiscussedIn                     // from a learning point to the paragraphs that discuss it
	RestsOn                         // from an action or step to the paragraphs or learning points on which it is based
	Serves                          // from a protocol or step to the recommendation or action that it implements
	Tests                           // from a question to the content that it tests
	Replaces                        // from a source to the source that it replaced
	Cites                           // from a page, step or question to its sources
	LeadsTo                         // from a learning point to the recommendations that respond to it
	ResponsibleBody                 // from an action to the responsible body
	Next                            // from a page for parents to the page to read next
	About                           // from a statement of a review to its themes
	BelongsTo                       // from a statement of a review to the one under which it stands
	Repeats                         // from a statement of a review to an earlier one that asked for the same
	ReplacedBy                      // from a withdrawn page to the page to use instead
)

// relations contains the name of each relation, and the heading for its references on the
// page of the target.
var relations = [...]struct{ name, heading string }{
	Mentions:        {"mentions", "Mentioned in"},
	DiscussedIn:     {"discussed-in", "Learning points discussed here"},
	RestsOn:         {"rests-on", "What rests on this"},
	Serves:          {"serves", "What answers this"},
	Tests:           {"tests", "Questions that test this"},
	Replaces:        {"replaces", "Replaced by"},
	Cites:           {"cites", "Cited by"},
	LeadsTo:         {"leads-to", "Learning points behind this"},
	ResponsibleBody: {"made-by", "Has a part in"},
	Next:            {"next", "Read before this"},
	About:           {"about", "Statements of reviews on this theme"},
	BelongsTo:       {"belongs-to", "What stands under this"},
	Repeats:         {"repeats", "Asked for again in"},
	ReplacedBy:      {"replaced-by", "Took the place of"},
}

// relationByName returns the relation with the given name, which must exist.
func relationByName(name string) Relation {
	return Relation(slices.IndexFunc(relations[:], func(r struct{ name, heading string }) bool { return r.name == name }))
}

// Name returns the name of the relation in exported data, such as "rests-on".
func (r Relation) Name() string { return relations[r].name }

// BackwardHeading returns the heading for references with this relation on the page of the
// target.
func (r Relation) BackwardHeading() string { return relations[r].heading }
