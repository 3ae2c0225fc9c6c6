package model

// Relation says what a reference expresses about its target. References in the body of a
// page are mentions, except those of questions.
type Relation uint8

const (
	Mentions        Relation = iota // names the target
	DiscussedIn                     // from a learning point to the paragraphs that discuss it
	RestsOn                         // from an action or step to the paragraphs that it is based on
	Serves                          // from a protocol or step to the action that it answers
	Tests                           // from a question to what it tests
	Replaces                        // from a source to the one that it replaced
	Cites                           // from a page to its sources
	LeadsTo                         // from a learning point to the recommendations that answer it
	ResponsibleBody                 // from an action to the responsible body
	Next                            // from a page for parents to the page to read next
)

// relations gives the name of each relation, and the heading over its references on the
// page of their target.
var relations = [...]struct{ name, heading string }{
	Mentions:        {"mentions", "Mentioned in"},
	DiscussedIn:     {"discussed-in", "Learning points discussed here"},
	RestsOn:         {"rests-on", "What rests on this"},
	Serves:          {"serves", "What answers this"},
	Tests:           {"tests", "Questions that test this"},
	Replaces:        {"replaces", "Replaced by"},
	Cites:           {"cites", "Cited by"},
	LeadsTo:         {"leads-to", "Learning points behind this"},
	ResponsibleBody: {"made-by", "Named as responsible in"},
	Next:            {"next", "Read before this"},
}

// RelationCount is the number of relations. They are numbered from 0.
const RelationCount = Relation(len(relations))

// Name returns the name of the relation in exported data: "rests-on".
func (r Relation) Name() string { return relations[r].name }

// BackwardHeading returns the heading over the references, on the page of the target.
func (r Relation) BackwardHeading() string { return relations[r].heading }
