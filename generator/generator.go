package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"safelearn/generator/check"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/publish"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// A Site is what the program works on.
type Site struct {
	Folder  string     // on disk, with content/ in it; "" shows the shipped site
	Shipped fs.FS      // required: layouts and static for a site that has none of its own, and content to show outside any site
	Today   model.Date // required: the day that pages are judged on

	NoOffline bool // pages cannot be saved on a reader's device; what was saved there is removed

	// Progress is told what Check, Build and exports are at, by several goroutines at
	// once, and how much of it is done; of is 0 where nobody knows. Nil: nobody is told.
	Progress func(stage string, done, of int)

	// Ended is asked now and then by Check, Build and exports, by several goroutines at
	// once: where it gives an error they stop with it, and nothing has changed. Nil:
	// they go on to their end.
	Ended func() error
}

// ErrNoContent says that a folder holds no site.
var ErrNoContent = errors.New("no content/ folder here")

// open gives the three folders of a site. What is on disk wins; a missing layouts/
// or static/ is replaced whole by the shipped one, never file by file.
func (s *Site) open() (root, layouts, static fs.FS, err error) {
	root = s.Shipped
	if s.Folder != "" {
		folder, err := os.OpenRoot(s.Folder)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("opening the site: %w", err)
		}
		root = folder.FS()
	}
	if _, err := fs.Stat(root, "content"); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, ErrNoContent
	} else if err != nil {
		return nil, nil, nil, fmt.Errorf("opening the site: %w", err)
	}
	if layouts, err = s.part(root, "layouts"); err != nil {
		return nil, nil, nil, err
	}
	static, err = s.part(root, "static")
	return root, layouts, static, err
}

// part gives a folder of the site, or the shipped one where it has none. One that is
// there and cannot be entered, such as a link out of the site, is not taken for none.
func (s *Site) part(root fs.FS, name string) (fs.FS, error) {
	info, err := fs.Stat(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		root = s.Shipped
	case err != nil:
		return nil, fmt.Errorf("opening the site's own %s: %w", name, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is not a folder", name)
	}
	return fs.Sub(root, name)
}

// tell says what is done next, unless nothing is: the error says why.
func (s *Site) tell(stage string, done, of int) error {
	if s.Progress != nil {
		s.Progress(stage, done, of)
	}
	if s.Ended != nil {
		return s.Ended()
	}
	return nil
}

// A linked site is everything that is known before anything is laid out.
type linked struct {
	graph   *xref.Graph
	layouts fs.FS
	static  fs.FS
	publish []string // static files that are published as they stand
}

// link reads, links and checks a site. Bodies of the last one are used again where
// their files did not change.
func (s *Site) link(last *model.Site) (*linked, diag.List, error) {
	root, layouts, static, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	if err := s.tell("reading", 0, 0); err != nil {
		return nil, nil, err
	}
	files, problems, err := source.Load(root)
	if err != nil {
		return nil, nil, err
	}
	names, more, err := source.Static(static)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	site, more := model.Read(files, last)
	problems = append(problems, more...)
	if err := s.tell("linking", 0, 0); err != nil {
		return nil, nil, err
	}
	graph, more := xref.Link(site, names)
	problems = append(problems, more...)
	if err := s.tell("checking", 0, 0); err != nil {
		return nil, nil, err
	}
	problems = append(problems, check.Run(graph, s.Today)...)
	problems.Sort()
	return &linked{graph, layouts, static, names}, problems, nil
}

// Check gives every problem of the content. Where there is no error it also tries the
// layouts, so that a check which passes means a build which does.
func (s *Site) Check() (diag.List, error) {
	tree, problems, err := s.tree(render.Options{})
	if tree != nil {
		err = tree.Try()
	}
	return problems, err
}

// Build publishes the site, without its drafts, into a folder. Where the list has
// an error, nothing has changed.
func (s *Site) Build(to string) (publish.Report, diag.List, error) {
	layOut := func(g *xref.Graph, o render.Options) (fs.FS, error) { return render.Site(g, o) }
	return s.write(to, render.Options{NoOffline: s.NoOffline}, layOut)
}

// write writes the files that layOut returns for the site into a folder.
func (s *Site) write(to string, o render.Options, layOut func(*xref.Graph, render.Options) (fs.FS, error)) (publish.Report, diag.List, error) {
	if err := s.mayPublish(to); err != nil {
		return publish.Report{}, nil, err
	}
	l, problems, err := s.linkPublished()
	if err != nil || problems.Failed() {
		return publish.Report{}, problems, err
	}
	tree, err := layOut(l.graph, l.options(o))
	if err != nil {
		return publish.Report{}, problems, err
	}
	report, err := publish.Write(to, tree, func(done, of int) error {
		if done == of {
			return s.tell("taking the old files away", 0, 0)
		}
		return s.tell("writing", done, of)
	})
	return report, problems, err
}

// tree lays out the site without its drafts. It returns nil if the list has an error.
func (s *Site) tree(o render.Options) (*render.Tree, diag.List, error) {
	l, problems, err := s.linkPublished()
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	tree, err := render.Site(l.graph, l.options(o))
	return tree, problems, err
}

// options adds what the site is laid out with to options.
func (l *linked) options(o render.Options) render.Options {
	o.Layouts, o.Static, o.Publish = l.layouts, l.static, l.publish
	return o
}

// linkPublished reads, links and checks the site and leaves out its drafts. It returns
// nil if the list has an error.
func (s *Site) linkPublished() (*linked, diag.List, error) {
	l, problems, err := s.link(nil)
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	if site := l.graph.Site.Published(); site != l.graph.Site {
		l.graph, _ = xref.Link(site, l.publish)
	}
	l.graph.Forget()
	return l, problems, s.tell("laying out", 0, 0)
}

// mayPublish refuses a folder that holds what the site is made of, or lies in it.
func (s *Site) mayPublish(to string) error {
	target, err := resolve(to)
	if err != nil {
		return err
	}
	folder, err := resolve(s.Folder)
	if err != nil {
		return err
	}
	if inside(folder, target) {
		return fmt.Errorf("%s holds the site's own source: publish into a folder of its own, such as public", to)
	}
	for _, name := range []string{"content", "layouts", "static", ".git", "generator", "cmd"} {
		own, err := resolve(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if inside(target, own) {
			return fmt.Errorf("%s lies in the site's own source: publish into a folder of its own, such as public", to)
		}
	}
	return nil
}

// resolve gives the whole path of a file or folder with links followed, as far as
// it exists.
func resolve(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for rest := ""; ; name, rest = filepath.Dir(name), filepath.Join(filepath.Base(name), rest) {
		real, err := filepath.EvalSymlinks(name)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || name == filepath.Dir(name) {
			return "", err
		}
	}
}

// inside reports whether a path is a folder or lies below it.
func inside(name, folder string) bool {
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// New writes the skeleton of a page and gives its path. An id that ends with a
// language, bruises.ar, starts a translation. It never replaces a file.
func (s *Site) New(kind, id string) (string, error) {
	k := model.KindByName(kind)
	if k == nil {
		names := make([]string, len(model.Kinds))
		for i, k := range model.Kinds {
			names[i] = k.Name
		}
		hint := "the kinds are " + strings.Join(names, ", ")
		if near := diag.Nearest(kind, names); near != "" {
			hint = "did you mean " + near + "? " + hint
		}
		return "", fmt.Errorf("there is no kind %q: %s", kind, hint)
	}
	if s.Folder == "" {
		return "", ErrNoContent
	}
	name, text, err := s.skeleton(k, id)
	if err != nil {
		return "", err
	}
	root, err := os.OpenRoot(s.Folder) // no link in it leads the page elsewhere
	if err != nil {
		return "", fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return "", fmt.Errorf("making the folder of the page: %w", err)
	}
	if err := create(root, name, text); err != nil {
		return "", fmt.Errorf("making the page: %w", err)
	}
	return filepath.Join(s.Folder, filepath.FromSlash(name)), nil
}

// create writes a file that is not there yet, whole or not at all.
func create(root *os.Root, name, text string) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, root.Remove(name))
	}
	return err
}

// skeleton gives the path and text of a new page, or of a new translation of one.
func (s *Site) skeleton(k *model.Kind, id string) (name, text string, err error) {
	original, tag := model.SplitLanguage(id)
	if tag == "" {
		return k.NewPage(id, s.Today)
	}
	l, _, err := s.link(nil)
	if err != nil {
		return "", "", err
	}
	for _, e := range l.graph.Site.Entries {
		if p := e.Base(); p.File.Path == k.FilePath(model.ID(original)) {
			name, text = p.NewTranslation(tag)
			return name, text, nil
		}
	}
	return "", "", fmt.Errorf("%s is a page in the language %s: there is no %s %s to translate", id, tag, k.Name, original)
}

// Kinds gives the names of all kinds of page.
func Kinds() []string {
	var names []string
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	return slices.Clip(names)
}

// A Date is a day, as 2026-11-23.
type Date = model.Date

// A Report counts the files that a build wrote and kept.
type Report = publish.Report
