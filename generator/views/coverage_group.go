package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Numbers returns the coverage numbers of the rows. It does not set the field for the page.
func (v *Coverage) Numbers() CoverageNumbers { return numbersOf(v.Rows) }

// FindingCounts counts the rows for findings. A finding has a row for each of its paragraphs, or a
// single row if it has no numbered paragraphs.
type FindingCounts struct {
	Rows            int // rows that are not withheld
	WholeFindings   int // rows for a whole finding rather than a paragraph
	Withheld        int // rows with a withheld paragraph
	NoLearningPoint int // rows without a learning point, except withheld ones
	NoAction        int // rows without an action, except withheld ones
}

// FindingCounts returns the counts of all findings.
func (v *Coverage) FindingCounts() (n FindingCounts) {
	for _, f := range v.Findings {
		for _, row := range f.Rows {
			switch {
			case row.Target.Withheld:
				n.Withheld++
				continue
			case row.Target == f.Target:
				n.WholeFindings++
			}
			n.Rows++
		}
		n.NoLearningPoint += len(f.NoLearningPoint)
		n.NoAction += len(f.NoAction)
	}
	return n
}

// Addressed returns the targets of the ids in Bodies.
func (row Row) Addressed() (list []*xref.Target) {
	t := row.Target
	if row.Item == nil || row.Item.To == nil {
		t = row.WholeStatement
	}
	for _, e := range t.References {
		if e.Relation == model.ResponsibleBody {
			addUnique(&list, e.To)
		}
	}
	return list
}

// HasThemePages reports whether the review has coverage pages for more than one theme.
func (v *Coverage) HasThemePages() bool {
	return count(v.CoveragePages, func(d xref.GeneratedPage) bool { return d.Theme != nil }) > 1
}

// AsAt returns the range of the as-at dates of the actions of the rows, or nil if there are none.
func (v *Coverage) AsAt() (dates *Span) {
	for _, row := range v.Rows {
		for _, a := range row.Actions {
			dates = dates.including(a.AsAt)
		}
	}
	return dates
}

// Gaps returns the page that lists the gaps of the review, or nil if there is none.
func (v *Coverage) Gaps() *xref.GeneratedPage {
	for i, d := range v.CoveragePages {
		if d.View == "gaps" {
			return &v.CoveragePages[i]
		}
	}
	return nil
}

// ColumnCount returns the number of columns of the table of rows.
func (v *Coverage) ColumnCount() int {
	n := 3
	for _, shown := range []bool{v.HasBasis, v.HasLearningPoints, v.Numbers().WithAction > 0} {
		if shown {
			n++
		}
	}
	return n
}

// A CoverageGroup contains the rows of a statement.
type CoverageGroup struct {
	Statement *model.PlacedStatement // the statement itself
	Rows      []Row                  // the parts of the statement, or a single row for the statement itself
}

// Groups returns the rows, grouped by statement.
func (v *Coverage) Groups() []CoverageGroup {
	var groups []CoverageGroup
	for _, row := range v.Rows {
		last := len(groups) - 1
		if last < 0 || groups[last].Statement.ID != row.Statement.ID {
			groups = append(groups, CoverageGroup{Statement: row.Statement})
			last++
		}
		groups[last].Rows = append(groups[last].Rows, row)
	}
	return groups
}

// TopLinks returns the groups to link to at the top of the page, which are those for statements with
// parts. It returns nil if there are fewer than three, because the page is then short.
func (v *Coverage) TopLinks() []CoverageGroup {
	groups := filter(v.Groups(), CoverageGroup.HasParts)
	if len(groups) < 3 {
		return nil
	}
	return groups
}

// Anchor returns the HTML id of the group on a coverage page.
func (group CoverageGroup) Anchor() string { return "_" + group.Statement.Anchor() }

// Target returns the target of the statement.
func (group CoverageGroup) Target() *xref.Target { return group.Rows[0].WholeStatement }

// HasParts reports whether the rows are parts of the statement, rather than the statement itself.
func (group CoverageGroup) HasParts() bool { return group.Rows[0].Item != nil }

// Title returns the name and title of the statement.
func (group CoverageGroup) Title() string {
	if s := group.Statement; s.Name != s.Title {
		return s.Name + " " + s.Title
	}
	return group.Statement.Title
}

// addUnique appends t to list if list does not contain it.
func addUnique(list *[]*xref.Target, t *xref.Target) {
	if !slices.Contains(*list, t) {
		*list = append(*list, t)
	}
}
