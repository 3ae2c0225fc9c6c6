package generator

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator/model"
)

// computedKeys matches keys that the program builds from a prefix and a value, such as the name of a
// kind of page, and which therefore do not occur in full in its source.
var computedKeys = regexp.MustCompile(`^(kind|kinds|count|review_type|noun|nation|document|nature|relation|level|answer|door|title|state|colour|why|gap|shows|closed_as|evidence|addressed|ground|look|uncounted)_`)

// TestNoDuplicateTextKeys checks that the English catalogue of texts has no duplicate keys. If several
// texts had the same key, only the last would be used.
func TestNoDuplicateTextKeys(t *testing.T) {
	data, err := fs.ReadFile(safelearn.Shipped, model.EnglishTexts)
	if err != nil {
		t.Fatal(err)
	}
	given := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^([a-z_]+):`).FindAllStringSubmatch(string(data), -1) {
		if given[m[1]] {
			t.Errorf("%s has the key %s twice", model.EnglishTexts, m[1])
		}
		given[m[1]] = true
	}
	if len(given) == 0 {
		t.Errorf("%s has no keys", model.EnglishTexts)
	}
}

// TestTextsAreUsed checks that the program and its layouts and scripts use every key of the English
// catalogue, and that every key in a Go call that looks up a text is in the catalogue. Keys in layouts
// and scripts are checked when these are loaded.
func TestTextsAreUsed(t *testing.T) {
	site, _ := model.Read(nil, nil)
	used := make(map[string]bool)
	for _, row := range architecture {
		fset, files := parsePackage(t, row.pkg)
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					reportUnknownTextKey(t, fset, site, call)
				}
				if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, _ := strconv.Unquote(literal.Value)
					used[text] = true
				}
				return true
			})
		}
	}
	keyPattern := regexp.MustCompile(`\b(?:t|tn|tb|raw) "([a-z_]+)"|\b[THW]\("([a-z_]+)"\)`)
	for _, folder := range []string{"layouts", "static"} {
		err := fs.WalkDir(safelearn.Shipped, folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(safelearn.Shipped, name)
			for _, m := range keyPattern.FindAllStringSubmatch(string(data), -1) {
				used[m[1]+m[2]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range site.English.Keys {
		if !used[key] && !computedKeys.MatchString(key) {
			t.Errorf("nothing shows the text %s: take it out of %s", key, model.EnglishTexts)
		}
	}
}

// reportUnknownTextKey fails the test if a call of Say or a similar method has, as its first argument,
// a literal key that is not in the English catalogue.
func reportUnknownTextKey(t *testing.T, fset *token.FileSet, site *model.Site, call *ast.CallExpr) {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || !strings.Contains(" Say say Count Own List ", " "+function.Sel.Name+" ") {
		return
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	key, _ := strconv.Unquote(literal.Value)
	if _, known := site.English.Texts[key]; !known && !strings.HasSuffix(key, "_") && !strings.Contains(" site_title banner notice report ", " "+key+" ") {
		t.Errorf("%s: no text has the key %s", fset.Position(call.Pos()), key)
	}
}

// TestComputedKeys checks that the catalogue has a text for every key that the program computes.
func TestComputedKeys(t *testing.T) {
	site, _ := model.Read(nil, nil)
	has := func(prefix, value string) {
		key := prefix + "_" + strings.ReplaceAll(value, "-", "_")
		if _, ok := site.English.Texts[key]; !ok {
			t.Errorf("%s has no text %s", model.EnglishTexts, key)
		}
	}
	for _, k := range model.Kinds {
		has("kind", k.Name)
		has("kinds", k.Name)
	}
	values := func(kind, key string) []string { return schemaValues(t, kind, key) }
	for _, value := range values("statements", "statements.type") {
		has("kind", value)
		has("kinds", value)
		has("count", value)
	}
	for _, value := range values("review", "type") {
		has("review_type", value)
		has("noun", model.ReviewType(value).Noun())
	}
	for _, value := range values("review", "nation") {
		if value != "other" {
			has("nation", value)
		}
	}
	for _, value := range values("review", "documents.kind") {
		has("document", value)
	}
	for _, value := range values("recommendation", "parts.nature") {
		has("nature", value)
	}
	for _, value := range values("recommendation", "level") {
		has("level", value)
	}
	for _, value := range values("recommendation", "responses.answer") {
		has("answer", value)
	}
	for prefix, key := range map[string]string{"state": "updates.state", "closed_as": "updates.closed_as", "evidence": "updates.evidence.kind", "shows": "updates.evidence.shows",
		"addressed": "updates.addressed", "ground": "updates.redacted_for", "look": "updates.check", "colour": "updates.reported_colour"} {
		for _, value := range values("progress", key) {
			has(prefix, value)
		}
	}
	for relation := range model.Relation(14) {
		has("relation", relation.Name())
	}
}

// schemaValues returns the values that the named schema allows for a key. A key such as
// "documents.kind" is the key "kind" of the items in the list "documents".
func schemaValues(t *testing.T, name, key string) []string {
	t.Helper()
	i := slices.IndexFunc(model.Schemas(), func(s model.Schema) bool { return s.Name == name })
	var node any
	if err := json.Unmarshal([]byte(model.Schemas()[i].Text), &node); err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(key, ".") {
		if items, ok := node.(map[string]any)["items"]; ok {
			node = items
		}
		node = node.(map[string]any)["properties"].(map[string]any)[part]
	}
	if options, ok := node.(map[string]any)["anyOf"].([]any); ok {
		node = options[0]
	}
	var values []string
	for _, value := range node.(map[string]any)["enum"].([]any) {
		values = append(values, value.(string))
	}
	if len(values) < 2 {
		t.Fatalf("the schema %s allows %q for %s", name, values, key)
	}
	return values
}
