package model

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/words"
)

// A Schema is a JSON Schema (draft 7) for the front matter of a page kind or for a data file. It is
// generated from the structs into which files are decoded, so it allows every key and value that the
// decoder accepts. It does not cover references to other pages or problems that Lint reports.
type Schema struct {
	Name  string // name of the kind or data file, such as "protocol"
	Files string // pattern of the files, such as "content/protocols/**/*.md"
	Text  string // the schema, as JSON
}

// SchemaFolder is the folder, relative to the site folder, in which new pages expect schemas.
const SchemaFolder = "schemas"

// FileName returns the file name of the schema, such as "protocol.schema.json".
func (s Schema) FileName() string { return schemaFile(s.Name) }

func schemaFile(name string) string { return name + ".schema.json" }

// A schemaNode is a JSON Schema, or an element of one, as a Go value.
type schemaNode map[string]any

// messageKey is the JSON Schema keyword for the message that an editor shows if a text does not
// match a pattern. It is not a standard keyword: VS Code supports it, and other programs ignore it.
const messageKey = "patternErrorMessage"

// Schemas returns the schemas of all page kinds and data files.
func Schemas() []Schema {
	comments := readComments()
	var all []Schema
	for _, k := range Kinds {
		files := "content/" + k.Folder + "/**/*.md"
		if k.Name == "review" {
			files = "content/reviews/*/index*.md"
		}
		all = append(all, Schema{k.Name, files, comments.fileSchema(k.Name, reflect.TypeOf(k.make()).Elem())})
	}
	for _, f := range dataFiles() {
		all = append(all, Schema{f.name, f.path, comments.fileSchema(f.name, reflect.TypeOf(f.content))})
	}
	return all
}

// fileSchema returns the schema of a file that is decoded into a struct of type t, as JSON.
func (c comments) fileSchema(name string, t reflect.Type) string {
	var root schemaNode
	if t == reflect.TypeFor[words.Catalogue]() {
		root = textsSchema()
	} else {
		root = c.objectSchema(t)
	}
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = name
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(err) // impossible, since a node contains only strings, numbers, booleans, lists and nodes
	}
	return text.String()
}

// objectSchema returns the schema of a mapping that is decoded into a struct of type t.
func (c comments) objectSchema(t reflect.Type) schemaNode {
	properties, required := schemaNode{}, []string{}
	c.addKeys(t, properties, &required)
	return schemaNode{"type": []string{"object"}, "description": c[typeName(t)], "additionalProperties": false, "properties": properties, "required": required}
}

// textsSchema returns the schema of a catalogue file.
func textsSchema() schemaNode {
	site, text := new(Site), schemaNode{"type": append(textTypes(), "null"), "pattern": `^$|\S`, messageKey: "write words after the colon"}
	readEnglish(site, nil, nil, new(diag.List))
	properties, forms := schemaNode{}, schemaNode{}
	for _, form := range words.PluralForms() {
		forms[form] = text
	}
	for key := range settingTexts(site) {
		properties[key] = schemaNode{"anyOf": []schemaNode{text}, "description": "the text in content/site.yaml, in this language"}
	}
	for _, key := range site.English.Keys {
		english := site.English.Texts[key]
		property := schemaNode{"anyOf": []schemaNode{text}, "description": "in English: " + strings.Join(english.All(), " / ")}
		if english.Forms != nil {
			property["anyOf"] = []schemaNode{text, {"type": []string{"object"}, "additionalProperties": false, "properties": forms, "required": []string{"other"}}}
		}
		properties[key] = property
	}
	return schemaNode{"type": []string{"object"}, "description": "the words that the program shows on pages, in one language", "additionalProperties": false, "properties": properties, "required": []string{}}
}

// addKeys adds the keys of a struct of type t, including those of embedded structs, to properties,
// and the names of required keys to required.
func (c comments) addKeys(t reflect.Type, properties schemaNode, required *[]string) {
	for field := range t.Fields() {
		switch name := field.Tag.Get("yaml"); name {
		case "", "-":
		case ",inline":
			c.addKeys(field.Type, properties, required)
		default:
			isRequired := field.Tag.Get("required") != ""
			property := c.valueSchema(field.Type, !isRequired)
			property["description"] = c[typeName(t)+"."+field.Name]
			properties[name] = property
			if isRequired {
				*required = append(*required, name)
			}
		}
	}
}

// valueSchema returns the schema of a value that is decoded into type t. If optional is true, the
// schema also allows null, which is how YAML parses a key with nothing after the colon.
func (c comments) valueSchema(t reflect.Type, optional bool) schemaNode {
	var n schemaNode
	switch s := reflect.New(t).Interface().(type) {
	case scalar:
		n = s.schema()
	case enumeration:
		_, all := s.values()
		n = schemaNode{"type": []string{"string"}, "enum": all}
	case *ParagraphCounts:
		count := schemaNode{"type": "integer", "minimum": 0, "maximum": maxNumber}
		n = schemaNode{"type": []string{"object", "integer"}, "minimum": 0, "maximum": maxNumber, "additionalProperties": count}
	default:
		n = c.basicSchema(t)
	}
	switch {
	case !optional && n["pattern"] != nil:
		n["minLength"] = 1 // a blank text counts as missing
	case !optional:
	case n["enum"] != nil:
		n = schemaNode{"anyOf": []schemaNode{n, {"type": "null"}}}
	default:
		n["type"] = append(n["type"].([]string), "null")
	}
	return n
}

// basicSchema returns the schema of a struct, list, text, number or boolean.
func (c comments) basicSchema(t reflect.Type) schemaNode {
	switch t.Kind() {
	case reflect.Struct:
		return c.objectSchema(t)
	case reflect.Slice:
		return schemaNode{"type": []string{"array"}, "items": c.valueSchema(t.Elem(), false)}
	case reflect.Int:
		return schemaNode{"type": []string{"integer", "string"}, "minimum": 1, "maximum": maxNumber, "pattern": "^[0-9]+$", messageKey: "write digits only, such as 20"}
	case reflect.Bool:
		return schemaNode{"type": []string{"boolean", "string"}, "pattern": "^(true|false)$", messageKey: "write true or false"}
	}
	return schemaNode{"type": textTypes(), "pattern": `^$|\S`, messageKey: "write words after the colon"}
}

// textTypes returns the JSON types of a text. YAML reads some texts, such as 4.10 or true, as
// numbers or booleans, but the decoder uses what the author typed.
func textTypes() []string { return []string{"string", "number", "boolean"} }
