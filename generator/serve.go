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

// Serve serves the site, including its drafts, on this machine until ctx is cancelled.
// It builds the site again after each change, and writes addresses and problems to out.
func (s *Site) Serve(ctx context.Context, port int, out io.Writer) error {
	served := &servedSite{Site: s}
	o := serve.Options{Build: served.build, Preview: served.preview, Excerpt: s.excerpt, Port: port, Out: out, Style: markdown.StyleSheet()}
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

// servedSite is a site with the results of its last build.
type servedSite struct {
	*Site
	last   *model.Site  // of the last build, whose unchanged pages the next one reuses
	linked *linkedSite  // of the last build; nil if it failed
	tree   *render.Tree // of linked
}

func (s *servedSite) build(ctx context.Context) (fs.FS, diag.List, error) {
	s.linked = nil
	linked, problems, err := s.link(ctx, s.last)
	if err != nil {
		return nil, problems, err
	}
	s.last = linked.graph.Site
	if problems.Failed() {
		return nil, problems, nil
	}
	tree, err := render.Site(linked.graph, linked.liveOptions())
	if err == nil {
		err = tree.Try()
	}
	if err != nil {
		return nil, problems, err
	}
	s.linked, s.tree = linked, tree
	return tree, problems, nil
}

// liveOptions returns the options that a site is rendered with while it is served.
func (l *linkedSite) liveOptions() render.Options {
	return l.options(render.Options{Live: serve.Script})
}

// preview returns the tree of the last build with one page rendered again, or nil if
// more than the text of one page has changed or the page has errors. Other pages are
// updated by the next build, which takes a hundred times as long on a large site.
func (s *servedSite) preview(changed []string) fs.FS {
	if s.linked == nil {
		return nil
	}
	file := s.changedPage(changed)
	if file == nil {
		return nil
	}
	site, page := s.linked.graph.Site.With(file)
	if page == nil {
		return nil
	}
	graph := s.linked.graph.With(site, page)
	if graph == nil {
		return nil
	}
	name, data, err := render.One(graph, s.linked.liveOptions(), page)
	if err != nil {
		return nil
	}
	return overlay{s.tree, name, data}
}

// changedPage reads the page that was changed, or returns nil if that is not exactly one.
// It ignores files that were created and deleted again, as editors do to test whether
// they may write.
func (s *servedSite) changedPage(changed []string) *source.File {
	var page *source.File
	root, _, _, err := s.open()
	if err != nil {
		return nil
	}
	folder, err := filepath.Abs(s.Folder)
	if err != nil {
		return nil
	}
	for _, file := range changed {
		name, err := filepath.Rel(folder, file)
		name = filepath.ToSlash(name)
		if err != nil || page != nil || !strings.HasPrefix(name, "content/") || path.Ext(name) != ".md" {
			return nil
		}
		file, problems, err := source.LoadFile(root, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && s.last.EntryByPath(name) == nil:
		case err != nil || problems.Failed():
			return nil
		default:
			page = file
		}
	}
	return page
}

// overlay is a tree in which one page is replaced.
type overlay struct {
	*render.Tree
	name string
	page []byte
}

// ReadFile returns the replaced page, or the file of the tree.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.page, nil
	}
	return o.Tree.ReadFile(name)
}

// excerpt returns the source lines around a position as highlighted HTML, or "" if the
// file cannot be read.
func (s *Site) excerpt(pos diag.Pos) string {
	root, _, _, err := s.open()
	if err != nil || pos.Line == 0 {
		return ""
	}
	data, err := fs.ReadFile(root, pos.Path)
	if err != nil || len(data) > source.MaxSize {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	from, to := max(pos.Line-3, 0), min(pos.Line+2, len(lines))
	if from >= to {
		return ""
	}
	language := "markdown"
	if strings.HasSuffix(pos.Path, ".yaml") {
		language = "yaml"
	}
	return markdown.Excerpt(lines[from:to], from+1, pos.Line, language)
}
