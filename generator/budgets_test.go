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

// Limits that keep the program small enough for one person to read. A commit that raises a limit
// must give a reason.
const (
	maxFileLines       = 400
	maxMedianFileLines = 130
	maxFunctionLines   = 80
	maxFunctionLines90 = 25 // maximum for the shortest 90 % of functions
	maxPackageVars     = 30 // in the whole program
	maxTypeMethods     = 25 // including methods promoted from embedded types of the program
)

// A budgetChecker measures the files, functions and types of the program and reports those that
// exceed a limit.
type budgetChecker struct {
	*testing.T
	fset            *token.FileSet
	pkg             string // short name of the current package
	fileLengths     []int  // in lines
	functionLengths []int  // in lines
	packageVars     int    // number of package variables
}

// TestBudgets checks that no file, function, type or total exceeds its limit, that there are no init
// functions, and that exported names have comments.
func TestBudgets(t *testing.T) {
	b := &budgetChecker{T: t}
	imported := make(checkedPackages)
	for _, row := range architecture {
		fset, files := parsePackage(t, row.pkg)
		b.fset, b.pkg = fset, shortName(row.pkg)
		for _, f := range files {
			b.checkFile(f)
		}
		b.checkMethods(imported.check(fset, path.Join(modulePath, row.pkg), files))
	}
	slices.Sort(b.fileLengths)
	slices.Sort(b.functionLengths)
	b.checkLimit("median file", b.fileLengths[len(b.fileLengths)/2], maxMedianFileLines, " lines")
	b.checkLimit("90 % of functions", b.functionLengths[len(b.functionLengths)*9/10], maxFunctionLines90, " lines")
	b.checkLimit("package variables", b.packageVars, maxPackageVars, "")
}

// checkLimit reports a value that exceeds its limit.
func (b *budgetChecker) checkLimit(name string, got, limit int, unit string) {
	if got > limit {
		b.report(name, fmt.Sprintf("%d%s, at most %d are allowed", got, unit, limit))
	}
}

// report fails the test with a message that starts with name, the name of what was measured: a file,
// function or type, or a total for the whole program.
func (b *budgetChecker) report(name, message string) {
	b.Errorf("%s: %s", name, message)
}

// checkFile measures a file and checks the declarations in it.
func (b *budgetChecker) checkFile(f *ast.File) {
	lines := b.fset.File(f.Pos()).LineCount()
	b.fileLengths = append(b.fileLengths, lines)
	b.checkLimit(strings.TrimPrefix(b.fset.Position(f.Pos()).Filename, "../"), lines, maxFileLines, " lines")
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			b.checkFunction(d)
		case *ast.GenDecl:
			b.checkGenDecl(d)
		}
	}
}

// checkFunction measures a function or method, and requires a doc comment if it is exported. An
// exported method of an unexported type needs none, because it implements an interface.
func (b *budgetChecker) checkFunction(d *ast.FuncDecl) {
	name := d.Name.Name
	needsDoc := d.Name.IsExported()
	if d.Recv != nil {
		receiver := types.ExprString(d.Recv.List[0].Type)
		needsDoc = needsDoc && ast.IsExported(strings.TrimLeft(receiver, "*"))
		name = "(" + receiver + ")." + name
	}
	lines := b.fset.Position(d.End()).Line - b.fset.Position(d.Pos()).Line + 1
	b.functionLengths = append(b.functionLengths, lines)
	b.checkLimit(b.pkg+"."+name, lines, maxFunctionLines, " lines")
	if d.Name.Name == "init" {
		b.report(b.pkg+"."+name, "init functions are not allowed")
	}
	if needsDoc {
		b.checkDoc(name, d.Name.Name, d.Doc)
	}
}

// checkGenDecl counts the package variables in a declaration and requires comments on its
// exported constants, variables and types. A comment on a group covers all names in it.
func (b *budgetChecker) checkGenDecl(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			b.checkTypeSpec(d, s)
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if d.Tok == token.VAR && name.Name != "_" {
					b.packageVars++
				}
				if name.IsExported() && !hasText(s.Doc) && !hasText(s.Comment) {
					b.checkDoc(name.Name, "", d.Doc)
				}
			}
		}
	}
}

// checkTypeSpec requires doc comments on an exported type and its exported fields or methods.
func (b *budgetChecker) checkTypeSpec(d *ast.GenDecl, s *ast.TypeSpec) {
	if !s.Name.IsExported() {
		return
	}
	doc := s.Doc
	if doc == nil {
		doc = d.Doc
	}
	b.checkDoc(s.Name.Name, s.Name.Name, doc)
	switch x := s.Type.(type) {
	case *ast.StructType:
		b.checkFields(s.Name.Name, doc, x.Fields)
	case *ast.InterfaceType:
		b.checkFields(s.Name.Name, doc, x.Methods)
	}
}

// checkFields requires a comment for each exported field: on the field itself, on a field above it
// in the same block of lines, or in the doc comment of the type, which must mention the field.
func (b *budgetChecker) checkFields(name string, typeDoc *ast.CommentGroup, fields *ast.FieldList) {
	line, covered := 0, false // line is the last line of the previous field, and covered whether a comment covers that field
	for _, field := range fields.List {
		start := b.fset.Position(field.Pos()).Line
		covered = hasText(field.Doc) || hasText(field.Comment) || covered && start == line+1
		line = b.fset.Position(field.End()).Line
		for _, id := range field.Names {
			if id.IsExported() && !covered && !mentions(typeDoc, id.Name) {
				b.report("fields of "+b.pkg, name+"."+id.Name+" has no comment")
			}
		}
	}
}

// mentions reports whether doc contains name, ignoring case and a final s.
func mentions(doc *ast.CommentGroup, name string) bool {
	singular := func(word string) string { return strings.TrimSuffix(strings.ToLower(word), "s") }
	return slices.ContainsFunc(splitWords(doc.Text()), func(word string) bool { return singular(word) == singular(name) })
}

// splitWords splits text into words of ASCII letters and digits.
func splitWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') })
}

// hasText reports whether doc contains anything but white space.
func hasText(doc *ast.CommentGroup) bool { return strings.TrimSpace(doc.Text()) != "" }

// checkDoc requires a doc comment. If subject is not empty, it must be among the first three words
// of the comment.
func (b *budgetChecker) checkDoc(name, subject string, doc *ast.CommentGroup) {
	first := splitWords(doc.Text())
	if len(first) > 3 {
		first = first[:3]
	}
	switch {
	case !hasText(doc):
		b.report(b.pkg+"."+name, "no comment")
	case subject != "" && !slices.Contains(first, subject):
		b.report(b.pkg+"."+name, "the comment does not start with the name")
	}
}

// checkMethods checks the number of methods of each package-level type T, which are the methods of
// an interface or the method set of *T.
func (b *budgetChecker) checkMethods(pkg *types.Package) {
	for _, name := range pkg.Scope().Names() {
		object, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || object.IsAlias() {
			continue
		}
		methods := types.NewMethodSet(object.Type())
		if !types.IsInterface(object.Type()) {
			methods = types.NewMethodSet(types.NewPointer(object.Type()))
		}
		b.checkLimit(b.pkg+"."+name, methods.Len(), maxTypeMethods, " methods")
	}
}

// checkedPackages maps import paths to type-checked packages. Packages that do not belong to the
// program are empty, so that methods promoted from their types do not count.
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

// check type-checks a package, stores it in c and returns it. It ignores type errors, because names
// from packages that do not belong to the program are undefined.
func (c checkedPackages) check(fset *token.FileSet, name string, files []*ast.File) *types.Package {
	config := types.Config{Importer: c, Error: func(error) {}}
	c[name], _ = config.Check(name, fset, files, nil)
	return c[name]
}
