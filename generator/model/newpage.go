package model

import (
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// NewPage returns the path and text of a new page of kind k, which is a draft that passes all checks.
// Its title is derived from the id. The argument blocks lists the headings of briefings on the site.
// The front matter starts with a comment that names its schema. It contains the given values, such as
// those of "label" or "numbering". Every other key with the tag "new" has the value of the tag, in
// which placeholders such as TITLE are replaced. NewPage returns an error if the id is not valid for
// the kind, or if a given value is invalid.
func (k *Kind) NewPage(id string, today Date, blocks BriefingBlocks, given map[string]string) (file, text string, err error) {
	if file, err = k.newPath(id); err != nil {
		return "", "", err
	}
	name := id[strings.LastIndexByte(id, '/')+1:]
	values, body, err := k.newValues(name, given)
	if err != nil {
		return "", "", err
	}
	title := strings.ReplaceAll(strings.ToUpper(name[:1])+name[1:], "-", " ")
	words := strings.NewReplacer("TITLE", strconv.Quote(title), "AUDIENCE", k.Audience, "TODAY", string(today), "YEAR", string(today[:4]), "BLOCKS", blocks.newBody())
	text = "---\n" + k.schemaComment(file)
	for _, key := range k.keys() {
		value, isSet := values[key.name]
		if !isSet {
			value, isSet = key.tag.Lookup("new")
			value = words.Replace(value)
		}
		if isSet {
			text += strings.Replace(key.name+": "+value+"\n", ": \n", ":\n", 1)
		}
	}
	if text += "---\n"; body != "" {
		text += "\n" + words.Replace(body)
	}
	return file, text, nil
}

// newPath returns the path of a new page with the given id, or an error if the id is not valid.
func (k *Kind) newPath(id string) (string, error) {
	file := k.FilePath(ID(id))
	if file == "" {
		return "", fmt.Errorf("a %s belongs to a review: write its id as review/%s", k.Name, id)
	}
	if err := checkNewID(id, file); err != nil {
		return "", err
	}
	if kind, _ := KindOfPath(file); kind != k {
		return "", fmt.Errorf("%q is not the id of a %s: it belongs to no folder", id, k.Name)
	}
	return file, nil
}

// keys returns the front matter keys of pages of kind k.
func (k *Kind) keys() []structKey { return structKeys(reflect.ValueOf(k.make()).Elem(), nil) }

// schemaComment returns the first line of the front matter of a new page, which names the schema
// for YAML language servers.
func (k *Kind) schemaComment(file string) string {
	return schemaCommentPrefix + strings.Repeat("../", strings.Count(file, "/")) + path.Join(SchemaFolder, schemaFile(k.Name)) + "\n"
}

// schemaCommentPrefix is the start of a YAML comment that names a schema.
const schemaCommentPrefix = "# yaml-language-server: $schema="

// newValues returns the body of a new page, and the values that replace those in the tag "new". The
// argument name is the file name without its extension; for a recommendation, a name that is a number
// is also the label.
func (k *Kind) newValues(name string, given map[string]string) (values map[string]string, body string, err error) {
	values, body = make(map[string]string), k.Body
	keys := k.keys()
	for _, key := range slices.Sorted(maps.Keys(given)) {
		i := slices.IndexFunc(keys, func(known structKey) bool { return known.name == key })
		if i < 0 {
			return nil, "", fmt.Errorf("a %s has no %s: leave out --%[2]s, which is for %s", k.Name, key, kindsWith(key))
		}
		if set := setterFor(keys[i].value); set != nil {
			if problem, hint := set(given[key]); problem != "" {
				return nil, "", fmt.Errorf("--%s: %s: %s", key, problem, hint)
			}
		}
		values[key] = strconv.Quote(given[key])
	}
	if _, isGiven := given["label"]; !isGiven && k.Name == "recommendation" && Label(name).IsNumber() {
		values["label"] = strconv.Quote(name)
	}
	if form, isGiven := given["numbering"]; isGiven {
		values["paragraphs"], values["sections"] = "# how many there are, such as 52 or {1: 4, 2: 37}; may stay empty", "[]"
		body = strings.Replace(body, "1.1 ", Numbering(form).firstTypedLabel(), 1)
	}
	return values, body, nil
}

// firstTypedLabel returns the first paragraph label of a document with numbering n as authors type
// it, followed by a space. It returns "" if such a document has no numbers.
func (n Numbering) firstTypedLabel() string {
	p := Publication{NumberingScheme: NumberingScheme{Numbering: n}}
	switch first := strings.ReplaceAll(strings.TrimSuffix(string(n), "."), "N", "1"); n {
	case labelledByWords, notNumbered:
		return ""
	default:
		return p.TypedLabel(Label(first)) + " "
	}
}

// hasKey reports whether the front matter of a page of kind k may have the given key.
func (k *Kind) hasKey(name string) bool {
	return slices.ContainsFunc(k.keys(), func(key structKey) bool { return key.name == name })
}

// kindsWith returns the names of the page kinds whose front matter may have the given key.
func kindsWith(key string) string {
	var names []string
	for _, k := range Kinds {
		if k.hasKey(key) {
			names = append(names, k.Name)
		}
	}
	return strings.Join(names, ", ")
}

// NewTranslation returns the path and text of a new translation of the page, which is a draft that
// contains the original text for the translator to replace. Dates and approvals are left out, because
// the translation has not been approved.
func (p *Page) NewTranslation(tag string) (file, text string) {
	replaced := []string{"id", "lang", "status", "translates", "reviewed", "review_due", "version", "changes", "approvals", "extended", "withdrawn"}
	front := "---\n" + p.Kind.schemaComment(p.File.Path) + "status: draft\ntranslates: " + strconv.Quote(p.Version) + "\nreviewed:\nreview_due:\nversion: \"1\"\nchanges: []\n"
	skip := false
	for line := range strings.Lines(p.File.Front) {
		if key, _, isKey := strings.Cut(line, ":"); isKey && !strings.ContainsAny(line[:1], " \t-#") {
			skip = slices.Contains(replaced, key)
		}
		if !skip && !strings.HasPrefix(line, schemaCommentPrefix) {
			front += line
		}
	}
	return strings.TrimSuffix(p.File.Path, ".md") + "." + tag + ".md", front + "---\n" + p.File.Text[p.File.Body:]
}
