package layout

import "io/fs"

// Load reads and parses base.html, frame.html and the layouts with the given names. The
// layouts named in alone are executed without base.html. Templates in frame.html cannot
// call funcs, because funcs may return page data and a frame is shared by many pages.
func Load(files fs.FS, funcs Funcs, names []string, alone ...string) (*Set, error) {
	var err error
	read := func(name string, funcs Funcs) (p part) {
		if err == nil {
			p, err = readPart(files, name+".html", funcs)
		}
		return p
	}
	base := read("base", funcs)
	s := &Set{pages: make(map[string]*layout), frame: newLayout(nil, read("frame", nil))}
	for _, name := range names {
		s.pages[name] = newLayout(funcs, base, read(name, funcs))
	}
	for _, name := range alone {
		s.pages[name] = newLayout(funcs, read(name, funcs))
	}
	if err != nil {
		return nil, err
	}
	return s, s.checkFrame()
}
