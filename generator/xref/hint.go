package xref

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// maxSuggestions is how many unknown references get a suggestion. Finding one takes time in
// proportion to the site.
const maxSuggestions = 200

// suggestionsExhausted counts an unknown reference and reports whether it gets no suggestion.
func (l *linker) suggestionsExhausted() bool {
	l.unknown++
	return l.unknown > maxSuggestions
}

// unknownReference reports a reference to nothing, with what may have been meant.
func (l *linker) unknownReference(p *model.Page, whole model.ID, written string, at diag.Pos) {
	base, anchor, _ := strings.Cut(written, "#")
	_, page := l.find(p, base)
	if page != nil && page.Page != nil && page.Page.Unreadable {
		return // it may have the part, and is reported itself
	}
	if anchor != "" && page != nil {
		l.problems.Error(at, "xref-unknown", fmt.Sprintf("%s has no part called %s", base, anchor), l.anchorHint(page, anchor))
		return
	}
	if l.noParagraph(p, written, at) {
		return
	}
	hint := "the id of a page is its file's name, such as lp6; write new pages with safelearn new"
	if near := l.suggestions(p, base); near != nil {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	l.problems.Error(at, "xref-unknown", fmt.Sprintf("nothing on this site is called %s", written), hint)
}

// quote returns an id as the author has to write it: in brackets, but for front matter.
func (l *linker) quote(id string) string {
	if l.inFrontMatter {
		return id
	}
	return "[[" + id + "]]"
}

// noParagraph reports a number that no review has. It reports whether the id is a number.
func (l *linker) noParagraph(p *model.Page, written string, at diag.Pos) bool {
	prefix, last := "", written
	if i := strings.LastIndexByte(written, '/'); i >= 0 {
		prefix, last = written[:i+1], written[i+1:]
	}
	n, ok := model.ParseNumber(strings.TrimRight(last, "abcdefghijklmnopqrstuvwxyz"))
	if !ok {
		return false
	}
	if prefix == "" {
		prefix = p.ReviewFolder()
	}
	t := l.graph.targets[model.ID(strings.TrimSuffix(prefix, "/"))]
	review, _ := entryOf(t).(*model.Review)
	if review != nil && review.Unreadable {
		return true
	}
	if review == nil {
		if prefix != "" {
			return false
		}
		return l.missingReview(last, at)
	}
	if review.Paragraphs.Has(n) {
		l.problems.Error(at, "xref-unknown", fmt.Sprintf("%s of %s has no action %s", n, review.ID, last), l.actionHint(review, n))
		return true
	}
	count, declared := review.Paragraphs[n.Section]
	note := diag.Note{Pos: review.FieldPos("paragraphs"), Message: fmt.Sprintf("the review has no section %d", n.Section)}
	if declared {
		note.Message = fmt.Sprintf("the last paragraph of section %d is %d.%d", n.Section, n.Section, count)
	}
	hint := ""
	if !l.suggestionsExhausted() {
		if near := diag.Nearest(last, l.numbersOf(review)); near != "" {
			hint = "did you mean " + l.quote(strings.TrimSuffix(written, last)+near) + "?"
		}
	}
	l.problems.Error(at, "xref-unknown", fmt.Sprintf("the review %s has no paragraph %s", review.ID, n), hint, note)
	return true
}

func entryOf(t *Target) model.Entry {
	if t == nil {
		return nil
	}
	return t.Entry
}

// numbersOf returns the numbers of a review's paragraphs. It stores them for the next unknown
// reference, which is likely to be to the same review.
func (l *linker) numbersOf(r *model.Review) []string {
	if l.numbered != r {
		l.numbered, l.numbers = r, nil
		for _, n := range r.Paragraphs.Numbers() {
			l.numbers = append(l.numbers, n.String())
		}
	}
	return l.numbers
}

// actionHint returns a hint for an action that a recommendation does not have.
func (l *linker) actionHint(r *model.Review, n model.Number) string {
	rec, ok := entryOf(l.graph.Number(r, n)).(*model.Recommendation)
	if !ok || len(rec.Actions) == 0 {
		return fmt.Sprintf("paragraph %s has no lettered actions", n)
	}
	var names []string
	for _, a := range rec.Actions {
		names = append(names, n.String()+a.ID)
	}
	return "its actions are " + strings.Join(names, ", ")
}

// missingReview reports a number without a review, outside the folder of any. It returns
// true.
func (l *linker) missingReview(number string, at diag.Pos) bool {
	var ids []string
	for _, r := range model.Pages[*model.Review](l.graph.Site) {
		if l.graph.targets[model.ID(r.ReviewFolder()+number)] != nil {
			ids = append(ids, l.quote(r.ReviewFolder()+number))
		}
	}
	if len(ids) == 0 {
		l.problems.Error(at, "xref-unknown", fmt.Sprintf("no review of this site has a paragraph or action %s", number),
			"correct the number, and write the review before it: "+l.quote("the-review/4.1"))
		return true
	}
	l.problems.Error(at, "xref-unknown", fmt.Sprintf("outside a review's folder %s does not say which review", number),
		"did you mean "+strings.Join(ids, " or ")+"?")
	return true
}

// suggestions returns the ids that the author may have meant, as they must be written here:
// one for each review that has the short id, else the most similar one.
func (l *linker) suggestions(p *model.Page, written string) []string {
	if l.suggestionsExhausted() {
		return nil
	}
	folder := p.ReviewFolder()
	var names, whole []string
	for _, id := range slices.Sorted(maps.Keys(l.graph.targets)) {
		name := string(id)
		names = append(names, strings.TrimPrefix(name, folder))
		if path.Base(name) == written {
			whole = append(whole, l.quote(name))
		}
	}
	if near := diag.Nearest(written, names); whole == nil && near != "" {
		return []string{l.quote(near)}
	}
	return whole
}

// linkHint returns a hint for a link to an address where nothing is.
func (l *linker) linkHint(address, written string) string {
	switch {
	case l.graph.addresses[address+"/"] != nil:
		return "the address of a page ends in a slash: " + written + "/"
	case strings.HasSuffix(written, ".md"):
		return "link to the page's address (" + strings.TrimSuffix(written, ".md") + "/) or write [[its id]]"
	}
	if near := l.nearAddress(address); near != "" && strings.EqualFold(near, address) {
		return "capital and small letters count: " + near
	} else if near != "" {
		return "did you mean " + near + "?"
	}
	return "write [[the id of the page]], and the address follows by itself"
}

// nearAddress returns the address that differs only in case, else the one whose last element
// is most similar. The elements before it are not compared: all pages of a kind share them.
func (l *linker) nearAddress(address string) string {
	if l.suggestionsExhausted() {
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
	name := path.Base(address)
	if !slices.Contains(names, name) {
		name = diag.Nearest(name, names)
	}
	if i := slices.Index(names, name); i >= 0 {
		return addresses[i]
	}
	return ""
}

// anchorHint returns a hint for an anchor that a page does not have.
func (l *linker) anchorHint(on *Target, anchor string) string {
	if on.Page == nil {
		return "link to the page without #" + anchor
	}
	if l.suggestionsExhausted() {
		return "look for it among the page's headings"
	}
	var names []string
	for _, h := range on.Page.Body.Headings {
		names = append(names, h.ID)
	}
	for _, part := range on.Entry.Parts() {
		names = append(names, part.Anchor)
	}
	for _, t := range l.graph.pages[on.Page].paragraphs {
		if t != nil {
			names = append(names, t.Number.Anchor())
		}
	}
	switch near := diag.Nearest(anchor, names); {
	case near != "":
		return "did you mean #" + near + "?"
	case len(names) == 0:
		return "the page has no headings to link to"
	}
	return "its headings and parts are " + strings.Join(names[:min(12, len(names))], ", ")
}
