package xref

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// maxRanged is how many paragraphs all ranges of one page may name. Each is an edge,
// which takes memory wherever it is told of.
const maxRanged = 5000

// A linker resolves the references of one page after another.
type linker struct {
	*Graph
	problems *diag.List
	unknown  int           // how many references were looked for in vain so far
	ranged   int           // how many paragraphs the page's ranges named so far
	bare     bool          // front matter is being read, where ids stand without brackets
	numbered *model.Review // whose numbers were last looked through
	numbers  []string
}

func (l *linker) page(e model.Entry) {
	p := e.Base()
	own := l.pages[p]
	l.bare, l.ranged = true, 0
	for _, ref := range e.Refs() {
		from := l.part(p, ref.From)
		for i, to := range l.resolve(p, string(ref.Target), ref.Pos) {
			if i == 0 {
				own.front = append(own.front, frontRef{ref.Target, to})
			}
			l.edges = append(l.edges, &Edge{From: from, To: to, Relation: ref.Relation, ref: -1, line: int32(ref.Pos.Line), column: int32(ref.Pos.Column)})
		}
	}
	slices.SortStableFunc(own.front, func(a, b frontRef) int { return cmp.Compare(a.id, b.id) })
	l.bare = false
	for i, ref := range p.Body.Refs {
		from := own.self
		part, relation := e.BodyRef(i)
		if t := l.Paragraph(p, ref.Paragraph); t != nil {
			from = t
		} else if part != p.ID {
			from = l.part(p, part)
		}
		for n, to := range l.body(p, ref) {
			if n == 0 {
				own.body[i] = to
			}
			if to.Form != FileForm && to.Form != DerivedForm {
				l.edges = append(l.edges, &Edge{From: from, To: to, Relation: relation, ref: int32(i)})
			}
		}
	}
}

// part gives the target of a part of a page, the page's own where another page has
// taken the id.
func (l *linker) part(p *model.Page, id model.ID) *Target {
	if t := l.targets[id]; t != nil && t.Page == p {
		return t
	}
	return l.pages[p].self
}

// body resolves a reference of a body, however it is written.
func (l *linker) body(p *model.Page, ref markdown.Ref) []*Target {
	at := func() diag.Pos { return p.File.Pos(ref.Offset) }
	if ref.Kind == markdown.Cross {
		if _, known := l.find(p, ref.Target); known != nil {
			return []*Target{known}
		}
		return l.resolve(p, ref.Target, at())
	}
	if to := l.follow(p, ref, at); to != nil {
		return []*Target{to}
	}
	return nil
}

// resolve finds what an id means on a page: one target, or each member of a range.
func (l *linker) resolve(p *model.Page, id string, at diag.Pos) []*Target {
	whole, to := l.find(p, id)
	if to != nil {
		return []*Target{to}
	}
	if prefix, first, last, ok := model.ID(id).Range(); ok {
		return l.members(p, prefix, first, last, at)
	}
	l.noSuch(p, whole, id, at)
	return nil
}

// find looks an id up: first among the page's own review, then in the whole site.
func (l *linker) find(p *model.Page, id string) (whole model.ID, to *Target) {
	base, anchor, _ := strings.Cut(id, "#")
	for _, prefix := range []string{p.ReviewFolder(), ""} {
		whole = model.ID(prefix + base)
		if anchor == "" {
			to = l.targets[whole]
		} else if page := l.targets[whole]; page != nil {
			whole += "#" + model.ID(anchor)
			if to = l.targets[whole]; to == nil {
				to = l.anchor(page, whole, anchor)
			}
		}
		if to != nil {
			return whole, l.counterpart(p, to)
		}
	}
	return whole, nil
}

// anchor is place, for an anchor that the next reference finds by its id.
func (l *linker) anchor(on *Target, id model.ID, anchor string) *Target {
	t := place(on, id, anchor, l.reviewNamed(on))
	if t != nil {
		l.targets[id] = t
	}
	return t
}

// place makes a target of a heading, or of another anchor that a page has. The review is
// the one that a link from elsewhere has to name, nil for none.
func place(on *Target, id model.ID, anchor string, of *model.Review) *Target {
	if on.Page == nil || on.Form != PageForm {
		return nil
	}
	t := &Target{ID: id, Form: HeadingForm, Page: on.Page, Entry: on.Entry, Address: on.Page.Address + "#" + anchor, Written: true, order: on.order}
	for _, h := range on.Page.Body.Headings {
		if h.ID == anchor {
			t.Label, t.Outside = h.Text, h.Text
			if of != nil {
				t.Outside += " (" + of.Label() + ")"
			}
			return t
		}
	}
	if !hasAnchor(on.Entry, anchor) {
		return nil
	}
	t.Label, t.Outside = on.Label, on.Outside
	return t
}

func hasAnchor(e model.Entry, anchor string) bool {
	for _, a := range e.Base().Body.Anchors {
		if a.ID == anchor {
			return true
		}
	}
	for _, part := range e.Parts() {
		if part.Anchor == anchor {
			return true
		}
	}
	return false
}

func (l *linker) members(p *model.Page, prefix string, first, last model.Number, at diag.Pos) []*Target {
	if first.Section != last.Section || last.Paragraph < first.Paragraph {
		l.problems.Error(at, "ref-range-backwards", fmt.Sprintf("the range %s-%s does not rise within one section", first, last),
			fmt.Sprintf("write the lower number first: %s-%s", min(first.String(), last.String()), max(first.String(), last.String())))
		return nil
	}
	if l.ranged += last.Paragraph - first.Paragraph; l.ranged > maxRanged {
		if l.ranged-(last.Paragraph-first.Paragraph) <= maxRanged {
			l.problems.Error(at, "limit-references", fmt.Sprintf("more than %d paragraphs in all ranges of this page", maxRanged), "refer to the finding or the review instead, or split the page")
		}
		return nil
	}
	var all []*Target
	for n := first; n.Paragraph <= last.Paragraph; n.Paragraph++ {
		whole, to := l.find(p, prefix+n.String())
		if to == nil {
			l.noSuch(p, whole, prefix+n.String(), at)
			return all
		}
		all = append(all, to)
	}
	return all
}

// follow resolves an ordinary Markdown link or picture inside the site.
func (l *linker) follow(p *model.Page, ref markdown.Ref, at func() diag.Pos) *Target {
	u, err := url.Parse(ref.Target)
	if err != nil {
		l.problems.Error(at(), "link-broken", fmt.Sprintf("%q is not an address", ref.Target), "write the address of a page, such as ../about/, or [[its id]]")
		return nil
	}
	address := p.Address
	switch {
	case strings.HasPrefix(u.Path, "/"):
		address = path.Clean(u.Path)
	case u.Path != "":
		address = path.Join(p.Address, u.Path)
	}
	if address != "/" && (strings.HasSuffix(u.Path, "/") || u.Path == "" || strings.HasSuffix(u.Path, "..") || u.Path == ".") {
		address = strings.TrimSuffix(address, "/") + "/"
	}
	to := l.at[address]
	if to == nil || strings.Count(u.Path, "..") > strings.Count(p.Address, "/")-1 {
		l.problems.Error(at(), "link-broken", fmt.Sprintf("the link leads to %s, and nothing is there", address), l.linkHint(address, u.Path))
		return nil
	}
	if ref.Kind == markdown.Image && to.Form != FileForm {
		l.problems.Error(at(), "link-broken", fmt.Sprintf("the picture %s is a page", ref.Target), "put the picture in static/ and write its address")
		return nil
	}
	if u.Fragment == "" {
		return to
	}
	if to.Page != nil {
		if _, t := l.find(p, string(to.ID)+"#"+u.Fragment); t != nil && t.Page == to.Page {
			return t
		}
		if t := l.paragraphAt(to.Page, u.Fragment); t != nil {
			return t
		}
	}
	if to.Page != nil && to.Page.Unreadable {
		return to
	}
	l.problems.Error(at(), "link-anchor", fmt.Sprintf("%s has no place called #%s", address, u.Fragment), l.anchorHint(to, u.Fragment))
	return nil
}

// paragraphAt finds the numbered paragraph of a page by its anchor.
func (l *linker) paragraphAt(p *model.Page, anchor string) *Target {
	for _, t := range l.pages[p].paragraphs {
		if t != nil && t.Number.Anchor() == anchor {
			return t
		}
	}
	if n, ok := model.ParseNumber(strings.TrimPrefix(anchor, "p")); ok {
		if t := l.targets[model.ID(p.ReviewFolder()+n.String())]; t != nil && t.Page == p {
			return t
		}
	}
	return nil
}
