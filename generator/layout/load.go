package layout

import "io/fs"

// Load reads and parses base.html, frame.html and the layouts with the given names, in each
// language of the site. The layouts named in alone are executed with bare.html instead of base.html. Templates in
// frame.html cannot call funcs, because funcs may return page data and a frame is shared by many
// pages.
func Load(files fs.FS, funcs Funcs, locales *Locales, names []string, alone ...string) (*Set, error) {
	var err error
	defaultLocale := locales.ForPage(nil)
	read := func(name string, funcs Funcs) (p layoutFile) {
		if err == nil {
			p, err = readLayoutFile(files, name+".html", funcs, defaultLocale)
		}
		return p
	}
	base, frame := read("base", funcs), read("frame", nil)
	layoutFiles := make(map[string][]layoutFile)
	for _, name := range names {
		layoutFiles[name] = []layoutFile{base, read(name, funcs)}
	}
	if len(alone) > 0 {
		bare := read("bare", funcs)
		for _, name := range alone {
			layoutFiles[name] = []layoutFile{bare, read(name, funcs)}
		}
	}
	if err != nil {
		return nil, err
	}
	s := &Set{layouts: make(map[layoutKey]*layout)}
	for _, l := range locales.byTag {
		s.layouts[layoutKey{l.Tag, frameLayout}] = newLayout(nil, l, frame)
		for name, files := range layoutFiles {
			s.layouts[layoutKey{l.Tag, name}] = newLayout(funcs, l, files...)
		}
	}
	return s, s.checkFrame(defaultLocale)
}
