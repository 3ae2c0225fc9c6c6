package model

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// readData reads the files of a site that are no pages.
func (s *Site) readData(file *source.File, problems *diag.List) {
	name := strings.TrimPrefix(file.Path, "content/")
	if name == "site.yaml" {
		s.SettingsFile = file
	}
	if file.Unreadable {
		return
	}
	if name != "contacts.yaml" {
		s.DataFiles = append(s.DataFiles, file)
	}
	switch parts := strings.Split(name, "/"); {
	case name == "site.yaml":
		fields, ok := decode(file, &s.Settings, problems)
		if !ok {
			return
		}
		at := keeper{file, fields}
		for field, value := range map[string]string{"id": s.ID, "title": s.Title, "partnership": s.Partnership} {
			at.require(problems, field, value)
		}
		if s.Demonstration {
			at.require(problems, "banner", s.Banner)
		} else {
			at.require(problems, "base", s.BaseURL)
		}
		if why := notBase(s.BaseURL); s.BaseURL != "" && why != "" {
			problems.Error(at.pos("base"), "site-base", "base "+why, "write it whole: https://example.org/learning/")
		}
		if s.ID != "" && !plainID(s.ID) {
			problems.Error(at.pos("id"), "front-value", fmt.Sprintf("%q cannot be an id", s.ID), "use small letters, digits and hyphens")
		}
		s.checkLanguages(at, problems)
	case name == "contacts.yaml":
		s.readContacts(file, problems)
	case len(parts) == 2 && parts[0] == "languages":
		s.readWording(file, problems)
	case name == "words.yaml":
		s.readAlike(file, problems)
	case len(parts) == 3 && parts[0] == "reviews" && parts[2] == "progress.yaml":
		progress := new(Progress)
		fields, _ := decode(file, progress, problems)
		at := keeper{file, fields}
		for i, a := range progress.Actions {
			item := fmt.Sprintf("actions[%d]", i)
			for key, value := range map[string]string{"action": string(a.Action), "state": string(a.State), "as_at": string(a.AsAt)} {
				at.require(problems, item+"."+key, value)
			}
			progress.Actions[i].Pos = at.pos(item + ".action")
		}
		s.Progress[parts[1]] = progress
	default:
		problems.Error(file.Start(), "source-unknown-file", "no data file has this name",
			"the data files are content/site.yaml, content/contacts.yaml, content/words.yaml, content/languages/<language>.yaml and content/reviews/<id>/progress.yaml")
	}
}

func (s *Site) readContacts(file *source.File, problems *diag.List) {
	var list struct {
		Contacts []Contact `yaml:"contacts"`
	}
	fields, _ := decode(file, &list, problems)
	at := keeper{file, fields}
	for i, c := range list.Contacts {
		item := fmt.Sprintf("contacts[%d]", i)
		for key, value := range map[string]string{"id": c.ID, "name": c.Name, "source": c.Source, "checked": string(c.Checked)} {
			at.require(problems, item+"."+key, value)
		}
		if c.Phone == "" && c.Email == "" {
			problems.Error(at.pos(item), "contact-empty", fmt.Sprintf("the contact %s has neither phone nor email", c.ID), "add phone: …")
		}
		for key, wrong := range map[string]bool{
			"id": c.ID != "" && !plainID(c.ID), "phone": c.Phone != "" && !isPhone(c.Phone), "email": c.Email != "" && !isEmail(c.Email),
		} {
			if wrong {
				problems.Error(at.pos(item+"."+key), "front-value", fmt.Sprintf("this is no %s that can be shown and called up", key), "write it plainly: id: office, phone: 0808 800 5000, email: office@example.org")
			}
		}
		c.Pos = at.pos(item + ".id")
		s.Contacts = append(s.Contacts, c)
	}
}

func (s *Site) readAlike(file *source.File, problems *diag.List) {
	var list struct {
		Alike []SynonymSet `yaml:"alike"`
	}
	fields, _ := decode(file, &list, problems)
	at := keeper{file, fields}
	for i, a := range list.Alike {
		item := fmt.Sprintf("alike[%d]", i)
		a.Pos = at.pos(item)
		if len(a.Words) < 2 {
			problems.Error(a.Pos, "words-few", "fewer than two words are alike to nothing", "write two or more: words: [bruise, mark]")
		}
		for j, word := range a.Words {
			if slices.ContainsFunc(a.Words[:j], func(other string) bool { return strings.EqualFold(strings.TrimSpace(other), strings.TrimSpace(word)) }) {
				problems.Error(at.pos(fmt.Sprintf("%s.words[%d]", item, j)), "words-double", fmt.Sprintf("%q stands here twice", word), "take one of them out")
			}
		}
		s.Synonyms = append(s.Synonyms, a)
	}
}

// A keeper knows where the fields of a data file stand.
type keeper struct {
	file   *source.File
	fields []place
}

func (k keeper) pos(field string) diag.Pos {
	page := Page{File: k.file, fields: k.fields}
	return page.FieldPos(field)
}

func (k keeper) require(problems *diag.List, field, value string) {
	page := Page{File: k.file, fields: k.fields}
	if value == "" && !page.wrong(field) {
		problems.Error(page.FieldPos(field), "front-required", fmt.Sprintf("the key %s is missing", last(field)), fmt.Sprintf("add %s: …", last(field)))
	}
}
