package views

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Statements returns the statements of r that are not withdrawn: findings, learning points,
// recommendations and then the others. Statements of one type are in the order of the report, as
// far as it is known. Those in statements.yaml keep the order of the file, and those with pages of
// their own are inserted by label or page number.
func Statements(g *xref.Graph, r *model.Review) []*model.PlacedStatement {
	var pages, listed []*model.PlacedStatement
	positions := make(map[*model.PlacedStatement]position)
	for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
		if !g.Site.Listed(s.Entry.Base()) {
			continue
		}
		positions[s] = positionOf(g, r, s)
		if s.ListEntry() != nil {
			listed = append(listed, s)
		} else {
			pages = append(pages, s)
		}
	}
	slices.SortStableFunc(listed, func(a, b *model.PlacedStatement) int { return cmp.Compare(typeRank(a.Type), typeRank(b.Type)) })
	slices.SortStableFunc(pages, func(a, b *model.PlacedStatement) int {
		return cmp.Or(cmp.Compare(typeRank(a.Type), typeRank(b.Type)), positions[a].compare(positions[b]))
	})
	return mergeSorted(pages, listed, func(a, b *model.PlacedStatement) bool {
		order := cmp.Compare(typeRank(a.Type), typeRank(b.Type))
		return order < 0 || order == 0 && positions[a].precedes(positions[b])
	})
}

// typeRank returns the sort position of a type in a list of statements of several types.
func typeRank(t model.StatementType) int {
	switch t {
	case model.FindingStatement:
		return 0
	case model.LearningPointStatement:
		return 1
	case model.RecommendationStatement:
		return 2
	}
	return 3
}

// mergeSorted merges other into list without changing the order of the elements of either list. It
// inserts an element of other before the next element of list only if before reports true for the two.
func mergeSorted[T any](list, other []T, before func(a, b T) bool) []T {
	merged := make([]T, 0, len(list)+len(other))
	for len(list) > 0 && len(other) > 0 {
		if before(other[0], list[0]) {
			merged, other = append(merged, other[0]), other[1:]
		} else {
			merged, list = append(merged, list[0]), list[1:]
		}
	}
	return append(append(merged, list...), other...)
}

// A position is the position of a statement in the report of its review.
type position struct {
	label    model.Label // label of the statement, of its first paragraph or of the paragraph that contains it, or ""
	document int         // index in Publication.Documents, or -1 if the document is not known
	page     int         // page number in the document, or 0 if it is not known
}

// positionOf returns the position of a statement of r.
func positionOf(g *xref.Graph, r *model.Review, s *model.PlacedStatement) position {
	label := s.PrintedLabel
	if label == "" && s.ListEntry() == nil {
		if list := g.NumberedParagraphs(s.Entry.Base()); len(list) > 0 {
			label = list[0].PrintedLabel
		}
	}
	p := position{cmp.Or(label, r.Publication.LabelAt(s.At)), -1, s.At.Page}
	document := r.Publication.DocumentByID(s.At.Document)
	if document == nil && p.label != "" {
		document = r.Publication.Document(p.label)
	}
	if document != nil {
		p.document = slices.IndexFunc(r.Publication.Documents, func(d model.Document) bool { return d.ID == document.ID })
	}
	return p
}

// compare compares two positions by document and label, or by document and page number if neither
// has a label. The result is like that of cmp.Compare. Positions with a label come first.
func (p position) compare(q position) int {
	switch {
	case p.label == "" && q.label == "":
		return cmp.Or(cmp.Compare(p.document, q.document), cmp.Compare(p.page, q.page))
	case p.label == "":
		return 1
	case q.label == "":
		return -1
	}
	return cmp.Or(cmp.Compare(p.document, q.document), p.label.Compare(q.label))
}

// precedes reports whether p is certainly before q.
func (p position) precedes(q position) bool {
	if p.document != q.document {
		return p.document >= 0 && p.document < q.document
	}
	if p.label != "" && q.label != "" && labelForm(p.label) == labelForm(q.label) {
		return p.label.Compare(q.label) < 0
	}
	return p.page > 0 && p.page < q.page
}

// labelForm returns the document of a label and the text before its first digit. The order of two
// labels is known only if they have the same form.
func labelForm(l model.Label) string {
	text := l.Text()
	if i := strings.IndexAny(text, "0123456789"); i >= 0 {
		text = text[:i]
	}
	return l.Document() + ":" + text
}
