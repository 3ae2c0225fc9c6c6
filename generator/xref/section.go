package xref

import (
	"fmt"
	"strings"

	"safelearn/generator/model"
)

// Section returns the target of an id in a file that is not a page, such as doors.yaml. The target is a
// page or, if the id has the form "handover#refer", a heading or part of a page. If there is none, it returns nil, and message and
// hint say what is wrong.
func Section(g *Graph, id model.ID) (t *Target, message, hint string) {
	base, anchor, found := strings.Cut(string(id), "#")
	page := g.targets[model.ID(base)]
	if page == nil || page.Type != PageTarget {
		return nil, "there is no page " + base, "write the id of a page, or take the entry out until there is one"
	}
	if !found || page.Page.Unreadable {
		return page, "", ""
	}
	if t := g.anchorTarget(page, anchor); t != nil {
		return t, "", ""
	}
	l := linker{graph: g, anchors: make(map[*Target]pageAnchors)}
	return nil, fmt.Sprintf("%s has no heading or part with the id %s", base, anchor),
		l.anchorHint(page, anchor, func(near string) string { return base + "#" + near })
}

// DoorTarget returns the target to which a task or an index entry in doors.yaml leads. If the page with
// the given id is withdrawn, this is the page that replaces it. DoorTarget returns nil if there is no
// such page or section, if nothing in use replaces the page, and for a section of a withdrawn page,
// because the page that replaces it need not have one like it.
func DoorTarget(g *Graph, id model.ID) *Target {
	t, _, _ := Section(g, id)
	if t == nil || g.Site.Listed(t.Page) {
		return t
	}
	if t.Type != PageTarget {
		return nil
	}
	if by := g.FrontMatterTarget(t.Page, t.Page.ReplacedBy); by != nil && by.Page != nil && g.Site.Listed(by.Page) {
		return by
	}
	return nil
}
