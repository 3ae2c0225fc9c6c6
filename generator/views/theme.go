package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// A ThemeView contains what the page of a theme shows in addition to its text: the statements on the
// theme, and the pages that answer them.
type ThemeView struct {
	Reviews     []ReviewStatements // reviews with a statement on the theme, newest first
	Protocols   []*xref.Target     // protocols and steps in force that answer one of the statements or mention the theme
	Modules     []*xref.Target     // modules in force that answer or test one of the statements or mention the theme
	Questions   []*xref.Target     // questions in force that test one of the statements
	Briefings   []*xref.Target     // briefings in force that mention the theme or one of the statements
	Guidance    []*xref.Target     // national guidance that the page of the theme refers to
	OtherThemes []*model.Theme     // other themes that are not withdrawn, sorted by file path
}

// ReviewStatements is a review with some or all of its statements.
type ReviewStatements struct {
	Review     *model.Review
	Statements []StatementView // in the order of Statements
	Actions    int             // number of actions that answer a statement of the review; set only on the page of all reviews
	Open       int             // number of these actions that are not closed
	Late       int             // number of these actions that are overdue
	AsAt       *Span           // range of the as-at dates of these actions, or nil
	Unreleased bool            // whether no progress on the review has been published
}

// Theme returns the view of a theme. It leaves out withdrawn statements.
func (v *Views) Theme(theme *model.Theme) ThemeView {
	g := v.graph
	var view ThemeView
	t := g.Page(&theme.Page)
	listed := make(map[*model.Review]map[model.ID]*model.PlacedStatement)
	for _, e := range g.ReferencesTo(t) {
		switch {
		case e.Relation != model.About:
			view.addAnswer(g, e)
		case e.From.Page.OriginalPath == "":
			if s := statementAt(e.From, listed); s != nil {
				view.add(g, v.Statement(s))
			}
		}
	}
	for _, e := range t.References {
		if _, ok := e.To.Entry.(*model.Guidance); ok {
			addUnique(&view.Guidance, g.Page(e.To.Page))
		}
	}
	view.OtherThemes = otherThemes(g, theme)
	for _, review := range view.Reviews {
		order := Statements(g, review.Review)
		index := func(s StatementView) int {
			return slices.IndexFunc(order, func(other *model.PlacedStatement) bool { return other.ID == s.Statement.ID })
		}
		slices.SortStableFunc(review.Statements, func(a, b StatementView) int { return cmp.Compare(index(a), index(b)) })
	}
	slices.SortStableFunc(view.Reviews, func(a, b ReviewStatements) int { return compareReviews(a.Review, b.Review) })
	return view
}

// otherThemes returns the themes that are not withdrawn, except the given one.
func otherThemes(g *xref.Graph, theme *model.Theme) []*model.Theme {
	return filter(listedPages[*model.Theme](g, ""), func(other *model.Theme) bool { return other.ID != theme.ID })
}

// statementAt returns the statement whose target is t, or nil if there is none. The map listed caches
// the entries of each statements.yaml.
func statementAt(t *xref.Target, listed map[*model.Review]map[model.ID]*model.PlacedStatement) *model.PlacedStatement {
	r, ok := t.Entry.(*model.Review)
	if !ok {
		return model.StatementOf(t.Entry)
	}
	if listed[r] == nil {
		listed[r] = make(map[model.ID]*model.PlacedStatement)
		for _, s := range model.ListedStatements(r) {
			listed[r][s.ID] = s
		}
	}
	return listed[r][t.ID]
}

// add adds a statement, and the pages that answer the statement or its parts.
func (v *ThemeView) add(g *xref.Graph, statement StatementView) {
	r := g.Site.Review(statement.Base())
	if r == nil {
		return
	}
	i := slices.IndexFunc(v.Reviews, func(review ReviewStatements) bool { return review.Review == r })
	if i < 0 {
		i = len(v.Reviews)
		v.Reviews = append(v.Reviews, ReviewStatements{Review: r})
	}
	v.Reviews[i].Statements = append(v.Reviews[i].Statements, statement)
	targets := []*xref.Target{statement.Target}
	for _, row := range statement.Rows {
		addUnique(&targets, row.Target)
	}
	for _, target := range targets {
		for _, e := range g.ReferencesTo(target) {
			v.addAnswer(g, e)
		}
	}
}

// addAnswer adds the source of a reference if the source is in force and of a kind that can answer a
// statement.
func (v *ThemeView) addAnswer(g *xref.Graph, e *xref.Edge) {
	if !g.InForce(e.From) || e.From.Page.OriginalPath != "" {
		return
	}
	page := g.Page(e.From.Page)
	switch e.From.Entry.(type) {
	case *model.Protocol:
		if e.Relation == model.Serves {
			page = e.From
		}
		addUnique(&v.Protocols, page)
	case *model.Module:
		addUnique(&v.Modules, page)
		if e.Relation == model.Tests {
			addUnique(&v.Questions, e.From)
		}
	case *model.Briefing:
		addUnique(&v.Briefings, page)
	}
}

// CoveringPages returns the protocols with their steps, followed by the modules with their questions.
func (v ThemeView) CoveringPages() []CoveringPage {
	var list []CoveringPage
	for _, t := range slices.Concat(v.Protocols, v.Modules) {
		i := slices.IndexFunc(list, func(c CoveringPage) bool { return c.Page.Page == t.Page })
		if i < 0 {
			i = len(list)
			list = append(list, CoveringPage{Page: t})
		}
		if t.Type == xref.PartTarget {
			list[i].Steps = append(list[i].Steps, t)
		}
	}
	for _, q := range v.Questions {
		for i := range list {
			if list[i].Page.Page == q.Page {
				list[i].Questions = append(list[i].Questions, q)
			}
		}
	}
	return list
}

// AwaitsUpdate reports whether a statement on the theme asks for something and has a part whose
// status is NoUpdate.
func (v ThemeView) AwaitsUpdate() bool {
	return slices.ContainsFunc(v.Reviews, func(review ReviewStatements) bool {
		return slices.ContainsFunc(review.Statements, func(s StatementView) bool { return s.Statement.Type.Asks() && s.AwaitsUpdate() })
	})
}

// OpenActions returns the actions that answer a statement on the theme and are not closed, each
// once.
func (v ThemeView) OpenActions() []*Action {
	var list []*Action
	for _, of := range v.Reviews {
		for _, s := range of.Statements {
			for _, a := range s.Actions() {
				if progress.IsOpen(a.Status) && !slices.Contains(list, a) {
					list = append(list, a)
				}
			}
		}
	}
	return list
}

// IsCovered reports whether anything in force on the site covers the theme.
func (v ThemeView) IsCovered() bool {
	return len(v.Protocols)+len(v.Modules)+len(v.Questions)+len(v.Briefings) > 0
}

// CountText returns a phrase with the numbers of statements and reviews, such as "5 statements in 3
// reviews".
func (v ThemeView) CountText() string { return statementCountText(v.Reviews) }

// statementCountText returns a phrase with the number of statements and the number of reviews that have
// any, such as "5 statements in 3 reviews". It returns "" for an empty list.
func statementCountText(list []ReviewStatements) string {
	statements, reviews := 0, 0
	for _, review := range list {
		statements += len(review.Statements)
		if len(review.Statements) > 0 {
			reviews++
		}
	}
	if len(list) == 0 {
		return ""
	}
	w := model.TextsOf(list[0].Review)
	if len(list) == 1 {
		return w.Count("count_statement", statements)
	}
	return w.Say("statements_in_reviews", "statements", w.Count("count_statement", statements), "reviews", w.Count("count_review", reviews))
}

// CountText returns a phrase with the number of statements of each type, such as "2 findings, 1
// recommendation". It returns "" if there are none.
func (r ReviewStatements) CountText() string {
	var types []model.StatementType
	numbers := make(map[model.StatementType]int)
	for _, s := range r.Statements {
		if numbers[s.Statement.Type]++; numbers[s.Statement.Type] == 1 {
			types = append(types, s.Statement.Type)
		}
	}
	texts, w := make([]string, len(types)), model.TextsOf(r.Review)
	for i, t := range types {
		texts[i] = model.TypeCount(w, t, numbers[t])
	}
	return w.List("list", texts)
}

// compareReviews compares reviews by date of publication, newest first and unknown dates last, and
// then by address. The result is like that of cmp.Compare.
func compareReviews(a, b *model.Review) int {
	return cmp.Or(cmp.Compare(model.PublicationDate(b), model.PublicationDate(a)), cmp.Compare(a.Address, b.Address))
}
