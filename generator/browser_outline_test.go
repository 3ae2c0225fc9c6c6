//go:build browser

package generator

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// TestBrowserOutlinesForScreenReaders compares the accessibility trees of several pages, which determine what
// a screen reader announces, with those in testdata/outlines.txtar. With -update it rewrites
// the archive; read the result from top to bottom, as a screen reader would.
func TestBrowserOutlinesForScreenReaders(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	const path = "testdata/outlines.txtar"
	a := readArchive(t, path)
	sites := map[string]*webSite{"site": publishSite(t, goldenSite(t)), "quiz": publishSite(t, quizSite(t))}
	tab := b.newTab(t, narrowWidth)
	for _, f := range a.files {
		site, address, _ := strings.Cut(f.name, "/")
		tab.visit(sites[site].root + address)
		tab.mustRun(chromedp.Evaluate("document.querySelector('.whole button')?.click()", nil)) // shows all questions instead of one at a time
		a.expect(t, path, f.name, tab.accessibilityOutline())
	}
	if _, messages := tab.takeEvents(); len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}

// An outlineWriter formats an accessibility tree as text: the role, name and state of each node
// in reading order.
type outlineWriter struct {
	nodes map[string]axNode
	text  strings.Builder
}

// An axNode is a node in Chromium's accessibility tree. It replaces accessibility.Node, which
// lacks some properties.
type axNode struct {
	NodeID      string       `json:"nodeId"`
	Ignored     bool         `json:"ignored"`
	Role        axValue      `json:"role"`
	Name        axValue      `json:"name"`
	Description axValue      `json:"description"`
	Value       axValue      `json:"value"`
	Properties  []axProperty `json:"properties"`
	ChildIDs    []string     `json:"childIds"`
}

// An axProperty is a named property of an axNode, such as its heading level.
type axProperty struct {
	Name  string  `json:"name"`
	Value axValue `json:"value"`
}

// An axValue is a value in Chromium's accessibility tree, of any JSON type.
type axValue struct {
	Value any `json:"value"`
}

// text returns the value as text with normalized white space, or "" if there is none.
func (v axValue) text() string {
	if v.Value == nil {
		return ""
	}
	return strings.Join(strings.Fields(fmt.Sprint(v.Value)), " ")
}

// accessibilityOutline returns the accessibility tree of the current page as text, with one
// node or text per line, indented by depth.
func (p *tab) accessibilityOutline() string {
	p.t.Helper()
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var tree struct {
			Nodes []axNode `json:"nodes"`
		}
		p.mustRun(chromedp.ActionFunc(func(ctx context.Context) error {
			return cdp.Execute(ctx, accessibility.CommandGetFullAXTree, nil, &tree)
		}))
		o := &outlineWriter{nodes: make(map[string]axNode)}
		for _, n := range tree.Nodes {
			o.nodes[n.NodeID] = n
		}
		o.write(tree.Nodes[0], "", "")
		if o.text.Len() > 0 { // Chromium builds the tree shortly after the page has loaded
			return o.text.String()
		}
	}
	p.t.Fatalf("%s has no outline", eval[string](p, "location.href"))
	return ""
}

// skippedRoles are roles that outlines omit because screen readers do not announce them or
// because they are internal to Chromium.
var skippedRoles = map[string]bool{"generic": true, "none": true, "RootWebArea": true, "LayoutTableRow": true, "LayoutTableCell": true, "emphasis": true, "strong": true, "LineBreak": true, "InlineTextBox": true, "LabelText": true, "Legend": true, "MenuListPopup": true, "ListMarker": true}

// listedStates are the properties that outlines include unless their value is false.
var listedStates = map[string]bool{"level": true, "checked": true, "expanded": true, "invalid": true, "required": true, "disabled": true}

// write writes a node and its children, with each line indented. The argument ancestors contains the
// names of the nodes above. It omits nodes whose role is in skippedRoles, but not their children, and
// omits text that is part of the name of an ancestor.
func (o *outlineWriter) write(n axNode, indent, ancestors string) {
	role, name := n.Role.text(), n.Name.text()
	switch {
	case role == "StaticText":
		if name != "" && !strings.Contains(" "+ancestors+" ", " "+name+" ") {
			fmt.Fprintf(&o.text, "%s%s\n", indent, name)
		}
		return
	case !n.Ignored && !skippedRoles[role]:
		fmt.Fprintf(&o.text, "%s[%s", indent, role)
		for _, p := range n.Properties {
			if v := p.Value.text(); listedStates[p.Name] && v != "false" {
				fmt.Fprintf(&o.text, " %s=%s", p.Name, v)
			}
		}
		o.text.WriteString("]")
		if name != "" {
			o.text.WriteString(" " + name)
		}
		if d := n.Description.text(); d != "" {
			fmt.Fprintf(&o.text, " (%s)", d)
		}
		if v := n.Value.text(); v != "" {
			fmt.Fprintf(&o.text, " = %s", v)
		}
		o.text.WriteString("\n")
		indent, ancestors = indent+"  ", ancestors+" "+name
	}
	for _, id := range n.ChildIDs {
		if child, ok := o.nodes[id]; ok {
			o.write(child, indent, ancestors)
		}
	}
}
