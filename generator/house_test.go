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

// house is the plan: a room imports only rooms above it, and exactly these; a
// library lives in the one room that hosts it.
var house = []struct{ room, imports, hosts string }{
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
	{"generator/catalogue", "model xref", "embed"},
	{"generator/render", "catalogue diag markdown model quiz search views xref", "html/template github.com/tdewolff/minify/v2 rsc.io/qr"},
	{"generator/publish", "", "golang.org/x/sys"},
	{"generator/serve", "diag", "embed net/http github.com/fsnotify/fsnotify"},
	{"generator", "check diag markdown model publish render serve source xref", ""},
	{"cmd/safelearn", ". diag generator", "embed github.com/spf13/cobra"},
}

// guarded are the standard packages that have one home, like a library.
var guarded = []string{"embed", "html/template", "net/http", "text/template"}

const module = "safelearn"

// files parses the Go files of a room, tests apart.
func files(t *testing.T, room string) (*token.FileSet, []*ast.File) {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join("..", room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var list []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, f)
	}
	return set, list
}

func TestHouse(t *testing.T) {
	above := make(map[string]bool)
	for _, row := range house {
		rooms, hosts := make(map[string]bool), make(map[string]bool)
		_, list := files(t, row.room)
		for _, f := range list {
			for _, spec := range f.Imports {
				sort(strings.Trim(spec.Path.Value, `"`), rooms, hosts)
			}
		}
		compare(t, row.room, "imports", row.imports, rooms)
		compare(t, row.room, "hosts", row.hosts, hosts)
		for room := range rooms {
			if !above[room] {
				t.Errorf("%s imports %s, which is not above it", row.room, room)
			}
		}
		above[strings.TrimPrefix(row.room, "generator/")] = true
	}
}

// sort puts an import path among the rooms or the libraries.
func sort(name string, rooms, hosts map[string]bool) {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case name == module:
		rooms["."] = true
	case first == module:
		rooms[strings.TrimPrefix(strings.TrimPrefix(name, module+"/"), "generator/")] = true
	case strings.Contains(first, "."):
		hosts[libraryOf(name)] = true
	case slices.Contains(guarded, name):
		hosts[name] = true
	}
}

// libraryOf gives the module that a package belongs to, as the plan names it.
func libraryOf(name string) string {
	for _, row := range house {
		for _, host := range strings.Fields(row.hosts) {
			if name == host || strings.HasPrefix(name, host+"/") {
				return host
			}
		}
	}
	return name
}

func compare(t *testing.T, room, what, plan string, got map[string]bool) {
	t.Helper()
	want := strings.Fields(plan)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if !slices.Contains(want, name) {
			t.Errorf("%s %s %s, which the plan does not have", room, what, name)
		}
	}
	for _, name := range want {
		if !got[name] {
			t.Errorf("%s no longer %s %s: take it out of the plan", room, what, name)
		}
	}
}

// TestEveryRoomIsPlanned finds Go packages that the plan does not know.
func TestEveryRoomIsPlanned(t *testing.T) {
	known := make(map[string]bool)
	for _, row := range house {
		known[row.room] = true
	}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && name != "." || slices.Contains([]string{"testdata", "node_modules", "public"}, entry.Name())) {
			return fs.SkipDir
		}
		if room := path.Dir(name); path.Ext(name) == ".go" && !known[room] {
			t.Errorf("%s is in no room of the plan", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
