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

// maxRangeMembers is the maximum total number of paragraphs in the ranges on a page, not counting the
// first of each range. It limits memory, because there is an edge to each of these paragraphs.
const maxRangeMembers = 5000

// A linker resolves the references of a site, one page at a time.
type linker struct {
	graph         *Graph
	problems      diag.List
	suggestions   diag.Suggestions        // limits the searches for similar ids and addresses
	names         map[string][]*Target    // targets by nameKey of their ids, names and aliases; nil before the first search
	anchors       map[*Target]pageAnchors // cache of the anchors of pages, for suggestions
	rangeMembers  int                     // number of paragraphs in the ranges of the current page so far, not counting the first of each range
	headings      []*Target               // headings whose names are not known until all references are resolved
	relation      model.Relation          // relation of the current reference
	inFrontMatter bool                    // whether the current reference is in front matter, where ids have no brackets
}

// linkPage resolves the references of e and adds them to the graph as edges, except links to
// files and generated pages.
func (l *linker) linkPage(e model.Entry) {
	p := e.Base()
	targets := l.graph.pages[p]
	l.inFrontMatter, l.rangeMembers = true, 0
	for _, ref := range model.Refs(e) {
		from := cmp.Or(l.graph.Part(p, ref.From), targets.page)
		l.relation = ref.Relation
		for i, to := range l.resolve(p, string(ref.Target), ref.Pos) {
			if i == 0 {
				targets.front[ref.Target] = to
			}
			if ref.Relation != model.Work { // a reference of progress.yaml, which may not be released
				l.graph.Edges = append(l.graph.Edges, &Edge{from, to, ref.Relation, -1, int32(ref.Pos.Line), int32(ref.Pos.Column)})
			}
		}
	}
	l.inFrontMatter = false
	for i, ref := range p.Body.Refs {
		pos := p.File.Pos(ref.Offset)
		part, relation := e.BodyRef(i)
		l.relation = relation
		from := cmp.Or(l.graph.Paragraph(p, ref.Paragraph), l.graph.Part(p, part), targets.page)
		resolve := l.resolveLink
		if ref.Kind == markdown.CrossRef {
			resolve = l.resolve
		}
		for n, to := range resolve(p, ref.Target, pos) {
			if n == 0 {
				targets.body[i] = to
			}
			if ref.Kind == markdown.Image && to.Type != FileTarget {
				l.problems.Error(pos, "link-broken", fmt.Sprintf("the picture %s is a page", ref.Target), "put the picture in static/ and write its address")
			} else if to.Type != FileTarget && to.Type != GeneratedTarget {
				l.graph.Edges = append(l.graph.Edges, &Edge{from, to, relation, int32(i), int32(pos.Line), int32(pos.Column)})
			}
		}
	}
}

// resolve returns the targets of a reference on p: one target for an id, or the paragraphs of
// a range. It reports an unresolved reference at pos.
func (l *linker) resolve(p *model.Page, id string, pos diag.Pos) []*Target {
	if to := l.findTarget(p, id); to != nil {
		return []*Target{to}
	}
	plain := strings.NewReplacer("–", "-", "—", "-").Replace(id)
	if prefix, first, last, ok := model.ID(plain).Range(); ok {
		before := len(l.problems)
		members := l.rangeTargets(p, prefix, first, last, pos)
		if plain != id && len(l.problems) == before {
			l.problems.Error(pos, "ref-range-dash", "a long dash in the range "+id, "write "+l.formatID(plain))
		}
		return members
	}
	l.reportUnknownReference(p, id, pos)
	return nil
}

// findTarget returns the target of an id on p, or nil if there is none. It searches the review of p
// before the whole site. If p is a translation, it prefers the translation of the target.
func (l *linker) findTarget(p *model.Page, id string) *Target {
	base, anchor, _ := strings.Cut(id, "#")
	for _, prefix := range []string{p.ReviewFolder(), ""} {
		to := l.graph.targets[model.ID(prefix+base)]
		if to != nil && anchor != "" {
			to = l.anchorTarget(to, anchor)
		}
		if to != nil {
			return l.graph.counterpart(p.OriginalPath != "", p.Lang, to)
		}
	}
	return nil
}

// anchorTarget returns the target of an anchor on the given page, or nil if the page has no
// such anchor. It stores a new heading target, so that all references to the heading share it.
func (l *linker) anchorTarget(page *Target, anchor string) *Target {
	t := l.graph.anchorTarget(page, anchor)
	if t != nil && t.Type == HeadingTarget {
		if l.graph.targets[t.ID] == nil {
			l.headings = append(l.headings, t)
		}
		l.graph.targets[t.ID] = t
	}
	return t
}

// nameHeadings adds the link texts of references to the labels of headings that contain references.
func (l *linker) nameHeadings() {
	for _, t := range l.headings {
		_, anchor, _ := strings.Cut(t.Address, "#")
		body := t.Page.Body
		i := slices.IndexFunc(body.Headings, func(h markdown.Heading) bool { return h.ID == anchor })
		if i >= 0 && len(body.Blocks[body.Headings[i].Block].Marks) > 0 {
			v := l.graph.Viewpoint(t.Page.Address, t.Page, Addressing{})
			review := strings.TrimPrefix(t.FullLabel, t.Label)
			t.Label = v.HeadingText(t.Page, body.Headings[i].Block)
			t.FullLabel = t.Label + review
		}
	}
}

// rangeTargets returns the paragraphs of a range, or those before the first unresolved one. It
// returns nil if the range runs backwards, spans several sections or exceeds maxRangeMembers. It
// reports these problems at pos.
func (l *linker) rangeTargets(p *model.Page, prefix string, first, last model.Label, pos diag.Pos) []*Target {
	section, from := first.Split()
	other, to := last.Split()
	if section != other || to < from {
		fault := "goes beyond one section"
		if section == other {
			fault = "runs backwards"
		}
		l.problems.Error(pos, "ref-range-backwards", fmt.Sprintf("the range %s%s-%s %s", prefix, first, last.Text(), fault), l.rangeHint(p, prefix, first, last))
		return nil
	}
	before := l.rangeMembers
	if l.rangeMembers += to - from; l.rangeMembers > maxRangeMembers {
		if before <= maxRangeMembers {
			l.problems.Error(pos, "limit-references", fmt.Sprintf("more than %d paragraphs in all ranges of this page", maxRangeMembers), "refer to the finding or the report instead, or split the page")
		}
		return nil
	}
	var all []*Target
	for n := from; n <= to; n++ {
		id := fmt.Sprintf("%s%s%d", prefix, section, n)
		target := l.findTarget(p, id)
		if target == nil && n > from && n < to && l.graph.isDeclaredMissing(p, prefix, model.Label(fmt.Sprintf("%s%d", section, n))) {
			continue
		}
		if target == nil {
			l.reportUnknownReference(p, id, pos)
			return all
		}
		all = append(all, target)
	}
	return all
}

// isDeclaredMissing reports whether a review declares that it has no paragraph with the given label.
// The review is the one whose folder is prefix, or that of p if prefix is "".
func (g *Graph) isDeclaredMissing(p *model.Page, prefix string, label model.Label) bool {
	r := reviewForPrefix(g.Site, p, prefix)
	if r == nil {
		return false
	}
	s := r.Publication.SchemeOf(label)
	return s != nil && s.Omits(label)
}

// reviewForPrefix returns the review whose folder is prefix, or the review of p if prefix is "". It
// returns nil if there is none.
func reviewForPrefix(site *model.Site, p *model.Page, prefix string) *model.Review {
	if prefix == "" {
		return site.Review(p)
	}
	reviews := model.PagesIn[*model.Review](site, prefix)
	if len(reviews) == 0 {
		return nil
	}
	return reviews[0]
}

// resolveLink returns a slice with the target of a Markdown link or image on p. It returns nil
// for a broken link, which it reports at pos.
func (l *linker) resolveLink(p *model.Page, target string, pos diag.Pos) []*Target {
	u, err := url.Parse(target)
	if err != nil {
		l.problems.Error(pos, "link-broken", fmt.Sprintf("%q is not an address", target),
			cmp.Or(l.escapeHint(p, target, "%", "%25"), "write the address of a page, such as ../about/, or [[its id]]"))
		return nil
	}
	address := linkedURL(p, u)
	to := l.graph.addresses[address]
	if to == nil || strings.Count(u.Path, "..") > strings.Count(p.Address, "/")-1 {
		l.problems.Error(pos, "link-broken", fmt.Sprintf("the link leads to %s, and nothing is there", address),
			cmp.Or(l.escapeHint(p, target, "%", "%25"), l.escapeHint(p, target, "#", "%23"), l.linkHint(p, u, address)))
		return nil
	}
	if u.Fragment != "" && (to.Page == nil || !to.Page.Unreadable) {
		page := to
		if to = l.anchorTarget(page, u.Fragment); to == nil {
			l.problems.Error(pos, "link-anchor", fmt.Sprintf("%s has no heading or part with the id %s", address, u.Fragment),
				l.anchorHint(page, u.Fragment, func(near string) string { return u.Path + "#" + near }))
			return nil
		}
	}
	return []*Target{to}
}

// linkedURL returns the site address to which the link u on p leads.
func linkedURL(p *model.Page, u *url.URL) string {
	address := path.Join(p.Address, u.Path)
	if strings.HasPrefix(u.Path, "/") {
		address = path.Clean(u.Path)
	}
	if last := path.Base(u.Path); address != "/" && (strings.HasSuffix(u.Path, "/") || last == "." || last == "..") {
		address += "/"
	}
	return address
}

// escapeHint returns a hint to replace character with escaped in the target of a link on p. It
// returns "" if the link would still be broken.
func (l *linker) escapeHint(p *model.Page, target, character, escaped string) string {
	written := strings.ReplaceAll(target, character, escaped)
	u, err := url.Parse(written)
	if err != nil || written == target || l.graph.addresses[linkedURL(p, u)] == nil {
		return ""
	}
	return fmt.Sprintf("in an address, %s in the name of a file is written %s: (%s)", character, escaped, written)
}
