package check

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// contacts asks that a phone number or e-mail address is shown by its id alone, so
// that every one has a source and a day on which it was checked.
func contacts(j *judge) {
	known := make(map[string]string)
	for _, c := range j.Site.Contacts {
		known[digits(c.Phone)] = c.ID
		known[strings.ToLower(c.Email)] = c.ID
	}
	delete(known, "")
	for _, e := range j.Site.All() {
		p := e.Base()
		scan(p.File.Text, func(offset int, what, text string) {
			id := known[strings.ToLower(text)]
			if what == phoneNumber {
				id = known[digits(text)]
			}
			j.contact(p.File.Pos, offset, what, text, id)
		})
	}
	for _, file := range j.Site.DataFiles {
		scan(file.Text, func(offset int, what, text string) {
			j.Error(file.Pos(offset), "contact-data", fmt.Sprintf("%s (%s…) outside content/contacts.yaml", what, text[:min(3, len(text))]),
				"take it out, and name a page or a role: only a page can show a contact, by its id")
		})
	}
}

// contact reports a number or address in the text. It does not repeat the whole of
// it: what must not be published does not belong in a log either.
func (j *judge) contact(place func(offset int) diag.Pos, offset int, what, text, id string) {
	if id != "" {
		j.Error(place(offset), "contact-bare", fmt.Sprintf("%s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		return
	}
	j.Error(place(offset), "contact-unknown", fmt.Sprintf("%s (%s…) that is not in content/contacts.yaml", what, text[:min(3, len(text))]),
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
