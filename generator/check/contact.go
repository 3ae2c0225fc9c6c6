package check

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// checkContacts checks that pages refer to phone numbers and e-mail addresses only by the id
// of a contact, so that each of them has a source and the date of its last check.
func checkContacts(c *checker) {
	ids := make(map[string]string)
	for _, contact := range c.site.Contacts {
		ids[contactKey(contact.Phone)] = contact.ID
		ids[contactKey(contact.Email)] = contact.ID
	}
	delete(ids, "")
	for _, e := range c.site.All() {
		file := e.Base().File
		c.checkText(file.Text, file.Pos, ids)
	}
	for _, file := range c.site.DataFiles {
		c.checkText(file.Text, file.Pos, nil)
	}
}

// checkText reports phone numbers and e-mail addresses in the text of a page, or of a data
// file if ids is nil. The map ids contains the contact ids by contactKey. Messages contain
// only the first characters of a number or address, since private data must not appear in
// logs either.
func (c *checker) checkText(text string, pos func(offset int) diag.Pos, ids map[string]string) {
	findContacts(text, func(offset int, contact string) {
		at, id, what := pos(offset), ids[contactKey(contact)], "a phone number"
		if strings.Contains(contact, "@") {
			what = "an e-mail address"
		}
		prefix := contact[:min(3, len(contact))]
		switch {
		case ids == nil:
			c.problems.Error(at, "contact-data", fmt.Sprintf("%s (%s…) outside content/contacts.yaml", what, prefix),
				"take it out, and name a page or a role: only a page can show a contact, by its id")
		case id != "":
			c.problems.Error(at, "contact-bare", fmt.Sprintf("%s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		default:
			c.problems.Error(at, "contact-unknown", fmt.Sprintf("%s (%s…) that is not in content/contacts.yaml", what, prefix),
				"add it there with its source and the day it was checked, then write [[its id]]")
		}
	})
}

// contactKey returns an e-mail address in lower case, or the digits of any other text, which
// is a phone number.
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
