package tables

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
	"safelearn/generator/xref"
)

// An index finds bodies and statements by the names that people use for them.
type index struct {
	graph      *xref.Graph
	bodyIDs    map[string]model.ID     // ids of glossary entries by title, short title and id, in lower case; "" if the name is ambiguous
	statements map[string]*xref.Target // statements and their parts by review and name, in lower case; nil if the name is ambiguous
	months     []string                // names of the months in the language of the site, in lower case
	monthFirst bool                    // whether 4/1/2027 means 1 April in the language of the site
	headings   map[string]string       // headings of the partnership's own spreadsheet, by column
	clean      func(string) string     // cleans a text as package sheet does when it writes a cell
	isNumber   func(string) bool       // whether a spreadsheet may have made a text of a number or a date
}

// newIndex returns the index of a site.
func newIndex(g *xref.Graph) *index {
	x := &index{graph: g, bodyIDs: make(map[string]model.ID), statements: make(map[string]*xref.Target), headings: g.Site.Columns.CustomHeadings(), clean: sheet.NewCleaner(), isNumber: sheet.NewNumberTest()}
	for _, term := range model.Pages[*model.Term](g.Site) {
		for _, name := range []string{term.Title, term.Label(), string(term.ID)} {
			if id, taken := x.bodyIDs[normalizeName(name)]; taken && id != term.ID {
				x.bodyIDs[normalizeName(name)] = ""
			} else {
				x.bodyIDs[normalizeName(name)] = term.ID
			}
		}
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
			x.addStatement(r, x.targetOf(s))
			for _, item := range s.Items {
				x.addStatement(r, g.Part(s.Entry.Base(), s.ItemID(item)))
			}
		}
	}
	language := g.Site.DefaultLanguage()
	x.monthFirst = language == "en-US" || language == "en-PH"
	names := g.Site.Texts.InPageLanguage("months") + ",January,February,March,April,May,June,July,August,September,October,November,December"
	for name := range strings.SplitSeq(strings.TrimPrefix(names, ","), ",") {
		x.months = append(x.months, normalizeName(name))
	}
	return x
}

// normalizeName returns a name in the form used for comparison: in lower case, and with each sequence
// of white space replaced with one space.
func normalizeName(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

// targetOf returns the target of a statement.
func (x *index) targetOf(s *model.PlacedStatement) *xref.Target {
	if s.ListEntry() == nil {
		return x.graph.Page(s.Entry.Base())
	}
	return x.graph.Part(s.Entry.Base(), s.ID)
}

// addStatement adds the names of t, which is a statement or a part of one. It does nothing if t is nil.
func (x *index) addStatement(r *model.Review, t *xref.Target) {
	if t == nil {
		return
	}
	for _, name := range []string{x.nameInReview(t), t.Label, strings.TrimPrefix(string(t.ID), r.ReviewFolder())} {
		k := reviewID(r) + "/" + normalizeName(name)
		if other, taken := x.statements[k]; taken && other != t {
			x.statements[k] = nil
		} else {
			x.statements[k] = t
		}
	}
}

// nameInReview returns the name of a statement or part within its review. If its label is a number, the
// name starts with the type of statement, since a spreadsheet would read 6.10 as a number.
func (x *index) nameInReview(t *xref.Target) string {
	if c := t.Label; c != "" && strings.Trim(c[:1], "0123456789") == "" {
		return model.TypeTitle(x.graph.Site.Texts, t.StatementType()) + " " + c
	}
	return t.Label
}

// nameOf returns the name of a statement or part in the row for an action of the review r, such as
// "Recommendation 6.10". If that name is ambiguous, it returns the id.
func (x *index) nameOf(t *xref.Target, r *model.Review) string {
	of, _, _ := strings.Cut(string(t.ID), "/")
	name := x.nameInReview(t)
	if x.statements[of+"/"+normalizeName(name)] != t || strings.ContainsAny(name, ";\n") {
		name = strings.TrimPrefix(string(t.ID), of+"/")
	}
	if of != reviewID(r) {
		name = of + "/" + name
	}
	return name
}

// isBareNumber reports whether name consists only of digits and punctuation. A spreadsheet may have
// changed such a name.
func isBareNumber(name string) bool { return strings.Trim(name, "0123456789.,/: -") == "" }

// isPlainNumber reports whether text is a number such as 45, 6.5 or 45 % that is not one with which a
// spreadsheet stores a day.
func isPlainNumber(text string) bool {
	return strings.Trim(strings.TrimRight(text, " %"), "0123456789.") == "" && strings.Count(text, ".") <= 1 && sheet.SerialDate(text) == ""
}

// statementID returns the id of the statement or part of r to which a row refers by name, or "" if there
// is none.
func (x *index) statementID(name string, r *model.Review) model.ID {
	of, rest, found := strings.Cut(name, "/")
	if t := x.statements[normalizeName(of)+"/"+normalizeName(rest)]; found && t != nil {
		return t.ID
	}
	if t := x.statements[reviewID(r)+"/"+normalizeName(name)]; t != nil {
		return t.ID
	}
	return ""
}

// fullID returns the full id of the glossary entry to which an id in the progress.yaml of r
// refers.
func (x *index) fullID(r *model.Review, id model.ID) model.ID {
	if t := x.graph.FrontMatterTarget(&r.Page, id); t != nil && t.Page != nil {
		return t.Page.ID
	}
	return id
}

// bodyTitle returns the title of a body, given its id in the progress.yaml of r. If the title is
// ambiguous, it returns the id.
func (x *index) bodyTitle(r *model.Review, id model.ID) string {
	if t := x.graph.FrontMatterTarget(&r.Page, id); t != nil && t.Page != nil && x.bodyIDs[normalizeName(t.Page.Title)] == t.Page.ID {
		return t.Page.Title
	}
	return string(id)
}

// bodyTitles returns the titles of the bodies to which a statement of r is addressed, as the text of
// one cell.
func (x *index) bodyTitles(r *model.Review, ids []model.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
		if term := x.bodyIDs[normalizeName(string(id))]; term != "" {
			names[i] = x.titleOf(term)
		}
	}
	return joinNames(names)
}

// titleOf returns the title of a glossary entry, or its id if the title is ambiguous.
func (x *index) titleOf(id model.ID) string {
	for _, term := range model.Pages[*model.Term](x.graph.Site) {
		if term.ID == id && x.bodyIDs[normalizeName(term.Title)] == id {
			return term.Title
		}
	}
	return string(id)
}
