package layout

import "io/fs"

// Load reads and parses base.html, frame.html and the layouts with the given names, in each
// language of the site. The layouts named in alone are executed without base.html. Templates in
// frame.html cannot call funcs, because funcs may return page data and a frame is shared by many
// pages.
func Load(files fs.FS, funcs Funcs, locales *Locales, names []string, alone ...string) (*Set, error) {
	var err error
	known := locales.Of(nil)
	read := func(name string, funcs Funcs) (p part) {
		if err == nil {
			p, err = readPart(files, name+".html", funcs, known)
		}
		return p
	}
	base, frame := read("base", funcs), read("frame", nil)
	parts := make(map[string][]part)
	for _, name := range names {
		parts[name] = []part{base, read(name, funcs)}
	}
	for _, name := range alone {
		parts[name] = []part{read(name, funcs)}
	}
	if err != nil {
		return nil, err
	}
	s := &Set{layouts: make(map[layoutKey]*layout)}
	for _, l := range locales.byTag {
		s.layouts[layoutKey{l.Tag, frameLayout}] = newLayout(nil, l, frame)
		for name, parts := range parts {
			s.layouts[layoutKey{l.Tag, name}] = newLayout(funcs, l, parts...)
		}
	}
	return s, s.checkFrame(known)
}
