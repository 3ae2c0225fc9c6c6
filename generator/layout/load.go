package layout

import (
	"io/fs"
	"maps"
	"slices"
)

// Load reads and parses base.html, frame.html and the layouts with the given names, in each
// language of the site. Layouts in bare are executed with bare.html instead of base.html.
// Templates in frame.html cannot call funcs, because funcs may return page data and a frame is
// shared by many pages.
func Load(files fs.FS, funcs Funcs, locales *Locales, names []string, bare ...string) (*Set, error) {
	lists := make(map[string][]string)
	for _, name := range names {
		lists[name] = []string{"base", name}
	}
	for _, name := range bare {
		lists[name] = []string{"bare", name}
	}
	return load(files, funcs, locales, lists)
}

// LoadWhole reads and parses a layout that defines whole pages, in each language of the site. The
// layout may use the templates defined in base.html.
func LoadWhole(files fs.FS, funcs Funcs, locales *Locales, name string) (*Set, error) {
	return load(files, funcs, locales, map[string][]string{name: {name, "base"}})
}

// load reads and parses frame.html and the given layouts. Each layout is a list of files, of which the
// first is executed.
func load(files fs.FS, funcs Funcs, locales *Locales, lists map[string][]string) (*Set, error) {
	var err error
	defaultLocale, known := locales.ForPage(nil), make(map[string]layoutFile)
	read := func(name string, funcs Funcs) layoutFile {
		p, ok := known[name]
		if !ok && err == nil {
			p, err = readLayoutFile(files, name+".html", funcs, defaultLocale)
			known[name] = p
		}
		return p
	}
	layouts := make(map[string][]layoutFile)
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		for _, file := range lists[name] {
			layouts[name] = append(layouts[name], read(file, funcs))
		}
	}
	frame := read("frame", nil)
	if err != nil {
		return nil, err
	}
	s := &Set{layouts: make(map[layoutKey]*layout)}
	for _, l := range locales.byTag {
		s.layouts[layoutKey{l.Tag, frameLayout}] = newLayout(nil, l, frame)
		for name, files := range layouts {
			s.layouts[layoutKey{l.Tag, name}] = newLayout(funcs, l, files...)
		}
	}
	return s, s.checkFrame(defaultLocale)
}
