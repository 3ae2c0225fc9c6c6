package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// architecture lists each package of the program by its folder, with its imports except those of its
// tests. The imports column lists exactly the packages of the program that the package imports; all of
// them must be listed before it. The external column lists exactly the third-party modules, and those
// standard packages in restricted, that it imports.
var architecture = []struct{ pkg, imports, external string }{
	{".", "", "embed"},
	{"generator/sitetest", ".", ""}, // imported by tests only
	{"generator/diag", "", ""},
	{"generator/hostfile", "", ""},
	{"generator/brand", "", "github.com/lucasb-eyer/go-colorful"},
	{"generator/metadata", "", "golang.org/x/text"},
	{"generator/source", "diag metadata", "golang.org/x/text"},
	{"generator/markdown", "diag source", "github.com/yuin/goldmark github.com/alecthomas/chroma/v2 github.com/dlclark/regexp2/v2 golang.org/x/text"},
	{"generator/quiz", "diag markdown", ""},
	{"generator/privacy", "", "golang.org/x/text"},
	{"generator/words", "", "golang.org/x/text"},
	{"generator/model", ". brand diag markdown privacy quiz source words", "embed github.com/goccy/go-yaml golang.org/x/text"}, // the root package embeds the English catalogue
	{"generator/progress", "model", ""},
	{"generator/xref", "diag markdown model progress words", "golang.org/x/text"},
	{"generator/check", "diag hostfile markdown model privacy progress quiz source xref", ""},
	{"generator/views", "model progress words xref", ""},
	{"generator/sheet", "diag", "github.com/xuri/excelize/v2 golang.org/x/text"},
	{"generator/tables", "diag model progress sheet views xref", ""},
	{"generator/search", "model xref", "github.com/kljensen/snowball golang.org/x/text"},
	{"generator/layout", "markdown model words", "html/template github.com/tdewolff/minify/v2"},
	{"generator/body", "layout markdown model xref", ""},
	{"generator/lesson", "body layout markdown model quiz views xref", "rsc.io/qr"},
	{"generator/feeds", "hostfile model views xref", "embed text/template"}, // the feed and the sitemap use embedded templates
	{"generator/render", "body brand diag feeds layout lesson model search views xref", ""},
	{"generator/export", "diag model quiz render words xref", ""}, // exports of modules name the modules and the losses of each kind of question
	{"generator/report", "model progress sheet views words xref", "html/template"},
	{"generator/publish", "", "golang.org/x/sys"},
	{"generator/serve", "diag source", "embed html/template net/http github.com/fsnotify/fsnotify"}, // the watcher ignores the files that loading ignores
	{"generator/probe", "", "net/http"},
	{"generator", "check diag markdown model privacy publish render report serve sheet source tables xref", ""},
	{"cmd/safelearn", ". diag export generator probe sheet tables", "embed github.com/spf13/cobra"},
}

// restricted lists the standard packages that a package may import only if its row in
// architecture lists them.
var restricted = []string{"embed", "html/template", "net/http", "text/template"}

// modulePath is the module path in go.mod.
const modulePath = "safelearn"

// parsePackage parses the Go files, except tests, in the folder pkg of the repository.
func parsePackage(t *testing.T, pkg string) (*token.FileSet, []*ast.File) {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return set, files
}

// TestArchitecture checks that each package imports exactly what its row in architecture lists.
func TestArchitecture(t *testing.T) {
	preceding := make(map[string]bool)
	for _, row := range architecture {
		packages, external := make(map[string]bool), make(map[string]bool)
		_, files := parsePackage(t, row.pkg)
		for _, f := range files {
			for _, spec := range f.Imports {
				classifyImport(strings.Trim(spec.Path.Value, `"`), packages, external)
			}
		}
		compareImports(t, row.pkg, row.imports, packages)
		compareImports(t, row.pkg, row.external, external)
		for name := range packages {
			if !preceding[name] {
				t.Errorf("%s imports %s, which does not precede it in the architecture", row.pkg, name)
			}
		}
		preceding[shortName(row.pkg)] = true
	}
}

// shortName returns the name of the package in folder pkg as the imports column of architecture lists
// it.
func shortName(pkg string) string { return strings.TrimPrefix(pkg, "generator/") }

// classifyImport adds the imported package name to one of two sets: to packages, by its short name, if
// it belongs to the program, or to external if it is a restricted standard package or belongs to a
// third-party module. It ignores other standard packages.
func classifyImport(name string, packages, external map[string]bool) {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case name == modulePath:
		packages["."] = true
	case first == modulePath:
		packages[shortName(strings.TrimPrefix(name, modulePath+"/"))] = true
	case strings.Contains(first, "."):
		external[modulePathOf(name)] = true
	case slices.Contains(restricted, name):
		external[name] = true
	}
}

// modulePathOf returns the module in the external columns of architecture to which an import path
// belongs, or the import path itself if there is none.
func modulePathOf(name string) string {
	for _, row := range architecture {
		for _, module := range strings.Fields(row.external) {
			if name == module || strings.HasPrefix(name, module+"/") {
				return module
			}
		}
	}
	return name
}

// compareImports reports the differences between want, which is a column in the row of pkg in
// architecture, and got, the actual imports of pkg.
func compareImports(t *testing.T, pkg, want string, got map[string]bool) {
	t.Helper()
	wanted := strings.Fields(want)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if !slices.Contains(wanted, name) {
			t.Errorf("%s imports %s, which its row of the architecture does not list", pkg, name)
		}
	}
	for _, name := range wanted {
		if !got[name] {
			t.Errorf("%s does not import %s: remove it from the architecture", pkg, name)
		}
	}
}

func TestArchitectureListsEveryPackage(t *testing.T) {
	known := make(map[string]bool)
	for _, row := range architecture {
		known[row.pkg] = true
	}
	for _, name := range goFiles(t) {
		if !known[path.Dir(name)] {
			t.Errorf("%s is in a package that the architecture does not list", name)
		}
	}
}

func TestEveryPackageHasExample(t *testing.T) {
	for _, row := range architecture {
		if row.pkg == "." || strings.HasPrefix(row.pkg, "cmd/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", row.pkg, "example_test.go"))
		if err != nil || !strings.Contains(string(text), "\nfunc Example") || !strings.Contains(strings.ToLower(string(text)), "output:") {
			t.Errorf("%s has no runnable example in example_test.go: %v", row.pkg, err)
		}
	}
}

// goFiles returns the paths of all Go files, including tests, relative to the repository root. It
// skips hidden folders and folders named testdata, node_modules or public.
func goFiles(t *testing.T) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && name != "." || slices.Contains([]string{"testdata", "node_modules", "public"}, entry.Name())) {
			return fs.SkipDir
		}
		if path.Ext(name) == ".go" {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// maxChainLength is the maximum number of packages in a chain of imports within the program.
const maxChainLength = 12

func TestImportChain(t *testing.T) {
	longest := make(map[string][]string) // longest import chain starting at each package, by short name
	for _, row := range architecture {
		name := shortName(row.pkg)
		var below []string
		for _, imported := range strings.Fields(row.imports) {
			if len(longest[imported]) > len(below) {
				below = longest[imported]
			}
		}
		longest[name] = append([]string{name}, below...)
		if chain := longest[name]; len(chain) > maxChainLength {
			t.Errorf("the chain of imports %s has %d packages, at most %d are allowed", strings.Join(chain, " > "), len(chain), maxChainLength)
		}
	}
}
