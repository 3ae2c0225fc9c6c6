package xref

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
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
	problems      diag.List
	unknown       int  // references that could not be resolved so far
	rangeMembers  int  // paragraphs in the ranges of the page so far
	inFrontMatter bool // where ids are written without brackets
}

// linkPage resolves the references of a page.
func (l *linker) linkPage(e model.Entry) {
	p := e.Base()
	targets := l.graph.pages[p]
	l.inFrontMatter, l.rangeMembers = true, 0
	for _, ref := range e.Refs() {
		from := cmp.Or(l.graph.Part(p, ref.From), targets.page)
		for i, to := range l.resolve(p, string(ref.Target), func() diag.Pos { return ref.Pos }) {
			if i == 0 {
				targets.front[ref.Target] = to
			}
			l.graph.Edges = append(l.graph.Edges, &Edge{From: from, To: to, Relation: ref.Relation, ref: -1, line: int32(ref.Pos.Line), column: int32(ref.Pos.Column)})
		}
	}
	l.inFrontMatter = false
	for i, ref := range p.Body.Refs {
		part, relation := e.BodyRef(i)
		from := cmp.Or(l.graph.Paragraph(p, ref.Paragraph), l.graph.Part(p, part), targets.page)
		resolve := l.follow
		if ref.Kind == markdown.Cross {
			resolve = l.resolve
		}
		for n, to := range resolve(p, ref.Target, func() diag.Pos { return p.File.Pos(ref.Offset) }) {
			if n == 0 {
				targets.body[i] = to
			}
			if ref.Kind == markdown.Image && to.Form != FileForm {
				l.problems.Error(p.File.Pos(ref.Offset), "link-broken", fmt.Sprintf("the picture %s is a page", ref.Target), "put the picture in static/ and write its address")
			} else if to.Form != FileForm && to.Form != DerivedForm {
				l.graph.Edges = append(l.graph.Edges, &Edge{From: from, To: to, Relation: relation, ref: int32(i)})
			}
		}
	}
}

// resolve returns what an id means on a page: one target, or the members of a range.
func (l *linker) resolve(p *model.Page, id string, at func() diag.Pos) []*Target {
	if to := l.find(p, id); to != nil {
		return []*Target{to}
	}
	if prefix, first, last, ok := model.ID(id).Range(); ok {
		return l.members(p, prefix, first, last, at())
	}
	l.unknownReference(p, id, at())
	return nil
}

// find returns the target of an id, first in the review of the page, then in the whole site.
func (l *linker) find(p *model.Page, id string) *Target {
	base, anchor, _ := strings.Cut(id, "#")
	for _, prefix := range []string{p.ReviewFolder(), ""} {
		to := l.graph.targets[model.ID(prefix+base)]
		if to != nil && anchor != "" {
			to = l.anchor(to, anchor)
		}
		if to != nil {
			return l.graph.counterpart(p, to)
		}
	}
	return nil
}

// anchor returns the target of an anchor on a page, nil where the page has no such anchor. It
// stores a new one, so that all references to it have one target.
func (l *linker) anchor(page *Target, anchor string) *Target {
	t := l.graph.anchor(page, anchor)
	if t != nil && t.Form == HeadingForm {
		l.graph.targets[t.ID] = t
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
	before := l.rangeMembers
	if l.rangeMembers += last.Paragraph - first.Paragraph; l.rangeMembers > maxRangeMembers {
		if before <= maxRangeMembers {
			l.problems.Error(at, "limit-references", fmt.Sprintf("more than %d paragraphs in all ranges of this page", maxRangeMembers), "refer to the finding or the review instead, or split the page")
		}
		return nil
	}
	var all []*Target
	for n := first; n.Paragraph <= last.Paragraph; n.Paragraph++ {
		to := l.find(p, prefix+n.String())
		if to == nil {
			l.unknownReference(p, prefix+n.String(), at)
			return all
		}
		all = append(all, to)
	}
	return all
}

// follow returns what a Markdown link or picture of the site leads to.
func (l *linker) follow(p *model.Page, target string, at func() diag.Pos) []*Target {
	u, err := url.Parse(target)
	if err != nil {
		l.problems.Error(at(), "link-broken", fmt.Sprintf("%q is not an address", target), "write the address of a page, such as ../about/, or [[its id]]")
		return nil
	}
	address := path.Join(p.Address, u.Path)
	if strings.HasPrefix(u.Path, "/") {
		address = path.Clean(u.Path)
	}
	if last := path.Base(u.Path); address != "/" && (strings.HasSuffix(u.Path, "/") || last == "." || last == "..") {
		address += "/"
	}
	to := l.graph.addresses[address]
	if to == nil || strings.Count(u.Path, "..") > strings.Count(p.Address, "/")-1 {
		l.problems.Error(at(), "link-broken", fmt.Sprintf("the link leads to %s, and nothing is there", address), l.linkHint(address, u.Path))
		return nil
	}
	if u.Fragment != "" && (to.Page == nil || !to.Page.Unreadable) {
		page := to
		if to = l.anchor(page, u.Fragment); to == nil {
			l.problems.Error(at(), "link-anchor", fmt.Sprintf("%s has no heading or part with the id %s", address, u.Fragment), l.anchorHint(page, u.Fragment))
			return nil
		}
	}
	return []*Target{to}
}
