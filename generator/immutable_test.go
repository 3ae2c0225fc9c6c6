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
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestLinkedSiteIsImmutable checks that checking, rendering, exporting and previewing do not modify a
// linked site. The development server relies on this, because it does all of these concurrently with
// the linked site of the last build.
func TestLinkedSiteIsImmutable(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*Site{"golden": goldenSite(t), "shipped": shippedSite(t)} {
		t.Run(name, func(t *testing.T) {
			l, problems, err := s.link(t.Context(), nil)
			if err != nil || problems.Failed() {
				t.Fatal(err, problems)
			}
			before := takeSnapshot(l.graph)
			unchanged := func(after string) {
				t.Helper()
				reportChanges(t, after, before, takeSnapshot(l.graph))
			}
			check.Run(l.graph, check.Input{})
			unchanged("checking")
			tree, err := render.Site(l.graph, l.liveOptions())
			if err != nil {
				t.Fatal(err)
			}
			readFiles(t, tree)
			unchanged("rendering")
			for _, files := range exportAllFormats(t, l) {
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

// TestReadAndLinkInputUnchanged checks that model.Read does not modify the files passed to it, and
// that xref.Link does not modify the site passed to it.
func TestReadAndLinkInputUnchanged(t *testing.T) {
	root, _, static, err := goldenSite(t).openFolders()
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	assets, _, err := source.LoadStatic(static)
	if err != nil {
		t.Fatal(err)
	}
	before := takeSnapshot(files)
	site, _ := model.Read(files, nil)
	reportChanges(t, "reading", before, takeSnapshot(files))
	before = takeSnapshot(site)
	xref.Link(site, assets.Publish)
	reportChanges(t, "linking", before, takeSnapshot(site))
	xref.Link(site.Published(), assets.Publish)
	reportChanges(t, "linking without drafts", before, takeSnapshot(site))
}

// readFiles reads every file in a tree.
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

// preview rereads a file and renders a preview of its page. It reports whether a preview was possible.
func preview(t *testing.T, s *Site, l *linkedSite, file *source.File) bool {
	t.Helper()
	root, _, _, err := s.openFolders()
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
	_, _, err = render.RenderPage(graph, l.liveOptions(), page)
	return err == nil
}

// reportChanges reports the first five differences between two snapshots, taken before and after an
// operation.
func reportChanges(t *testing.T, operation string, before, after []string) {
	t.Helper()
	reported := 0
	for i := range max(len(before), len(after)) {
		lineBefore, lineAfter := "absent", "absent"
		if i < len(before) {
			lineBefore = before[i]
		}
		if i < len(after) {
			lineAfter = after[i]
		}
		if lineBefore != lineAfter {
			t.Errorf("%s changed %s to %s", operation, lineBefore, lineAfter)
			if reported++; reported == 5 {
				return
			}
		}
	}
}

// takeSnapshot returns a line of text, with the path of the value, for every pointer, map, slice and
// basic value that is reachable from v, including through unexported fields. The content of a pointer,
// map or slice is included only the first time it is reached.
func takeSnapshot(v any) []string {
	s := &snapshot{visited: make(map[referenceKey]bool)}
	s.add("", reflect.ValueOf(v))
	return s.lines
}

// A snapshot collects the lines that takeSnapshot returns.
type snapshot struct {
	lines   []string
	visited map[referenceKey]bool
}

// A referenceKey identifies a pointer, map or slice.
type referenceKey struct {
	pointer uintptr
	length  int // number of elements, or 0 for a pointer
	typ     reflect.Type
}

// add adds lines for v, which is at path, and for what is reachable from it and not yet visited.
func (s *snapshot) add(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		length := 0
		if v.Kind() != reflect.Pointer {
			length = v.Len()
		}
		s.lines = append(s.lines, fmt.Sprintf("%s (%s of %d at %#x)", path, v.Kind(), length, v.Pointer()))
		key := referenceKey{v.Pointer(), length, v.Type()}
		if v.IsNil() || s.visited[key] {
			return
		}
		s.visited[key] = true
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		s.add(path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			s.add(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			s.add(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(formatValue(a), formatValue(b)) })
		for _, key := range keys {
			s.add(path+"["+formatValue(key)+"]", v.MapIndex(key))
		}
	case reflect.Func, reflect.Chan, reflect.Invalid:
	default:
		s.lines = append(s.lines, path+" = "+formatValue(v))
	}
}

// formatValue formats a basic value. For a pointer it formats the address.
func formatValue(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	return strings.TrimSpace(fmt.Sprintf("%v", v))
}
