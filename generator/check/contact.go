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
		ids[digits(contact.Phone)] = contact.ID
		ids[strings.ToLower(contact.Email)] = contact.ID
	}
	delete(ids, "")
	for _, e := range c.site.All() {
		file := e.Base().File
		scan(file.Text, func(offset int, what, text string) {
			id := ids[strings.ToLower(text)]
			if what == phoneNumber {
				id = ids[digits(text)]
			}
			c.contact(file.Pos(offset), what, text, id)
		})
	}
	for _, file := range c.site.DataFiles {
		scan(file.Text, func(offset int, what, text string) {
			c.problems.Error(file.Pos(offset), "contact-data", fmt.Sprintf("%s (%s…) outside content/contacts.yaml", what, text[:min(3, len(text))]),
				"take it out, and name a page or a role: only a page can show a contact, by its id")
		})
	}
}

// contact reports a number or address in the text of a page. Only its start is repeated:
// what must not be published does not belong in a log either.
func (c *checker) contact(at diag.Pos, what, text, id string) {
	if id != "" {
		c.problems.Error(at, "contact-bare", fmt.Sprintf("%s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		return
	}
	c.problems.Error(at, "contact-unknown", fmt.Sprintf("%s (%s…) that is not in content/contacts.yaml", what, text[:min(3, len(text))]),
		"add it there with its source and the day it was checked, then write [[its id]]")
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
