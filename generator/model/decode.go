package model

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// A scalar is a value of one word that reads itself: an ID, a Date, a Status. It
// says what is wrong and what to write instead, or nothing.
type scalar interface {
	set(text string) (problem, hint string)
}

// A place says where the value of a front matter field stands.
type place struct {
	field        string // "steps[2].id"
	line, column int32  // in the front matter
	wrong        bool   // the value has a message of its own
}

// A decoder reads one front matter into a struct. It walks the YAML library's tree
// and not its decoder, because that stops at the first problem and forgets where
// each value stood, and an author is owed all problems and all places.
type decoder struct {
	file     *source.File
	problems *diag.List
	places   []place
}

// decode fills the struct that into points at from the front matter of a file.
// What could be read is filled in even where there are problems; ok is false where
// nothing could be, so that nobody misses a key that was there.
func decode(file *source.File, into any, problems *diag.List) (fields []place, ok bool) {
	d := decoder{file: file, problems: problems}
	if d.excess() {
		return nil, false
	}
	tree, err := parser.ParseBytes([]byte(file.Front), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.syntax(err)
		return nil, false
	}
	if len(tree.Docs) > 1 {
		d.report(tree.Docs[1].Body, "front-syntax", "a second document in one front matter", "take the line --- inside it out")
	}
	for _, doc := range tree.Docs[:min(1, len(tree.Docs))] {
		if doc.Body != nil {
			_, ok = pairs(doc.Body)
			d.value(doc.Body, reflect.ValueOf(into).Elem(), "")
			return slices.Clone(d.places), ok // no longer than it is
		}
	}
	return nil, true
}

func (d *decoder) syntax(err error) {
	at, message := d.file.Start(), err.Error()
	var wrong *yaml.SyntaxError
	if errors.As(err, &wrong) {
		message = wrong.Message
		if wrong.Token != nil && wrong.Token.Position != nil {
			at = d.file.FrontPos(wrong.Token.Position.Line, wrong.Token.Position.Column)
		}
	}
	hint := "compare the line, and the one above, with the example of a page: key: value"
	switch {
	case curly(valueOf(d.file.Line(at.Line))):
		message, hint = "curly quotes do not hold a value together", "write straight ones: title: \"Bruising: what to do\""
	case strings.Contains(message, "mapping value is not allowed"):
		message, hint = "a second colon makes the value of this key unreadable", `put the value in quotes: title: "Bruising: what to do"`
	case strings.Contains(message, "\t") || strings.Contains(message, "'\t'"):
		message, hint = "a tab cannot indent here", "use blanks"
	case strings.Contains(message, "reserved character"):
		hint = "put the value in quotes"
	case strings.Contains(message, "is not allowed in this context"):
		message, hint = "this line does not follow from the one above", "look at the line above: a quote may be open, a colon or hyphen missing, or the blanks before a key may differ"
	case strings.Contains(message, "could not find end"):
		message, hint = "the quote that opens here is never closed", "write the same quote at the end of the value"
	case strings.Contains(message, "end token"):
		message, hint = "the bracket that opens here is never closed", "write ] or } at its end, or put the value in quotes"
	}
	d.problems.Error(at, "front-syntax", message, hint)
}

func (d *decoder) pos(n ast.Node) diag.Pos {
	at := start(n)
	if at == nil {
		return d.file.Start()
	}
	return d.file.FrontPos(at.Line, at.Column)
}

// start is where a node starts. The library gives a block of keys the place of its
// first colon.
func start(n ast.Node) *token.Position {
	if values, ok := pairs(n); ok && len(values) > 0 && n.GetToken().Value == ":" {
		n = values[0].Key
	}
	if n == nil || n.GetToken() == nil {
		return nil
	}
	return n.GetToken().Position
}

func (d *decoder) report(n ast.Node, rule, message, hint string) {
	d.problems.Error(d.pos(n), rule, message, hint)
}

// refuse reports the value of the field that was entered last.
func (d *decoder) refuse(n ast.Node, rule, message, hint string) {
	if len(d.places) > 0 {
		d.places[len(d.places)-1].wrong = true
	}
	d.report(n, rule, message, hint)
}

// value decodes one node. The field is its path, for places and messages.
func (d *decoder) value(n ast.Node, to reflect.Value, field string) {
	if field != "" {
		at := start(n)
		d.places = append(d.places, place{field: field, line: int32(at.Line), column: int32(at.Column)})
	}
	switch n.(type) {
	case *ast.NullNode:
		return
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.refuse(n, "front-syntax", "the signs & * ! and << mean something else in YAML", "put the value in quotes")
		return
	}
	if s, ok := to.Addr().Interface().(scalar); ok {
		d.scalar(n, field, func(text string) (string, string) { return s.set(text) })
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		d.mapping(n, to, field)
	case reflect.Map:
		d.counts(n, to, field)
	case reflect.Slice:
		d.list(n, to, field)
	case reflect.String:
		d.scalar(n, field, func(text string) (string, string) { to.SetString(text); return "", "" })
	case reflect.Int:
		d.scalar(n, field, func(text string) (string, string) {
			i, err := strconv.Atoi(text)
			to.SetInt(int64(i))
			return isNot(err != nil, text, "a whole number"), "write digits only"
		})
	case reflect.Bool:
		d.scalar(n, field, func(text string) (string, string) {
			to.SetBool(text == "true")
			return isNot(text != "true" && text != "false", text, "true or false"), "write true or false"
		})
	default:
		panic("model: no way to decode a " + to.Type().String())
	}
}

func isNot(wrong bool, text, what string) string {
	if !wrong {
		return ""
	}
	return fmt.Sprintf("%q is not %s", text, what)
}

// scalar hands the text of a one-word value to set, as the author typed it: 4.10
// stays 4.10.
func (d *decoder) scalar(n ast.Node, field string, set func(string) (string, string)) {
	var text string
	switch n := n.(type) {
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = strings.TrimRight(n.Value.Value, "\n")
	case *ast.MappingNode, *ast.MappingValueNode:
		d.refuse(n, "front-type", fmt.Sprintf("%s wants one value, not keys and values", last(field)), "if the value holds a colon, put it in quotes")
		return
	case *ast.SequenceNode:
		hint := "write the value after the colon"
		if len(n.Values) == 1 && n.Values[0].Type() == ast.SequenceType {
			hint = fmt.Sprintf("in front matter an id stands bare: %s: %s", last(field), strings.Trim(n.Values[0].String(), "[]\n "))
		}
		d.refuse(n, "front-type", fmt.Sprintf("%s wants one value, not a list", last(field)), hint)
		return
	default:
		text = n.GetToken().Value
	}
	if quoted := n.GetToken().Type; bent(text) && quoted != token.DoubleQuoteType && quoted != token.SingleQuoteType {
		d.refuse(n, "front-quotes", fmt.Sprintf("curly quotes around the value of %s would be shown as part of it", last(field)),
			"write straight ones, \" or ', or none; where the words are a quotation put straight ones around the curly ones")
		return
	}
	if i := strings.Index(text, "[["); i >= 0 {
		d.refuse(n, "front-brackets", "double brackets have no meaning in front matter", "write the words as plain text, or the bare id where an id is wanted")
		return
	}
	if problem, hint := set(text); problem != "" {
		d.refuse(n, "front-value", last(field)+": "+problem, hint)
	}
}

// curly reports whether a value starts with a quotation mark that a word processor
// has bent.
func curly(value string) bool {
	r, _ := utf8.DecodeRuneInString(value)
	return strings.ContainsRune("“”„‘’‚", r)
}

// bent reports whether such marks stand around a value and nowhere in it.
func bent(value string) bool {
	if !strings.HasPrefix(value, "“") && !strings.HasPrefix(value, "‘") {
		return false
	}
	inner, opened := strings.CutPrefix(strings.NewReplacer("‘", "“", "’", "”").Replace(value), "“")
	inner, closed := strings.CutSuffix(inner, "”")
	return opened && closed && !strings.ContainsAny(inner, "“”")
}

// valueOf gives what stands on a line after its key, or after the hyphen of a list.
func valueOf(line string) string {
	line = strings.TrimLeft(line, " -")
	if _, value, found := strings.Cut(line, ": "); found && !curly(line) {
		line = value
	}
	return strings.TrimLeft(line, " [")
}

// last is the key that a message names: "id" of "steps[2].id", "sources" of
// "sources[0]".
func last(field string) string {
	field = field[strings.LastIndexByte(field, '.')+1:]
	field, _, _ = strings.Cut(field, "[")
	return field
}

func (d *decoder) list(n ast.Node, to reflect.Value, field string) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		d.refuse(n, "front-type", fmt.Sprintf("%s wants a list", last(field)), fmt.Sprintf("write it with a hyphen before each item, or as %s: [one, two]", last(field)))
		return
	}
	slice := reflect.MakeSlice(to.Type(), len(list.Values), len(list.Values))
	for i, item := range list.Values {
		name := field + "[" + strconv.Itoa(i) + "]"
		if inner, nested := item.(*ast.SequenceNode); nested {
			hint := "write one list only"
			if len(inner.Values) == 1 {
				hint = "in front matter an id stands bare: " + strings.Trim(inner.Values[0].String(), "[]\n ")
			}
			d.report(item, "front-type", fmt.Sprintf("a list within the list %s", last(field)), hint)
			continue
		}
		d.value(item, slice.Index(i), name)
	}
	to.Set(slice)
}

// counts reads a map of whole numbers, such as {1: 4, 2: 2}.
func (d *decoder) counts(n ast.Node, to reflect.Value, field string) {
	values, ok := pairs(n)
	if !ok {
		d.refuse(n, "front-type", fmt.Sprintf("%s wants pairs of numbers", last(field)), "write section and count: {1: 4, 2: 2}")
		return
	}
	counts := reflect.MakeMap(to.Type())
	for _, pair := range values {
		key, err1 := strconv.Atoi(pair.Key.GetToken().Value)
		count, err2 := strconv.Atoi(pair.Value.GetToken().Value)
		if err1 != nil || err2 != nil || key < 1 || key > 999 || count < 0 || count > 999 {
			d.report(pair.Key, "front-value", "not a pair of whole numbers", "write section and count: {1: 4, 2: 2}")
			continue
		}
		if counts.MapIndex(reflect.ValueOf(key)).IsValid() {
			d.report(pair.Key, "front-duplicate", fmt.Sprintf("section %d stands twice", key), "keep one of them")
		}
		counts.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(count))
	}
	to.Set(counts)
}

func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func (d *decoder) mapping(n ast.Node, to reflect.Value, field string) {
	values, ok := pairs(n)
	if !ok {
		d.refuse(n, "front-type", "keys and values are wanted here", "write key: value on a line of its own")
		return
	}
	seen := make(map[string]bool, len(values))
	for _, pair := range values {
		key := pair.Key.GetToken().Value
		target, known := fieldOf(to, key)
		if !known {
			d.unknown(pair.Key, key, to.Type())
			continue
		}
		if seen[key] {
			d.report(pair.Key, "front-duplicate", fmt.Sprintf("the key %q stands twice", key), "keep one of them")
			continue
		}
		seen[key] = true
		name := key
		if field != "" {
			name = field + "." + key
		}
		d.value(pair.Value, target, name)
	}
}

func (d *decoder) unknown(key ast.Node, name string, of reflect.Type) {
	names := fieldNames(of, nil)
	hint := "the keys here are " + strings.Join(names, ", ")
	if near := diag.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	d.report(key, "front-unknown-key", fmt.Sprintf("unknown key %q", name), hint)
}

// fieldOf finds the field of a struct, or of a struct embedded in it, by its key.
func fieldOf(in reflect.Value, key string) (reflect.Value, bool) {
	for i := range in.NumField() {
		switch tag := in.Type().Field(i).Tag.Get("yaml"); tag {
		case key:
			if key != "" && key != "-" {
				return in.Field(i), true
			}
		case ",inline":
			if f, ok := fieldOf(in.Field(i), key); ok {
				return f, true
			}
		}
	}
	return reflect.Value{}, false
}

func fieldNames(of reflect.Type, names []string) []string {
	for i := range of.NumField() {
		switch tag := of.Field(i).Tag.Get("yaml"); tag {
		case "", "-":
		case ",inline":
			names = fieldNames(of.Field(i).Type, names)
		default:
			names = append(names, tag)
		}
	}
	return names
}
