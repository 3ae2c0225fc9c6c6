package generator

import (
	"cmp"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/check"
	"safelearn/generator/export"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestLinkedSiteIsImmutable checks that nothing changes a linked site: not checking it,
// not rendering all of its files, not exporting it and not previewing its pages. serve
// relies on that: it does all of these, also concurrently, with the site of its last
// build.
func TestLinkedSiteIsImmutable(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*Site{"golden": goldenSite(t), "shipped": shippedSite(t)} {
		t.Run(name, func(t *testing.T) {
			l, problems, err := s.link(t.Context(), nil)
			if err != nil || problems.Failed() {
				t.Fatal(err, problems)
			}
			before := memoryOf(l.graph)
			unchanged := func(after string) {
				t.Helper()
				reportChanges(t, after, before, memoryOf(l.graph))
			}
			check.Run(l.graph, s.Today)
			unchanged("checking")
			tree, err := render.Site(l.graph, l.liveOptions())
			if err != nil {
				t.Fatal(err)
			}
			readFiles(t, tree)
			unchanged("rendering")
			for _, format := range export.Formats {
				files, err := format.Files(l.graph, l.options(render.Options{}))
				if err != nil {
					t.Fatal(err)
				}
				readFiles(t, files)
			}
			unchanged("exporting")
			previews := 0
			for _, e := range l.graph.Site.Entries {
				if preview(t, s, l, e.Base().File) {
					previews++
				}
			}
			if previews == 0 {
				t.Error("no page has a preview")
			}
			unchanged("previewing")
			if _, _, err := s.link(t.Context(), l.graph.Site); err != nil {
				t.Error(err)
			}
			unchanged("linking again")
		})
	}
}

// TestReadingAndLinkingChangeNothing checks that model.Read does not change the files, and
// that xref.Link does not change the site that model.Read returns.
func TestReadingAndLinkingChangeNothing(t *testing.T) {
	root, _, static, err := goldenSite(t).open()
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	names, _, err := source.Static(static)
	if err != nil {
		t.Fatal(err)
	}
	before := memoryOf(files)
	site, _ := model.Read(files, nil)
	reportChanges(t, "reading", before, memoryOf(files))
	before = memoryOf(site)
	xref.Link(site, names)
	reportChanges(t, "linking", before, memoryOf(site))
	xref.Link(site.Published(), names)
	reportChanges(t, "linking without drafts", before, memoryOf(site))
}

// readFiles reads every file of a tree.
func readFiles(t *testing.T, tree fs.FS) {
	t.Helper()
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, err = fs.ReadFile(tree, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// preview renders a page again and reports whether it has a preview.
func preview(t *testing.T, s *Site, l *linkedSite, file *source.File) bool {
	t.Helper()
	root, _, _, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	file, _, err = source.LoadFile(root, file.Path)
	if err != nil {
		t.Fatal(err)
	}
	site, page := l.graph.Site.With(file)
	if page == nil {
		return false
	}
	graph := l.graph.With(site, page)
	if graph == nil {
		return false
	}
	_, _, err = render.One(graph, l.liveOptions(), page)
	return err == nil
}

// reportChanges reports the first values that differ in two results of memoryOf.
func reportChanges(t *testing.T, after string, old, now []string) {
	t.Helper()
	reported := 0
	for i := range max(len(old), len(now)) {
		was, is := "nothing", "nothing"
		if i < len(old) {
			was = old[i]
		}
		if i < len(now) {
			is = now[i]
		}
		if was != is {
			t.Errorf("%s changed the site: %s is now %s", after, was, is)
			if reported++; reported == 5 {
				return
			}
		}
	}
}

// memoryOf returns a line for every value that can be reached from v, exported or not,
// with the path on which it is reached first.
func memoryOf(v any) []string {
	m := &memory{seen: make(map[visit]bool)}
	m.add("", reflect.ValueOf(v))
	return m.lines
}

type memory struct {
	lines []string
	seen  map[visit]bool
}

// visit is a pointer, map or slice that was followed.
type visit struct {
	address uintptr
	length  int
	of      reflect.Type
}

func (m *memory) add(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		length := 0
		if v.Kind() != reflect.Pointer {
			length = v.Len()
		}
		m.lines = append(m.lines, fmt.Sprintf("%s (%s of %d at %#x)", path, v.Kind(), length, v.Pointer()))
		key := visit{v.Pointer(), length, v.Type()}
		if v.IsNil() || m.seen[key] {
			return
		}
		m.seen[key] = true
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		m.add(path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			m.add(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			m.add(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(keyText(a), keyText(b)) })
		for _, key := range keys {
			m.add(path+"["+keyText(key)+"]", v.MapIndex(key))
		}
	case reflect.Func, reflect.Chan, reflect.Invalid:
	default:
		m.lines = append(m.lines, path+" = "+keyText(v))
	}
}

// keyText returns a value without pointers, or the address of a pointer, as text.
func keyText(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	return strings.TrimSpace(fmt.Sprintf("%v", v))
}
