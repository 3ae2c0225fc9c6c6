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
	"strings"
	"testing"
)

// listedPackage is a package as "go list" describes it.
type listedPackage struct {
	ImportPath, Dir string
	GoFiles         []string
	ImportMap       map[string]string // packages that the standard library has copied, by the path that a file imports
}

// A systemChecker type-checks packages for one system from their source. This takes a few seconds, where
// "go vet" compiles the standard library and every dependency once more, for a minute and more.
type systemChecker struct {
	t        *testing.T
	set      *token.FileSet
	packages map[string]*types.Package
	problems []string
}

// TestOtherSystems checks that the whole program compiles for Windows and macOS: a name that package
// syscall has on one system only is an error of the compiler on the others. "make test" vets the
// packages that have files for a system, and "make exhaustive" all packages.
func TestOtherSystems(t *testing.T) {
	for _, system := range []string{"windows", "darwin", "linux"} {
		if system == runtime.GOOS {
			continue
		}
		t.Run(system, func(t *testing.T) {
			t.Parallel()
			list := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,ImportMap", "./...")
			list.Dir, list.Env = "..", append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
			out, err := list.Output()
			if err != nil {
				t.Fatal(err)
			}
			c := &systemChecker{t: t, set: token.NewFileSet(), packages: map[string]*types.Package{"unsafe": types.Unsafe}}
			own := 0
			for decoder := json.NewDecoder(strings.NewReader(string(out))); ; { // dependencies come first
				var p listedPackage
				if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
				if p.ImportPath == modulePath || strings.HasPrefix(p.ImportPath, modulePath+"/") {
					own++
				}
				c.check(p)
			}
			if own < len(architecture) {
				t.Errorf("%d packages of the program were checked, want %d", own, len(architecture))
			}
			for _, problem := range c.problems {
				t.Error(problem)
			}
		})
	}
}

// check type-checks a package: a package of the program in full, and any other without the bodies of its
// functions.
func (c *systemChecker) check(p listedPackage) {
	if p.ImportPath == "unsafe" {
		return
	}
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(c.set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			c.t.Fatal(err)
		}
		files = append(files, f)
	}
	own := p.ImportPath == modulePath || strings.HasPrefix(p.ImportPath, modulePath+"/")
	config := types.Config{
		IgnoreFuncBodies: !own,
		Sizes:            types.SizesFor("gc", "amd64"),
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if mapped := p.ImportMap[path]; mapped != "" {
				path = mapped
			}
			if found := c.packages[path]; found != nil {
				return found, nil
			}
			return nil, fmt.Errorf("no package %s", path)
		}),
		Error: func(err error) {
			if own {
				c.problems = append(c.problems, err.Error())
			}
		},
	}
	c.packages[p.ImportPath], _ = config.Check(p.ImportPath, c.set, files, nil) // Error gets each error
}

// importerFunc is a function that returns the package with an import path.
type importerFunc func(path string) (*types.Package, error)

// Import calls f.
func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
