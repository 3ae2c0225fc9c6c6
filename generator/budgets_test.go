package generator

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"
)

// The budgets keep the program small enough for one reader. Raising one needs a reason in
// the commit.
const (
	fileLines       = 400
	medianFileLines = 130
	functionLines   = 80
	functionLines90 = 25 // the length that 90 % of the functions do not exceed
	packageVars     = 30 // tables, patterns, sentinel errors, embedded files and goldmark's node kinds
	typeMethods     = 25 // including those promoted from embedded types of the program
)

// excesses lists the budgets that the program exceeds today, by the subject of the
// message. TestBudgets fails for an entry that is no longer needed.
var excesses = []string{
	"fields of render",
	"package variables",
}

// budgets collects what the program's files, functions and types measure, and reports
// each excess that is not listed in excesses.
type budgets struct {
	*testing.T
	set       *token.FileSet
	pkg       string // the package being measured, by its short name
	files     []int  // lines of each file
	functions []int  // lines of each function
	vars      int
	used      map[string]bool // entries of excesses that were needed
}

func TestBudgets(t *testing.T) {
	b := &budgets{T: t, used: make(map[string]bool)}
	imported := make(checkedPackages)
	for _, row := range architecture {
		set, files := parsePackage(t, row.pkg)
		b.set, b.pkg = set, shortName(row.pkg)
		for _, f := range files {
			b.file(f)
		}
		b.methods(imported.check(set, path.Join(modulePath, row.pkg), files))
	}
	slices.Sort(b.files)
	slices.Sort(b.functions)
	b.atMost("median file", b.files[len(b.files)/2], medianFileLines, " lines")
	b.atMost("90 % of functions", b.functions[len(b.functions)*9/10], functionLines90, " lines")
	b.atMost("package variables", b.vars, packageVars, "")
	for _, entry := range excesses {
		if !b.used[entry] {
			t.Errorf("the budget of %q is no longer exceeded: remove it from excesses", entry)
		}
	}
}

// atMost reports a measure that is over its budget.
func (b *budgets) atMost(name string, got, budget int, unit string) {
	if got > budget {
		b.over(name, fmt.Sprintf("%d%s, at most %d are allowed", got, unit, budget))
	}
}

// over reports an excess, unless excesses lists its name.
func (b *budgets) over(name, message string) {
	if slices.Contains(excesses, name) {
		b.used[name] = true
		return
	}
	b.Errorf("%s: %s", name, message)
}

// file measures a file and the declarations in it.
func (b *budgets) file(f *ast.File) {
	lines := b.set.File(f.Pos()).LineCount()
	b.files = append(b.files, lines)
	b.atMost(strings.TrimPrefix(b.set.Position(f.Pos()).Filename, "../"), lines, fileLines, " lines")
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			b.function(d)
		case *ast.GenDecl:
			b.general(d)
		}
	}
}

// function measures a function or method. A method of an unexported type needs no
// comment: the interface that it implements documents it.
func (b *budgets) function(d *ast.FuncDecl) {
	name := d.Name.Name
	documented := d.Name.IsExported()
	if d.Recv != nil {
		receiver := types.ExprString(d.Recv.List[0].Type)
		documented = documented && ast.IsExported(strings.TrimLeft(receiver, "*"))
		name = "(" + receiver + ")." + name
	}
	lines := b.set.Position(d.End()).Line - b.set.Position(d.Pos()).Line + 1
	b.functions = append(b.functions, lines)
	b.atMost(b.pkg+"."+name, lines, functionLines, " lines")
	if d.Name.Name == "init" {
		b.over(b.pkg+"."+name, "package initialisation is not used here")
	}
	if documented {
		b.documented(name, d.Name.Name, d.Doc)
	}
}

// general measures a declaration of constants, variables or types.
func (b *budgets) general(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			b.typeSpec(d, s)
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if d.Tok == token.VAR && name.Name != "_" {
					b.vars++
				}
				if name.IsExported() && !written(s.Doc) && !written(s.Comment) {
					b.documented(name.Name, "", d.Doc)
				}
			}
		}
	}
}

// typeSpec requires comments on an exported type and its exported fields or methods.
func (b *budgets) typeSpec(d *ast.GenDecl, s *ast.TypeSpec) {
	if !s.Name.IsExported() {
		return
	}
	doc := s.Doc
	if doc == nil {
		doc = d.Doc
	}
	b.documented(s.Name.Name, s.Name.Name, doc)
	switch x := s.Type.(type) {
	case *ast.StructType:
		b.fields(s.Name.Name, doc, x.Fields)
	case *ast.InterfaceType:
		b.fields(s.Name.Name, doc, x.Methods)
	}
}

// fields requires a comment on each exported field: its own, that of a field on an
// adjacent line above, or one of the type that mentions the field, in the singular or plural.
func (b *budgets) fields(name string, typeDoc *ast.CommentGroup, fields *ast.FieldList) {
	line, covered := 0, false // the last line of the field before, and whether a comment covers it
	for _, field := range fields.List {
		start := b.set.Position(field.Pos()).Line
		covered = written(field.Doc) || written(field.Comment) || covered && start == line+1
		line = b.set.Position(field.End()).Line
		for _, id := range field.Names {
			if id.IsExported() && !covered && !mentions(typeDoc, id.Name) {
				b.over("fields of "+b.pkg, name+"."+id.Name+" has no comment")
			}
		}
	}
}

// mentions reports whether a comment contains a name, in lower or upper case, in the
// singular or plural.
func mentions(doc *ast.CommentGroup, name string) bool {
	singular := func(word string) string { return strings.TrimSuffix(strings.ToLower(word), "s") }
	return slices.ContainsFunc(wordsOf(doc.Text()), func(word string) bool { return singular(word) == singular(name) })
}

// wordsOf splits text into words of ASCII letters and digits.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') })
}

// written reports whether a comment has text.
func written(doc *ast.CommentGroup) bool { return strings.TrimSpace(doc.Text()) != "" }

// documented requires a comment on an exported name. The comment has to name its subject
// in its first words, if subject is not empty.
func (b *budgets) documented(name, subject string, doc *ast.CommentGroup) {
	first := wordsOf(doc.Text())
	if len(first) > 3 {
		first = first[:3]
	}
	switch {
	case !written(doc):
		b.over(b.pkg+"."+name, "no comment")
	case subject != "" && !slices.Contains(first, subject):
		b.over(b.pkg+"."+name, "the comment does not start with the name")
	}
}

// methods measures the method set of each type of a package.
func (b *budgets) methods(pkg *types.Package) {
	for _, name := range pkg.Scope().Names() {
		object, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || object.IsAlias() {
			continue
		}
		set := types.NewMethodSet(object.Type())
		if !types.IsInterface(object.Type()) {
			set = types.NewMethodSet(types.NewPointer(object.Type()))
		}
		b.atMost(b.pkg+"."+name, set.Len(), typeMethods, " methods")
	}
}

// checkedPackages holds the type-checked packages of the program by import path. Outside
// packages are empty in it, so that their methods do not count.
type checkedPackages map[string]*types.Package

// Import implements types.Importer.
func (c checkedPackages) Import(name string) (*types.Package, error) {
	if c[name] == nil {
		_, last, _ := strings.Cut(name, "/")
		c[name] = types.NewPackage(name, last)
		c[name].MarkComplete()
	}
	return c[name], nil
}

// check type-checks a package and keeps it. It ignores errors: every name of an outside
// package is undefined.
func (c checkedPackages) check(set *token.FileSet, name string, files []*ast.File) *types.Package {
	config := types.Config{Importer: c, Error: func(error) {}}
	c[name], _ = config.Check(name, set, files, nil)
	return c[name]
}
