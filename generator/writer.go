package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/serve"
)

// newAuthorTools returns the callbacks that the writers' page needs, for a site that is served from a
// folder.
func newAuthorTools(s *servedSite) (*serve.AuthorTools, error) {
	folder, err := filepath.Abs(s.Folder)
	if err != nil {
		return nil, err
	}
	site := *s.Site // the server does not use this copy for its builds
	site.Progress, site.Ready = nil, nil
	now := func() *Site { return siteOfToday(&site) }
	target := filepath.Join(folder, "public")
	return &serve.AuthorTools{
		Folder: folder, Target: target, CanShow: site.settings().Demonstration,
		Lists:  func() []serve.List { return writerLists(s) },
		Record: func(task, by string) (string, error) { return recordTask(now(), task, by) },
		NewPage: func(ctx context.Context, p serve.PageForm) (file, address string, err error) {
			return addPage(ctx, now(), p)
		},
		Contacts: func() []serve.Task { return contactTasks(s) }, ContactUses: contactUses(),
		AddContact: func(ctx context.Context, f serve.ContactForm) (string, error) { return addContact(ctx, now(), f) },
		SetAddress: func(ctx context.Context, address string) (string, error) { return setAddress(ctx, now(), address) },
		Publish:    func(ctx context.Context) (string, error) { return publishForAuthor(ctx, &site, target) },
	}, nil
}

// siteOfToday returns a copy of a site for a form that is sent now. What somebody has done is recorded with
// the day on which they say so, also if the site is shown as on another day or has been served overnight.
func siteOfToday(s *Site) *Site {
	today := *s
	if day, err := DateInLondon(time.Now()); err == nil {
		today.Today = day
	}
	return &today
}

// writerLists returns the lists of overdue and unreviewed pages, drafts and placeholders in the last build of a
// site.
func writerLists(s *servedSite) (lists []serve.List) {
	if s.lastContent == nil {
		return nil
	}
	var overdue, unreviewed, drafts []serve.Item
	for _, e := range s.lastContent.All() {
		p := e.Base()
		item := serve.Item{Text: cmp.Or(p.Title, string(p.ID)), File: p.File.Path, Address: p.Address}
		switch {
		case model.IsDraft(s.lastContent, p):
			drafts = append(drafts, item)
		case s.lastContent.Overdue(p):
			overdue = append(overdue, item)
		case p.Reviewed == "" && p.Status != model.Withdrawn:
			unreviewed = append(unreviewed, item)
		}
	}
	for _, l := range []serve.List{launchList(s), {Title: "Past their review", Items: overdue}, {Title: "Published, and not yet reviewed", Items: unreviewed}, {Title: "Drafts", Items: drafts}, {Title: "Still to be filled in", Items: placeholderItems(s.problems)}} {
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

// placeholderItems returns an item, with a position, for each placeholder that an author has not yet
// filled in.
func placeholderItems(problems diag.List) (items []serve.Item) {
	for _, d := range problems {
		if d.Rule == "text-fill-in" && d.Severity != diag.Error {
			items = append(items, serve.Item{Text: strings.TrimPrefix(d.Message, "still to be filled in: "), File: d.Path, Line: d.Line, Column: d.Column})
		}
	}
	return items
}

// addPage creates a page of the kind "page" from the values of a form. The page is a draft, unless the
// site is a demonstration and the form says that the page is to be shown: then it is a sample that nobody
// has reviewed. If the page would have errors, addPage returns them and creates nothing.
func addPage(ctx context.Context, s *Site, p serve.PageForm) (file, address string, err error) {
	settings := s.settings()
	values, err := pageValues(p, settings, s.Today)
	if err != nil {
		return "", "", err
	}
	kind := model.KindByName("page")
	ids, err := pageAndContactIDs(ctx, s)
	if err != nil {
		return "", "", err
	}
	id := newPageID(s, ids, values["title"])
	file, text, err := kind.NewPage(id, s.Today, settings.BriefingBlocks, values)
	if err != nil {
		return "", "", err
	}
	front := strings.TrimSuffix(text, kind.Body)
	if text, err = withContacts(s, front+strings.TrimSpace(p.Text)+"\n", strings.Fields(p.Contacts)); err != nil {
		return "", "", err
	}
	if err := formErrors(ctx, s, file, front, text); err != nil {
		return "", "", err
	}
	root, err := os.OpenRoot(s.Folder)
	if err != nil {
		return "", "", fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	if err = root.MkdirAll(path.Dir(file), 0o755); err == nil {
		err = createFile(root, file, text)
	}
	if errors.Is(err, fs.ErrExist) {
		err = errors.New("there is a page of this name already: choose another title")
	}
	return file, "/pages/" + id + "/", err
}

// formPosition returns where in the form a writer typed the given line of a new file.
func formPosition(front string, line int) string {
	lines := strings.Split(front, "\n")
	if before := len(lines) - 1; line > before {
		return fmt.Sprintf("first text, line %d", line-before)
	}
	key, _, _ := strings.Cut(lines[max(line, 1)-1], ":")
	return key
}

// withContacts returns the text of a page with contacts and their hours after it, given their ids.
func withContacts(s *Site, text string, ids []string) (string, error) {
	if len(ids) == 0 {
		return text, nil
	}
	_, site, err := readOne(s, "content/contacts.yaml")
	if err != nil {
		return "", err
	}
	for _, c := range site.Contacts { // in paragraphs, because items would continue a list at the end of the text
		if slices.Contains(ids, c.ID) {
			text += "\n" + plainMarkdown(c.Name) + ": [[" + c.ID + "]]"
			if c.When != "" {
				text += ", " + plainMarkdown(c.When)
			}
			text += "\n"
		}
	}
	return text, nil
}

// plainMarkdown returns Markdown that shows text as it is.
func plainMarkdown(text string) string {
	var escaped strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>&!#|~^", r) {
			escaped.WriteByte('\\')
		}
		escaped.WriteRune(r)
	}
	return escaped.String()
}

// formErrors returns the errors that a new file would have, with their places in the words of the form, or
// nil if it would have none. The text of the file begins with front, which ends where the text of the form
// begins.
func formErrors(ctx context.Context, s *Site, file, front, text string) error {
	if _, err := os.Lstat(filepath.Join(s.Folder, filepath.FromSlash(file))); err == nil {
		return nil // is reported when the file is created
	}
	trial := *s
	trial.unsavedTexts = map[string]string{file: text}
	_, problems, err := trial.link(ctx, nil)
	if err != nil {
		return err
	}
	var found []string
	for _, d := range problems {
		if d.Path != file || d.Severity != diag.Error {
			continue
		}
		message := formPosition(front, d.Line) + ": " + d.Message
		if d.Hint != "" {
			message += " (" + d.Hint + ")"
		}
		found = append(found, message)
	}
	if found == nil {
		return nil
	}
	return errors.New("the page is not made yet, because it would have errors. Please change " + strings.Join(found, "; and "))
}

// pageAndContactIDs returns the ids of the pages and contacts of a site.
func pageAndContactIDs(ctx context.Context, s *Site) (map[model.ID]bool, error) {
	linked, _, err := s.link(ctx, nil)
	if err != nil {
		return nil, err
	}
	ids, site := make(map[model.ID]bool), linked.graph.Site
	for _, e := range site.All() {
		ids[e.Base().ID] = true
	}
	for _, c := range site.Contacts {
		ids[model.ID(c.ID)] = true
	}
	return ids, nil
}

// newPageID returns the id of a new page with the given title: "page" and the first number that is free
// if no letter of the title can be part of an address. If something other than a page of this kind has the
// id of the title, it adds "-page".
func newPageID(s *Site, ids map[model.ID]bool, title string) string {
	isFile := func(id string) bool {
		_, err := os.Lstat(filepath.Join(s.Folder, "content", "pages", id+".md"))
		return err == nil
	}
	id := model.PageName(title)
	for n := 1; id == ""; n++ {
		if name := fmt.Sprint("page-", n); !isFile(name) {
			id = name
		}
	}
	base := id
	for n := 1; ids[model.ID(id)] && !isFile(id); n++ {
		id = base + "-page"
		if n > 1 {
			id += fmt.Sprint("-", n)
		}
	}
	return id
}

// pageValues converts the values of a form to the front matter of a new page.
func pageValues(p serve.PageForm, settings *model.Settings, today Date) (map[string]string, error) {
	values := make(map[string]string)
	for key, text := range map[string]string{"title": p.Title, "summary": p.Summary} {
		value, err := normalizeFlag(key, text)
		if err != nil {
			return nil, fmt.Errorf("the %s has more than one line, or a character that cannot be seen", key)
		}
		values[key] = value
	}
	if values["title"] == "" || values["summary"] == "" || strings.TrimSpace(p.Text) == "" {
		return nil, errors.New("the page needs a title, a summary and a first text")
	}
	if !p.Shown || !settings.Demonstration {
		return values, nil
	}
	day, err := time.Parse(time.DateOnly, string(today))
	values["status"], values["owner"] = string(model.Sample), settings.Partnership
	values["review_due"] = day.AddDate(0, 6, 0).Format(time.DateOnly)
	return values, err
}

// publishForAuthor builds the site to a folder and returns a sentence for the author that describes
// the result.
func publishForAuthor(ctx context.Context, s *Site, to string) (string, error) {
	report, problems, err := s.Build(ctx, to)
	if removal := new(RemovalError); errors.As(err, &removal) {
		return "", fmt.Errorf("%w: if that is right, run safelearn build --allow-removals", err)
	}
	if err != nil {
		return "", err
	}
	if problems.Failed() {
		return "", fmt.Errorf("%s in the content: nothing was written", problems.Summary())
	}
	return fmt.Sprintf("%d files are in %s.", report.Files, to), nil
}
