package generator

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"safelearn/generator/check"
	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/serve"
	"safelearn/generator/source"
)

// Serve serves the site, including drafts, on the loopback interface until ctx is cancelled. It
// rebuilds the site after each change. It writes its URL, and the problems that each build finds, to
// out.
func (s *Site) Serve(ctx context.Context, port int, out io.Writer) error {
	_, err := s.readNames()
	if err != nil { // the server keeps running after later errors
		return err
	}
	day, _ := DateInLondon(time.Now())
	served := &servedSite{Site: s, followsClock: s.Today == day}
	o := serve.Options{Build: served.build, Preview: served.preview, Excerpt: s.excerpt, Explain: s.Explain, Ready: s.Ready, Port: port, Out: out, Style: markdown.StyleSheet()}
	if s.Folder != "" {
		for _, name := range []string{"content", "layouts", "static"} {
			folder, err := filepath.Abs(filepath.Join(s.Folder, name))
			if err != nil {
				return err
			}
			o.Folders = append(o.Folders, folder)
		}
		if o.Writer, err = newAuthorTools(served); err != nil {
			return err
		}
	}
	return serve.Run(ctx, o)
}

// servedSite is a site with the results of its last build.
type servedSite struct {
	*Site
	followsClock bool         // whether each build uses the date on which it starts instead of Site.Today
	problems     diag.List    // problems of the last build, including notices
	lastContent  *model.Site  // content read by the last build, reused by the next for unchanged pages
	linked       *linkedSite  // linked site of the last build, or nil if that failed
	tree         *render.Tree // rendered from linked
}

// build links and renders the site, and keeps the result for the next preview and the next build. The
// file system is nil if the list contains an error.
func (s *servedSite) build(ctx context.Context) (fs.FS, diag.List, error) {
	if s.linked = nil; s.followsClock {
		s.Today = siteOfToday(s.Site).Today
	}
	linked, problems, err := s.link(ctx, s.lastContent)
	if err != nil {
		return nil, problems, err
	}
	s.lastContent, s.problems = linked.graph.Site, problems
	if problems.Failed() {
		return nil, problems, nil
	}
	tree, err := render.Site(linked.graph, linked.liveOptions())
	if err == nil {
		err = tree.TryLayouts()
	}
	if err != nil {
		return nil, problems, err
	}
	s.linked, s.tree = linked, tree
	return tree, problems, nil
}

// liveOptions returns the options for rendering the site while it is served.
func (l *linkedSite) liveOptions() render.Options {
	return l.renderOptions(render.Options{PreviewScript: serve.Script})
}

// preview returns the tree of the last build with the changed page rendered again. It returns nil if
// anything but the text of a single page has changed, or if that page has errors. The next build
// updates all other pages; on a large site it takes a hundred times as long as a preview.
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
	if graph == nil || check.RunLabels(graph, page).Failed() {
		return nil
	}
	name, data, err := render.RenderPage(graph, s.linked.liveOptions(), page)
	if err != nil {
		return nil
	}
	return overlay{s.tree, name, data}
}

// changedPage reads and returns the changed page, or returns nil unless exactly one page has
// changed. It ignores files that no longer exist and were not in the last build. Editors
// create and delete such files to test whether a folder is writable.
func (s *servedSite) changedPage(changed []string) *source.File {
	var page *source.File
	root, _, _, err := s.openFolders()
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
		case errors.Is(err, fs.ErrNotExist) && s.lastContent.EntryByPath(name) == nil:
		case err != nil || problems.Failed():
			return nil
		default:
			page = file
		}
	}
	return page
}

// overlay is a rendered site in which the content of one page is replaced.
type overlay struct {
	*render.Tree
	name string
	page []byte
}

// ReadFile returns the content of the named file: the replacement page if it has that name,
// or else the file of the tree.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.page, nil
	}
	return o.Tree.ReadFile(name)
}

// excerpt returns the source lines around pos as syntax-highlighted HTML. It returns "" if pos has no
// line, if the file has no such line, is too large or cannot be read, or if it may contain progress
// that has not been released.
func (s *Site) excerpt(pos diag.Pos) string {
	root, _, _, err := s.openFolders()
	if err != nil || pos.Line == 0 || path.Base(pos.Path) == "progress.yaml" { // may contain entries that have not been released
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
