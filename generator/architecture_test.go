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

// architecture lists the packages in order. A package imports only packages above its
// row, and exactly those that the row names. Each outside module, and each standard
// package in restricted, is imported only where a row lists it under hosts.
var architecture = []struct{ pkg, imports, hosts string }{
	{".", "", "embed"},
	{"generator/diag", "", ""},
	{"generator/source", "diag", "golang.org/x/text"},
	{"generator/markdown", "diag source", "github.com/yuin/goldmark github.com/alecthomas/chroma/v2 github.com/dlclark/regexp2/v2 golang.org/x/text"},
	{"generator/quiz", "diag markdown", ""},
	{"generator/model", "diag markdown quiz source", "github.com/goccy/go-yaml golang.org/x/text"},
	{"generator/xref", "diag markdown model", "golang.org/x/text"},
	{"generator/check", "diag markdown model quiz xref", ""},
	{"generator/views", "model xref", ""},
	{"generator/search", "model xref", "github.com/kljensen/snowball golang.org/x/text"},
	{"generator/layout", "markdown model", "html/template github.com/tdewolff/minify/v2"},
	{"generator/body", "layout markdown model xref", ""},
	{"generator/lesson", "body layout markdown model quiz views xref", "rsc.io/qr"},
	{"generator/feeds", "model views xref", "embed text/template"}, // the feed, the sitemap and the like are templates
	{"generator/render", "body diag feeds layout lesson model search views xref", ""},
	{"generator/export", "render xref", ""},
	{"generator/publish", "", "golang.org/x/sys"},
	{"generator/serve", "diag", "embed html/template net/http github.com/fsnotify/fsnotify"},
	{"generator", "check diag export markdown model publish render serve source xref", ""},
	{"cmd/safelearn", ". diag export generator", "embed github.com/spf13/cobra"},
}

// restricted lists the standard packages that only the hosts of the architecture may import.
var restricted = []string{"embed", "html/template", "net/http", "text/template"}

// modulePath is the import path of the module, as go.mod states it.
const modulePath = "safelearn"

// parsePackage parses the Go files of the package in the folder pkg, without its tests.
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

func TestArchitecture(t *testing.T) {
	above := make(map[string]bool)
	for _, row := range architecture {
		packages, hosts := make(map[string]bool), make(map[string]bool)
		_, files := parsePackage(t, row.pkg)
		for _, f := range files {
			for _, spec := range f.Imports {
				classifyImport(strings.Trim(spec.Path.Value, `"`), packages, hosts)
			}
		}
		compareRow(t, row.pkg, "imports", row.imports, packages)
		compareRow(t, row.pkg, "hosts", row.hosts, hosts)
		for name := range packages {
			if !above[name] {
				t.Errorf("%s imports %s, which is not above it", row.pkg, name)
			}
		}
		above[shortName(row.pkg)] = true
	}
}

// shortName returns a package's folder as the imports column names it.
func shortName(pkg string) string { return strings.TrimPrefix(pkg, "generator/") }

// classifyImport adds an import path to packages if it is a package of the program, and to
// hosts if only a host may import it.
func classifyImport(name string, packages, hosts map[string]bool) {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case name == modulePath:
		packages["."] = true
	case first == modulePath:
		packages[shortName(strings.TrimPrefix(name, modulePath+"/"))] = true
	case strings.Contains(first, "."):
		hosts[moduleOf(name)] = true
	case slices.Contains(restricted, name):
		hosts[name] = true
	}
}

// moduleOf returns the module of an imported package, as the hosts column names it.
func moduleOf(name string) string {
	for _, row := range architecture {
		for _, host := range strings.Fields(row.hosts) {
			if name == host || strings.HasPrefix(name, host+"/") {
				return host
			}
		}
	}
	return name
}

// compareRow reports each difference between a column of the architecture and the imports found.
func compareRow(t *testing.T, pkg, column, want string, got map[string]bool) {
	t.Helper()
	wanted := strings.Fields(want)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if !slices.Contains(wanted, name) {
			t.Errorf("%s %s %s, which its row of the architecture does not list", pkg, column, name)
		}
	}
	for _, name := range wanted {
		if !got[name] {
			t.Errorf("%s no longer %s %s: remove it from the architecture", pkg, column, name)
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

// goFiles returns the paths, from the root of the repository, of all Go files, tests included.
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

// chainLength is the number of packages on the longest chain of imports within the program.
const chainLength = 12

func TestImportChain(t *testing.T) {
	longest := make(map[string][]string) // the longest chain that starts at a package, by its short name
	for _, row := range architecture {
		name := shortName(row.pkg)
		var below []string
		for _, imported := range strings.Fields(row.imports) {
			if len(longest[imported]) > len(below) {
				below = longest[imported]
			}
		}
		longest[name] = append([]string{name}, below...)
		if chain := longest[name]; len(chain) > chainLength {
			t.Errorf("the chain of imports %s has %d packages, at most %d are allowed", strings.Join(chain, " > "), len(chain), chainLength)
		}
	}
}
