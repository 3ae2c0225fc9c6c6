package generator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/serve"
	"safelearn/generator/source"
)

// contactTasks returns the contacts of the last build, for the form for a new page.
func contactTasks(s *servedSite) (tasks []serve.Task) {
	if s.lastContent == nil {
		return nil
	}
	for _, c := range s.lastContent.Contacts {
		tasks = append(tasks, serve.Task{Key: c.ID, Description: c.Name})
	}
	return tasks
}

// contactUses returns the uses that the form for a phone number offers: the keys of the local contacts.
func contactUses() (uses []serve.Task) {
	for _, local := range new(model.LocalSettings).Contacts() {
		uses = append(uses, serve.Task{Key: local.Key, Description: local.Words})
	}
	return uses
}

// addContact adds a contact to content/contacts.yaml, or corrects the one that has the same name, and enters
// it in content/site.yaml if the form says what the number is for. It changes nothing if there would be new
// errors. It returns sentences for the author, which also say which number it replaced.
func addContact(ctx context.Context, s *Site, f serve.ContactForm) (string, error) {
	file, site, err := readOne(s, "content/contacts.yaml")
	if err != nil {
		return "", err
	}
	if err := checkNotPerson(s, strings.TrimSpace(f.Source)); err != nil {
		return "", err
	}
	name := strings.TrimSpace(f.Name)
	known := slices.IndexFunc(site.Contacts, func(c model.Contact) bool { return strings.EqualFold(c.Name, name) })
	ids, err := pageAndContactIDs(ctx, s)
	if err != nil {
		return "", err
	}
	id, done := newContactID(ids, f.Name), fmt.Sprintf("The number of %s is entered.", name)
	if known >= 0 {
		id, done = site.Contacts[known].ID, fmt.Sprintf("The number of %s, which was %s, is corrected.", name, site.Contacts[known].Phone)
		done += hoursAdvice(site.Contacts[known].When, strings.TrimSpace(f.When))
	}
	lines, err := contactLines(id, f)
	if err != nil {
		return "", err
	}
	edits := []edit{contactEdit(file, site, id, known, lines)}
	if f.Use != "" {
		use, replaced, err := localEdit(s, f.Use, id)
		if err != nil {
			return "", err
		}
		edits = append(edits, use)
		if i := slices.IndexFunc(site.Contacts, func(c model.Contact) bool { return c.ID == replaced && replaced != id }); i >= 0 {
			done += fmt.Sprintf(" Pages now show it in place of %s, %s, which stays in the list of numbers.", site.Contacts[i].Name, site.Contacts[i].Phone)
		}
	}
	if err := applyTogether(ctx, s, edits); err != nil {
		return "", err
	}
	return done + fmt.Sprintf(" To show it on a page, tick it below, or write [[%s]] in the text.", id), nil
}

// hoursAdvice returns a sentence about the hours of a contact that is corrected, or "" if it had none or they
// have not changed. Hours that the form leaves out stay: a number that is called when nobody answers is worse
// than one that is thought to be closed.
func hoursAdvice(before, after string) string {
	switch {
	case before == "" || before == after:
		return ""
	case after == "":
		return fmt.Sprintf(" Its hours stay “%s”: if it is always answered, enter it again with “24 hours a day”.", before)
	}
	return fmt.Sprintf(" If the text of a page has its old hours, “%s”, change them there, too.", before)
}

// contactEdit returns the edit of content/contacts.yaml that adds a contact with the given lines, or, if known
// is not negative, sets these lines in the contact with that index.
func contactEdit(file *source.File, site *model.Site, id string, known int, lines []string) edit {
	e := edit{file: file, key: "contacts", manualHint: strings.Join(lines, "; ")}
	if known < 0 {
		e.change = func(r *rewrite) bool { return addItem(r, "contacts", lines) }
		e.holds = func(after *model.Site) bool { return addsOnlyContact(after.Contacts, site.Contacts, id) }
		return e
	}
	e.change = func(r *rewrite) bool {
		for _, line := range slices.Backward(lines[1:]) { // a missing key is added below the id
			key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
			if !setItemLine(r, site.Contacts[known].Pos.Line-1, key, strings.TrimSpace(line)) {
				return false
			}
		}
		return true
	}
	e.holds = func(after *model.Site) bool {
		return len(after.Contacts) == len(site.Contacts) && after.Contacts[known].ID == id &&
			addsOnlyContact(after.Contacts[:known+1], site.Contacts[:known], id) &&
			slices.EqualFunc(after.Contacts[known+1:], site.Contacts[known+1:], func(a, b model.Contact) bool {
				a.Pos = b.Pos
				return a == b
			})
	}
	return e
}

// contactLines returns the lines of a new contact in the list of contacts.
func contactLines(id string, f serve.ContactForm) ([]string, error) {
	lines := []string{"- id: " + quoteYAML(id)}
	for _, field := range []struct{ key, value, label string }{{"name", f.Name, "name"}, {"phone", f.Phone, "number"}, {"when", f.When, "hours"}, {"source", f.Source, "source"}} {
		value, err := normalizeFlag(field.key, field.value)
		if err != nil {
			return nil, fmt.Errorf("the %s has more than one line, or a character that cannot be seen", field.label)
		}
		if value == "" && field.key != "when" {
			return nil, errors.New("the phone number needs a name, the number and who gave it")
		}
		if value != "" {
			lines = append(lines, "  "+field.key+": "+quoteYAML(value))
		}
	}
	checked := strings.TrimSpace(f.Checked)
	if _, err := time.Parse(time.DateOnly, checked); err != nil && checked != "" {
		return nil, errors.New("the day on which somebody rang it is not a date: write it as year-month-day")
	}
	return append(lines, strings.TrimRight("  checked: "+checked, " ")), nil
}

// addsOnlyContact reports whether after consists of the contacts before and one with the given id.
func addsOnlyContact(after, before []model.Contact, id string) bool {
	n := len(before)
	return len(after) == n+1 && after[n].ID == id && slices.EqualFunc(after[:n], before, func(a, b model.Contact) bool {
		a.Pos = b.Pos
		return a == b
	})
}

// newContactID returns an id for a contact of the given name that is not among the ids of a site.
func newContactID(ids map[model.ID]bool, name string) string {
	base := model.PageName(name)
	if base == "" {
		base = "contact"
	}
	id := base
	for n := 2; ids[model.ID(id)]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// addItem adds an item, whose lines begin with "- ", to the block list of a top-level key, and takes out the
// example of an item that may be there in a comment. It returns false if the list has another form.
func addItem(r *rewrite, key string, lines []string) bool {
	from, to := r.keyRange(key, 0, len(r.lines))
	if from < 0 || yamlValue(r.lines[from]) != "" {
		return false
	}
	indent := "  "
	for _, line := range r.lines[from+1 : to] {
		if before, _, found := strings.Cut(line, "- "); found && strings.TrimSpace(before) == "" {
			indent = before
			break
		}
	}
	added := make([]string, len(lines))
	for i, line := range lines {
		added[i] = indent + line
	}
	r.lines = append(r.lines[:to:to], slices.DeleteFunc(slices.Clone(r.lines[to:]), isExample)...)
	r.replace(to, to, added...)
	return true
}

// isExample reports whether a line is a comment with a placeholder, which is of no use once there is an
// entry.
func isExample(line string) bool {
	return strings.HasPrefix(strings.TrimSpace(line), "#") && model.HasPlaceholder(line)
}

// yamlValue returns the value on the line of a key, without a comment.
func yamlValue(line string) string {
	_, value, _ := strings.Cut(line, ":")
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimRight(value, "\r\n"), yamlComment(line)))
}

// localEdit returns the edit of content/site.yaml that makes a contact the local contact of a key, and the
// id that the key has there now.
func localEdit(s *Site, key, id string) (e edit, replaced string, err error) {
	file, site, err := readOne(s, "content/site.yaml")
	if err != nil {
		return edit{}, "", err
	}
	uses := site.Local.Contacts()
	i := slices.IndexFunc(uses, func(c model.LocalContact) bool { return c.Key == key })
	if i < 0 {
		return edit{}, "", fmt.Errorf("%q is not a use of a number", key)
	}
	line := "  " + key + ": " + quoteYAML(id)
	return edit{
		file: file, key: "local", manualHint: "local: " + strings.TrimSpace(line),
		change: func(r *rewrite) bool { return setLocal(r, key, line) },
		holds: func(after *model.Site) bool {
			return slices.EqualFunc(after.Local.Contacts(), site.Local.Contacts(), func(a, b model.LocalContact) bool {
				return a.ID == b.ID || a.Key == key && a.ID == id
			})
		},
	}, uses[i].ID, nil
}

// setLocal replaces or adds the line of a key in the block "local". It returns false if the block has another
// form.
func setLocal(r *rewrite, key, line string) bool {
	from, to := r.keyRange("local", 0, len(r.lines))
	if from < 0 {
		r.replace(len(r.lines), len(r.lines), "local:", line)
		return true
	}
	if yamlValue(r.lines[from]) != "" {
		return false
	}
	for to < len(r.lines) && strings.HasPrefix(r.lines[to], "  #") {
		to++ // keys of the block that are still commented out
	}
	like := "  "
	if i := slices.IndexFunc(r.lines[from+1:to], func(text string) bool { return !strings.HasPrefix(strings.TrimSpace(text), "#") }); i >= 0 {
		like = r.lines[from+1+i]
	}
	r.setLine(from+1, to, key, indentLike(like, line))
	return true
}

// setAddress enters the address of the published site in content/site.yaml. It returns a sentence for the
// author.
func setAddress(ctx context.Context, s *Site, address string) (string, error) {
	address, err := completeAddress(address)
	if err != nil {
		return "", err
	}
	file, _, err := readOne(s, "content/site.yaml")
	if err != nil {
		return "", err
	}
	line := "base: " + quoteYAML(address)
	err = applyTogether(ctx, s, []edit{{
		file: file, key: "base", manualHint: line,
		change: func(r *rewrite) bool {
			r.setLine(r.firstKeyLine(), len(r.lines), "base", line)
			return true
		},
		holds: func(after *model.Site) bool { return after.BaseURL == address },
	}})
	if err != nil {
		return "", err
	}
	return "The address of the site is " + address + ". Write the site again, and drop the folder on your host again.", nil
}

// completeAddress returns an address as the settings require it, with a scheme and a trailing slash.
func completeAddress(address string) (string, error) {
	address, err := normalizeFlag("base", address)
	if err != nil || address == "" {
		return "", errors.New("write the address on one line, such as https://example.org/learning/")
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%s is not an address: write one such as https://example.org/learning/", address)
	}
	host := parsed.Hostname()
	if net.ParseIP(host) != nil || !strings.Contains(strings.Trim(host, "."), ".") || strings.HasSuffix(host, ".localhost") {
		return "", fmt.Errorf("%s is an address of a single machine, not of a published site: write the one that your host shows, such as https://example.org/learning/", address)
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}

// readOne reads one file of the content.
func readOne(s *Site, name string) (*source.File, *model.Site, error) {
	file, _, err := source.LoadFile(os.DirFS(s.Folder), name)
	if err != nil {
		return nil, nil, err
	}
	site, _ := model.Read([]*source.File{file}, nil)
	return file, site, nil
}

// applyTogether applies edits of different files. It writes none of them if one cannot be made, or if one
// of these files would then have an error that it does not have now.
func applyTogether(ctx context.Context, s *Site, edits []edit) error {
	trial := *s
	trial.unsavedTexts = make(map[string]string)
	for _, e := range edits {
		r := newRewrite(e.file.Text)
		if !e.change(r) {
			return fmt.Errorf("%s has a form that the program cannot add to: write by hand %s", e.file.Path, e.manualHint)
		}
		text := r.String()
		if !e.isCorrect(text) {
			return e.formError()
		}
		trial.unsavedTexts[e.file.Path] = text
	}
	if err := firstNewError(ctx, s, &trial); err != nil {
		return err
	}
	for _, e := range edits {
		if err := e.apply(s); err != nil {
			return err
		}
	}
	return nil
}

// firstNewError returns the first error in the unsaved files of a trial that the site itself does not have
// in the same file, or nil. An error that was there before must not keep an author from mending another.
func firstNewError(ctx context.Context, s, trial *Site) error {
	_, before, err := s.link(ctx, nil)
	if err != nil {
		return err
	}
	_, after, err := trial.link(ctx, nil)
	if err != nil {
		return err
	}
	type kind struct{ path, rule, message string }
	known := make(map[kind]int)
	for _, d := range before {
		if d.Severity == diag.Error {
			known[kind{d.Path, d.Rule, d.Message}]++
		}
	}
	for _, d := range after {
		if _, changed := trial.unsavedTexts[d.Path]; !changed || d.Severity != diag.Error {
			continue
		}
		k := kind{d.Path, d.Rule, d.Message}
		if known[k]--; known[k] < 0 {
			return fmt.Errorf("nothing is entered yet: %s (%s)", d.Message, d.Hint)
		}
	}
	return nil
}
