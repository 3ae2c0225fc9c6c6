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

// goFiles contains the Go files of this package, whose comments describe the keys for authors.
//
//go:embed *.go
var goFiles embed.FS

// comments contains the comments on the structs of this package and their fields, by name, such as
// "Page" or "Page.Title".
type comments map[string]string

// readComments parses goFiles and returns the comments in them.
func readComments() comments {
	c := make(comments)
	files, err := goFiles.ReadDir(".")
	if err != nil {
		panic(err) // impossible for an embedded folder
	}
	for _, file := range files {
		if strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		text, err := goFiles.ReadFile(file.Name())
		if err != nil {
			panic(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			panic(err) // impossible, since the file has been compiled
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
		c[t.Name.Name], _, _ = strings.Cut(oneLine(d.Doc), ". ") // authors see only the first sentence
		for _, field := range s.Fields.List {
			for _, name := range field.Names {
				c[t.Name.Name+"."+name.Name] = cmp.Or(oneLine(field.Comment), oneLine(field.Doc))
			}
		}
	}
}

// oneLine returns the text of a comment on one line.
func oneLine(comment *ast.CommentGroup) string {
	return strings.Join(strings.Fields(comment.Text()), " ")
}

// typeName returns the name of a struct type without type arguments, as used for the keys of comments.
func typeName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}
