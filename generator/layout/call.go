package layout

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// An argument is an argument of a function or method call in a template.
type argument struct {
	value   expression
	literal bool // whether it is a literal, which takes on the type of the parameter
}

// arguments compiles the arguments of a call. If final is not nil, it is the last argument, which comes
// from a pipeline.
func (c *compiler) arguments(nodes []parse.Node, final expression) (list []argument) {
	for _, n := range nodes {
		_, isString := n.(*parse.StringNode)
		_, isNumber := n.(*parse.NumberNode)
		list = append(list, argument{c.command([]parse.Node{n}, nil), isString || isNumber})
	}
	if final != nil {
		list = append(list, argument{final, false})
	}
	return list
}

// function compiles a call to the named function.
func (c *compiler) function(name string, args []argument) expression {
	if f, ok := c.funcs[name]; ok {
		function := reflect.ValueOf(f)
		return func(r *execution, dot reflect.Value) reflect.Value { return call(r, dot, function, args) }
	}
	if isOr := name == "or"; isOr || name == "and" {
		return func(r *execution, dot reflect.Value) (v reflect.Value) {
			for _, a := range args {
				if v = a.value(r, dot); isTrue(v) == isOr {
					return v
				}
			}
			return v
		}
	}
	builtin := map[string]func(v []reflect.Value) any{
		"not": func(v []reflect.Value) any { return !isTrue(v[0]) }, "eq": func(v []reflect.Value) any { return equal(v[0], v[1:]...) },
		"ne": func(v []reflect.Value) any { return !equal(v[0], v[1]) }, "gt": func(v []reflect.Value) any { return intValue(v[0]) > intValue(v[1]) },
		"lt": func(v []reflect.Value) any { return intValue(v[0]) < intValue(v[1]) }, "len": func(v []reflect.Value) any { return indirect(v[0]).Len() },
		"index": func(v []reflect.Value) any { return indirect(v[0]).Index(int(intValue(v[1]))) }, "print": func(v []reflect.Value) any { return formatValues(v) },
	}[name]
	if wanted := map[string]int{"not": 1, "len": 1, "ne": 2, "gt": 2, "lt": 2, "index": 2}[name]; builtin == nil || wanted > 0 && len(args) != wanted || name == "eq" && len(args) < 2 {
		panic(unsupported{})
	}
	return func(r *execution, dot reflect.Value) reflect.Value {
		start := len(r.arguments)
		for _, a := range args {
			v := a.value(r, dot)
			r.arguments = append(r.arguments, unwrap(v))
		}
		result := builtin(r.arguments[start:])
		r.arguments = r.arguments[:start]
		if v, ok := result.(reflect.Value); ok {
			return v
		}
		return reflect.ValueOf(result)
	}
}

// equal reports whether v equals any of others. All values must be strings, booleans or integers.
func equal(v reflect.Value, others ...reflect.Value) bool {
	for _, other := range others {
		switch {
		case v.Kind() == reflect.String && other.Kind() == reflect.String:
			if v.String() == other.String() {
				return true
			}
		case v.Kind() == reflect.Bool && other.Kind() == reflect.Bool:
			if v.Bool() == other.Bool() {
				return true
			}
		default:
			if intValue(v) == intValue(other) {
				return true
			}
		}
	}
	return false
}

// intValue returns the value of v, which must be an integer.
func intValue(v reflect.Value) int64 {
	if !v.CanInt() {
		panic(unsupported{})
	}
	return v.Int()
}

// formatValues returns values as text, in the format of fmt.Sprint.
func formatValues(values []reflect.Value) string {
	list := make([]any, len(values))
	for i, v := range values {
		if v.IsValid() {
			list[i] = v.Interface()
		}
	}
	return fmt.Sprint(list...)
}

// call calls a function or method with args.
func call(r *execution, dot, function reflect.Value, args []argument) reflect.Value {
	t := function.Type()
	fixed := t.NumIn()
	if t.IsVariadic() {
		fixed--
	}
	if len(args) < fixed || len(args) > fixed && !t.IsVariadic() {
		panic(unsupported{})
	}
	start := len(r.arguments)
	for i, a := range args {
		var parameter reflect.Type
		if i < fixed {
			parameter = t.In(i)
		} else {
			parameter = t.In(fixed).Elem()
		}
		v := assignable(a.value(r, dot), parameter, a.literal)
		r.arguments = append(r.arguments, v)
	}
	results := function.Call(r.arguments[start:])
	r.arguments = r.arguments[:start]
	if len(results) == 2 && !results[1].IsNil() {
		panic(unsupported{})
	}
	return results[0]
}

// assignable converts v to a value that can be assigned to a parameter of type t. The argument literal
// states whether v is a literal.
func assignable(v reflect.Value, t reflect.Type, literal bool) reflect.Value {
	if !v.IsValid() && t.Kind() == reflect.Interface {
		return reflect.Zero(t)
	}
	if !v.IsValid() {
		panic(unsupported{})
	}
	from := v.Type()
	if from == t || from.AssignableTo(t) {
		return v
	}
	if literal && from.Kind() == t.Kind() {
		return v.Convert(t)
	}
	if v = unwrap(v); v.IsValid() {
		switch from = v.Type(); {
		case from.AssignableTo(t):
			return v
		case v.Kind() == reflect.Pointer && !v.IsNil() && from.Elem().AssignableTo(t):
			return v.Elem()
		case v.CanAddr() && reflect.PointerTo(from).AssignableTo(t):
			return v.Addr()
		}
	}
	panic(unsupported{})
}
