package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A ThemeView is what the page of a theme shows in addition to its text: what each review says on it and
// what on the site covers that.
type ThemeView struct {
	Reviews   []ReviewStatements // the reviews with a statement on it, in the order of compareReviews
	Protocols []*xref.Target     // protocols and steps in force that answer one of the statements or mention the theme
	Modules   []*xref.Target     // modules in force that do, or ask questions on them
	Questions []*xref.Target     // questions in force that test them
	Briefings []*xref.Target     // briefings in force that mention the theme or one of the statements
	Guidance  []*xref.Target     // national sources that the page of the theme refers to
	Others    []*model.Theme     // the other listed themes, in the order of their files
}

// ReviewStatements is a review with some or all of its statements.
type ReviewStatements struct {
	Review     *model.Review
	Statements []StatementView // in the order of statements
}

// Theme returns the view of a theme. It leaves out withdrawn statements.
func (views *Views) Theme(theme *model.Theme) ThemeView {
	g := views.graph
	var v ThemeView
	t := g.Page(&theme.Page)
	listed := make(map[*model.Review]map[model.ID]*model.PlacedStatement)
	for _, e := range g.In(t) {
		switch {
		case e.Relation != model.About:
			v.addAnswer(g, e)
		case e.From.Page.OriginalPath == "":
			if s := statementAt(e.From, listed); s != nil {
				v.add(g, views.Statement(s))
			}
		}
	}
	for _, e := range t.Out {
		if _, ok := e.To.Entry.(*model.Guidance); ok {
			addUnique(&v.Guidance, g.Page(e.To.Page))
		}
	}
	v.Others = otherThemes(g, theme)
	for _, of := range v.Reviews {
		order := Statements(g, of.Review)
		place := func(v StatementView) int {
			return slices.IndexFunc(order, func(s *model.PlacedStatement) bool { return s.ID == v.Statement.ID })
		}
		slices.SortStableFunc(of.Statements, func(a, b StatementView) int { return cmp.Compare(place(a), place(b)) })
	}
	slices.SortStableFunc(v.Reviews, func(a, b ReviewStatements) int { return compareReviews(a.Review, b.Review) })
	return v
}

// otherThemes returns the listed themes other than theme.
func otherThemes(g *xref.Graph, theme *model.Theme) []*model.Theme {
	return filter(listed[*model.Theme](g, ""), func(other *model.Theme) bool { return other.ID != theme.ID })
}

// statementAt returns the statement whose target is t, or nil if there is none. It caches
// the statements of each statements.yaml in the map listed.
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

// add adds a statement and what answers it.
func (v *ThemeView) add(g *xref.Graph, statement StatementView) {
	r := g.Site.Review(statement.Base())
	if r == nil {
		return
	}
	i := slices.IndexFunc(v.Reviews, func(of ReviewStatements) bool { return of.Review == r })
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
		for _, e := range g.In(target) {
			v.addAnswer(g, e)
		}
	}
}

// addAnswer adds the source of a reference if it is in force and of a kind that can answer a
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

// Covers returns the protocols with the steps of each, and the modules with the questions of each.
func (v ThemeView) Covers() []Cover {
	var list []Cover
	for _, t := range slices.Concat(v.Protocols, v.Modules) {
		i := slices.IndexFunc(list, func(c Cover) bool { return c.Page.Page == t.Page })
		if i < 0 {
			i = len(list)
			list = append(list, Cover{Page: t})
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

// Waiting reports whether the site holds no update on a part of a statement on the theme that asks for
// something.
func (v ThemeView) Waiting() bool {
	return slices.ContainsFunc(v.Reviews, func(of ReviewStatements) bool {
		return slices.ContainsFunc(of.Statements, func(s StatementView) bool { return s.Statement.Type.Asks() && s.Waiting() })
	})
}

// Covered reports whether anything in force on the site covers the theme.
func (v ThemeView) Covered() bool {
	return len(v.Protocols)+len(v.Modules)+len(v.Questions)+len(v.Briefings) > 0
}

// Count returns the number of statements and reviews, such as "5 statements in 3 reviews".
func (v ThemeView) Count() string { return countIn(v.Reviews) }

// countIn returns the number of the statements of all reviews that have any, such as
// "5 statements in 3 reviews".
func countIn(list []ReviewStatements) string {
	statements, reviews := 0, 0
	for _, of := range list {
		statements += len(of.Statements)
		if len(of.Statements) > 0 {
			reviews++
		}
	}
	if len(list) == 0 {
		return ""
	}
	w := model.TextsOf(list[0].Review)
	return w.Say("statements_in_reviews", "statements", w.Count("count_statement", statements), "reviews", w.Count("count_review", reviews))
}

// Count returns the number of statements of each type, such as "2 findings, 1 recommendation". It
// returns "" if there are none.
func (of ReviewStatements) Count() string {
	var types []model.StatementType
	numbers := make(map[model.StatementType]int)
	for _, s := range of.Statements {
		if numbers[s.Statement.Type]++; numbers[s.Statement.Type] == 1 {
			types = append(types, s.Statement.Type)
		}
	}
	texts, w := make([]string, len(types)), model.TextsOf(of.Review)
	for i, t := range types {
		texts[i] = model.TypeCount(w, t, numbers[t])
	}
	return w.List("list", texts)
}

// compareReviews sorts reviews by date of publication, newest first and those of unknown date last,
// and then by address.
func compareReviews(a, b *model.Review) int {
	return cmp.Or(cmp.Compare(model.PublicationDate(b), model.PublicationDate(a)), cmp.Compare(a.Address, b.Address))
}
