package generator

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// The budgets of a house that a reader can hold in the head. A number here goes up
// with a reason in the commit, or not at all.
const (
	fileLines     = 400
	medianLines   = 130
	functionLines = 80
	mostFunctions = 35 // nine in ten are at most this long
	variables     = 46 // of packages: tables, patterns, sentinels, embedded files, and the node kinds that goldmark asks for; none is ever assigned
)

func TestBudgets(t *testing.T) {
	var lengths, functions []int
	count := 0
	for _, row := range house {
		set, list := files(t, row.room)
		for _, f := range list {
			lines := set.File(f.Pos()).LineCount()
			lengths = append(lengths, lines)
			if lines > fileLines {
				t.Errorf("%s has %d lines, at most %d are allowed", set.Position(f.Pos()).Filename, lines, fileLines)
			}
			for _, decl := range f.Decls {
				switch d := decl.(type) {
				case *ast.FuncDecl:
					functions = append(functions, length(t, set, d))
					if d.Recv == nil || receiver(d).IsExported() {
						documented(t, set, d.Name, d.Doc)
					}
				case *ast.GenDecl:
					count += general(t, set, d)
				}
			}
		}
	}
	slices.Sort(lengths)
	slices.Sort(functions)
	if median := lengths[len(lengths)/2]; median > medianLines {
		t.Errorf("the median file has %d lines, at most %d are allowed", median, medianLines)
	}
	if most := functions[len(functions)*9/10]; most > mostFunctions {
		t.Errorf("one function in ten is longer than %d lines, at most %d are allowed", most, mostFunctions)
	}
	if count > variables {
		t.Errorf("%d package variables, at most %d are allowed", count, variables)
	}
}

func length(t *testing.T, set *token.FileSet, d *ast.FuncDecl) int {
	at, end := set.Position(d.Pos()), set.Position(d.End())
	lines := end.Line - at.Line + 1
	if lines > functionLines {
		t.Errorf("%s: %s has %d lines, at most %d are allowed", at, d.Name, lines, functionLines)
	}
	if d.Name.Name == "init" {
		t.Errorf("%s: init is not used here", at)
	}
	return lines
}

// receiver is the type that a method belongs to. Methods of unexported types are
// called through interfaces, which document them.
func receiver(d *ast.FuncDecl) *ast.Ident {
	expr := d.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	name, ok := expr.(*ast.Ident)
	if !ok {
		return ast.NewIdent("Generic")
	}
	return name
}

// general judges a declaration of types, constants or variables and counts the
// variables in it.
func general(t *testing.T, set *token.FileSet, d *ast.GenDecl) int {
	count := 0
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			doc := s.Doc
			if doc == nil {
				doc = d.Doc
			}
			documented(t, set, s.Name, doc)
		case *ast.ValueSpec:
			if d.Tok == token.VAR && s.Names[0].Name != "_" {
				count += len(s.Names)
			}
			for _, name := range s.Names {
				if s.Doc == nil && s.Comment == nil {
					documented(t, set, name, d.Doc)
				}
			}
		}
	}
	return count
}

// documented asks a sentence of every exported name. Methods that an interface of
// the standard library asks for speak for themselves.
func documented(t *testing.T, set *token.FileSet, name *ast.Ident, doc *ast.CommentGroup) {
	speaks := []string{"String", "Error", "Stat", "Close", "Read", "Name", "Size", "Mode", "ModTime", "IsDir", "Sys", "Type", "Info"}
	if name.IsExported() && (doc == nil || strings.TrimSpace(doc.Text()) == "") && !slices.Contains(speaks, name.Name) {
		t.Errorf("%s: %s has no comment", set.Position(name.Pos()), name.Name)
	}
}
