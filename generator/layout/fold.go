package layout

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"safelearn/generator/words"
)

// A layout shows words with these functions. In the text of an element, words of another language
// than that of the page are marked as such.
//
//	{{t "key"}}             the text of a key
//	{{t "key" "name" .Value}}  the same, with values for its placeholders
//	{{tn "key" .Count}}     the text for a number, with which the placeholder {n} is filled
//	{{tb "key" .Count}}     the same, with the number in bold
//	{{comma}}               what stands between the items of a list
//	{{raw "key"}}           the text with its placeholders, for a script
//
// folder replaces their calls by the words themselves when a layout is loaded, once for each language,
// so that words cost no time when a page is rendered. A call within an expression, such as
// {{or .Value (t "none")}}, is left to the functions.
type folder struct {
	locale *Locale
	tag    bool   // the current text is inside a tag
	plain  string // name of the element whose content cannot contain elements, or ""
	err    error
	tree   *parse.Tree
}

// WordFuncs returns the functions with which layouts show words.
func WordFuncs(l *Locale) Funcs {
	return Funcs{
		"t":      l.Say,
		"tn":     l.Count,
		"tb":     func(key string, n int) HTML { return l.Count(key, n, "n", HTML(fmt.Sprintf("<b>%d</b>", n))) },
		"comma":  func() HTML { return l.Comma },
		"raw":    func(key string) string { return l.Words.Say(key) },
		"isform": func(tag, form string, n int) bool { return words.PluralForm(tag, n) == form },
	}
}

// fold replaces the calls in all templates of t.
func fold(t *template.Template, l *Locale) error {
	for _, t := range t.Templates() {
		if t.Tree == nil {
			continue
		}
		f := folder{locale: l, tree: t.Tree}
		if f.list(t.Tree.Root); f.err != nil {
			return f.err
		}
	}
	return nil
}

// list replaces the calls in a list of nodes.
func (f *folder) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	var nodes []parse.Node
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			f.scan(n.Text)
		case *parse.ActionNode:
			f.check(n.Pipe)
			nodes = append(nodes, f.action(n)...)
			continue
		case *parse.IfNode:
			f.branch(&n.BranchNode)
		case *parse.RangeNode:
			f.branch(&n.BranchNode)
		case *parse.WithNode:
			f.branch(&n.BranchNode)
		case *parse.TemplateNode:
			f.check(n.Pipe)
		}
		nodes = append(nodes, n)
	}
	list.Nodes = nodes
}

// branch replaces the calls in the branches of a node.
func (f *folder) branch(n *parse.BranchNode) {
	f.check(n.Pipe)
	f.list(n.List)
	f.list(n.ElseList)
}

// scan sets the position in the HTML after text.
func (f *folder) scan(text []byte) {
	for i := 0; i < len(text); i++ {
		switch {
		case f.tag && text[i] == '>':
			f.tag = false
		case !f.tag && text[i] == '<':
			f.tag, f.plain = true, ""
			for _, name := range []string{"title", "option", "textarea"} {
				if strings.HasPrefix(string(text[i+1:]), name) {
					f.plain = name
				}
			}
		}
	}
}

// action returns the nodes that replace an action: the words, if it only shows words.
func (f *folder) action(n *parse.ActionNode) []parse.Node {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return []parse.Node{n}
	}
	call, ok := callOf(n.Pipe.Cmds[0])
	if !ok || call.function == "tb" {
		return []parse.Node{n}
	}
	text, tag := f.locale.Words.Text(call.key)
	if call.function == "raw" {
		return []parse.Node{textNode(n.Pos, template.HTMLEscapeString(text.Plain))}
	}
	mark := f.locale.LanguageAttributes(tag)
	if f.tag || f.plain != "" {
		mark = ""
	}
	var nodes []parse.Node
	if mark != "" {
		nodes = append(nodes, textNode(n.Pos, "<span"+mark+">"))
	}
	if call.function == "tn" && text.Forms != nil {
		nodes = append(nodes, f.forms(n, call, text, tag, mark != ""))
	} else {
		nodes = append(nodes, f.filled(n.Pos, text.Form(tag, 0), call, mark != "")...)
	}
	if mark != "" {
		nodes = append(nodes, textNode(n.Pos, "</span>"))
	}
	return nodes
}

// forms returns a node that shows the plural form of text for the number in call.
func (f *folder) forms(n *parse.ActionNode, call wordCall, text words.Text, tag string, marked bool) parse.Node {
	listOf := func(form string) *parse.ListNode {
		return &parse.ListNode{NodeType: parse.NodeList, Pos: n.Pos, Nodes: f.filled(n.Pos, text.Forms[form], call, marked)}
	}
	rest := listOf("other")
	for _, form := range words.PluralForms() {
		if _, ok := text.Forms[form]; !ok || form == "other" {
			continue
		}
		condition := &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
			parse.NewIdentifier("isform").SetPos(n.Pos).SetTree(f.tree), stringNode(n.Pos, tag), stringNode(n.Pos, form), call.number}}
		branch := &parse.IfNode{BranchNode: parse.BranchNode{NodeType: parse.NodeIf, Pos: n.Pos, Line: n.Line, Pipe: pipe(n.Pos, n.Line, condition), List: listOf(form), ElseList: rest}}
		rest = &parse.ListNode{NodeType: parse.NodeList, Pos: n.Pos, Nodes: []parse.Node{branch}}
	}
	return rest
}

// filled returns the nodes that show text with its placeholders filled in. Within text that is marked as
// being in another language, values in the language of the page are marked, too.
func (f *folder) filled(pos parse.Pos, text string, call wordCall, marked bool) []parse.Node {
	var nodes []parse.Node
	for _, p := range words.Split(text) {
		value := call.arguments[p.Name]
		if p.Name == "n" && value == nil {
			value = call.number
		}
		shown := textNode(pos, template.HTMLEscapeString(p.Words))
		if p.Name == "" {
			nodes = append(nodes, shown)
			continue
		}
		show := &parse.ActionNode{NodeType: parse.NodeAction, Pos: pos, Pipe: pipe(pos, 0, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: pos, Args: []parse.Node{value}})}
		switch {
		case p.Words != "":
			nodes = append(nodes, textNode(pos, `<a href="`), show, textNode(pos, `">`), shown, textNode(pos, "</a>"))
		case marked && p.Name != "n":
			nodes = append(nodes, textNode(pos, f.locale.own()), show, textNode(pos, "</span>"))
		default:
			nodes = append(nodes, show)
		}
	}
	return nodes
}

// A wordCall is a call of one of the functions with which layouts show words.
type wordCall struct {
	function, key string
	number        parse.Node            // second argument of tn, or nil
	arguments     map[string]parse.Node // values of placeholders by name
}

// callOf returns the call that a command consists of. If it is not one of a function that shows words,
// with a key that stands in the layout, ok is false.
func callOf(c *parse.CommandNode) (call wordCall, ok bool) {
	function, isIdentifier := c.Args[0].(*parse.IdentifierNode)
	if !isIdentifier || !slices.Contains([]string{"t", "tn", "tb", "raw"}, function.Ident) || len(c.Args) < 2 {
		return call, false
	}
	key, isString := c.Args[1].(*parse.StringNode)
	if !isString {
		return call, false
	}
	call = wordCall{function: function.Ident, key: key.Text, arguments: make(map[string]parse.Node)}
	rest := c.Args[2:]
	if call.function == "tn" || call.function == "tb" {
		if len(rest) == 0 {
			return call, false
		}
		call.number, rest = rest[0], rest[1:]
	}
	for ; len(rest) > 1; rest = rest[2:] {
		if name, ok := rest[0].(*parse.StringNode); ok {
			call.arguments[name.Text] = rest[1]
		}
	}
	return call, true
}

// check reports calls in a pipeline whose key is unknown or whose placeholders are not those of the text.
func (f *folder) check(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		for _, argument := range c.Args {
			if inner, ok := argument.(*parse.PipeNode); ok {
				f.check(inner)
			}
		}
		call, ok := callOf(c)
		if !ok || f.err != nil || call.key == "notice" || call.key == "banner" || call.key == "site_title" {
			continue
		}
		text, _ := f.locale.Words.Text(call.key)
		at, _ := f.tree.ErrorContext(c)
		if text.All() == nil {
			f.err = fmt.Errorf("%s: no text has the key %q: write it into layouts/words/en.yaml", at, call.key)
			continue
		}
		placeholders := words.Placeholders(strings.Join(text.All(), " "))
		for _, name := range slices.Sorted(maps.Keys(call.arguments)) {
			if !slices.Contains(placeholders, name) {
				f.err = fmt.Errorf("%s: the text %q has no placeholder {%s}", at, call.key, name)
			}
		}
		for _, name := range placeholders {
			if call.function != "raw" && call.arguments[name] == nil && !(name == "n" && call.number != nil) {
				f.err = fmt.Errorf("%s: nothing stands for {%s} of the text %q: write {{%s %[3]q %[2]q …}}", at, name, call.key, call.function)
			}
		}
	}
}

// The following functions return nodes for the given position.

func textNode(pos parse.Pos, text string) *parse.TextNode {
	return &parse.TextNode{NodeType: parse.NodeText, Pos: pos, Text: []byte(text)}
}

func stringNode(pos parse.Pos, text string) *parse.StringNode {
	return &parse.StringNode{NodeType: parse.NodeString, Pos: pos, Quoted: fmt.Sprintf("%q", text), Text: text}
}

func pipe(pos parse.Pos, line int, c *parse.CommandNode) *parse.PipeNode {
	return &parse.PipeNode{NodeType: parse.NodePipe, Pos: pos, Line: line, Cmds: []*parse.CommandNode{c}}
}
