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

// maxRangeMembers is how many paragraphs all ranges of one page may have. Each of them is an
// edge.
const maxRangeMembers = 5000

// A linker resolves the references of one page after another.
type linker struct {
	graph         *Graph
	problems      *diag.List
	unknown       int           // references that could not be resolved so far
	rangeMembers  int           // paragraphs in the ranges of the page so far
	inFrontMatter bool          // where ids are written without brackets
	numbered      *model.Review // whose numbers are those of the field numbers
	numbers       []string
}

// page resolves the references of a page.
func (l *linker) page(e model.Entry) {
	p := e.Base()
	targets := l.graph.pages[p]
	l.inFrontMatter, l.rangeMembers = true, 0
	for _, ref := range e.Refs() {
		from := l.part(p, ref.From)
		for i, to := range l.resolve(p, string(ref.Target), ref.Pos) {
			if i == 0 {
				targets.front = append(targets.front, frontTarget{ref.Target, to})
			}
			l.graph.edges = append(l.graph.edges, &Edge{From: from, To: to, Relation: ref.Relation, ref: -1, line: int32(ref.Pos.Line), column: int32(ref.Pos.Column)})
		}
	}
	slices.SortStableFunc(targets.front, func(a, b frontTarget) int { return cmp.Compare(a.id, b.id) })
	l.inFrontMatter = false
	for i, ref := range p.Body.Refs {
		from := targets.page
		part, relation := e.BodyRef(i)
		if t := l.graph.Paragraph(p, ref.Paragraph); t != nil {
			from = t
		} else if part != p.ID {
			from = l.part(p, part)
		}
		for n, to := range l.body(p, ref) {
			if n == 0 {
				targets.body[i] = to
			}
			if to.Form != FileForm && to.Form != DerivedForm {
				l.graph.edges = append(l.graph.edges, &Edge{From: from, To: to, Relation: relation, ref: int32(i)})
			}
		}
	}
}

// part returns the target of a part of a page, that of the page where another page has
// the id.
func (l *linker) part(p *model.Page, id model.ID) *Target {
	if t := l.graph.targets[id]; t != nil && t.Page == p {
		return t
	}
	return l.graph.Page(p)
}

// body resolves a reference of a body.
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

// resolve returns what an id means on a page: one target, or the members of a range.
func (l *linker) resolve(p *model.Page, id string, at diag.Pos) []*Target {
	whole, to := l.find(p, id)
	if to != nil {
		return []*Target{to}
	}
	if prefix, first, last, ok := model.ID(id).Range(); ok {
		return l.members(p, prefix, first, last, at)
	}
	l.unknownReference(p, whole, id, at)
	return nil
}

// find returns the target of an id, first in the review of the page, then in the whole site.
func (l *linker) find(p *model.Page, id string) (whole model.ID, to *Target) {
	base, anchor, _ := strings.Cut(id, "#")
	for _, prefix := range []string{p.ReviewFolder(), ""} {
		whole = model.ID(prefix + base)
		if anchor == "" {
			to = l.graph.targets[whole]
		} else if page := l.graph.targets[whole]; page != nil {
			whole += "#" + model.ID(anchor)
			if to = l.graph.targets[whole]; to == nil {
				to = l.anchor(page, whole, anchor)
			}
		}
		if to != nil {
			return whole, l.graph.counterpart(p, to)
		}
	}
	return whole, nil
}

// anchor returns the target of an anchor on a page, and stores it for the next reference.
func (l *linker) anchor(on *Target, id model.ID, anchor string) *Target {
	t := newAnchorTarget(on, id, anchor, l.graph.reviewNamed(on))
	if t != nil {
		l.graph.targets[id] = t
	}
	return t
}

// members returns the paragraphs of a range.
func (l *linker) members(p *model.Page, prefix string, first, last model.Number, at diag.Pos) []*Target {
	if first.Section != last.Section || last.Paragraph < first.Paragraph {
		l.problems.Error(at, "ref-range-backwards", fmt.Sprintf("the range %s-%s does not rise within one section", first, last),
			fmt.Sprintf("write the lower number first: %s-%s", min(first.String(), last.String()), max(first.String(), last.String())))
		return nil
	}
	if l.rangeMembers += last.Paragraph - first.Paragraph; l.rangeMembers > maxRangeMembers {
		if l.rangeMembers-(last.Paragraph-first.Paragraph) <= maxRangeMembers {
			l.problems.Error(at, "limit-references", fmt.Sprintf("more than %d paragraphs in all ranges of this page", maxRangeMembers), "refer to the finding or the review instead, or split the page")
		}
		return nil
	}
	var all []*Target
	for n := first; n.Paragraph <= last.Paragraph; n.Paragraph++ {
		whole, to := l.find(p, prefix+n.String())
		if to == nil {
			l.unknownReference(p, whole, prefix+n.String(), at)
			return all
		}
		all = append(all, to)
	}
	return all
}

// follow resolves a Markdown link or picture of the site.
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
	to := l.graph.addresses[address]
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
	l.problems.Error(at(), "link-anchor", fmt.Sprintf("%s has no heading or part with the id %s", address, u.Fragment), l.anchorHint(to, u.Fragment))
	return nil
}

// paragraphAt returns the numbered paragraph of a page by its anchor, nil where there is none.
func (l *linker) paragraphAt(p *model.Page, anchor string) *Target {
	for _, t := range l.graph.pages[p].paragraphs {
		if t != nil && t.Number.Anchor() == anchor {
			return t
		}
	}
	if n, ok := model.ParseNumber(strings.TrimPrefix(anchor, "p")); ok {
		if t := l.graph.targets[model.ID(p.ReviewFolder()+n.String())]; t != nil && t.Page == p {
			return t
		}
	}
	return nil
}
