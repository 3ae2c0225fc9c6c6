package tables

import (
	"reflect"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// ByReview returns the changes in the plan, keyed by review id, in the order of the table.
func (p *Plan) ByReview() map[string][]Change {
	by := make(map[string][]Change)
	for _, c := range p.Changes {
		by[c.Review] = append(by[c.Review], c)
	}
	return by
}

// AddErrors adds errors that a check has found in files with the given additions, which are keyed by
// path. An error in a new line becomes a problem with the cell from which the line comes.
func (p *Plan) AddErrors(problems diag.List, additions map[string]*Addition) {
	var pairs []string
	for _, c := range actionColumns() {
		if c.key != "" && !strings.Contains(c.key, ".") {
			pairs = append(pairs, " "+c.key+":", " "+p.Heading(c.name)+":")
		}
	}
	inColumns := strings.NewReplacer(pairs...)
	for _, d := range problems {
		if d.Severity != diag.Error {
			continue
		}
		a := additions[d.Path]
		if a == nil {
			p.report(0, "", d.String(), "")
			continue
		}
		cell, isNew := a.Cells[d.Line]
		if !isNew {
			p.report(0, "", d.String(), "")
			continue
		}
		column, message, hint := "", d.Message, inColumns.Replace(d.Hint)
		if name := columnInHint(cell.Column, d.Hint); name != "" {
			column = p.Heading(name)
			if c := columnNamed(name); message == "the key "+c.key+" is missing" && c.values != nil {
				message, hint = "this cell is empty", c.valueHint("")
			}
		}
		p.report(cell.Row, column, message, hint)
	}
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return a.Row - b.Row })
}

// columnInHint returns the name of the column that an error in the named column concerns. That is
// another column if the error is in evidence, which has one position for all its keys: the column of the
// first key that the hint names.
func columnInHint(name, hint string) string {
	first := len(hint)
	isEvidence := slices.ContainsFunc(actionColumns(), func(c column) bool { return c.name == name && c.effect == evidence })
	for _, c := range actionColumns() {
		if i := strings.Index(hint, " "+c.key+":"); isEvidence && c.effect == evidence && c.key != "" && i >= 0 && i < first {
			name, first = c.name, i
		}
	}
	return name
}

// columnNamed returns the column with the given name.
func columnNamed(name string) column {
	columns := actionColumns()
	return columns[slices.IndexFunc(columns, func(c column) bool { return c.name == name })]
}

// Extends reports whether after consists of before with the entries of changes at the end of its lists,
// and of nothing else. If there was no file before, before is nil.
func Extends(before, after *model.Progress, changes []Change) bool {
	if before == nil {
		before = new(model.Progress)
	}
	if after == nil || !reflect.DeepEqual(before.Released, after.Released) || !equalLists(before.Responses, after.Responses) {
		return false
	}
	actions, updates := slices.Clone(before.Actions), slices.Clone(before.Updates)
	for _, c := range changes {
		if c.Action != nil {
			actions = append(actions, *c.Action)
		}
		if c.Update != nil {
			updates = append(updates, *c.Update)
		}
	}
	return equalLists(actions, after.Actions) && equalLists(updates, after.Updates)
}

// equalLists reports whether two lists are equal, treating nil and empty lists as equal.
func equalLists[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }
