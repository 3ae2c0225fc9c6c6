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

// nearLimit is how many unknown references get a nearest name: looking for one
// costs time in proportion to the site, and nobody reads the thousandth hint.
const nearLimit = 200

// tired reports whether one more unknown reference gets no nearest name.
func (l *linker) tired() bool {
	l.unknown++
	return l.unknown > nearLimit
}

// noSuch reports a reference to nothing, and what may have been meant.
func (l *linker) noSuch(p *model.Page, whole model.ID, written string, at diag.Pos) {
	base, anchor, _ := strings.Cut(written, "#")
	_, page := l.find(p, base)
	if page != nil && page.Page != nil && page.Page.Unreadable {
		return // it may have the part, and has its own message
	}
	if anchor != "" && page != nil {
		l.problems.Error(at, "xref-unknown", fmt.Sprintf("%s has no part called %s", base, anchor), l.anchorHint(page, anchor))
		return
	}
	if l.noParagraph(p, written, at) {
		return
	}
	hint := "the id of a page is its file's name, such as lp6; write new pages with safelearn new"
	if near := l.near(p, base); near != nil {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	l.problems.Error(at, "xref-unknown", fmt.Sprintf("nothing on this site is called %s", written), hint)
}

// quote shows an id as the author has to write it: bare in front matter, in
// brackets in text.
func (l *linker) quote(id string) string {
	if l.bare {
		return id
	}
	return "[[" + id + "]]"
}

// noParagraph reports a number that the review does not have.
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
	t := l.targets[model.ID(strings.TrimSuffix(prefix, "/"))]
	review, _ := entryOf(t).(*model.Review)
	if review != nil && review.Unreadable {
		return true
	}
	if review == nil {
		if prefix != "" {
			return false
		}
		return l.whichReview(last, at)
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
	if !l.tired() {
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

// numbersOf gives the numbers of a review's paragraphs. They are kept for the next
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

func (l *linker) actionHint(r *model.Review, n model.Number) string {
	rec, ok := entryOf(l.Number(r, n)).(*model.Recommendation)
	if !ok || len(rec.Actions) == 0 {
		return fmt.Sprintf("paragraph %s has no lettered actions", n)
	}
	var names []string
	for _, a := range rec.Actions {
		names = append(names, n.String()+a.ID)
	}
	return "its actions are " + strings.Join(names, ", ")
}

// whichReview says that a bare number outside a review's folder needs the review.
func (l *linker) whichReview(number string, at diag.Pos) bool {
	var ids []string
	for _, r := range model.Pages[*model.Review](l.Site) {
		if l.targets[model.ID(r.ReviewFolder()+number)] != nil {
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

// near returns the ids that the author may have meant, as they must be written here: that
// of each review which has the short id, else the one that is nearest.
func (l *linker) near(p *model.Page, written string) []string {
	if l.tired() {
		return nil
	}
	folder := p.ReviewFolder()
	var names, whole []string
	for _, id := range slices.Sorted(maps.Keys(l.targets)) {
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

func (l *linker) linkHint(address, written string) string {
	switch {
	case l.at[address+"/"] != nil:
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

// nearAddress gives the page or file that differs by capitals alone, or whose last
// name is nearest. The folders before it are not compared: they would make any two
// pages of one kind alike.
func (l *linker) nearAddress(address string) string {
	if l.tired() {
		return ""
	}
	addresses := slices.Sorted(maps.Keys(l.at))
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

func (l *linker) anchorHint(on *Target, anchor string) string {
	if on.Page == nil {
		return "link to the page without #" + anchor
	}
	if l.tired() {
		return "look for the place among the page's headings"
	}
	var names []string
	for _, h := range on.Page.Body.Headings {
		names = append(names, h.ID)
	}
	for _, part := range on.Entry.Parts() {
		names = append(names, part.Anchor)
	}
	for _, t := range l.pages[on.Page].paragraphs {
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
	return "its places are " + strings.Join(names[:min(12, len(names))], ", ")
}
