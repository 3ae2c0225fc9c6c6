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

// TestBrowserOutlines reads six pages as a screen reader is told them. -update writes
// the outlines anew: read them from the top as somebody would who hears them.
func TestBrowserOutlines(t *testing.T) {
	b := startBrowser(t)
	const path = "testdata/outlines.txtar"
	a := readArchive(t, path)
	sites := map[string]*webSite{"site": publishSite(t, goldenSite(t)), "quiz": publishSite(t, quizFolder(t))}
	tab := b.open(t, narrow)
	for _, f := range a.files {
		site, address, _ := strings.Cut(f.name, "/")
		tab.visit(sites[site].root + address)
		a.expect(t, path, f.name, tab.outlined())
	}
	if _, said := tab.heard(); len(said) > 0 {
		t.Errorf("%q", said)
	}
}

// An outline is a page as a screen reader is told it: what each thing is, its name, and
// what state it is in, in the order of reading.
type outline struct {
	nodes map[string]toldNode
	text  strings.Builder
}

// A toldNode is a node of Chromium's accessibility tree. The library's own type knows
// fewer properties than browsers tell.
type toldNode struct {
	NodeID      string         `json:"nodeId"`
	Ignored     bool           `json:"ignored"`
	Role        toldValue      `json:"role"`
	Name        toldValue      `json:"name"`
	Description toldValue      `json:"description"`
	Value       toldValue      `json:"value"`
	Properties  []toldProperty `json:"properties"`
	ChildIDs    []string       `json:"childIds"`
}

type toldProperty struct {
	Name  string    `json:"name"`
	Value toldValue `json:"value"`
}

type toldValue struct {
	Value any `json:"value"`
}

// words gives a value as it is spoken.
func (v toldValue) words() string {
	if v.Value == nil {
		return ""
	}
	return strings.Join(strings.Fields(fmt.Sprint(v.Value)), " ")
}

// outlined gives the outline of the tab's page.
func (p *tab) outlined() string {
	p.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var tree struct {
			Nodes []toldNode `json:"nodes"`
		}
		p.do(chromedp.ActionFunc(func(ctx context.Context) error {
			return cdp.Execute(ctx, accessibility.CommandGetFullAXTree, nil, &tree)
		}))
		o := &outline{nodes: make(map[string]toldNode)}
		for _, n := range tree.Nodes {
			o.nodes[n.NodeID] = n
		}
		o.write(tree.Nodes[0], "", "")
		if o.text.Len() > 0 { // the tree is made a little after the page
			return o.text.String()
		}
	}
	p.t.Fatalf("%s has no outline", eval[string](p, "location.href"))
	return ""
}

// plain are roles that say nothing by themselves, or that only Chromium tells of.
var plain = map[string]bool{"generic": true, "none": true, "RootWebArea": true, "LayoutTableRow": true, "LayoutTableCell": true, "emphasis": true, "strong": true, "LineBreak": true, "InlineTextBox": true, "LabelText": true, "Legend": true, "MenuListPopup": true, "ListMarker": true}

// states are the properties worth telling.
var states = map[string]bool{"level": true, "checked": true, "expanded": true, "invalid": true, "required": true, "disabled": true}

// write writes a node and what is in it; words that its name has told already are not
// told again.
func (o *outline) write(n toldNode, indent, told string) {
	role, name := n.Role.words(), n.Name.words()
	switch {
	case role == "StaticText":
		if name != "" && !strings.Contains(" "+told+" ", " "+name+" ") {
			fmt.Fprintf(&o.text, "%s%s\n", indent, name)
		}
		return
	case !n.Ignored && !plain[role]:
		fmt.Fprintf(&o.text, "%s[%s", indent, role)
		for _, p := range n.Properties {
			if v := p.Value.words(); states[p.Name] && v != "false" {
				fmt.Fprintf(&o.text, " %s=%s", p.Name, v)
			}
		}
		o.text.WriteString("]")
		if name != "" {
			o.text.WriteString(" " + name)
		}
		if d := n.Description.words(); d != "" {
			fmt.Fprintf(&o.text, " (%s)", d)
		}
		if v := n.Value.words(); v != "" {
			fmt.Fprintf(&o.text, " = %s", v)
		}
		o.text.WriteString("\n")
		indent, told = indent+"  ", told+" "+name
	}
	for _, id := range n.ChildIDs {
		if child, ok := o.nodes[id]; ok {
			o.write(child, indent, told)
		}
	}
}
