package generator

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// listedPackage is a package as "go list" describes it.
type listedPackage struct {
	ImportPath, Dir, Name   string
	GoFiles, IgnoredGoFiles []string
	ImportMap               map[string]string // import paths that stand for another package, such as one with its tests
	Module                  *packages.Module
	Error                   *struct{ Err string }
}

// A systemChecker runs the analyzers of "go vet" for an operating system other than the host's. It loads
// all packages from source, which takes a few seconds for each system; "go vet" would compile the
// standard library and every dependency again, which takes more than a minute.
//
// Packages of other modules are type-checked without function bodies, so analyzers cannot infer, for
// example, that one of their functions is a wrapper of Printf.
type systemChecker struct {
	dir   string // of the module
	set   *token.FileSet
	files map[string]*ast.File // by file name; most are the same for all systems
}

func newSystemChecker(dir string) *systemChecker {
	return &systemChecker{dir: dir, set: token.NewFileSet(), files: make(map[string]*ast.File)}
}

// vet runs the analyzers of "go vet" on all packages of the module and their tests. It returns how many
// packages it vetted and what is wrong with them, in the order of positions.
func (c *systemChecker) vet(system string) (vetted int, problems []string, err error) {
	list := exec.Command("go", "list", "-e", "-deps", "-test", "-json=ImportPath,Dir,Name,GoFiles,IgnoredGoFiles,ImportMap,Module,Error", "./...")
	list.Dir, list.Env = c.dir, append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0", "GOWORK=off")
	out, err := list.Output()
	if err != nil {
		return 0, nil, err
	}
	var own []*packages.Package
	checked := map[string]*packages.Package{"unsafe": {Types: types.Unsafe}}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; { // dependencies come first
		var p listedPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return 0, nil, err
		}
		switch {
		case p.ImportPath == "unsafe" || strings.HasSuffix(p.ImportPath, ".test"): // a test's main is generated
			continue
		case p.Error != nil:
			problems = append(problems, p.Error.Err)
		}
		pkg, err := c.check(p, checked)
		if err != nil {
			return 0, nil, err
		}
		if checked[p.ImportPath] = pkg; pkg.Module.Main {
			own = append(own, pkg)
		}
	}
	for _, p := range own {
		for _, err := range p.TypeErrors {
			problems = append(problems, c.set.Position(err.Pos).String()+": "+err.Msg)
		}
	}
	found, err := c.analyze(own)
	problems = append(problems, found...)
	slices.Sort(problems)
	return len(own), slices.Compact(problems), err // a package and the same with its tests have the same problems
}

// check type-checks a package, whose dependencies are in checked. Errors in the types are part of the
// package that it returns.
func (c *systemChecker) check(p listedPackage, checked map[string]*packages.Package) (*packages.Package, error) {
	path, _, _ := strings.Cut(p.ImportPath, " [") // of the test whose files it has in addition
	pkg := &packages.Package{
		ID: p.ImportPath, Name: p.Name, PkgPath: path, Fset: c.set, Module: p.Module, Imports: make(map[string]*packages.Package),
		TypesSizes: types.SizesFor("gc", "amd64"),
	}
	if pkg.Module == nil {
		pkg.Module = &packages.Module{} // the standard library
	}
	own := pkg.Module.Main
	for _, name := range p.GoFiles {
		f, err := c.parse(filepath.Join(p.Dir, name), own)
		if err != nil {
			return nil, err
		}
		pkg.Syntax = append(pkg.Syntax, f)
	}
	config := types.Config{
		IgnoreFuncBodies: !own,
		Sizes:            pkg.TypesSizes,
		Importer: importerFunc(func(path string) (*types.Package, error) {
			imported := path
			if mapped := p.ImportMap[path]; mapped != "" {
				imported = mapped
			}
			found := checked[imported]
			if found == nil {
				return nil, fmt.Errorf("no package %s", path)
			}
			if found.Module != nil && found.Module.Main {
				pkg.Imports[path] = found
			}
			return found.Types, nil
		}),
		Error: func(err error) { pkg.TypeErrors = append(pkg.TypeErrors, err.(types.Error)) },
	}
	if own {
		config.GoVersion = "go" + pkg.Module.GoVersion
		pkg.TypesInfo = newTypesInfo()
		for _, name := range p.IgnoredGoFiles { // vet reads their build constraints
			pkg.IgnoredFiles = append(pkg.IgnoredFiles, filepath.Join(p.Dir, name))
		}
	}
	pkg.Types, _ = config.Check(path, c.set, pkg.Syntax, pkg.TypesInfo) // Error gets each error
	pkg.IllTyped = len(pkg.TypeErrors) > 0
	return pkg, nil
}

// parse returns the syntax of a file, with its comments if the file is the module's own.
func (c *systemChecker) parse(name string, own bool) (*ast.File, error) {
	if f := c.files[name]; f != nil {
		return f, nil
	}
	mode := parser.SkipObjectResolution
	if own {
		mode |= parser.ParseComments
	}
	f, err := parser.ParseFile(c.set, name, nil, mode)
	c.files[name] = f
	return f, err
}

// newTypesInfo returns the record of types that analyzers read.
func newTypesInfo() *types.Info {
	return &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Instances: make(map[*ast.Ident]types.Instance),
		Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), Scopes: make(map[ast.Node]*types.Scope), FileVersions: make(map[*ast.File]string),
	}
}

// analyze runs the analyzers of "go vet" on packages without errors in their types.
func (c *systemChecker) analyze(pkgs []*packages.Package) (problems []string, err error) {
	graph, err := checker.Analyze(vet.Suite, pkgs, nil)
	if err != nil {
		return nil, err
	}
	for _, action := range graph.Roots {
		if action.Err != nil && !action.Package.IllTyped {
			problems = append(problems, action.String()+": "+action.Err.Error())
		}
		for _, d := range action.Diagnostics {
			problems = append(problems, c.set.Position(d.Pos).String()+": "+d.Message)
		}
	}
	return problems, nil
}

// importerFunc is a function that returns the package with an import path.
type importerFunc func(path string) (*types.Package, error)

// Import calls f.
func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// TestOtherSystems vets the whole program and its tests for Windows and macOS. A name that package
// syscall has on one system only is an error of the compiler on the others.
func TestOtherSystems(t *testing.T) {
	t.Parallel()
	c := newSystemChecker("..")
	for _, system := range []string{"windows", "darwin", "linux"} {
		if system == runtime.GOOS {
			continue
		}
		vetted, problems, err := c.vet(system)
		if err != nil {
			t.Fatal(err)
		}
		if vetted < len(architecture) {
			t.Errorf("%d packages of the program were vetted for %s, want %d or more", vetted, system, len(architecture))
		}
		for _, problem := range problems {
			t.Errorf("%s: %s", system, problem)
		}
	}
}

// TestOtherSystemsFindFaults checks that a systemChecker finds the faults in files for one system: an
// undefined name, and what four analyzers look for, one of them with what it knows of another package.
func TestOtherSystemsFindFaults(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/systems.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir, files := t.TempDir(), make(fstest.MapFS)
	want := make(map[string][]string)
	for _, f := range archive.Files {
		if system, isWant := strings.CutPrefix(f.Name, "want/"); isWant {
			want[system] = strings.FieldsFunc(string(f.Data), func(r rune) bool { return r == '\n' })
		} else {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	writeFiles(t, dir, files)
	c := newSystemChecker(dir)
	for _, system := range []string{"windows", "darwin", "linux"} {
		_, problems, err := c.vet(system)
		if err != nil {
			t.Fatal(err)
		}
		for i, problem := range problems {
			problems[i] = filepath.ToSlash(strings.TrimPrefix(problem, dir+string(filepath.Separator)))
		}
		if got := problems; !slices.Equal(got, want[system]) {
			t.Errorf("%s: found\n%s\nwant\n%s", system, strings.Join(got, "\n"), strings.Join(want[system], "\n"))
		}
	}
}
