package generator

import (
	"bytes"
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

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/sheet"
	"safelearn/generator/source"
	"safelearn/generator/tables"
)

// ExportTable writes a table of the site, without drafts, to a file whose name ends with .csv or .xlsx,
// and returns the number of rows. If the returned list contains an error, the file has not changed.
func ExportTable(ctx context.Context, s *Site, kind tables.Kind, file string) (rows int, problems diag.List, err error) {
	l, problems, err := s.linkPublished(ctx)
	if err != nil || problems.Failed() {
		return 0, problems, err
	}
	t := kind.Table(l.graph)
	var text bytes.Buffer
	if err := sheet.Write(&text, file, t); err != nil {
		return 0, problems, err
	}
	folder, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return 0, problems, fmt.Errorf("writing the table: %w", err)
	}
	defer folder.Close()
	return len(t.Rows), problems, replaceFile(folder, filepath.Base(file), text.Bytes())
}

// An Import contains the progress entries that a spreadsheet of actions adds to a site.
type Import struct {
	Problems []tables.Problem // problems, which prevent any change
	Notices  []string         // remarks for information only
	Files    []ImportedFile   // files with new entries, sorted by path

	folder string // site folder
}

// An ImportedFile is a progress.yaml with new entries.
type ImportedFile struct {
	Path             string // relative to the folder of the site
	Actions, Updates int    // numbers of new entries
	AddedLines       string // only the new lines
	About            string // a line with the key and the text of each action that the new lines are about

	old, text string // whole text before and after
}

// ImportActions compares a spreadsheet of actions with the site and returns the entries that it
// adds. It writes nothing. If the returned list contains an error, the Import is nil. If checked is true,
// values that seem to be in the row of another action are taken.
func ImportActions(ctx context.Context, s *Site, name string, data []byte, checked bool) (*Import, diag.List, error) {
	if s.Folder == "" {
		return nil, nil, ErrNoContent
	}
	whole := *s
	whole.Internal = true
	l, problems, err := whole.link(ctx, nil)
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	grid, err := sheet.Read(name, data, func(cells []string) bool { return tables.IsHeader(l.graph, cells) })
	if err != nil {
		return nil, problems, err
	}
	plan := tables.Compare(l.graph, grid, checked)
	in := &Import{Notices: plan.Notices, folder: s.Folder}
	additions, err := in.addPlannedFiles(plan)
	if err != nil {
		return nil, problems, err
	}
	if len(in.Files) > 0 {
		whole.unsavedTexts = make(map[string]string)
		for _, f := range in.Files {
			whole.unsavedTexts[f.Path] = f.text
		}
		after, more, err := whole.link(ctx, nil)
		if err != nil {
			return nil, problems, err
		}
		plan.AddErrors(more, additions)
		if err := in.verify(plan, l.graph.Site, after.graph.Site); err != nil && plan.Problems == nil {
			return nil, problems, err
		}
	}
	in.Problems = plan.Problems
	return in, problems, nil
}

// addPlannedFiles adds the files that a plan changes to in.Files. It returns the addition to each
// file, by path.
func (in *Import) addPlannedFiles(plan *tables.Plan) (map[string]*tables.Addition, error) {
	root, err := os.OpenRoot(in.folder)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	additions := make(map[string]*tables.Addition)
	byReview := plan.ByReview()
	for _, review := range slices.Sorted(maps.Keys(byReview)) {
		f := ImportedFile{Path: progressPath(review)}
		data, err := root.ReadFile(f.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		f.old = string(data)
		a, err := tables.Append(f.old, byReview[review])
		if err != nil {
			return nil, fmt.Errorf("%s, %w", f.Path, err)
		}
		for _, change := range byReview[review] {
			f.About += change.Key + ": " + strings.Join(strings.Fields(change.Text), " ") + "\n"
			if change.Action != nil {
				f.Actions++
			}
			if change.Update != nil {
				f.Updates++
			}
		}
		f.AddedLines, f.text, additions[f.Path] = a.AddedLines, a.Text, a
		in.Files = append(in.Files, f)
	}
	return additions, nil
}

// progressPath returns the path of the progress.yaml of a review.
func progressPath(review string) string {
	return path.Join("content/reviews", review, "progress.yaml")
}

// verify returns an error unless each changed file, when it is read again, contains its old entries
// unchanged and the new entries as planned.
func (in *Import) verify(plan *tables.Plan, before, after *model.Site) error {
	old, read := model.AllProgress(before), model.AllProgress(after)
	for review, changes := range plan.ByReview() {
		if file := progressPath(review); !tables.Extends(old[review], read[review], changes) {
			return fmt.Errorf("%s cannot be added to without changing what it has: write its lists with a hyphen before each entry, and import again", file)
		}
	}
	return nil
}

// Apply writes the new entries to the files of the site. It replaces each file atomically.
func (in *Import) Apply() error {
	root, err := os.OpenRoot(in.folder)
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	for _, f := range in.Files {
		data, err := root.ReadFile(f.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if string(data) != f.old {
			return fmt.Errorf("%s has changed since it was read: import again", f.Path)
		}
	}
	for _, f := range in.Files {
		if err := replaceFile(root, f.Path, []byte(f.text)); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
	}
	return nil
}

// replaceFile replaces a file in a folder atomically.
func replaceFile(folder *os.Root, name string, data []byte) error {
	mode := fs.FileMode(0o644)
	if info, err := folder.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	name = filepath.ToSlash(name)
	part := path.Join(path.Dir(name), "."+path.Base(name)+".part") // hidden, so that it is not content
	f, err := folder.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = folder.Rename(part, name)
	}
	if err != nil {
		err = errors.Join(err, folder.Remove(part))
	}
	return err
}

// replaceFiles returns files with some contents replaced. The map texts contains the new contents by
// path. The slice files must be sorted by path.
func replaceFiles(files []*source.File, texts map[string]string) ([]*source.File, diag.List) {
	var problems diag.List
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		file, more := source.ParseFile(name, texts[name])
		problems = append(problems, more...)
		i, found := slices.BinarySearchFunc(files, name, func(f *source.File, name string) int { return strings.Compare(f.Path, name) })
		if found {
			files[i] = file
		} else {
			files = slices.Insert(files, i, file)
		}
	}
	return files, problems
}
