package model

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"safelearn/generator/diag"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// decodeTexts decodes a catalogue file into a Catalogue. It reports keys that are not in known, unless
// known is nil. As with decode, ok is false if the file cannot be read.
func decodeTexts(file *source.File, into *words.Catalogue, known []string, problems *diag.List) (origin Origin, ok bool) {
	d := decoder{Origin: Origin{File: file}, problems: problems, maxKeys: maxTextKeys}
	body, ok := d.parse()
	if !ok || body == nil {
		return d.Origin, ok
	}
	decodeKeys(&d, body, "", known, func(pair *ast.MappingValueNode, key string) {
		if text, ok := decodeForms(&d, pair.Value, key); ok {
			into.Set(key, text)
		}
	})
	return d.Origin, true
}

// decodeKeys calls decode for each key of a mapping, with the path of the key. It reports keys that
// are not in known, unless known is nil, and keys that occur twice.
func decodeKeys(d *decoder, n ast.Node, path string, known []string, decode func(pair *ast.MappingValueNode, key string)) {
	pairs, ok := mappingPairs(n)
	if !ok {
		d.report(n, "front-type", "keys and values are needed here", "write key: value on a line")
		return
	}
	var seen []string
	for _, pair := range pairs {
		name := pair.Key.GetToken().Value
		switch {
		case slices.Contains(seen, name):
			d.report(pair.Key, "front-duplicate", fmt.Sprintf("the key %q is given twice", name), "keep one of them")
		case known != nil && !slices.Contains(known, name):
			keys := make([]structKey, len(known))
			for i, k := range known {
				keys[i].name = k
			}
			d.reportUnknownKey(pair, path, keys, pairs)
		default:
			seen = append(seen, name)
			decode(pair, path+name)
		}
	}
}

// decodeForms decodes a plain text, or a mapping of plural forms to texts. If there is no text or
// the form "other" is missing, it reports this and returns false.
func decodeForms(d *decoder, n ast.Node, key string) (text words.Text, ok bool) {
	at := startPosition(n)
	d.fields = append(d.fields, field{key: key, line: int32(at.Line), column: int32(at.Column)})
	if _, hasForms := mappingPairs(n); hasForms {
		text.Forms = make(map[string]string)
		decodeKeys(d, n, key+".", words.PluralForms(), func(pair *ast.MappingValueNode, path string) {
			if form, ok := decodeForms(d, pair.Value, path); ok && form.Plain != "" {
				text.Forms[pair.Key.GetToken().Value] = form.Plain
			}
		})
		if text.Forms["other"] == "" {
			d.report(n, "language-plural", fmt.Sprintf("the text of %s has no form other:, which every language needs", key), "write a line other: with the text for all numbers that have no form of their own")
			return text, false
		}
		return text, true
	}
	if n.Type() == ast.NullType {
		d.reportComment(n, key)
		return text, false
	}
	d.decodeScalar(n, key, func(value string) (problem, hint string) {
		text.Plain = value
		return "", ""
	})
	return text, text.Plain != ""
}
