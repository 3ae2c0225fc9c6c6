package layout

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// A program is a layout compiled to Go functions. Its output is that of html/template, which evaluates
// the same actions more slowly: programs save a fifth of the CPU time of a build of 10,000 pages.
//
// A program is compiled from templates that html/template has already made safe, so that
// html/template decides how each value is escaped. The program itself writes only a value that
// escaping leaves unchanged, and calls the functions of html/template for all others; see escaper.
// If a template contains something that programs do not support, compile returns nil. If a value
// has a type that they do not support, or a function fails, run returns false. In both cases, the
// page is rendered with html/template.
type program struct{ main *block }

// A block is a compiled template.
type block struct {
	steps []step
	slots int // number of variables, including $
}

// A step writes the output of a node for the given dot.
type step func(r *execution, dot reflect.Value)

// An expression returns the value of an argument, command or pipeline for the given dot.
type expression func(r *execution, dot reflect.Value) reflect.Value

// An execution is the state of a running program.
type execution struct {
	out       *bytes.Buffer
	variables []reflect.Value // variables of all templates that are being executed, innermost last
	base      int             // index in variables of the innermost template's $
	arguments []reflect.Value // arguments of all calls whose arguments are being evaluated, innermost last
	depth     int             // number of templates that are being executed
}

// unsupported is the value with which the compiler or an execution panics if a template or a value is
// not supported.
type unsupported struct{}

// A compiler compiles the templates of a layout.
type compiler struct {
	templates *template.Template
	funcs     Funcs
	blocks    map[string]*block
	escapers  map[string]*escaper
	scope     []string // names of the variables that are visible in the current node, by slot
	slots     int      // number of variables of the current template
}

// compile compiles the named template of t. It returns nil if the template contains something that
// programs do not support. The caller must not have executed any template of t.
func compile(t *template.Template, name string, funcs Funcs) (p *program) {
	// When it executes a template, html/template makes safe all templates that the template calls, even
	// in branches that are not taken.
	safe, err := t.New("safe").Parse("{{if false}}{{template " + strconv.Quote(name) + " .}}{{end}}")
	if err != nil || safe.Execute(io.Discard, nil) != nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			p = nil
		}
	}()
	c := &compiler{templates: t, funcs: funcs, blocks: make(map[string]*block), escapers: make(map[string]*escaper)}
	return &program{c.block(name)}
}

// run appends the output of the program for value to out. If ok is false, the program does not support
// value, and the output is incomplete.
func (p *program) run(out *bytes.Buffer, value any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	r := &execution{out: out}
	r.execute(p.main, reflect.ValueOf(value))
	return true
}

// maxDepth is the maximum nesting depth of template calls.
const maxDepth = 100

// execute writes the output of b for the given dot.
func (r *execution) execute(b *block, dot reflect.Value) {
	if r.depth++; r.depth > maxDepth {
		panic(unsupported{})
	}
	base := r.base
	r.base = len(r.variables)
	for range b.slots {
		r.variables = append(r.variables, reflect.Value{})
	}
	r.variables[r.base] = dot
	r.perform(b.steps, dot)
	r.variables = r.variables[:r.base]
	r.base = base
	r.depth--
}

func (r *execution) perform(steps []step, dot reflect.Value) {
	for _, s := range steps {
		s(r, dot)
	}
}

// block returns the compiled template with the given name.
func (c *compiler) block(name string) *block {
	if b := c.blocks[name]; b != nil {
		return b
	}
	t := c.templates.Lookup(name)
	if t == nil || t.Tree == nil {
		panic(unsupported{}) // for example, a template that html/template derived for use inside a tag
	}
	b := new(block)
	c.blocks[name] = b
	inner := &compiler{templates: c.templates, funcs: c.funcs, blocks: c.blocks, escapers: c.escapers, scope: []string{"$"}, slots: 1}
	b.steps = inner.list(t.Tree.Root)
	b.slots = inner.slots
	return b
}

// list compiles a list of nodes. Variables declared in the list are not visible after it.
func (c *compiler) list(list *parse.ListNode) (steps []step) {
	if list == nil {
		return nil
	}
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			text := n.Text
			steps = append(steps, func(r *execution, _ reflect.Value) { r.out.Write(text) })
		case *parse.ActionNode:
			steps = append(steps, c.action(n.Pipe))
		case *parse.IfNode:
			steps = append(steps, c.branch(&n.BranchNode, false))
		case *parse.WithNode:
			steps = append(steps, c.branch(&n.BranchNode, true))
		case *parse.RangeNode:
			steps = append(steps, c.loop(n))
		case *parse.TemplateNode:
			value, b := c.pipeline(n.Pipe), c.block(n.Name)
			steps = append(steps, func(r *execution, dot reflect.Value) { r.execute(b, value(r, dot)) })
		case *parse.ListNode: // created by inlineAction
			steps = append(steps, c.list(n)...)
		case *parse.CommentNode:
		default:
			panic(unsupported{})
		}
	}
	return steps
}

// action compiles an action that declares or sets a variable, or writes a value.
func (c *compiler) action(p *parse.PipeNode) step {
	if len(p.Decl) > 0 {
		value := c.pipeline(p)
		return func(r *execution, dot reflect.Value) { value(r, dot) }
	}
	n := len(p.Cmds)
	for n > 0 && isEscaper(p.Cmds[n-1]) {
		n--
	}
	if n == 0 || n == len(p.Cmds) {
		panic(unsupported{})
	}
	value, e := c.commands(p.Cmds[:n]), c.escaper(p.Cmds[n:])
	return func(r *execution, dot reflect.Value) { e.write(r.out, value(r, dot)) }
}

// escaper returns the escaper for the commands that html/template has added to an action.
func (c *compiler) escaper(cmds []*parse.CommandNode) *escaper {
	var names []string
	for _, cmd := range cmds {
		names = append(names, strings.TrimPrefix(cmd.Args[0].String(), escaperPrefix))
	}
	key := strings.Join(names, " ")
	if c.escapers[key] == nil {
		c.escapers[key] = newEscaper(key, cmds)
	}
	return c.escapers[key]
}

// escaperPrefix is the prefix of the names of the functions that html/template adds for escaping.
const escaperPrefix = "_html_template_"

// isEscaper reports whether a command is one that html/template has added.
func isEscaper(cmd *parse.CommandNode) bool {
	function, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && strings.HasPrefix(function.Ident, escaperPrefix)
}

// branch compiles an if node or a with node.
func (c *compiler) branch(n *parse.BranchNode, setsDot bool) step {
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	condition := c.pipeline(n.Pipe)
	then, otherwise := c.list(n.List), c.list(n.ElseList)
	return func(r *execution, dot reflect.Value) {
		switch value := condition(r, dot); {
		case !isTrue(value):
			r.perform(otherwise, dot)
		case setsDot:
			r.perform(then, value)
		default:
			r.perform(then, dot)
		}
	}
}

// loop compiles a range node over a slice or an array.
func (c *compiler) loop(n *parse.RangeNode) step {
	defer func(n int) { c.scope = c.scope[:n] }(len(c.scope))
	if n.Pipe.IsAssign {
		panic(unsupported{})
	}
	list := c.commands(n.Pipe.Cmds)
	index, item := -1, -1 // slots of the variables
	if len(n.Pipe.Decl) == 2 {
		index = c.declare(n.Pipe.Decl[0].Ident[0])
	}
	if d := len(n.Pipe.Decl); d > 0 {
		item = c.declare(n.Pipe.Decl[d-1].Ident[0])
	}
	body, otherwise := c.list(n.List), c.list(n.ElseList)
	return func(r *execution, dot reflect.Value) {
		value := list(r, dot)
		if value.IsValid() {
			value = indirect(value)
			if value.Kind() != reflect.Slice && value.Kind() != reflect.Array {
				panic(unsupported{})
			}
		}
		if !value.IsValid() || value.Len() == 0 {
			r.perform(otherwise, dot)
			return
		}
		for i := range value.Len() {
			v := value.Index(i)
			if index >= 0 {
				r.variables[r.base+index] = reflect.ValueOf(i)
			}
			if item >= 0 {
				r.variables[r.base+item] = v
			}
			r.perform(body, v)
		}
	}
}

// declare adds a variable to the scope and returns its slot.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	c.slots = max(c.slots, len(c.scope))
	return len(c.scope) - 1
}

// slot returns the slot of the innermost visible variable with the given name.
func (c *compiler) slot(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i] == name {
			return i
		}
	}
	panic(unsupported{})
}
