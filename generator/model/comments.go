package model

import (
	"cmp"
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
)

// sources holds the files of this package, whose comments describe the keys for authors.
//
//go:embed *.go
var sources embed.FS

// comments contains the comments on the structs of this package and their fields, by names such
// as "Page" and "Page.Title".
type comments map[string]string

// readComments reads the comments from the source files.
func readComments() comments {
	c := make(comments)
	files, err := sources.ReadDir(".")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, file := range files {
		if strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		text, err := sources.ReadFile(file.Name())
		if err != nil {
			panic(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			panic(err) // the file has been compiled
		}
		for _, decl := range tree.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				c.add(d)
			}
		}
	}
	return c
}

// add adds the comments of the structs in a declaration.
func (c comments) add(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		t := spec.(*ast.TypeSpec)
		s, ok := t.Type.(*ast.StructType)
		if !ok {
			continue
		}
		c[t.Name.Name], _, _ = strings.Cut(oneLine(d.Doc), ". ") // the rest is for developers
		for _, field := range s.Fields.List {
			for _, name := range field.Names {
				c[t.Name.Name+"."+name.Name] = cmp.Or(oneLine(field.Comment), oneLine(field.Doc))
			}
		}
	}
}

// oneLine returns the text of a comment in one line.
func oneLine(comment *ast.CommentGroup) string {
	return strings.Join(strings.Fields(comment.Text()), " ")
}

// typeName returns the name of a struct type in comments.
func typeName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}
