package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A Coverage is a coverage page of a review: by recommendation, by finding, of gaps or of one
// theme. It shows what each action rests on and what answers it, and which learning points and
// actions follow from each finding. The page of a theme has only the actions that rest on the
// finding with that theme.
type Coverage struct {
	xref.GeneratedPage
	Others   []xref.GeneratedPage // all coverage pages of the review, including this one
	Learning bool                 // whether the review has learning points
	Judging  string               // the types of what the review judged, such as "finding"; "" if it judged nothing
	HasBasis bool                 // whether the review has anything that a row can rest on; a letter may have only concerns
	Asking   string               // the types of what the review asked for, such as "recommendation or safety action"
	types    coverageTypes        // those of Judging and Asking
	words    *words.Words         // those of the site in its default language
	Rows     []Row                // actions, sorted by recommendation; nil on the page by finding
	Findings []FindingCoverage    // findings, sorted by first paragraph; nil on the page by recommendation and on those of themes
}

// coverageTypes are the types of statements that judge and that ask for something, in the order of the
// first statement of each.
type coverageTypes struct{ judging, asking []model.StatementType }

// A Row contains a part of a statement, or a statement without parts, with what it rests on and what
// answers it.
type Row struct {
	Statement      *model.PlacedStatement // the statement
	Item           *model.Item            // the part of it, or nil for the whole statement
	Target         *xref.Target           // target of the part or statement
	Findings       []*xref.Target         // findings that it rests on, or paragraphs of findings
	Narrative      []*xref.Target         // other targets that it rests on, such as paragraphs outside findings
	LearningPoints []*xref.Target         // learning points that it rests on
	Steps          []*xref.Target         // protocol steps that answer it
	Modules        []*xref.Target         // modules that answer it
	Questions      []*xref.Target         // questions that test it or its statement
	Covers         []Cover                // the pages with those steps and questions, protocols first
	Whole          *xref.Target           // target of the statement
	Actions        []*Action              // actions that answer it or its statement, as far as they may be shown
	kind           model.ReviewType       // type of the publication
	words          *words.Words           // those of the site in its default language
	printedOn      model.PartialDate      // date of what the publication prints about the work
}

// Text returns what the part or statement says.
func (row Row) Text() string {
	if row.Item != nil {
		return row.Item.Text
	}
	return row.Statement.Title
}

// Nature returns a description of the nature of the part, or "" for a whole statement.
func (row Row) Nature() string {
	if row.Item != nil {
		return model.NatureName(row.words, row.Item.Nature, row.kind)
	}
	return ""
}

// Unit returns what the row is, such as "part" or "recommendation".
func (row Row) Unit() string {
	if row.Item != nil {
		return row.words.Say("a_part")
	}
	return model.TypeName(row.words, row.Statement.Type)
}

// Labelled reports whether the part or statement has a name beside its text.
func (row Row) Labelled() bool {
	return row.Item != nil || row.Statement.PrintedLabel != "" || row.Statement.Listed() == nil && row.Target.Label != row.Text()
}

// Name returns the name of the part or statement within its review.
func (row Row) Name() string {
	if row.Item != nil {
		return row.Statement.ItemLabel(*row.Item)
	}
	return row.Statement.Name
}

// Anchor returns the HTML id of the part or statement on the page of its review.
func (row Row) Anchor() string {
	if row.Item != nil {
		return "p" + row.ItemName()
	}
	return row.Statement.Anchor()
}

// ShortName returns the name of the part or statement in a list: its text if it has no label.
func (row Row) ShortName() string {
	if row.Labelled() {
		return row.Name()
	}
	return row.Text()
}

// ItemName returns the name of the part in ids.
func (row Row) ItemName() string { return row.Statement.ItemName(*row.Item) }

// A Recorded is a list of references that an author wrote. If it is empty, the review names none.
type Recorded struct {
	IDs []model.ID // ids in order
}

// Bases returns what the part or statement rests on, or nil if that is not recorded.
func (row Row) Bases() *Recorded {
	if row.Item != nil && row.Item.RestsOn != nil {
		return &Recorded{row.Item.RestsOn}
	}
	return recorded(row.Statement.RestsOn)
}

// Bodies returns whom the part or statement is addressed to, or who did it, or nil if that is not
// recorded.
func (row Row) Bodies() *Recorded {
	if row.Item != nil && row.Item.To != nil {
		return &Recorded{row.Item.To}
	}
	return recorded(row.Statement.To)
}

// recorded returns nil if the list is nil.
func recorded(list []model.ID) *Recorded {
	if list == nil {
		return nil
	}
	return &Recorded{list}
}

// HasFacts reports whether the part or statement has facts beside how the work on it stands.
func (row Row) HasFacts() bool {
	return row.Bases() != nil || row.Bodies() != nil || row.Item != nil && len(row.Item.LearningPoints) > 0
}

// BodiesHeading returns the words before the bodies. Work that is done or under way is addressed to
// nobody.
func (row Row) BodiesHeading() string {
	if row.Statement.Type == "safety-action" || row.reportsWork() {
		return row.words.Say("bodies_by")
	}
	return row.words.Say("addressed_to")
}

// reportsWork reports whether the part says what has been done or is being done.
func (row Row) reportsWork() bool {
	return row.Item != nil && (row.Item.Nature == model.NatureDone || row.Item.Nature == model.NatureUnderWay)
}

// Inferred reports whether the bodies are an inference of the authors of the site.
func (row Row) Inferred() bool {
	if row.Item != nil && row.Item.To != nil {
		return row.Item.Named == model.Inferred
	}
	return row.Statement.Named == model.Inferred
}

// Unanswered reports whether no step, module or question answers it.
func (row Row) Unanswered() bool { return len(row.Steps)+len(row.Modules)+len(row.Questions) == 0 }

// OurLettering reports whether the authors of the site lettered a part on the page.
func (v *Coverage) OurLettering() bool {
	return slices.ContainsFunc(v.Rows, func(row Row) bool { return row.Item != nil && row.Statement.Lettering == model.OurLettering })
}

// A FindingCoverage contains a finding and the learning points and actions that follow from it.
type FindingCoverage struct {
	Target          *xref.Target        // the finding itself
	Gaps            []string            // the gaps that its front matter lists
	Rows            []ParagraphCoverage // one row for each of its paragraphs, or one for the finding if it has none
	NoLearningPoint []*xref.Target      // paragraphs without a learning point
	NoAction        []*xref.Target      // paragraphs without an action
	words           *words.Words
}

// Unit returns what the rows are at the head of a column: "Paragraph", or the type of the finding
// if it has no numbered paragraphs.
func (f FindingCoverage) Unit() string {
	if t := f.Rows[0].Target; t != f.Target || t.Printed.IsNumber() {
		return model.Capitalized(f.words.Say("a_paragraph"))
	}
	return model.TypeTitle(f.words, f.Target.StatementType())
}

// A ParagraphCoverage contains a paragraph of a finding, or a whole finding, and the learning
// points and actions that follow from it.
type ParagraphCoverage struct {
	Target         *xref.Target   // target of the paragraph
	LearningPoints []*xref.Target // learning points that the paragraph discusses
	Actions        []*xref.Target // parts of statements that rest on the paragraph
}

// Unit returns what a row is: "part" if all statements have parts, the types of the statements if
// none has, or both.
func (v *Coverage) Unit() string {
	var units []string
	hasParts := false
	for _, row := range v.Rows {
		hasParts = hasParts || row.Item != nil
		if unit := row.Unit(); row.Item == nil && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	if hasParts {
		units = append(units, v.words.Say("a_part"))
	}
	return v.words.List("list_or", units)
}

// OnlyParts reports whether every row is a part of a statement.
func (v *Coverage) OnlyParts() bool {
	return !slices.ContainsFunc(v.Rows, func(row Row) bool { return row.Item == nil })
}

// Plural returns the plural of Judging, Asking, Basis or Unit, with a capital letter, such as
// "Recommendations and parts".
func (v *Coverage) Plural(nouns string) string {
	switch nouns {
	case v.Judging:
		return model.TypePlurals(v.words, v.types.judging...)
	case v.Asking:
		return model.TypePlurals(v.words, v.types.asking...)
	case v.words.Say("a_paragraph"):
		return model.Capitalized(v.words.Say("many_paragraphs"))
	}
	return v.unitPlural()
}

// unitPlural returns the plural of Unit, with a capital letter.
func (v *Coverage) unitPlural() string {
	var types []model.StatementType
	hasParts := false
	for _, row := range v.Rows {
		hasParts = hasParts || row.Item != nil
		if t := row.Statement.Type; row.Item == nil && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	plural := model.TypePlurals(v.words, types...)
	switch parts := v.words.Say("many_parts"); {
	case !hasParts:
		return plural
	case plural == "":
		return model.Capitalized(parts)
	default:
		return v.words.List("list_and", []string{plural, parts})
	}
}

// Basis returns what a row rests on: the types of what the review judged, or "paragraph" if it
// judged nothing.
func (v *Coverage) Basis() string { return cmp.Or(v.Judging, v.words.Say("a_paragraph")) }

// NoBasis returns the rows that rest on nothing of the kind that Basis names.
func (v *Coverage) NoBasis() []Row {
	return filter(v.Rows, func(row Row) bool {
		return len(row.Findings) == 0 && (v.Judging != "" || len(row.Narrative) == 0)
	})
}

// WithoutAnswer returns the actions that have no step, module or question that answers them.
func (v *Coverage) WithoutAnswer() []Row { return filter(v.Rows, Row.Unanswered) }

// WithoutQuestion returns the actions with no question that tests them or their recommendation.
func (v *Coverage) WithoutQuestion() []Row {
	return filter(v.Rows, func(row Row) bool { return len(row.Questions) == 0 })
}

// Follows returns what may follow from a finding of the review, such as "learning point or
// recommendation", or "" if it has nothing of the kind.
func (v *Coverage) Follows() string {
	types := v.types.asking
	if v.Learning {
		types = slices.Concat([]model.StatementType{model.LearningPointStatement}, types)
	}
	return model.TypeNames(v.words, "list_or", types)
}

// Incomplete returns the findings that have a paragraph from which nothing of a kind follows that
// the review has.
func (v *Coverage) Incomplete() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool {
		return v.Learning && len(f.NoLearningPoint) > 0 || v.Asking != "" && len(f.NoAction) > 0
	})
}

// Explained returns the findings that list gaps in their front matter.
func (v *Coverage) Explained() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool { return len(f.Gaps) > 0 })
}

// filter returns a copy of list with only the elements that satisfy the condition.
func filter[T any](list []T, condition func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(element T) bool { return !condition(element) })
}

// rowsOf returns a row for each part of s, or for s if it has none, without answers.
func (v *Views) rowsOf(s *model.PlacedStatement) []Row {
	g, work := v.graph, v.work()
	whole := Row{Statement: s, Target: TargetOf(g, s), words: g.Site.Texts}
	whole.Whole, whole.Actions = whole.Target, work.On(whole.Target)
	if r := g.Site.Review(s.Entry.Base()); r != nil {
		whole.printedOn, whole.kind = model.PrintedOn(r, s.Statement), r.Type
	}
	whole.addBases(whole.Target)
	var rows []Row
	for i := range s.Items {
		item, t := &s.Items[i], g.Part(s.Entry.Base(), s.ItemID(s.Items[i]))
		if t == nil {
			continue // a part without a letter, which is reported
		}
		row := Row{Statement: s, Item: item, Target: t, Whole: whole.Target, Actions: work.On(t, whole.Target), kind: whole.kind, words: whole.words, printedOn: whole.printedOn}
		row.addBases(t)
		if item.RestsOn == nil && len(row.Findings)+len(row.Narrative)+len(row.LearningPoints) == 0 {
			row.Findings, row.Narrative, row.LearningPoints = whole.Findings, whole.Narrative, whole.LearningPoints
		}
		rows = append(rows, row)
	}
	if rows == nil {
		rows = []Row{whole}
	}
	return rows
}

// addBases adds the findings, learning points and other targets that t rests on.
func (row *Row) addBases(t *xref.Target) {
	for _, e := range t.Out {
		if e.Relation != model.RestsOn && e.Relation != model.BelongsTo {
			continue
		}
		switch e.To.StatementType() {
		case model.LearningPointStatement, "learning-prompt":
			addUnique(&row.LearningPoints, e.To)
		case model.FindingStatement, "gap", "observation":
			addUnique(&row.Findings, e.To)
		default:
			addUnique(&row.Narrative, e.To)
		}
	}
}

// addAnswers adds the steps, modules and questions that answer the part or statement. Questions
// about the whole statement and their modules count for each of its parts. A protocol that serves
// the whole statement does not, because it does not say which parts it answers.
func (row *Row) addAnswers(g *xref.Graph) {
	ofAction := g.In(row.Target)
	all := ofAction
	if whole := TargetOf(g, row.Statement); whole != row.Target {
		all = slices.Concat(ofAction, g.In(whole))
	}
	for i, e := range all {
		switch {
		case !g.Site.InForce(e.From.Page):
		case e.Relation == model.Tests:
			addUnique(&row.Questions, e.From)
			addUnique(&row.Modules, g.Page(e.From.Page))
		case i >= len(ofAction):
		case e.From.Page.Kind.Name == "module":
			addUnique(&row.Modules, g.Page(e.From.Page))
		case e.Relation == model.Serves:
			addUnique(&row.Steps, e.From)
		}
	}
	row.Covers = coversOf(g, []Row{*row})
}

// addUnique appends t to list if list does not contain it.
func addUnique(list *[]*xref.Target, t *xref.Target) {
	if !slices.Contains(*list, t) {
		*list = append(*list, t)
	}
}
