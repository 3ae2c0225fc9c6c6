package layout

import "io/fs"

// Load reads and parses base.html, frame.html and the layouts with the given names.
// Those in alone are executed without base.html. Templates of frame.html may call no
// function of funcs, because a function could bring in a page.
func Load(files fs.FS, funcs Funcs, names []string, alone ...string) (*Set, error) {
	s := &Set{pages: make(map[string]*layout)}
	base, err := readPart(files, "base.html", funcs)
	if err != nil {
		return nil, err
	}
	frame, err := readPart(files, "frame.html", nil)
	if err != nil {
		return nil, err
	}
	s.frame = newLayout(nil, frame)
	for _, name := range names {
		p, err := readPart(files, name+".html", funcs)
		if err != nil {
			return nil, err
		}
		s.pages[name] = newLayout(funcs, base, p)
	}
	for _, name := range alone {
		p, err := readPart(files, name+".html", funcs)
		if err != nil {
			return nil, err
		}
		s.pages[name] = newLayout(funcs, p)
	}
	return s, s.checkFrame()
}
