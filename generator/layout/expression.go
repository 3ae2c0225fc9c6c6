package layout

import (
	"reflect"
	"sync/atomic"
	"text/template/parse"
)

// pipeline compiles a pipeline, which may declare or set a variable.
func (c *compiler) pipeline(p *parse.PipeNode) expression {
	if p == nil {
		return func(*execution, reflect.Value) reflect.Value { return reflect.Value{} }
	}
	value := c.commands(p.Cmds)
	if len(p.Decl) == 0 {
		return value
	}
	if len(p.Decl) > 1 {
		panic(unsupported{})
	}
	var slot int
	if name := p.Decl[0].Ident[0]; p.IsAssign {
		slot = c.slot(name)
	} else {
		slot = c.declare(name)
	}
	return func(r *execution, dot reflect.Value) reflect.Value {
		v := value(r, dot)
		r.variables[r.base+slot] = v
		return v
	}
}

// commands compiles the commands of a pipeline. Each command gets the value of the previous one as its
// last argument.
func (c *compiler) commands(cmds []*parse.CommandNode) (value expression) {
	for _, cmd := range cmds {
		inner := c.command(cmd.Args, value)
		value = func(r *execution, dot reflect.Value) reflect.Value {
			v := inner(r, dot)
			if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
				v = v.Elem()
			}
			return v
		}
	}
	return value
}

// command compiles a command with its arguments. If final is not nil, it is an additional last
// argument, which comes from a pipeline.
func (c *compiler) command(args []parse.Node, final expression) expression {
	switch n := args[0].(type) {
	case *parse.FieldNode:
		return c.fields(dotOf, n.Ident, args[1:], final)
	case *parse.ChainNode:
		return c.fields(c.command([]parse.Node{n.Node}, nil), n.Field, args[1:], final)
	case *parse.IdentifierNode:
		return c.function(n.Ident, c.arguments(args[1:], final))
	case *parse.VariableNode:
		slot := c.slot(n.Ident[0])
		variable := func(r *execution, _ reflect.Value) reflect.Value { return r.variables[r.base+slot] }
		if len(n.Ident) > 1 {
			return c.fields(variable, n.Ident[1:], args[1:], final)
		}
		return onlyArgument(variable, args, final)
	case *parse.PipeNode:
		return onlyArgument(c.pipeline(n), args, final)
	case *parse.DotNode:
		return onlyArgument(dotOf, args, final)
	}
	v := constant(args[0])
	return onlyArgument(func(*execution, reflect.Value) reflect.Value { return v }, args, final)
}

func dotOf(_ *execution, dot reflect.Value) reflect.Value { return dot }

// onlyArgument returns value, which is the expression for the first element of args. It panics if there
// are other arguments.
func onlyArgument(value expression, args []parse.Node, final expression) expression {
	if len(args) > 1 || final != nil {
		panic(unsupported{})
	}
	return value
}

// constant returns the value of a literal.
func constant(n parse.Node) reflect.Value {
	switch n := n.(type) {
	case *parse.BoolNode:
		return reflect.ValueOf(n.True)
	case *parse.StringNode:
		return reflect.ValueOf(n.Text)
	case *parse.NumberNode:
		if n.IsInt && n.Text[0] != '\'' {
			return reflect.ValueOf(int(n.Int64))
		}
	}
	panic(unsupported{})
}

// fields compiles a chain of fields, methods and map keys, starting at value. If the last element of
// the chain is a method, the method gets the arguments.
func (c *compiler) fields(value expression, names []string, args []parse.Node, final expression) expression {
	for i, name := range names {
		f := &field{name: name}
		if i == len(names)-1 {
			f.arguments = c.arguments(args, final)
		}
		inner := value
		value = func(r *execution, dot reflect.Value) reflect.Value { return f.valueIn(r, dot, inner(r, dot)) }
	}
	return value
}

// A field is a field, method or map key in a template.
type field struct {
	name      string
	arguments []argument
	last      atomic.Pointer[member] // member for the type of the last value
}

// A member is the field or method with a certain name of a type.
type member struct {
	owner  reflect.Type // type that the member belongs to
	method int          // index of the method, or -1
	index  []int        // index of the field, if it is not a method
}

// valueIn returns the field of value, or the result of its method.
func (f *field) valueIn(r *execution, dot, value reflect.Value) reflect.Value {
	if !value.IsValid() {
		return value
	}
	holder := indirect(value)
	if !holder.IsValid() {
		panic(unsupported{})
	}
	if holder.Kind() == reflect.Map {
		if len(f.arguments) > 0 || holder.NumMethod() > 0 || holder.Type().Key() != reflect.TypeFor[string]() {
			panic(unsupported{})
		}
		return holder.MapIndex(reflect.ValueOf(f.name))
	}
	receiver := holder
	if holder.CanAddr() {
		receiver = holder.Addr()
	}
	m := f.last.Load()
	if m == nil || m.owner != receiver.Type() {
		m = newMember(receiver.Type(), f.name)
		f.last.Store(m)
	}
	switch {
	case m.method >= 0:
		return call(r, dot, receiver.Method(m.method), f.arguments)
	case len(f.arguments) > 0:
		panic(unsupported{})
	}
	return holder.FieldByIndex(m.index)
}

// newMember returns the member of t with the given name. The type t is a struct, a pointer or any type
// with methods.
func newMember(t reflect.Type, name string) *member {
	if m, ok := t.MethodByName(name); ok {
		return &member{t, m.Index, nil}
	}
	holder := t
	if t.Kind() == reflect.Pointer {
		holder = t.Elem()
	}
	if holder.Kind() == reflect.Struct {
		if f, ok := holder.FieldByName(name); ok && f.IsExported() {
			return &member{t, -1, f.Index}
		}
	}
	panic(unsupported{})
}

// indirect follows pointers and interfaces, and returns the value at the end. It returns the zero Value
// if a pointer or interface is nil.
func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

// unwrap returns the value in v if v is an interface, and otherwise v itself.
func unwrap(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// isTrue reports whether v counts as true in an {{if}} action, which means that it is not the empty
// value of its type.
func isTrue(v reflect.Value) bool {
	v = unwrap(v)
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}
