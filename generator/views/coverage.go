package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A Coverage is a coverage page of a review. There are four kinds: by recommendation, by finding, of
// gaps, and of one theme. The page by recommendation shows, for each part of a statement that asks for
// something, its basis and what answers it. The page by finding shows, for each finding, the learning
// points and parts that follow from it. The page of a theme has only the parts that rest on the finding
// with that theme.
type Coverage struct {
	xref.GeneratedPage
	CoveragePages       []xref.GeneratedPage // all coverage pages of the review, including this one
	HasLearningPoints   bool                 // whether the review has learning points
	FindingTypes        string               // names of the types of statements that record a judgement, such as "finding"; "" if there are none
	HasBasis            bool                 // whether the review has content on which a row can be based; a letter may only state concerns
	RecommendationTypes string               // names of the types of statements that ask for something, such as "recommendation or safety action"
	types               coverageTypes        // types named by FindingTypes and RecommendationTypes
	words               *words.Localizer     // texts of the site in its default language
	Dropped             []*xref.Target       // statements that asked for something in an earlier edition of the report but are not in the newest; they have no rows
	Rows                []Row                // parts of statements that ask for something, sorted by statement; nil on the page by finding
	Findings            []FindingCoverage    // findings, sorted by first paragraph; nil on the pages by recommendation and of a theme
}

// coverageTypes lists the types of statements in a review: those that record a judgement, and those
// that ask for something. Each list is in the order in which the types first occur.
type coverageTypes struct{ judgmentTypes, requestTypes []model.StatementType }

// A Row of a coverage page contains a part of a statement, or a whole statement without parts, with
// its basis and its answers.
type Row struct {
	Statement      *model.PlacedStatement // the statement
	Item           *model.Item            // the part of the statement, or nil for the whole statement
	Target         *xref.Target           // target of the part or statement
	Findings       []*xref.Target         // basis: findings and paragraphs of findings
	OtherBases     []*xref.Target         // basis: other targets, such as paragraphs outside findings
	LearningPoints []*xref.Target         // basis: learning points
	Steps          []*xref.Target         // answers: protocol steps
	Modules        []*xref.Target         // answers: modules
	Questions      []*xref.Target         // answers: questions that test the part or its statement
	CoveringPages  []CoveringPage         // the pages of Steps, Modules and Questions, protocols first
	WholeStatement *xref.Target           // target of the whole statement
	Actions        []*Action              // actions that answer the part or its statement, as far as they may be shown
	kind           model.ReviewType       // type of the publication
	words          *words.Localizer       // texts of the site in its default language
	factsAsAt      model.PartialDate      // date to which the publication's own facts about the work refer
}

// Text returns the text of the part or statement.
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

// Unit returns a noun for the part or statement of the row, such as "part" or "recommendation".
func (row Row) Unit() string {
	if row.Item != nil {
		return row.words.Say("a_part")
	}
	return model.TypeName(row.words, row.Statement.Type)
}

// Labelled reports whether the part or statement has a label of its own.
func (row Row) Labelled() bool {
	return row.Item != nil || row.Statement.PrintedLabel != "" || row.Statement.ListEntry() == nil && row.Target.Label != row.Text()
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

// ItemName returns the name of the part in the form used in ids.
func (row Row) ItemName() string { return row.Statement.ItemName(*row.Item) }

// A ReferenceList is a list of ids in front matter. It is empty if the author states that the
// review names none. A nil *ReferenceList means that the author has not written a list.
type ReferenceList struct {
	IDs []model.ID // ids in order
}

// Bases returns the basis of the part or statement, or nil if it is not recorded.
func (row Row) Bases() *ReferenceList {
	if row.Item != nil && row.Item.RestsOn != nil {
		return &ReferenceList{row.Item.RestsOn}
	}
	return newReferenceList(row.Statement.RestsOn)
}

// Bodies returns the bodies to which the part or statement is addressed, or which did the work. It
// returns nil if that is not recorded.
func (row Row) Bodies() *ReferenceList {
	if row.Item != nil && row.Item.To != nil {
		return &ReferenceList{row.Item.To}
	}
	return newReferenceList(row.Statement.To)
}

// newReferenceList returns a list as a ReferenceList, or nil if the list is nil.
func newReferenceList(list []model.ID) *ReferenceList {
	if list == nil {
		return nil
	}
	return &ReferenceList{list}
}

// HasFacts reports whether there is anything to show about the part or statement apart from its
// status.
func (row Row) HasFacts() bool {
	return row.Bases() != nil || row.Bodies() != nil || row.Item != nil && len(row.Item.LearningPoints) > 0
}

// BodiesHeading returns the heading for the list that Bodies returns: one for bodies to which the part
// or statement is addressed, and another for bodies that did the work.
func (row Row) BodiesHeading() string {
	if row.Statement.Type == "safety-action" || row.reportsWork() {
		return row.words.Say("bodies_by")
	}
	return row.words.Say("addressed_to")
}

// reportsWork reports whether the row is a part that reports work as done or under way.
func (row Row) reportsWork() bool {
	return row.Item != nil && (row.Item.Nature == model.NatureDone || row.Item.Nature == model.NatureUnderWay)
}

// Inferred reports whether the authors of the site inferred the bodies because the publication does not
// name them.
func (row Row) Inferred() bool {
	if row.Item != nil && row.Item.To != nil {
		return row.Item.Named == model.Inferred
	}
	return row.Statement.Named == model.Inferred
}

// Unanswered reports whether no step, module or question answers the part or statement.
func (row Row) Unanswered() bool { return len(row.Steps)+len(row.Modules)+len(row.Questions) == 0 }

// HasAddedLetters reports whether any part on the page has a letter that the authors of the site
// assigned, rather than those of the review.
func (v *Coverage) HasAddedLetters() bool {
	return slices.ContainsFunc(v.Rows, func(row Row) bool { return row.Item != nil && row.Statement.Lettering == model.OurLettering })
}

// A FindingCoverage contains a finding, and the learning points and parts of statements that follow
// from it.
type FindingCoverage struct {
	Target          *xref.Target        // the finding itself
	Gaps            []string            // gaps in the front matter of the finding
	Rows            []ParagraphCoverage // one row for each paragraph of the finding, or a single row for the finding itself
	NoLearningPoint []*xref.Target      // paragraphs without a learning point
	NoAction        []*xref.Target      // paragraphs on which no part of a statement rests
	words           *words.Localizer
}

// Unit returns the heading of the column with the targets of the rows: "Paragraph", or the type of the
// finding if it has no numbered paragraphs.
func (f FindingCoverage) Unit() string {
	if t := f.Rows[0].Target; t != f.Target || t.PrintedLabel.IsNumber() {
		return model.Capitalized(f.words.Say("a_paragraph"))
	}
	return model.TypeTitle(f.words, f.Target.StatementType())
}

// A ParagraphCoverage contains a paragraph of a finding, or a whole finding, with the learning
// points and parts of statements that follow from it.
type ParagraphCoverage struct {
	Target         *xref.Target   // target of the paragraph
	LearningPoints []*xref.Target // learning points that the paragraph discusses
	Actions        []*xref.Target // parts of statements that rest on the paragraph
}

// Unit returns the noun for the rows of the page: "part" if all statements have parts, the types of
// the statements if none has, or all of these joined with "or".
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

// ListsOnlyParts reports whether every row is a part of a statement.
func (v *Coverage) ListsOnlyParts() bool {
	return !slices.ContainsFunc(v.Rows, func(row Row) bool { return row.Item == nil })
}

// Plural returns the plural of nouns, which must be FindingTypes, RecommendationTypes, or the result of
// BasisNoun or Unit. The result starts with a capital letter, as in "Recommendations and parts".
func (v *Coverage) Plural(nouns string) string {
	switch nouns {
	case v.FindingTypes:
		return model.TypePlurals(v.words, v.types.judgmentTypes...)
	case v.RecommendationTypes:
		return model.TypePlurals(v.words, v.types.requestTypes...)
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

// BasisNoun returns the noun for what the rows rest on: the types of statements that record a
// judgement, or "paragraph" if the review has no such types.
func (v *Coverage) BasisNoun() string { return cmp.Or(v.FindingTypes, v.words.Say("a_paragraph")) }

// RowsWithoutBasis returns the rows that do not rest on any target of the kinds that BasisNoun names.
func (v *Coverage) RowsWithoutBasis() []Row {
	return filter(v.Rows, func(row Row) bool {
		return len(row.Findings) == 0 && (v.FindingTypes != "" || len(row.OtherBases) == 0)
	})
}

// RowsWithoutAnswer returns the rows that no step, module or question answers.
func (v *Coverage) RowsWithoutAnswer() []Row { return filter(v.Rows, Row.Unanswered) }

// RowsWithoutQuestion returns the rows without a question that tests the part or its statement.
func (v *Coverage) RowsWithoutQuestion() []Row {
	return filter(v.Rows, func(row Row) bool { return len(row.Questions) == 0 })
}

// FollowUpTypes returns the names of the types of statements that may follow from a finding of the
// review, such as "learning point or recommendation", or "" if the review has none.
func (v *Coverage) FollowUpTypes() string {
	types := v.types.requestTypes
	if v.HasLearningPoints {
		types = slices.Concat([]model.StatementType{model.LearningPointStatement}, types)
	}
	return model.TypeNames(v.words, "list_or", types)
}

// IncompleteFindings returns the findings that have a paragraph without a learning point, if the review
// has learning points, or without an action, if the review asks for something.
func (v *Coverage) IncompleteFindings() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool {
		return v.HasLearningPoints && len(f.NoLearningPoint) > 0 || v.RecommendationTypes != "" && len(f.NoAction) > 0
	})
}

// FindingsWithListedGaps returns the findings whose front matter lists gaps.
func (v *Coverage) FindingsWithListedGaps() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool { return len(f.Gaps) > 0 })
}

// filter returns a new slice that contains the elements of list that satisfy the condition.
func filter[T any](list []T, condition func(T) bool) []T {
	var found []T
	for _, element := range list {
		if condition(element) {
			found = append(found, element)
		}
	}
	return found
}

// count returns the number of elements that satisfy the condition.
func count[T any](list []T, condition func(T) bool) (n int) {
	for _, element := range list {
		if condition(element) {
			n++
		}
	}
	return n
}

// rowsOf returns a row for each part of s, or a single row for s if it has no parts. The rows have no
// steps, modules or questions yet; see addAnswers.
func (v *Views) rowsOf(s *model.PlacedStatement) []Row {
	g, work := v.graph, v.work()
	whole := Row{Statement: s, Target: TargetOf(g, s), words: g.Site.Texts}
	whole.WholeStatement, whole.Actions = whole.Target, work.ActionsFor(xref.Original(g, whole.Target))
	if r := g.Site.Review(s.Entry.Base()); r != nil {
		whole.factsAsAt, whole.kind = model.PrintedOn(r, s.Statement), r.Type
	}
	whole.addBases(whole.Target)
	var rows []Row
	for i := range s.Items {
		item, t := &s.Items[i], g.Part(s.Entry.Base(), s.ItemID(s.Items[i]))
		if t == nil {
			continue // a part without a letter, which package check reports
		}
		row := Row{Statement: s, Item: item, Target: t, WholeStatement: whole.Target, Actions: work.ActionsFor(xref.Original(g, t), xref.Original(g, whole.Target)), kind: whole.kind, words: whole.words, factsAsAt: whole.factsAsAt}
		row.addBases(t)
		if item.RestsOn == nil && len(row.Findings)+len(row.OtherBases)+len(row.LearningPoints) == 0 {
			row.Findings, row.OtherBases, row.LearningPoints = whole.Findings, whole.OtherBases, whole.LearningPoints
		}
		rows = append(rows, row)
	}
	if rows == nil {
		rows = []Row{whole}
	}
	return rows
}

// addBases adds the findings, learning points and other targets on which t rests to the basis of
// the row.
func (row *Row) addBases(t *xref.Target) {
	for _, e := range t.References {
		if e.Relation != model.RestsOn && e.Relation != model.BelongsTo {
			continue
		}
		switch e.To.StatementType() {
		case model.LearningPointStatement, "learning-prompt":
			addUnique(&row.LearningPoints, e.To)
		case model.FindingStatement, "gap", "observation":
			addUnique(&row.Findings, e.To)
		default:
			addUnique(&row.OtherBases, e.To)
		}
	}
}

// addAnswers adds the steps, modules and questions that answer the part or statement. Questions
// about the whole statement and their modules count for each of its parts. Protocols that answer
// the whole statement do not, because they do not say which parts they answer.
func (row *Row) addAnswers(g *xref.Graph) {
	direct := g.ReferencesTo(row.Target)
	all := direct
	if whole := TargetOf(g, row.Statement); whole != row.Target {
		all = slices.Concat(direct, g.ReferencesTo(whole))
	}
	for i, e := range all {
		switch {
		case !g.Site.InForce(e.From.Page):
		case e.Relation == model.Tests:
			addUnique(&row.Questions, e.From)
			addUnique(&row.Modules, g.Page(e.From.Page))
		case i >= len(direct):
		case e.From.Page.Kind.Name == "module":
			addUnique(&row.Modules, g.Page(e.From.Page))
		case e.Relation == model.Serves:
			addUnique(&row.Steps, e.From)
		}
	}
	row.CoveringPages = coveringPagesOf(g, []Row{*row})
}
