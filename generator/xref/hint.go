package xref

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// maxSections is the maximum number of sections of a review in which to search for a similar
// number.
const maxSections = 50

// unknownReference reports an unresolved reference, with a suggestion if there is one. It does
// not report a reference to a part of an unreadable page or, if contacts.yaml could not be
// read, one that may be to a contact, because the unreadable file is itself reported.
func (l *linker) unknownReference(p *model.Page, written string, pos diag.Pos) {
	base, anchor, _ := strings.Cut(written, "#")
	page := l.find(p, base)
	message, hint := "nothing on this site is called "+written, "the id of a page is its file's name, such as lp6; write new pages with safelearn new"
	switch {
	case page != nil && page.Page != nil && page.Page.Unreadable:
		return // the page may have the part
	case page != nil && anchor != "":
		message, hint = fmt.Sprintf("%s has no part called %s", base, anchor), l.anchorHint(page, anchor)
	case l.unknownNumber(p, written, pos):
		return
	case l.graph.Site.NoContacts && !strings.ContainsAny(written, "/#."):
		return
	default:
		if near := l.similar(p, base); near != nil {
			hint = didYouMean(near...)
		}
	}
	l.problems.Error(pos, "xref-unknown", message, hint)
}

// didYouMean returns a hint that suggests the given names.
func didYouMean(names ...string) string { return "did you mean " + strings.Join(names, " or ") + "?" }

// formatID returns id as the author has to write it: in brackets, except in front matter.
func (l *linker) formatID(id string) string {
	if l.inFrontMatter {
		return id
	}
	return "[[" + id + "]]"
}

// unknownNumber reports an unresolved paragraph or action number, unless its review is
// unreadable. It returns false, and reports nothing, if written is not such a number or names
// no review of the site.
func (l *linker) unknownNumber(p *model.Page, written string, pos diag.Pos) bool {
	given, last := path.Split(written)
	n, ok := model.ParseNumber(strings.TrimRight(last, "abcdefghijklmnopqrstuvwxyz"))
	folder := cmp.Or(given, p.ReviewFolder())
	if ok && folder == "" {
		l.missingReview(last, pos)
		return true
	}
	reviews := model.PagesIn[*model.Review](l.graph.Site, folder)
	if !ok || len(reviews) == 0 {
		return false
	}
	review := reviews[0]
	count, declared := review.Paragraphs[n.Section]
	switch {
	case review.Unreadable:
		return true
	case review.Paragraphs.Has(n):
		l.problems.Error(pos, "xref-unknown", fmt.Sprintf("%s of %s has no action %s", n, review.ID, last), l.actionHint(review, n))
		return true
	}
	note := diag.Note{Pos: review.FieldPos("paragraphs"), Message: fmt.Sprintf("the review has no section %d", n.Section)}
	if declared {
		note.Message = fmt.Sprintf("the last paragraph of section %d is %d.%d", n.Section, n.Section, count)
	}
	hint := ""
	if !l.suggestions.Exhausted() && len(review.Paragraphs) <= maxSections {
		var names []string
		for _, n := range review.Paragraphs.Numbers() {
			names = append(names, n.String())
		}
		if near := diag.Nearest(last, names); near != "" {
			hint = didYouMean(l.formatID(given + near))
		}
	}
	l.problems.Error(pos, "xref-unknown", fmt.Sprintf("the review %s has no paragraph %s", review.ID, n), hint, note)
	return true
}

// actionHint returns a hint for a reference to an action that does not exist in the
// recommendation n of r.
func (l *linker) actionHint(r *model.Review, n model.Number) string {
	rec, ok := l.graph.ParagraphByNumber(r, n).Entry.(*model.Recommendation)
	if !ok || len(rec.Actions) == 0 {
		return fmt.Sprintf("paragraph %s has no lettered actions", n)
	}
	var names []string
	for _, a := range rec.Actions {
		names = append(names, n.String()+a.ID)
	}
	return "its actions are " + strings.Join(names, ", ")
}

// missingReview reports a number that is written without a review's id on a page outside
// every review folder.
func (l *linker) missingReview(number string, pos diag.Pos) {
	var ids []string
	for _, r := range model.Pages[*model.Review](l.graph.Site) {
		if id := r.ReviewFolder() + number; l.graph.targets[model.ID(id)] != nil {
			ids = append(ids, l.formatID(id))
		}
	}
	message, hint := fmt.Sprintf("outside a review's folder %s does not say which review", number), didYouMean(ids...)
	if ids == nil {
		message = fmt.Sprintf("no review of this site has a paragraph or action %s", number)
		hint = "correct the number, and write the review before it: " + l.formatID("the-review/4.1")
	}
	l.problems.Error(pos, "xref-unknown", message, hint)
}

// similar returns the ids that the author may have meant, as formatted by formatID: all ids
// whose last element equals written, sorted, or else the most similar id. It returns nil if
// there is none or if the limit on suggestions is exceeded.
func (l *linker) similar(p *model.Page, written string) []string {
	if l.suggestions.Exhausted() {
		return nil
	}
	var names, whole []string
	for id := range l.graph.targets {
		name := string(id)
		names = append(names, strings.TrimPrefix(name, p.ReviewFolder()))
		if path.Base(name) == written {
			whole = append(whole, l.formatID(name))
		}
	}
	if near := diag.Nearest(written, names); whole == nil && near != "" {
		return []string{l.formatID(near)}
	}
	slices.Sort(whole)
	return whole
}

// linkHint returns a hint for a link to an address that does not exist.
func (l *linker) linkHint(address, written string) string {
	near := l.nearAddress(address)
	switch {
	case l.graph.addresses[address+"/"] != nil:
		return "the address of a page ends in a slash: " + written + "/"
	case strings.HasSuffix(written, ".md"):
		return "link to the page's address (" + strings.TrimSuffix(written, ".md") + "/) or write [[its id]]"
	case near == "":
		return "write [[the id of the page]], and the address follows by itself"
	case strings.EqualFold(near, address):
		return "capital and small letters count: " + near
	}
	return didYouMean(near)
}

// nearAddress returns the existing address that differs only in case, or else the one whose
// last element is most similar. It returns "" if there is none or if the limit on suggestions
// is exceeded. Earlier elements are not compared, because all pages of a kind share them.
func (l *linker) nearAddress(address string) string {
	if l.suggestions.Exhausted() {
		return ""
	}
	addresses := slices.Sorted(maps.Keys(l.graph.addresses))
	names := make([]string, len(addresses))
	for i, known := range addresses {
		if strings.EqualFold(known, address) {
			return known
		}
		names[i] = path.Base(known)
	}
	near := diag.Nearest(path.Base(address), names)
	if near == "" {
		return ""
	}
	return addresses[slices.Index(names, near)]
}

// anchorHint returns a hint for a link to an anchor that does not exist on the given page.
func (l *linker) anchorHint(page *Target, anchor string) string {
	if page.Page == nil {
		return "link to the page without #" + anchor
	}
	if l.suggestions.Exhausted() {
		return "look for it among the page's headings"
	}
	var names []string
	for _, h := range page.Page.Body.Headings {
		names = append(names, h.ID)
	}
	for _, part := range page.Entry.Parts() {
		names = append(names, part.Anchor)
	}
	for _, t := range l.graph.pages[page.Page].paragraphs {
		if t != nil {
			names = append(names, t.Number.Anchor())
		}
	}
	switch near := diag.Nearest(anchor, names); {
	case near != "":
		return didYouMean("#" + near)
	case len(names) == 0:
		return "the page has no headings to link to"
	}
	return "its headings and parts are " + strings.Join(names[:min(12, len(names))], ", ")
}
