package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// New creates a draft page and returns its path. The argument id is the id of the page, or the name or
// path of its file. If the id ends in a language tag, as in appointments.ar, the page is a translation.
// The argument values maps front matter keys, such as "label", to their values; other keys have the
// default values of the kind. New returns an error if the file exists.
func (s *Site) New(ctx context.Context, kind, id string, values map[string]string) (file string, err error) {
	k := model.KindByName(kind)
	if k == nil {
		names := PageKinds()
		hint := "the kinds are " + strings.Join(names, ", ")
		if near := diag.Nearest(kind, names); near != "" {
			hint = "did you mean " + near + "? " + hint
		}
		return "", fmt.Errorf("there is no kind %q: %s", kind, hint)
	}
	if s.Folder == "" {
		return "", ErrNoContent
	}
	if id, err = k.TypedID(pathInSite(s, id)); err != nil {
		return "", err
	}
	name, text, err := s.newPageText(ctx, k, id, values)
	if err != nil {
		return "", err
	}
	root, err := os.OpenRoot(s.Folder) // does not follow symbolic links out of the folder
	if err != nil {
		return "", fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return "", fmt.Errorf("making the folder of the page: %w", err)
	}
	if err := createFile(root, name, text); err != nil {
		return "", fmt.Errorf("making the page: %w", err)
	}
	return filepath.Join(s.Folder, filepath.FromSlash(name)), nil
}

// PageID returns the id of a page of the given kind that a user names by its id, or by the name or path of
// its file. It returns the name itself if that is the path of another kind of page. It does not check that
// the page exists.
func PageID(s *Site, kind, name string) string {
	if id, err := model.KindByName(kind).TypedID(pathInSite(s, name)); err == nil {
		return id
	}
	return name
}

// pathInSite returns the path of a file relative to the folder of the site, with slashes, if name is an
// absolute path or one that leads upwards, and the file is in the site. Otherwise it returns name.
func pathInSite(s *Site, name string) string {
	slashed := strings.ReplaceAll(name, `\`, "/")
	if !filepath.IsAbs(name) && !strings.HasPrefix(slashed, "../") {
		return name
	}
	file, err := resolvePath(slashed)
	if err != nil {
		return name
	}
	folder, err := resolvePath(s.Folder)
	if err != nil || !isInside(file, folder) {
		return name
	}
	inside, err := filepath.Rel(folder, file)
	if err != nil {
		return name
	}
	return filepath.ToSlash(inside)
}

// createFile creates a file with the given text. If the text cannot be written completely, it
// removes the file.
func createFile(root *os.Root, name, text string) error {
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

// newPageText returns the path and text of a new page, or of a new translation if id ends in a
// language tag.
func (s *Site) newPageText(ctx context.Context, k *model.Kind, id string, values map[string]string) (name, text string, err error) {
	original, tag := model.SplitLanguage(id)
	if tag == "" {
		if name, text, err = k.NewPage(id, s.Today, s.settings().BriefingBlocks, values); err != nil && k.InReview() && !strings.Contains(id, "/") {
			err = s.addReviewIDs(err, id)
		}
		return name, text, err
	}
	for key := range values {
		return "", "", fmt.Errorf("%s is a translation, and has the %s of its page: leave out --%[2]s", id, key)
	}
	l, _, err := s.link(ctx, nil)
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

// addReviewIDs extends err, which reports an id that lacks the id of its review, with the complete id
// for each review of the site.
func (s *Site) addReviewIDs(err error, id string) error {
	folders, _ := filepath.Glob(filepath.Join(s.Folder, "content", "reviews", "*", "index.md"))
	for i, file := range folders {
		joint := ", that is "
		if i > 0 {
			joint = " or "
		}
		err = fmt.Errorf("%w%s%s/%s", err, joint, filepath.Base(filepath.Dir(file)), id)
	}
	return err
}
