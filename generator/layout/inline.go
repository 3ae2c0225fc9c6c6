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

// An inliner replaces calls to the functions of WordFuncs in a template with the texts that they
// return. This is done once for each language when a layout is loaded, so that rendering a page
// does not look up texts. A call within an expression, such as {{or .Value (t "none")}}, is not
// replaced.
type inliner struct {
	locale      *Locale
	tree        *parse.Tree
	insideTag   bool   // whether the current position in the HTML is inside a tag
	textElement string // name of the current element if it cannot contain elements, such as "title", or ""
	err         error  // error in a call, or nil
}

// WordFuncs returns the functions with which layouts show texts from the catalogue:
//
//	{{t "key"}}                the text of a key
//	{{t "key" "name" .Value}}  the text with its placeholder {name} filled in
//	{{tn "key" .Count}}        the plural form for a number, which also fills the placeholder {n}
//	{{tb "key" .Count}}        like tn, with the number in bold
//	{{comma}}                  the separator of list items
//	{{t (wordkey "why" .Why)}} the text of a key composed of a prefix and a value
//	{{raw "key"}}              the text with its placeholders left in, for a script
//
// If the catalogue lacks a text in the language of the page, the text in another language is wrapped in a
// span element with the lang attribute, except inside tags and elements such as title.
func WordFuncs(l *Locale) Funcs {
	return Funcs{
		"t":     l.Say,
		"tn":    l.Count,
		"tb":    func(key string, n int) HTML { return l.Count(key, n, "n", HTML(fmt.Sprintf("<b>%d</b>", n))) },
		"comma": func() HTML { return l.Comma },
		"raw":   func(key string) string { return l.Words.Say(key) },
		"wordkey": func(prefix string, value any) string {
			return prefix + "_" + strings.ReplaceAll(fmt.Sprint(value), "-", "_")
		},
		"isform": func(tag, form string, n int) bool { return words.PluralForm(tag, n) == form },
	}
}

// inlineWords replaces the calls to WordFuncs in all templates of t. It returns an error if the key or
// the placeholders of a call do not match the catalogue.
func inlineWords(t *template.Template, l *Locale) error {
	for _, t := range t.Templates() {
		if t.Tree == nil {
			continue
		}
		in := inliner{locale: l, tree: t.Tree}
		if in.inlineList(t.Tree.Root); in.err != nil {
			return in.err
		}
	}
	return nil
}

// inlineList replaces the calls to WordFuncs in a list of nodes.
func (in *inliner) inlineList(list *parse.ListNode) {
	if list == nil {
		return
	}
	var nodes []parse.Node
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			in.scanHTML(n.Text)
		case *parse.ActionNode:
			in.check(n.Pipe)
			nodes = append(nodes, in.inlineAction(n)...)
			continue
		case *parse.IfNode:
			in.inlineBranch(&n.BranchNode)
		case *parse.RangeNode:
			in.inlineBranch(&n.BranchNode)
		case *parse.WithNode:
			in.inlineBranch(&n.BranchNode)
		case *parse.TemplateNode:
			in.check(n.Pipe)
		}
		nodes = append(nodes, n)
	}
	list.Nodes = nodes
}

// inlineBranch replaces the calls to WordFuncs in the branches of a node.
func (in *inliner) inlineBranch(n *parse.BranchNode) {
	in.check(n.Pipe)
	in.inlineList(n.List)
	in.inlineList(n.ElseList)
}

// scanHTML updates insideTag and textElement for the position after text.
func (in *inliner) scanHTML(text []byte) {
	for i := 0; i < len(text); i++ {
		switch {
		case in.insideTag && text[i] == '>':
			in.insideTag = false
		case !in.insideTag && text[i] == '<':
			in.insideTag, in.textElement = true, ""
			for _, name := range []string{"title", "option", "textarea"} {
				if strings.HasPrefix(string(text[i+1:]), name) {
					in.textElement = name
				}
			}
		}
	}
}

// inlineAction returns the nodes that replace an action. If the action is not a call that can be
// replaced, the result contains only the action itself.
func (in *inliner) inlineAction(n *parse.ActionNode) []parse.Node {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return []parse.Node{n}
	}
	if function, ok := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode); ok && function.Ident == "comma" {
		return []parse.Node{textNode(n.Pos, string(in.locale.Comma))}
	}
	call, ok := parseCall(n.Pipe.Cmds[0])
	if !ok || call.function == "tb" {
		return []parse.Node{n}
	}
	text, tag := in.locale.Words.Text(call.key)
	if call.function == "raw" {
		return []parse.Node{textNode(n.Pos, template.HTMLEscapeString(text.Plain))}
	}
	attributes := in.locale.LanguageAttributes(tag)
	if in.insideTag || in.textElement != "" {
		attributes = ""
	}
	var nodes []parse.Node
	if attributes != "" {
		nodes = append(nodes, textNode(n.Pos, "<span"+attributes+">"))
	}
	if call.function == "tn" && text.Forms != nil {
		nodes = append(nodes, in.pluralForms(n, call, text, tag, attributes != ""))
	} else {
		nodes = append(nodes, in.fillPlaceholders(n.Pos, text.Form(tag, 0), call, attributes != "")...)
	}
	if attributes != "" {
		nodes = append(nodes, textNode(n.Pos, "</span>"))
	}
	return nodes
}

// pluralForms returns a node that, when the template is executed, selects the plural form of text for
// the number in call.
func (in *inliner) pluralForms(n *parse.ActionNode, call wordCall, text words.Text, tag string, marked bool) parse.Node {
	listOf := func(form string) *parse.ListNode {
		return &parse.ListNode{NodeType: parse.NodeList, Pos: n.Pos, Nodes: in.fillPlaceholders(n.Pos, text.Forms[form], call, marked)}
	}
	rest := listOf("other")
	for _, form := range words.PluralForms() {
		if _, ok := text.Forms[form]; !ok || form == "other" {
			continue
		}
		condition := &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
			parse.NewIdentifier("isform").SetPos(n.Pos).SetTree(in.tree), stringNode(n.Pos, tag), stringNode(n.Pos, form), call.number}}
		branch := &parse.IfNode{BranchNode: parse.BranchNode{NodeType: parse.NodeIf, Pos: n.Pos, Line: n.Line, Pipe: pipeNode(n.Pos, n.Line, condition), List: listOf(form), ElseList: rest}}
		rest = &parse.ListNode{NodeType: parse.NodeList, Pos: n.Pos, Nodes: []parse.Node{branch}}
	}
	return rest
}

// fillPlaceholders returns the nodes that show text with its placeholders filled in. If marked is true,
// the text is marked as being in another language, and the values are marked as being in the language
// of the page.
func (in *inliner) fillPlaceholders(pos parse.Pos, text string, call wordCall, marked bool) []parse.Node {
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
		show := &parse.ActionNode{NodeType: parse.NodeAction, Pos: pos, Pipe: pipeNode(pos, 0, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: pos, Args: []parse.Node{value}})}
		switch {
		case p.Words != "":
			nodes = append(nodes, textNode(pos, `<a href="`), show, textNode(pos, `">`), shown, textNode(pos, "</a>"))
		case marked && p.Name != "n":
			nodes = append(nodes, textNode(pos, in.locale.spanTag()), show, textNode(pos, "</span>"))
		default:
			nodes = append(nodes, show)
		}
	}
	return nodes
}

// A wordCall is a call to one of the functions in WordFuncs.
type wordCall struct {
	function, key string
	number        parse.Node            // second argument of tn and tb, nil for other functions
	arguments     map[string]parse.Node // values of placeholders by name
}

// parseCall parses a command that consists of a call to t, tn, tb or raw with a string literal as its
// key. For any other command, ok is false.
func parseCall(c *parse.CommandNode) (call wordCall, ok bool) {
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

// check sets in.err if a call in a pipeline has an unknown key, or placeholders that differ from those
// of the text.
func (in *inliner) check(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		for _, argument := range c.Args {
			if inner, ok := argument.(*parse.PipeNode); ok {
				in.check(inner)
			}
		}
		call, ok := parseCall(c)
		if !ok || in.err != nil || call.key == "notice" || call.key == "banner" || call.key == "site_title" {
			continue
		}
		text, _ := in.locale.Words.Text(call.key)
		at, _ := in.tree.ErrorContext(c)
		if text.All() == nil {
			in.err = fmt.Errorf("%s: no text has the key %q: write it into layouts/words/en.yaml", at, call.key)
			continue
		}
		placeholders := words.Placeholders(strings.Join(text.All(), " "))
		for _, name := range slices.Sorted(maps.Keys(call.arguments)) {
			if !slices.Contains(placeholders, name) {
				in.err = fmt.Errorf("%s: the text %q has no placeholder {%s}", at, call.key, name)
			}
		}
		for _, name := range placeholders {
			if call.function != "raw" && call.arguments[name] == nil && !(name == "n" && call.number != nil) {
				in.err = fmt.Errorf("%s: nothing stands for {%s} of the text %q: write {{%s %[3]q %[2]q …}}", at, name, call.key, call.function)
			}
		}
	}
}

func textNode(pos parse.Pos, text string) *parse.TextNode {
	return &parse.TextNode{NodeType: parse.NodeText, Pos: pos, Text: []byte(text)}
}

func stringNode(pos parse.Pos, text string) *parse.StringNode {
	return &parse.StringNode{NodeType: parse.NodeString, Pos: pos, Quoted: fmt.Sprintf("%q", text), Text: text}
}

func pipeNode(pos parse.Pos, line int, c *parse.CommandNode) *parse.PipeNode {
	return &parse.PipeNode{NodeType: parse.NodePipe, Pos: pos, Line: line, Cmds: []*parse.CommandNode{c}}
}
