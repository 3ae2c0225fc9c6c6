package model

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

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
