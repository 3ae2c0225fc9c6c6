package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // provides Europe/London on a machine without a time zone database

	"safelearn/generator/check"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/publish"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Site locates the source of a site and contains the options with which it is built.
type Site struct {
	Folder  string     // site folder, with content/ in it, or "" for the shipped site
	Shipped fs.FS      // shipped site, with default layouts/ and static/; required
	Today   model.Date // current date, for finding overdue reviews; required

	Names string // path of a file with names that must not be published, which must be outside the repository, or ""

	Internal      bool // whether to show progress that has not been released, and to mark every page as internal
	NoOffline     bool // whether to disable saving pages on a device, and to remove saved pages
	AllowRemovals bool // whether Build and Export may remove more than half of the published files

	Ready func(url string) // if not nil, called by Serve and Start with the URL of the server once it accepts requests

	// Explain, if not nil, returns an error as text for the user of Serve, and what the user can do about
	// it, or "".
	Explain func(error) (message, hint string)

	unsavedTexts map[string]string // texts of content files that replace those on disk, by path

	// Progress, if not nil, is called to report the progress of Check, Build and Export. It may be
	// called concurrently. If the amount of work in a stage is unknown, total is 0.
	Progress func(stage string, done, total int)
}

// ErrNoContent is returned if the site folder has no content/ folder.
var ErrNoContent = errors.New("no content/ folder here")

// beginStage reports the start of a stage. It returns an error if ctx is cancelled.
func (s *Site) beginStage(ctx context.Context, stage string) error {
	if s.Progress != nil {
		s.Progress(stage, 0, 0)
	}
	return ctx.Err()
}

// linkedSite is a linked site with the files needed to render it.
type linkedSite struct {
	graph   *xref.Graph
	layouts fs.FS
	static  fs.FS
	publish []string // static files that are published unchanged
	host    []string // static files for the hosting provider
}

// link reads, links and checks a site. If last is not nil, it is the site of the previous build, from
// which pages are reused if their files have not changed.
func (s *Site) link(ctx context.Context, last *model.Site) (*linkedSite, diag.List, error) {
	root, layouts, static, err := s.openFolders()
	if err != nil {
		return nil, nil, err
	}
	people, err := s.readNames()
	if err != nil {
		return nil, nil, err
	}
	if err := s.beginStage(ctx, "reading"); err != nil {
		return nil, nil, err
	}
	files, problems, err := loadContent(root, s.unsavedTexts)
	if err != nil {
		return nil, nil, err
	}
	assets, more, err := source.LoadStatic(static)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	texts, err := source.LoadTexts(layouts, "layouts")
	if err != nil {
		return nil, nil, err
	}
	texts = append(texts, assets.Texts...)
	problems = append(problems, source.Conflicts(texts)...)
	site, more := model.Read(files, last)
	site.Today, site.StaticSums = s.Today, assets.Sums
	model.ShowProgress(site, s.Internal)
	problems = append(problems, more...)
	if err := s.beginStage(ctx, "linking"); err != nil {
		return nil, nil, err
	}
	graph, more := xref.Link(site, assets.Publish)
	problems = append(problems, more...)
	if err := s.beginStage(ctx, "checking"); err != nil {
		return nil, nil, err
	}
	site.Approved = check.ValidApprovals(graph)
	problems = append(problems, check.Run(graph, check.Input{Names: people, Texts: texts, Host: assets.Host})...)
	xref.CompleteHints(graph, problems)
	problems.Sort()
	check.Redact(problems, people)
	linked := &linkedSite{graph: graph, layouts: layouts, static: static, publish: assets.Publish}
	for _, file := range assets.Host {
		linked.host = append(linked.host, path.Base(file.Path))
	}
	return linked, problems, nil
}

// loadContent reads the content files in the site folder, and the English catalogue if the site has
// one. The map unsaved contains texts, by path, that replace the contents of files on disk.
func loadContent(root fs.FS, unsaved map[string]string) ([]*source.File, diag.List, error) {
	files, problems, err := source.Load(root)
	if err != nil {
		return nil, nil, err
	}
	files, more := replaceFiles(files, unsaved)
	problems = append(problems, more...)
	if _, err := fs.Stat(root, model.EnglishTexts); err == nil {
		words, more, err := source.LoadFile(root, model.EnglishTexts)
		if err != nil {
			return nil, nil, err
		}
		files, problems = append(files, words), append(problems, more...)
	}
	return files, problems, nil
}

// Check returns the problems of the content. If none of them is an error, it also renders a
// page with each layout that the site uses, and returns an error if one of them fails.
func (s *Site) Check(ctx context.Context) (diag.List, error) {
	tree, problems, err := s.renderPublished(ctx, render.Options{})
	if tree != nil {
		err = tree.TryLayouts()
	}
	return problems, err
}

// Build publishes the site, without drafts, to a folder. If the returned list contains an
// error, the folder has not changed.
func (s *Site) Build(ctx context.Context, to string) (publish.Report, diag.List, error) {
	files := func(g *xref.Graph, o render.Options) (fs.FS, error) { return render.Site(g, o) }
	return s.write(ctx, to, render.Options{NoOffline: s.NoOffline || s.Internal}, files)
}

// write links the site, without drafts, calls the function files with the result, and writes the
// resulting files to a folder. It writes nothing if the returned list contains an error.
func (s *Site) write(ctx context.Context, to string, o render.Options, files func(*xref.Graph, render.Options) (fs.FS, error)) (publish.Report, diag.List, error) {
	if err := s.checkTarget(to); err != nil {
		return publish.Report{}, nil, err
	}
	l, problems, err := s.linkPublished(ctx)
	if err != nil || problems.Failed() {
		return publish.Report{}, problems, err
	}
	tree, err := files(l.graph, l.renderOptions(o))
	if err != nil {
		return publish.Report{}, problems, err
	}
	progress := func(done, total int) {
		switch {
		case s.Progress == nil:
		case done == total:
			s.Progress("removing old files", 0, 0)
		default:
			s.Progress("writing", done, total)
		}
	}
	report, err := publish.Write(ctx, to, tree, publish.Options{Progress: progress, AllowRemovals: s.AllowRemovals})
	return report, problems, err
}

// renderPublished renders the site without drafts. The tree is nil if the returned list contains an
// error.
func (s *Site) renderPublished(ctx context.Context, o render.Options) (*render.Tree, diag.List, error) {
	l, problems, err := s.linkPublished(ctx)
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	tree, err := render.Site(l.graph, l.renderOptions(o))
	return tree, problems, err
}

// renderOptions returns o with the layouts and static files of the site.
func (l *linkedSite) renderOptions(o render.Options) render.Options {
	o.Layouts, o.Static, o.Publish, o.Host = l.layouts, l.static, l.publish, l.host
	return o
}

// linkPublished reads, links and checks the site, and then removes drafts, reviews on hold and the
// pages that quote them. The linked site is nil if the returned list contains an error.
func (s *Site) linkPublished(ctx context.Context) (*linkedSite, diag.List, error) {
	l, problems, err := s.link(ctx, nil)
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	held := slices.Concat(slices.Collect(maps.Values(xref.PagesHeldByReview(l.graph)))...)
	if site := l.graph.Site.Published(held...); site != l.graph.Site {
		l.graph, _ = xref.Link(site, l.publish)
	}
	l.graph.Site.DiscardSource()
	return l, problems, s.beginStage(ctx, "laying out")
}

// checkTarget returns an error if publishing to a folder would replace or modify the source of
// the site or of the program.
func (s *Site) checkTarget(to string) error {
	if err := s.checkFolder(); err != nil {
		return err
	}
	target, err := resolvePath(to)
	if err != nil {
		return err
	}
	folder, err := resolvePath(s.Folder)
	if err != nil {
		return err
	}
	if isInside(folder, target) {
		return fmt.Errorf("%s contains the source of the site: publish to a folder of its own, such as public", to)
	}
	for _, name := range []string{"content", "layouts", "static", ".git", "generator", "cmd"} {
		source, err := resolvePath(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if isInside(target, source) {
			return fmt.Errorf("%s is inside the source of the site: publish to a folder of its own, such as public", to)
		}
	}
	return nil
}

// resolvePath returns the absolute path of a file or folder. It resolves symbolic links in the part of
// the path that exists.
func resolvePath(name string) (string, error) {
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
			return "", fmt.Errorf("%s cannot be used: %w", filepath.Join(name, rest), err)
		}
	}
}

// isInside reports whether name is folder or a path inside it.
func isInside(name, folder string) bool {
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// settings returns the settings in content/site.yaml. Settings that cannot be read have their zero
// value; Check reports them.
func (s *Site) settings() *model.Settings {
	var files []*source.File
	if file, _, err := source.LoadFile(os.DirFS(s.Folder), "content/site.yaml"); err == nil {
		files = append(files, file)
	}
	site, _ := model.Read(files, nil)
	return &site.Settings
}

// PageKinds returns the names of all page kinds.
func PageKinds() []string {
	names := make([]string, len(model.Kinds))
	for i, k := range model.Kinds {
		names[i] = k.Name
	}
	return names
}

// KindExamples returns an example of the arguments of New for each page kind: its name and an id, such
// as "protocol handover".
func KindExamples() []string {
	examples := make([]string, len(model.Kinds))
	for i, k := range model.Kinds {
		examples[i] = k.Name + " " + k.Example
	}
	return examples
}

// A Schema is a JSON Schema of the front matter of a page kind or of a data file.
type Schema = model.Schema

// SchemaFolder is the folder, relative to the site folder, in which new pages expect their schemas.
const SchemaFolder = model.SchemaFolder

// Schemas returns the schemas of all page kinds and data files.
func Schemas() []Schema { return model.Schemas() }

// Date is a date in the format 2006-01-02.
type Date = model.Date

// DateInLondon returns the date of t in London, on which a site goes by.
func DateInLondon(t time.Time) (Date, error) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return "", err
	}
	return Date(t.In(london).Format(time.DateOnly)), nil
}

// A Report contains the numbers of files that a build wrote, kept and removed.
type Report = publish.Report

// IsLocked reports whether err occurred because another program has a file of the site open.
func IsLocked(err error) bool { return publish.IsLocked(err) }

// RemovalError is returned if a build would remove more than half of a published site, or an export would
// remove a file that none of the new ones replaces.
type RemovalError = publish.RemovalError
