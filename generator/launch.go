package generator

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/check"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/serve"
)

// launchList returns the list of what is done before readers rely on the site, which is empty if the site
// has none.
func launchList(s *servedSite) serve.List {
	list, items := serve.List{Title: "Before launch"}, check.LaunchItems(s.lastContent)
	if items == nil {
		return list
	}
	for _, c := range check.ContactsToCheck(s.lastContent) {
		list.Tasks = append(list.Tasks, serve.Task{Key: numberPrefix + c.ID, Description: checkedWords(c)})
	}
	for _, i := range append(items, filledItem(s)) {
		text := "Done: " + i.Description
		if i.OpenReason != "" {
			text = "Open: " + i.Description + " (" + i.OpenReason + ")"
			if i.Key != "" {
				list.Tasks = append(list.Tasks, serve.Task{Key: i.Key, Description: i.Description})
			}
		}
		list.Items = append(list.Items, serve.Item{Text: text, File: i.Pos.Path, Line: i.Pos.Line, Column: i.Pos.Column})
	}
	return list
}

// numberPrefix is the start of the key of each task to check a contact. The id of the contact follows it.
const numberPrefix = "number "

// checkedWords returns the text that says that a contact was checked.
func checkedWords(c model.Contact) string { return "the number of " + c.Name + " was checked" }

// recordCheck records in content/contacts.yaml that a contact was checked today, with the role that did it in
// a comment. It returns a sentence for the author.
func recordCheck(s *Site, id, by string) (string, error) {
	file, site, err := readOne(s, "content/contacts.yaml")
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(site.Contacts, func(c model.Contact) bool { return c.ID == id })
	if i < 0 {
		return "", fmt.Errorf("there is no contact %q", id)
	}
	want := slices.Clone(site.Contacts)
	want[i].Checked = s.Today
	line := "checked: " + string(s.Today) + " # by " + by
	err = edit{
		file: file, key: "contacts", manualHint: line,
		change: func(r *rewrite) bool { return setItemLine(r, site.Contacts[i].Pos.Line-1, "checked", line) },
		holds: func(after *model.Site) bool {
			return slices.EqualFunc(after.Contacts, want, func(a, b model.Contact) bool {
				a.Pos = b.Pos
				return a == b
			})
		},
	}.apply(s)
	if err != nil {
		return "", err
	}
	return "It is recorded that " + checkedWords(want[i]) + ".", nil
}

// setItemLine sets the line of a key in a block list item that starts on the line first. It returns false
// if the item is written on one line.
func setItemLine(r *rewrite, first int, key, line string) bool {
	rest, found := strings.CutPrefix(strings.TrimLeft(r.lines[first], " "), "- ")
	if rest = strings.TrimLeft(rest, " "); !found || strings.HasPrefix(rest, "{") {
		return false
	}
	indent := strings.Repeat(" ", len(r.lines[first])-len(rest))
	to := first + 1
	for to < len(r.lines) && (strings.HasPrefix(r.lines[to], indent) || strings.TrimSpace(r.lines[to]) == "") {
		to++
	}
	r.setLine(first+1, to, key, indent+line)
	return true
}

// filledItem returns the item about placeholders outside drafts.
func filledItem(s *servedSite) check.LaunchItem {
	item, left := check.LaunchItem{Description: "nothing is left to fill in on pages that readers see, and in the settings", Pos: diag.Pos{Path: "content/site.yaml"}}, 0
	first := ""
	for _, d := range s.problems {
		if e := s.lastContent.EntryByPath(d.Path); d.Rule != "text-fill-in" || e != nil && model.IsDraft(s.lastContent, e.Base()) {
			continue
		}
		if left++; left == 1 {
			item.Pos, first = d.Pos, strings.TrimPrefix(d.Message, "still to be filled in: ")
		}
	}
	if left > 0 {
		item.OpenReason = fmt.Sprintf("%d left; the first is %s", left, first)
	}
	return item
}

// checkNotPerson returns an error if a text in which a role, a team or a document is named looks like the
// name of a person, which is known in English alone.
func checkNotPerson(s *Site, text string) error {
	if check.LooksLikePerson(text) && strings.HasPrefix(s.settings().DefaultLanguage(), "en") {
		return fmt.Errorf("%s looks like the name of a person: write the role or the team, such as Designated nurse; if it is one, start its other words in lower case", text)
	}
	return nil
}

// recordTask records in content/launch.yaml that a task is done, today, and the role that did it. It
// returns a sentence for the author.
func recordTask(s *Site, key, by string) (string, error) {
	by, err := normalizeFlag("by", by)
	if err != nil {
		return "", errors.New("who did it has more than one line, or a character that cannot be seen")
	}
	if by == "" {
		return "", errors.New("write who did it: a team or a role")
	}
	if err := checkNotPerson(s, by); err != nil {
		return "", err
	}
	if id, found := strings.CutPrefix(key, numberPrefix); found {
		return recordCheck(s, id, by)
	}
	file, site, err := readOne(s, model.LaunchFile)
	if err != nil {
		return "", err
	}
	if site.Launch == nil {
		return "", errors.New(model.LaunchFile + " cannot be read: correct its errors first")
	}
	i := slices.IndexFunc(site.Launch.Tasks(), func(task model.LaunchTask) bool { return task.Key == key })
	if i < 0 {
		return "", fmt.Errorf("%q is not on the list", key)
	}
	done := model.Done{Date: s.Today, By: by}
	line := fmt.Sprintf("%s: {date: %s, by: %s}", key, done.Date, quoteYAML(by))
	err = edit{
		file: file, key: key, manualHint: line,
		change: func(r *rewrite) bool {
			from, to := r.keyRange(key, 0, len(r.lines))
			if from < 0 {
				from, to = len(r.lines), len(r.lines)
			}
			r.replace(from, to, line)
			return true
		},
		holds: func(site *model.Site) bool { return site.Launch != nil && site.Launch.Tasks()[i].Done == done },
	}.apply(s)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("It is recorded that %s.", site.Launch.Tasks()[i].Description), nil
}
