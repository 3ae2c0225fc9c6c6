package check

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// checkContacts checks that pages show phone numbers and e-mail addresses only through the
// id of a contact, so that each of them has a source and the day on which it was checked.
func checkContacts(c *checker) {
	ids := make(map[string]string)
	for _, contact := range c.site.Contacts {
		ids[contactKey(contact.Phone)] = contact.ID
		ids[contactKey(contact.Email)] = contact.ID
	}
	delete(ids, "")
	for _, e := range c.site.All() {
		file := e.Base().File
		c.contacts(file.Text, file.Pos, ids)
	}
	for _, file := range c.site.DataFiles {
		c.contacts(file.Text, file.Pos, nil)
	}
}

// contacts reports the numbers and addresses in the text of a page, or of a data file if ids
// is nil. Only their starts are repeated: what must not be published does not belong in a log
// either.
func (c *checker) contacts(text string, pos func(offset int) diag.Pos, ids map[string]string) {
	scan(text, func(offset int, contact string) {
		at, id, what := pos(offset), ids[contactKey(contact)], "a phone number"
		if strings.Contains(contact, "@") {
			what = "an e-mail address"
		}
		begins := contact[:min(3, len(contact))]
		switch {
		case ids == nil:
			c.problems.Error(at, "contact-data", fmt.Sprintf("%s (%s…) outside content/contacts.yaml", what, begins),
				"take it out, and name a page or a role: only a page can show a contact, by its id")
		case id != "":
			c.problems.Error(at, "contact-bare", fmt.Sprintf("%s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		default:
			c.problems.Error(at, "contact-unknown", fmt.Sprintf("%s (%s…) that is not in content/contacts.yaml", what, begins),
				"add it there with its source and the day it was checked, then write [[its id]]")
		}
	})
}

// contactKey returns an e-mail address in small letters, or the digits of a phone number.
func contactKey(text string) string {
	if strings.Contains(text, "@") {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
