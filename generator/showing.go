package generator

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/serve"
	"safelearn/generator/source"
)

// Serve shows the site on this machine and again after each change, drafts
// included, until the context ends.
func (s *Site) Serve(ctx context.Context, port int, out io.Writer) error {
	l := &showing{Site: s}
	o := serve.Options{Build: l.build, Glance: l.glance, Excerpt: s.excerpt, Port: port, Out: out, Style: markdown.StyleSheet()}
	if s.Folder != "" {
		for _, name := range []string{"content", "layouts", "static"} {
			folder, err := filepath.Abs(filepath.Join(s.Folder, name))
			if err != nil {
				return err
			}
			o.Folders = append(o.Folders, folder)
		}
	}
	return serve.Run(ctx, o)
}

// A showing is a site that is shown while it is written.
type showing struct {
	*Site
	last *model.Site  // of the last build, whose bodies are used again
	good *linked      // of the last build, nil where it failed
	tree *render.Tree // of good
}

func (l *showing) build() (fs.FS, diag.List, error) {
	l.good = nil
	site, problems, err := l.link(l.last)
	if err != nil {
		return nil, problems, err
	}
	l.last = site.graph.Site
	if problems.Failed() {
		return nil, problems, nil
	}
	tree, err := render.Site(site.graph, site.live())
	if err == nil {
		err = tree.Try()
	}
	if err != nil {
		return nil, problems, err
	}
	l.good, l.tree = site, tree
	return tree, problems, nil
}

// live says how a site is laid out while it is written.
func (l *linked) live() render.Options {
	return l.options(render.Options{Live: serve.Script})
}

// glance gives the tree of the last build with one page laid out anew, where that page
// is all that was changed since, and nothing is wrong with it. What other pages
// show of it waits for the build: on a large site that takes a hundred times as long.
func (l *showing) glance(changed []string) fs.FS {
	if l.good == nil {
		return nil
	}
	file := l.saved(changed)
	if file == nil {
		return nil
	}
	site, page := l.good.graph.Site.With(file)
	if page == nil {
		return nil
	}
	graph := l.good.graph.With(site, page)
	if graph == nil {
		return nil
	}
	name, data, err := render.One(graph, l.good.live(), page)
	if err != nil {
		return nil
	}
	return over{l.tree, name, data}
}

// saved reads the one page that was changed again, nil where it is not one. A file that
// came and went, as some editors make to see whether they may, is no change.
func (l *showing) saved(changed []string) *source.File {
	var one *source.File
	root, _, _, err := l.open()
	if err != nil {
		return nil
	}
	for _, at := range changed {
		folder, err := filepath.Abs(l.Folder)
		if err != nil {
			return nil
		}
		name, err := filepath.Rel(folder, at)
		name = filepath.ToSlash(name)
		if err != nil || one != nil || !strings.HasPrefix(name, "content/") || path.Ext(name) != ".md" {
			return nil
		}
		file, problems, err := source.LoadFile(root, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && l.last.EntryByPath(name) == nil:
		case err != nil || problems.Failed():
			return nil
		default:
			one = file
		}
	}
	return one
}

// over is a tree with another page in place of one of its own.
type over struct {
	*render.Tree
	name string
	page []byte
}

// ReadFile gives the other page at its name, and else what the tree has.
func (o over) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.page, nil
	}
	return o.Tree.ReadFile(name)
}

// excerpt gives the lines around a place, highlighted, for the page that shows
// problems.
func (s *Site) excerpt(at diag.Pos) string {
	root, _, _, err := s.open()
	if err != nil || at.Line == 0 {
		return ""
	}
	data, err := fs.ReadFile(root, at.Path)
	if err != nil || len(data) > source.MaxSize {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	from, to := max(at.Line-3, 0), min(at.Line+2, len(lines))
	if from >= to {
		return ""
	}
	language := "markdown"
	if strings.HasSuffix(at.Path, ".yaml") {
		language = "yaml"
	}
	return markdown.Excerpt(lines[from:to], from+1, at.Line, language)
}
