package model

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// readData reads a data file: a file of the site that is not a page.
func (s *Site) readData(file *source.File, problems *diag.List) {
	name := strings.TrimPrefix(file.Path, "content/")
	s.hasSettings = s.hasSettings || name == "site.yaml"
	if file.Unreadable {
		return
	}
	if name != "contacts.yaml" {
		s.DataFiles = append(s.DataFiles, file)
	}
	switch parts := strings.Split(name, "/"); {
	case name == "site.yaml":
		s.readSettings(file, problems)
	case name == "contacts.yaml":
		s.readContacts(file, problems)
	case name == "words.yaml":
		s.readSynonyms(file, problems)
	case len(parts) == 2 && parts[0] == "languages":
		s.readUIText(file, problems)
	case len(parts) == 3 && parts[0] == "reviews" && parts[2] == "progress.yaml":
		s.readProgress(parts[1], file, problems)
	default:
		problems.Error(file.Start(), "source-unknown-file", "no data file has this name",
			"the data files are content/site.yaml, content/contacts.yaml, content/words.yaml, content/languages/<language>.yaml and content/reviews/<id>/progress.yaml")
	}
}

// Contact is an entry of content/contacts.yaml: a phone number or e-mail address. Pages
// can show it only by its id, [[nspcc]].
type Contact struct {
	ID      string `yaml:"id" required:"true"`      // used in [[nspcc]]
	Name    string `yaml:"name" required:"true"`    // the person or service that answers
	Phone   string `yaml:"phone"`                   // as it is read out: 0808 800 5000
	Email   string `yaml:"email"`                   // required where there is no phone
	When    string `yaml:"when"`                    // opening hours, if a source gives them
	Source  string `yaml:"source" required:"true"`  // where the number was found
	Checked Date   `yaml:"checked" required:"true"` // the day it was last found there

	Pos diag.Pos `yaml:"-"` // the position of its id
}

// readContacts reads content/contacts.yaml.
func (s *Site) readContacts(file *source.File, problems *diag.List) {
	var data struct {
		Contacts []Contact `yaml:"contacts"`
	}
	origin, _ := decode(file, &data, problems)
	for i, c := range data.Contacts {
		item := fmt.Sprintf("contacts[%d]", i)
		if c.Phone == "" && c.Email == "" {
			problems.Error(origin.FieldPos(item), "contact-empty", fmt.Sprintf("the contact %s has neither phone nor email", c.ID), "add phone: …")
		}
		for key, wrong := range map[string]bool{
			"id": c.ID != "" && !isSimpleID(c.ID), "phone": c.Phone != "" && !isPhone(c.Phone), "email": c.Email != "" && !isEmail(c.Email),
		} {
			if wrong {
				problems.Error(origin.FieldPos(item+"."+key), "front-value", fmt.Sprintf("this %s cannot be shown and used", key), "write it plainly: id: office, phone: 0808 800 5000, email: office@example.org")
			}
		}
		c.Pos = origin.FieldPos(item + ".id")
		s.Contacts = append(s.Contacts, c)
	}
}

// isPhone reports whether a text can be dialled as it is read out.
func isPhone(text string) bool {
	return strings.Trim(text, "+()- 0123456789") == "" && strings.ContainsAny(text, "0123456789")
}

// isEmail reports whether a text is exactly one address, without characters that an
// e-mail program takes for a second address or for the text of the message.
func isEmail(text string) bool {
	box, host, found := strings.Cut(text, "@")
	return found && box != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(host, "@") &&
		!strings.ContainsAny(text, " \t\n\"'<>()[]?&%:;,/\\|`{}#=")
}

// SynonymSet is a line of content/words.yaml: words and phrases that readers use for the
// same thing. A search for one of them finds pages with the others.
type SynonymSet struct {
	Words []string `yaml:"words"` // two or more: [bruise, mark]

	Pos diag.Pos `yaml:"-"` // the position of the line
}

// readSynonyms reads content/words.yaml.
func (s *Site) readSynonyms(file *source.File, problems *diag.List) {
	var data struct {
		Sets []SynonymSet `yaml:"alike"`
	}
	origin, _ := decode(file, &data, problems)
	for i, set := range data.Sets {
		item := fmt.Sprintf("alike[%d]", i)
		set.Pos = origin.FieldPos(item)
		if len(set.Words) < 2 {
			problems.Error(set.Pos, "words-few", "this line needs two or more words", "write them as words: [bruise, mark]")
		}
		for j, word := range set.Words {
			if slices.ContainsFunc(set.Words[:j], func(other string) bool { return strings.EqualFold(strings.TrimSpace(other), strings.TrimSpace(word)) }) {
				problems.Error(origin.FieldPos(fmt.Sprintf("%s.words[%d]", item, j)), "words-double", fmt.Sprintf("%q is listed twice", word), "delete one of them")
			}
		}
		s.Synonyms = append(s.Synonyms, set)
	}
}

// Progress holds reviews/<id>/progress.yaml: what a partnership reports about the
// actions of a review. It may be empty; the page then says so.
type Progress struct {
	Actions []ActionProgress `yaml:"actions"` // in any order, each action once
}

// ActionProgress is the local state of an action.
type ActionProgress struct {
	Action   ID          `yaml:"action" required:"true"` // 6.9b
	State    ActionState `yaml:"state" required:"true"`  // not-started, under-way, done, stopped
	Owner    string      `yaml:"owner"`                  // the role that carries the action out
	Due      Date        `yaml:"due"`                    // the day it should be done
	Evidence string      `yaml:"evidence"`               // what shows that it is done, or why it was stopped
	AsAt     Date        `yaml:"as_at" required:"true"`  // the day of the report

	Pos diag.Pos `yaml:"-"` // the position of its action
}

// ActionState is the state of the work on an action.
type ActionState string

const (
	NotStarted ActionState = "not-started" // agreed, not begun
	UnderWay   ActionState = "under-way"   // begun
	Completed  ActionState = "done"        // completed, with evidence
	Stopped    ActionState = "stopped"     // given up, with a reason as evidence
)

func (s *ActionState) set(text string) (problem, hint string) {
	return setOneOf(s, text, "a state", NotStarted, UnderWay, Completed, Stopped)
}

// Label returns the state as readers see it.
func (s ActionState) Label() string {
	return map[ActionState]string{NotStarted: "Not started", UnderWay: "Under way", Completed: "Done", Stopped: "Stopped"}[s]
}

// readProgress reads reviews/<review>/progress.yaml.
func (s *Site) readProgress(review string, file *source.File, problems *diag.List) {
	progress := new(Progress)
	origin, _ := decode(file, progress, problems)
	for i := range progress.Actions {
		progress.Actions[i].Pos = origin.FieldPos(fmt.Sprintf("actions[%d].action", i))
	}
	s.Progress[review] = progress
}
