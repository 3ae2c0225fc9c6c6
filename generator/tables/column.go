package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/sheet"
)

// A format determines how the cells of a column are read and written.
type format int

const (
	asText     format = iota // any text
	asDate                   // a date
	asValue                  // one of a fixed list of values
	asCount                  // a whole number
	asBody                   // a body, as a glossary entry
	asAnswers                // statements of reviews
	asReview                 // a review
	asComputed               // a computed value, which is ignored when the table is read
)

// An effect determines what a change to a cell of the column does.
type effect int

const (
	agreed   effect = iota // a value of the action as agreed, which cannot change
	current                // a value that an update changes; it must not be empty
	reported               // part of a new update; the cell is empty in an exported table
	evidence               // part of the evidence in a new update; the cell is empty in an exported table
)

// A column describes a column in the table of actions.
type column struct {
	name   string   // name, as used by model.Columns.Named
	key    string   // key in progress.yaml, or "" if the column has none
	format format   // how the cells of the column are read and written
	effect effect   // effect of a changed cell
	values []string // allowed values if the format is asValue
	isWide bool     // whether its cells contain sentences

	example  string // text for a hint; "" for a column whose texts may be numbers or are checked elsewhere
	mayCount bool   // whether a text may be a number alone
}

// Names of the columns to which the code refers explicitly.
const (
	keyColumn      = "Key"
	reviewColumn   = "Review"
	answersColumn  = "Answers"
	actionColumn   = "Action"
	agreedColumn   = "Agreed"
	firstDueColumn = "First due"
	dueColumn      = "Due"
	stateColumn    = "State"
	dateColumn     = "Update date"
	saidByColumn   = "Said by"
	lastColumn     = "Last update"
	numberColumn   = "Number"
	wholeColumn    = "Out of"
	checkColumn    = "Row check"
)

// actionColumns returns the columns of the table of actions, from left to right.
func actionColumns() []column {
	return []column{
		{name: keyColumn, key: "id"},
		{name: reviewColumn, format: asReview},
		{name: answersColumn, key: "answers", format: asAnswers},
		{name: actionColumn, key: "text", isWide: true, example: "Check 20 addresses each month"},
		{name: agreedColumn, key: "agreed", format: asDate},
		{name: "Lead", key: "lead", format: asBody, effect: current},
		{name: "Owner", key: "owner", effect: current, example: "Clinic manager"},
		{name: firstDueColumn, format: asDate},
		{name: dueColumn, key: "due", format: asDate, effect: current},
		{name: stateColumn, key: "state", format: asValue, effect: current, values: possibleStates()},
		{name: lastColumn, format: asComputed, isWide: true},
		{name: "Closed as", key: "closed_as", format: asValue, effect: reported, values: model.Values[model.ClosedAs]()},
		{name: "What happened", key: "what", effect: reported, isWide: true, example: "All 14 wards know"},
		{name: dateColumn, key: "date", format: asDate, effect: reported},
		{name: saidByColumn, key: "said_by", format: asBody, effect: reported},
		{name: "Reason", key: "reason", effect: reported, isWide: true, example: "Later because of the new system"},
		{name: "Evidence", key: "title", effect: evidence, isWide: true, example: "Dip sample of June 2026"},
		{name: "Evidence kind", key: "kind", format: asValue, effect: evidence, values: model.Values[model.EvidenceKind]()},
		{name: "Evidence shows", key: "shows", format: asValue, effect: evidence, values: model.Values[model.EvidenceLevel]()},
		{name: "Evidence date", key: "evidence.date", format: asDate, effect: evidence},
		{name: "Evidence link", key: "link", effect: evidence, example: "https://example.org/audit"},
		{name: "Measure", key: "measure", effect: current, isWide: true, example: "Letters that reach the family"},
		{name: "Latest value", key: "now", effect: reported, example: "14 of 20", mayCount: true},
		{name: numberColumn, key: "n", format: asCount, effect: evidence},
		{name: wholeColumn, key: "of", format: asCount, effect: evidence},
		{name: "Access", key: "access", format: asValue, effect: evidence, values: model.Values[model.Access]()},
		{name: "Holder", key: "holder", effect: evidence, example: "Partnership office"},
		{name: "Record", key: "record", effect: reported, example: "Minute 6.2"},
		{name: "Check again", key: "check_again", format: asDate, effect: reported},
		{name: "Colour", format: asComputed},
		{name: "Days open", format: asComputed},
		{name: "Days overdue", format: asComputed},
		{name: "Times moved", format: asComputed},
		{name: "Gaps", format: asComputed},
		{name: checkColumn},
	}
}

// possibleStates returns the states that an action can have, now or after an update.
func possibleStates() []string {
	possible := []string{string(model.NotStarted)}
	for i := 0; i < len(possible); i++ {
		for _, next := range model.ActionState(possible[i]).NextStates() {
			if !slices.Contains(possible, string(next)) {
				possible = append(possible, string(next))
			}
		}
	}
	return slices.DeleteFunc(model.Values[model.ActionState](), func(state string) bool { return !slices.Contains(possible, state) })
}

// heading returns the heading of the named column: the one in the settings of the site, or else the
// name of the column.
func (x *index) heading(name string) string { return cmp.Or(x.headings[name], name) }

// sheetColumn returns the column as package sheet represents it.
func (x *index) sheetColumn(c column) sheet.Column {
	s := sheet.Column{Heading: x.heading(c.name), Wide: c.isWide, Value: c.format == asDate || c.format == asCount || c.format == asComputed && !c.isWide}
	for _, v := range c.values {
		s.Choices = append(s.Choices, humanize(v))
	}
	if c.format == asBody {
		for _, term := range model.Pages[*model.Term](x.graph.Site) {
			if term.Agency {
				s.Choices = append(s.Choices, x.titleOf(term.ID))
			}
		}
	}
	return s
}

// parseCell parses the text of a cell in the row for an action of the review r. If the text is not
// valid, it returns a problem and a hint instead of a value.
func (x *index) parseCell(c column, text string, r *model.Review) (value, problem, hint string) {
	switch {
	case text == "" || c.format == asComputed:
		return "", "", ""
	case sheet.IsError(text):
		return "", fmt.Sprintf("%s is the error of a formula", text), "write the value"
	case sheet.StoredNumber(text) != "":
		return "", fmt.Sprintf("this cell has the number %s and shows it in another form", sheet.StoredNumber(text)), "give the cell the format Text, and write in it what it should say"
	case strings.HasPrefix(text, "="):
		return "", "this is a formula", "write its value"
	}
	switch c.format {
	case asDate:
		return x.parseDate(text)
	case asValue:
		value := strings.ReplaceAll(normalizeName(text), " ", "-")
		if slices.Contains(c.values, value) {
			return value, "", ""
		}
		return "", fmt.Sprintf("%q is not a value of this column", text), c.valueHint(value)
	case asBody:
		if id := x.bodyIDs[normalizeName(text)]; id != "" {
			return string(id), "", ""
		}
		hint = "write the title or the id of a glossary entry; start one with safelearn new term ID"
		if near := diag.Nearest(normalizeName(text), x.bodyNames()); near != "" {
			hint = "did you mean " + x.titleOf(x.bodyIDs[near]) + "?"
		}
		return "", fmt.Sprintf("%q is not a body in the glossary", text), hint
	case asAnswers:
		return x.readAnswers(text, r)
	case asText:
		if c.example != "" && x.isNumber(text) && !(c.mayCount && isPlainNumber(text)) {
			return "", fmt.Sprintf("%q is only a number or a date, which a spreadsheet may have changed", text), "write it in words, such as " + c.example
		}
	}
	return text, "", ""
}

// bodyNames returns those names of bodies that are unambiguous, sorted.
func (x *index) bodyNames() []string {
	var names []string
	for name, id := range x.bodyIDs {
		if id != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// valueHint returns a hint that lists the values allowed in the column, and suggests the one that is
// most probably meant by text.
func (c column) valueHint(text string) string {
	all := make([]string, len(c.values))
	for i, v := range c.values {
		all[i] = humanize(v)
	}
	hint := "the values are " + strings.Join(all, ", ")
	if near := model.SuggestValue(text, c.values); near != "" {
		hint = "did you mean " + humanize(near) + "? " + hint
	}
	return hint
}

// readAnswers returns the ids of the statements that a cell names, separated by spaces.
func (x *index) readAnswers(text string, r *model.Review) (value, problem, hint string) {
	var ids []string
	for name := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ';' || c == '\n' }) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if isBareNumber(name) {
			return "", fmt.Sprintf("%q is only a number, which a spreadsheet may have changed", name), "write what it is before it, such as Recommendation " + name
		}
		id := x.statementID(name, r)
		if id == "" {
			return "", fmt.Sprintf("%q is not a statement of %s", name, reviewID(r)), x.statementHint(name, r)
		}
		ids = append(ids, string(id))
	}
	return strings.Join(ids, " "), "", ""
}

// statementHint returns a hint for a name that is not that of a statement in the row for an action of r.
func (x *index) statementHint(name string, r *model.Review) string {
	var list []string
	for one := range strings.SplitSeq(name, ",") {
		if t := x.statementByID(x.statementID(strings.TrimSpace(one), r)); t != nil {
			list = append(list, x.nameOf(t, r))
		}
	}
	if len(list) > 1 && len(list) == strings.Count(name, ",")+1 {
		return "put a semicolon between them: " + joinNames(list)
	}
	var names []string
	for n, t := range x.statements {
		if of, rest, _ := strings.Cut(n, "/"); t != nil && of == reviewID(r) {
			names = append(names, rest)
		}
	}
	slices.Sort(names)
	if near := diag.Nearest(normalizeName(name), names); near != "" {
		return "did you mean " + x.nameOf(x.statements[reviewID(r)+"/"+near], r) + "?"
	}
	return "write the label as printed, such as Recommendation 4, with the id of the review and a slash before it if it is of another"
}
