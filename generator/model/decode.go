package model

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// field is a key in a file, with the position of its value.
type field struct {
	key          string // "steps[2].id"
	line, column int32  // position of the value in the front matter
	reported     bool   // whether a problem with the value has been reported
}

// A decoder decodes a YAML file. It walks the syntax tree of the YAML library instead of using the
// library's own decoder, which stops at the first problem and does not return the positions of values.
type decoder struct {
	Origin
	problems     *diag.List
	maxKeys      int    // replaces maxFrontKeys if it is not 0
	relation     string // value of the tag "ref" of the current key, or ""
	allowsFuture bool   // whether the current key has the tag "future"
	item         string // list item that contains the current key, such as "steps[2]", or ""
}

// decode decodes a data file or the front matter of a page into a struct. It reports all
// problems and sets every field with a valid value. If the file is unreadable, exceeds a limit
// or is not a YAML mapping, ok is false, and the caller should not report missing keys.
func decode(file *source.File, into any, problems *diag.List) (origin Origin, ok bool) {
	d := decoder{Origin: Origin{File: file}, problems: problems}
	body, ok := d.parse()
	if !ok {
		return d.Origin, false
	}
	to := reflect.ValueOf(into).Elem()
	if body == nil {
		d.requireKeys(structKeys(to, nil), "")
		return d.Origin, true
	}
	_, ok = mappingPairs(body)
	d.decodeValue(body, to, "")
	d.fields = slices.Clone(d.fields) // remove spare capacity, since pages keep the fields
	return d.Origin, ok
}

// parse parses the front matter or the data file and returns the root node, which is nil if there are
// no keys. If the text cannot be parsed, it reports why, and ok is false.
func (d *decoder) parse() (body ast.Node, ok bool) {
	if d.File.Unreadable || d.exceedsLimits() {
		return nil, false
	}
	tree, err := parser.ParseBytes([]byte(d.File.Front), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.reportSyntaxError(err)
		return nil, false
	}
	if len(tree.Docs) > 1 {
		d.report(tree.Docs[1].Body, "front-syntax", "the front matter has a line --- in it", "delete that line")
	}
	if len(tree.Docs) == 0 {
		return nil, true
	}
	return tree.Docs[0].Body, true
}

// startPosition returns the start position of a node, or nil if it is not known. For a mapping, it
// returns the position of the first key, whereas the YAML library returns that of the first colon.
func startPosition(n ast.Node) *token.Position {
	if pairs, ok := mappingPairs(n); ok && len(pairs) > 0 && n.GetToken().Value == ":" {
		n = pairs[0].Key
	}
	if n == nil || n.GetToken() == nil {
		return nil
	}
	return n.GetToken().Position
}

// report adds an error at the start of n, or at the start of the file if the position of n is not
// known.
func (d *decoder) report(n ast.Node, rule, message, hint string) {
	at := d.File.Start()
	if p := startPosition(n); p != nil {
		at = d.File.FrontPos(p.Line, p.Column)
	}
	d.problems.Error(at, rule, message, hint)
}

// reportValue reports a problem with the value of the most recently added field, and marks the field
// as reported.
func (d *decoder) reportValue(n ast.Node, rule, message, hint string) {
	if len(d.fields) > 0 {
		d.fields[len(d.fields)-1].reported, d.faulty = true, true
	}
	d.report(n, rule, message, hint)
}

// decodeValue decodes a node into a Go value. The key is a path such as "steps[2].id".
func (d *decoder) decodeValue(n ast.Node, to reflect.Value, key string) {
	if key != "" {
		at := startPosition(n)
		d.fields = append(d.fields, field{key: key, line: int32(at.Line), column: int32(at.Column)})
	}
	switch n.(type) {
	case *ast.NullNode:
		if to.Kind() == reflect.String && key != "" {
			d.reportComment(n, key)
		}
		if key != "" && to.Kind() == reflect.Struct { // an empty list item
			d.requireKeys(structKeys(to, nil), key+".")
		}
		return
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.reportValue(n, "front-syntax", "the characters & * ! and << have a special meaning here", "put the value in quotes")
		return
	}
	if set := setterFor(to); set != nil {
		d.decodeScalar(n, key, set)
		if date := dateOf(to); date != "" && !d.allowsFuture {
			last := d.fields[len(d.fields)-1]
			d.past = append(d.past, PastDate{key, date, d.File.FrontPos(int(last.line), int(last.column))})
		}
		if d.relation != "" && !to.IsZero() {
			id := ID(to.String())
			if label, ok := to.Interface().(Label); ok {
				id = ID(label.Slug())
			}
			d.refs = append(d.refs, Ref{Target: id, Relation: relationByName(d.relation), Pos: d.FieldPos(key), item: d.item})
		}
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		d.decodeMapping(n, to, key)
	case reflect.Slice:
		d.decodeList(n, to, key)
	case reflect.Map:
		d.decodeCounts(n, to.Addr().Interface().(*ParagraphCounts), key)
	case reflect.String:
		d.reportComment(n, key)
		fallthrough
	default:
		d.decodeScalar(n, key, func(text string) (problem, hint string) { return setBasicValue(to, text) })
	}
}

// setBasicValue parses text and sets a string, bool or int. It returns a problem and a hint if
// text is not a valid value.
func setBasicValue(to reflect.Value, text string) (problem, hint string) {
	switch to.Kind() {
	case reflect.String:
		to.SetString(text)
	case reflect.Bool:
		if text != "true" && text != "false" {
			return fmt.Sprintf("%q is not true or false", text), "write true or false"
		}
		to.SetBool(text == "true")
	case reflect.Int:
		i, err := strconv.Atoi(text)
		if err != nil || i < 1 || i > maxNumber {
			return fmt.Sprintf("%q is not a whole number from 1 to %d", text, maxNumber), "write digits only, such as 20"
		}
		to.SetInt(int64(i))
	default:
		panic("model: cannot decode a " + to.Type().String())
	}
	return "", ""
}

// decodeScalar passes the text of a scalar to set exactly as the author typed it, so that 4.10 does
// not become 4.1.
func (d *decoder) decodeScalar(n ast.Node, key string, set func(string) (string, string)) {
	text := n.GetToken().Value
	switch n := n.(type) {
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = strings.TrimRight(n.Value.Value, "\n")
	case *ast.MappingNode, *ast.MappingValueNode:
		d.reportValue(n, "front-type", fmt.Sprintf("%s needs one value, not keys and values", lastKey(key)), "if the value contains a colon, put it in quotes")
		return
	case *ast.SequenceNode:
		hint := "write the value after the colon"
		if len(n.Values) == 1 && n.Values[0].Type() == ast.SequenceType {
			hint = fmt.Sprintf("write an id without brackets here: %s: %s", lastKey(key), trimBrackets(n))
		}
		d.reportValue(n, "front-type", fmt.Sprintf("%s needs one value, not a list", lastKey(key)), hint)
		return
	}
	if quote := n.GetToken().Type; isCurlyQuoted(text) && quote != token.DoubleQuoteType && quote != token.SingleQuoteType {
		d.reportValue(n, "front-quotes", fmt.Sprintf("curly quotes around the value of %s would be shown as part of it", lastKey(key)),
			"use straight quotes, \" or ', or none; for a quotation, put straight quotes around the curly ones")
		return
	}
	if hidden := hiddenEscape(n, text); hidden != "" {
		d.reportValue(n, "source-hidden-character", fmt.Sprintf("an escape in %s stands for %s", lastKey(key), hidden), "type the value again without it")
		return
	}
	if text != "" && source.IsBlank(text) {
		d.reportBlank(n, key)
		return
	}
	text = strings.TrimSpace(text)
	if d.reportMarkup(n, key, text) {
		return
	}
	if problem, hint := set(text); problem != "" {
		d.reportValue(n, "front-value", lastKey(key)+": "+problem, hint)
	}
}

// hiddenEscape describes the first invisible character in text that is written as a YAML escape in n,
// or returns "" if there is none. Package source reports invisible characters that are in the file
// itself.
func hiddenEscape(n ast.Node, text string) string {
	if n.GetToken().Type != token.DoubleQuoteType || !strings.Contains(n.GetToken().Origin, `\`) {
		return ""
	}
	return source.HiddenCharacter(text)
}

// reportBlank reports a text without visible characters. The key is that of a value, such as "title",
// or of a list item, such as "sources[0]".
func (d *decoder) reportBlank(n ast.Node, key string) {
	what, hint := lastKey(key), "write words after the colon"
	if strings.HasSuffix(key, "]") {
		what, hint = "an item of "+what, "write words there, or take the item out"
	}
	d.reportValue(n, "front-blank", what+" has no words", hint)
}

// trimBrackets returns the source of n without the brackets and spaces around it.
func trimBrackets(n ast.Node) string { return strings.Trim(n.String(), "[]\n ") }

// lastKey returns the last key of a path, for use in messages: "id" for "steps[2].id", and
// "sources" for "sources[0]".
func lastKey(key string) string {
	key, _, _ = strings.Cut(key[strings.LastIndexByte(key, '.')+1:], "[")
	return key
}

func (d *decoder) decodeList(n ast.Node, to reflect.Value, key string) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		d.reportValue(n, "front-type", fmt.Sprintf("%s needs a list", lastKey(key)), fmt.Sprintf("write each item on a line with a hyphen, or write %s: [one, two]", lastKey(key)))
		return
	}
	d.reportListComment(list, key)
	slice := reflect.MakeSlice(to.Type(), len(list.Values), len(list.Values))
	for i, item := range list.Values {
		if inner, nested := item.(*ast.SequenceNode); nested {
			hint := "write one list only"
			if len(inner.Values) == 1 {
				hint = "write an id without brackets here: " + trimBrackets(inner)
			}
			d.report(item, "front-type", fmt.Sprintf("a list within the list %s", lastKey(key)), hint)
			continue
		}
		element, itemKey := slice.Index(i), key+"["+strconv.Itoa(i)+"]"
		d.decodeValue(item, element, itemKey)
		if element.Kind() == reflect.String && element.IsZero() && !d.IsReported(itemKey) {
			d.reportBlank(item, itemKey)
		}
	}
	to.Set(slice)
}

// mappingPairs returns the keys and values of a mapping node. For any other node, ok is
// false.
func mappingPairs(n ast.Node) (pairs []*ast.MappingValueNode, ok bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func (d *decoder) decodeMapping(n ast.Node, to reflect.Value, path string) {
	pairs, ok := mappingPairs(n)
	if !ok {
		d.reportValue(n, "front-type", "keys and values are needed here", "write key: value on a line")
		return
	}
	if path != "" {
		path += "."
	}
	keys := structKeys(to, nil)
	for at, pair := range pairs {
		name := pair.Key.GetToken().Value
		i := slices.IndexFunc(keys, func(k structKey) bool { return k.name == name })
		switch {
		case i < 0 && reportComma(d, n, keys, at):
		case i < 0:
			d.reportUnknownKey(pair, path, keys, pairs)
		case keys[i].node != nil:
			d.report(pair.Key, "front-duplicate", fmt.Sprintf("the key %q is given twice", name), duplicateHint(pair))
		default:
			keys[i].node = pair.Value
		}
	}
	for _, k := range keys {
		if k.node != nil {
			d.relation, d.item, d.allowsFuture = k.tag.Get("ref"), strings.TrimSuffix(path, "."), k.tag.Get("future") != ""
			d.decodeValue(k.node, k.value, path+k.name)
		}
	}
	d.requireKeys(keys, path)
}

// requireKeys reports required keys without a value.
func (d *decoder) requireKeys(keys []structKey, path string) {
	for _, k := range keys {
		if k.value.IsZero() && k.tag.Get("required") != "" {
			d.require(d.problems, path+k.name, "")
		}
	}
}

// duplicateHint returns a hint about a key that is given twice, the second time with its value in pair.
// The values of two lists belong together, so that none of them may be dropped.
func duplicateHint(pair *ast.MappingValueNode) string {
	if _, ok := pair.Value.(*ast.SequenceNode); ok {
		return fmt.Sprintf("move its entries to the end of those under the first %s: and delete this line", pair.Key.GetToken().Value)
	}
	return "keep one of them"
}

// maxKeysInHint is the maximum number of keys that a hint lists. Only message catalogues have more.
const maxKeysInHint = 100

// reportUnknownKey reports the key of pair, which is not among keys. The path of the mapping
// ends with a full stop, and pairs contains its keys and values. If n looks like a misspelling of a
// key that is not in pairs, that key is marked as reported, so that it is not also reported as
// missing.
func (d *decoder) reportUnknownKey(pair *ast.MappingValueNode, path string, keys []structKey, pairs []*ast.MappingValueNode) {
	n := ast.Node(pair.Key)
	name, names := n.GetToken().Value, make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	hint := "the keys here are " + strings.Join(names, ", ")
	if len(names) > maxKeysInHint {
		hint = "the keys are those in " + EnglishTexts
	}
	if near := cmp.Or(missingDate(pair, keys, pairs), diag.Nearest(name, names)); near != "" {
		hint = "did you mean " + near + "?"
		if hasKey(pairs, near) {
			hint = fmt.Sprintf("%s is there already: keep one of the two, as %[1]s", near)
		} else if at := startPosition(n); at != nil {
			d.fields, d.faulty = append(d.fields, field{key: path + near, line: int32(at.Line), column: int32(at.Column), reported: true}), true
		}
	}
	d.report(n, "front-unknown-key", fmt.Sprintf("unknown key %q", name), hint)
}

// structKey is a YAML key that corresponds to a field of a struct.
type structKey struct {
	name  string
	value reflect.Value
	tag   reflect.StructTag
	node  ast.Node // value in the file, or nil
}

// structKeys appends the YAML keys of a struct, including those of embedded structs, to keys and
// returns the extended slice.
func structKeys(in reflect.Value, keys []structKey) []structKey {
	keys = slices.Grow(keys, in.NumField())
	for field, value := range in.Fields() {
		switch name := field.Tag.Get("yaml"); name {
		case "", "-":
		case ",inline":
			keys = structKeys(value, keys)
		default:
			keys = append(keys, structKey{name: name, value: value, tag: field.Tag})
		}
	}
	return keys
}
