package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"safelearn/generator/diag"
)

// hasKey reports whether a mapping with the given keys and values has a key.
func hasKey(pairs []*ast.MappingValueNode, key string) bool {
	return slices.ContainsFunc(pairs, func(p *ast.MappingValueNode) bool { return p.Key.GetToken().Value == key })
}

// missingDate returns the required key for a date that a mapping lacks, if the value of pair, whose key
// is unknown, is a date: date for "on: 2026-02-01". It returns "" if there is none.
func missingDate(pair *ast.MappingValueNode, keys []structKey, pairs []*ast.MappingValueNode) string {
	var date Date
	if problem, _ := date.set(pair.Value.GetToken().Value); problem != "" {
		return ""
	}
	for _, k := range keys {
		if _, ok := k.value.Interface().(Date); ok && k.tag.Get("required") != "" && !hasKey(pairs, k.name) {
			return k.name
		}
	}
	return ""
}

// reportComma reports pair number at of a mapping between braces, whose key is unknown, if it is the
// rest of a value that contains a comma, as in "{what: More, and then some}". It returns false if it is
// not. It reports a value with several commas once.
func reportComma(d *decoder, n ast.Node, keys []structKey, at int) bool {
	pairs, _ := mappingPairs(n)
	mapping, ok := n.(*ast.MappingNode)
	isRest := func(i int) bool {
		name, known := pairs[i].Key.GetToken().Value, func(k structKey) bool { return k.name == pairs[i].Key.GetToken().Value }
		return (pairs[i].Value.Type() == ast.NullType || strings.Contains(name, " ")) && !slices.ContainsFunc(keys, known)
	}
	if !ok || !mapping.IsFlowStyle || at == 0 || !isRest(at) || isMistypedKey(pairs, keys, at) {
		return false
	}
	if _, isScalar := pairs[at-1].Value.(ast.ScalarNode); !isScalar {
		return false
	}
	if isRest(at-1) && !isMistypedKey(pairs, keys, at-1) {
		return at > 1 // the problem is reported for the first part
	}
	value := pairs[at-1].Value.GetToken().Value
	for i := at; i < len(pairs) && isRest(i); i++ {
		value += ", " + pairs[i].Key.GetToken().Value
		if pairs[i].Value.Type() != ast.NullType {
			value += ": " + pairs[i].Value.GetToken().Value
		}
	}
	d.report(pairs[at].Key, "front-unknown-key", fmt.Sprintf("a comma ends the value of %s, and %q is read as a key", pairs[at-1].Key.GetToken().Value, pairs[at].Key.GetToken().Value),
		"put the value in quotes: "+pairs[at-1].Key.GetToken().Value+": "+strconv.Quote(value))
	return true
}

// isMistypedKey reports whether the key of pair number at of a mapping is almost a key that the mapping
// does not have.
func isMistypedKey(pairs []*ast.MappingValueNode, keys []structKey, at int) bool {
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	near := diag.Nearest(pairs[at].Key.GetToken().Value, names)
	return near != "" && !hasKey(pairs, near)
}
