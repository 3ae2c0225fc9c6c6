package check

import (
	"fmt"
	"regexp"
	"strings"

	"safelearn/generator/model"
)

var (
	phone     = regexp.MustCompile(`(?:\+\d{1,3}|\(?0\d)(?:[  ()-]{0,2}\d){7,11}|\b116[  ]?\d{3}\b`)
	shortDial = regexp.MustCompile(`(?i)\b(?:call|calling|ring|dial|phone|text|nhs)[  ]+(999|112|111|101|105|119)\b`)
	email     = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
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
	for _, e := range j.Site.Entries {
		p := e.Base()
		for _, at := range phone.FindAllStringIndex(p.File.Text, -1) {
			text := p.File.Text[at[0]:at[1]]
			if n := len(digits(text)); partOfMore(p.File.Text, at[0], at[1]) || n > 15 || n < 9 && !strings.HasPrefix(text, "116") {
				continue
			}
			j.contact(p, at[0], "phone number", text, known[digits(text)])
		}
		for _, at := range shortDial.FindAllStringSubmatchIndex(p.File.Text, -1) {
			text := p.File.Text[at[2]:at[3]]
			j.contact(p, at[2], "phone number", text, known[text])
		}
		for _, at := range email.FindAllStringIndex(p.File.Text, -1) {
			text := p.File.Text[at[0]:at[1]]
			j.contact(p, at[0], "e-mail address", text, known[strings.ToLower(text)])
		}
	}
}

// partOfMore reports whether digits belong to something longer: an ISBN, a
// document number, an address of the web.
func partOfMore(text string, from, to int) bool {
	before, after := from > 0 && strings.ContainsRune("0123456789./-_=", rune(text[from-1])), false
	if to < len(text) {
		after = text[to] >= '0' && text[to] <= '9' || text[to] == '/' || text[to] == '_'
	}
	return before || after || from > 0 && (text[from-1] >= 'a' && text[from-1] <= 'z' || text[from-1] >= 'A' && text[from-1] <= 'Z')
}

// contact reports a number or address in the text. It does not repeat the whole of
// it: what must not be published does not belong in a log either.
func (j *judge) contact(p *model.Page, offset int, what, text, id string) {
	if id != "" {
		j.Error(p.File.Pos(offset), "contact-bare", fmt.Sprintf("a %s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		return
	}
	j.Error(p.File.Pos(offset), "contact-unknown", fmt.Sprintf("a %s (%s…) that is not in content/contacts.yaml", what, text[:min(3, len(text))]),
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
