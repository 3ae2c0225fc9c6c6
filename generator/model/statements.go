package model

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// StatementType is the type of a statement, as the review calls it.
type StatementType string

const (
	FindingStatement        StatementType = "finding"        // what the review judged
	LearningPointStatement  StatementType = "learning-point" // what good practice would have been
	RecommendationStatement StatementType = "recommendation" // what the review asked for
)

func (StatementType) values() (description string, all []string) {
	return "a type of statement", toStrings(FindingStatement, LearningPointStatement, RecommendationStatement, "consideration", "question", "observation", "safety-action", "learning-prompt", "good-practice", "gap", "concern")
}

// Key returns the catalogue key of the name of the type for use in a sentence.
func (t StatementType) Key() string { return "kind_" + strings.ReplaceAll(string(t), "-", "_") }

// CountKey returns the catalogue key of the text for a number of statements of the type.
func (t StatementType) CountKey() string { return "count_" + strings.ReplaceAll(string(t), "-", "_") }

// Asks reports whether statements of the type ask for something to be done. Coverage pages list the
// answers to them.
func (t StatementType) Asks() bool {
	switch t {
	case RecommendationStatement, "consideration", "safety-action", "concern":
		return true
	}
	return false
}

// Judges reports whether statements of the type record a judgement of the review. Coverage pages list
// what follows from each.
func (t StatementType) Judges() bool {
	return t == FindingStatement || t == "gap" || t == "observation"
}

// IsLearning reports whether statements of the type say what can be learned.
func (t StatementType) IsLearning() bool {
	return t == LearningPointStatement || t == "learning-prompt"
}

// TypesIn returns the distinct types of r's statements that satisfy condition, in order of first
// appearance. It ignores withdrawn statements.
func TypesIn(s *Site, r *Review, condition func(StatementType) bool) []StatementType {
	var types []StatementType
	for _, placed := range StatementsIn(s, r.ReviewFolder()) {
		if condition(placed.Type) && !slices.Contains(types, placed.Type) && s.Listed(placed.Entry.Base()) {
			types = append(types, placed.Type)
		}
	}
	return types
}

// ListedStatement is an entry in statements.yaml: a statement of a review that does not need a page of
// its own.
type ListedStatement struct {
	ID        string        `yaml:"id"`                     // the id of the statement in references; empty means its label
	Type      StatementType `yaml:"type" required:"true"`   // finding, recommendation, consideration, …
	Text      string        `yaml:"text" required:"true"`   // the statement, reworded by the authors of the site
	Under     ID            `yaml:"under" ref:"belongs-to"` // the statement to which this one belongs, such as a finding
	Count     int           `yaml:"n"`                      // the number of cases to which the statement applies
	Total     int           `yaml:"of"`                     // the number of cases counted
	Counted   string        `yaml:"counted"`                // what the cases are and how they were selected, such as "children in notified cases"
	Statement `yaml:",inline"`
}

// Response is the response of a body to a statement.
type Response struct {
	By        ID          `yaml:"by" required:"true" ref:"mentions"` // who answers, as a glossary entry
	Answer    Answer      `yaml:"answer" required:"true"`            // accepted, accepted-in-principle, accepted-in-part, under-consideration, rejected, not-for-us, noted
	PrintedAs string      `yaml:"printed_as"`                        // the answer in the body's own words
	Date      PartialDate `yaml:"date"`                              // the date of the answer
	Text      string      `yaml:"text"`                              // the answer, reworded by the authors of the site
	Link      string      `yaml:"link"`                              // the URL of the answer
}

// Bodies returns the id of the responding body as a list, because layouts link lists of ids.
func (r Response) Bodies() []ID { return []ID{r.By} }

// Answer is the kind of answer that a body gave.
type Answer string

func (Answer) values() (description string, all []string) {
	return "an answer", toStrings("accepted", "accepted-in-principle", "accepted-in-part", "under-consideration", "rejected", "not-for-us", "noted")
}

// Key returns the catalogue key of the answer, such as "answer_under_consideration".
func (a Answer) Key() string { return "answer_" + strings.ReplaceAll(string(a), "-", "_") }

// Statements is the content of reviews/<id>/statements.yaml.
type Statements struct {
	List []ListedStatement `yaml:"statements"` // the statements, in the order of the report

	Origin Origin `yaml:"-"` // the source file
}

// readStatements reads reviews/<review>/statements.yaml.
func readStatements(s *Site, file *source.File, problems *diag.List) {
	statements := new(Statements)
	statements.Origin, _ = decode(file, statements, problems)
	s.PastDates = append(s.PastDates, statements.Origin.past...)
	s.Statements[path.Base(path.Dir(file.Path))] = statements
}

// attachStatements sets the statements and texts of each review from s. It replaces each review with a
// copy, because an earlier site may contain the same review.
func attachStatements(s *Site) {
	for i, e := range s.Entries {
		r, ok := e.(*Review)
		if !ok {
			continue
		}
		id := strings.TrimSuffix(r.ReviewFolder(), "/")
		listed, progress := s.Statements[id], s.progress[id]
		if r.Listed == listed && r.progress == progress && r.texts == s.Texts {
			continue
		}
		attached := *r
		attached.Listed, attached.progress, attached.texts = listed, progress, s.Texts
		placeStatements(&attached)
		s.Entries[i] = &attached
		result := s.results[r.File.Path]
		result.entry = &attached
		s.results[r.File.Path] = result
	}
}

// ListedStatements returns the statements in the statements.yaml of r that have an id or a label, in
// file order.
func ListedStatements(r *Review) []*PlacedStatement { return r.statements }

// ListedType returns the type of the statement in statements.yaml that has the given id, or whose part
// has it. It returns "" if there is none.
func ListedType(r *Review, id ID) StatementType { return r.statementTypes[id] }

// placeStatements sets r.statements and r.statementTypes from r.Listed.
func placeStatements(r *Review) {
	r.statements, r.statementTypes = nil, make(map[ID]StatementType)
	if r.Listed == nil {
		return
	}
	for i := range r.Listed.List {
		s := &r.Listed.List[i]
		name := cmp.Or(s.ID, s.PrintedLabel.Slug())
		if name == "" || s.Type == "" {
			continue // a problem that has been reported
		}
		placed := &PlacedStatement{Statement: &s.Statement, Type: s.Type, ID: ID(r.ReviewFolder() + name), Name: cmp.Or(s.PrintedLabel.Text(), TypeTitle(r.texts, s.Type)), Title: s.Text,
			Entry: r, listed: s, item: fmt.Sprintf("statements[%d].", i), pos: r.Listed.Origin.FieldPos}
		r.statements, r.statementTypes[placed.ID] = append(r.statements, placed), s.Type
		for _, item := range s.Items {
			r.statementTypes[placed.ItemID(item)] = s.Type
		}
	}
}

// linkText returns the text of links to a statement in statements.yaml: its label, or else its type
// and its first words.
func (s *PlacedStatement) linkText() string {
	if s.PrintedLabel != "" {
		return s.Name
	}
	const maxWords = 8
	words := strings.Fields(s.Title)
	if len(words) > maxWords {
		return s.Name + ": " + strings.Join(words[:maxWords], " ") + "…"
	}
	return s.Name + ": " + strings.TrimRight(s.Title, ".")
}

// listedParts returns the statements in the statements.yaml of r and their parts, as page parts.
func listedParts(r *Review) []Part {
	var parts []Part
	for _, s := range ListedStatements(r) {
		parts = append(parts, Part{ID: s.ID, Kind: "statement", Anchor: s.Anchor(), Label: s.linkText(), Title: s.Title, Item: strings.TrimSuffix(s.item, "."), Pos: s.pos(s.item + "text"), Printed: s.PrintedLabel})
		parts = append(parts, s.parts()...)
	}
	return parts
}

// StatementsIn returns the statements of the review with the given folder, such as "child-m/": first
// those that have their own pages, sorted by file path, and then those in statements.yaml.
func StatementsIn(s *Site, folder string) []*PlacedStatement {
	var list, listed []*PlacedStatement
	for _, e := range s.EntriesIn(folder) {
		if stated := StatementOf(e); stated != nil {
			list = append(list, stated)
		}
		if r, ok := e.(*Review); ok {
			listed = append(listed, ListedStatements(r)...)
		}
	}
	return append(list, listed...)
}
