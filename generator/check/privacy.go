package check

import (
	"fmt"
	"path"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/privacy"
	"safelearn/generator/source"
)

// contactsPath is the only file in which phone numbers and e-mail addresses are allowed.
const contactsPath = "content/contacts.yaml"

// privacyChecker reports personal data. Its messages contain no more than the last two characters of
// the data, because messages may be kept in logs.
type privacyChecker struct {
	*checker
	scanner  *privacy.Scanner
	contacts map[string]string // contact ids by privacy.ContactKey
	used     []bool            // whether each entry of site.Exceptions has been used
}

// checkPrivacy checks that no file contains personal data, and that pages refer to phone numbers
// and e-mail addresses only by the id of a contact, so that there is a source and the date of the
// last check for each of them.
func checkPrivacy(c *checker) {
	p := privacyChecker{checker: c, scanner: privacy.New(c.Names), contacts: make(map[string]string), used: make([]bool, len(c.site.Exceptions))}
	for _, contact := range c.site.Contacts {
		p.contacts[privacy.ContactKey(contact.Phone)] = contact.ID
		p.contacts[privacy.ContactKey(contact.Email)] = contact.ID
	}
	delete(p.contacts, "")
	for _, e := range c.site.All() {
		p.checkFile(e.Base().File, true)
	}
	for _, file := range c.site.DataFiles {
		p.checkFile(file, false)
	}
	for _, file := range c.Texts {
		p.checkFile(file, false)
	}
	for i, a := range c.site.Exceptions {
		if !p.used[i] && a.Reason != "" && (a.Kind != "name" || len(c.Names) > 0) {
			c.problems.Warn(a.Pos, "privacy-unused", fmt.Sprintf("%s has no %s that ends in %q", a.File, a.Kind, a.Ends), "take this entry out, or correct its file, kind and ends")
		}
	}
}

// Redact redacts personal data in the messages, hints and notes of problems, which may quote the
// content. Only the last two characters of the data remain.
func Redact(problems diag.List, names []string) {
	scanner := privacy.New(names)
	for i := range problems {
		d := &problems[i]
		d.Message, d.Hint = scanner.Redact(d.Message), scanner.Redact(d.Hint)
		for j := range d.Notes {
			d.Notes[j].Message = scanner.Redact(d.Notes[j].Message)
		}
	}
}

// checkFile checks the name and the text of a file. The argument page states whether the file is the
// source of a page.
func (p *privacyChecker) checkFile(file *source.File, page bool) {
	for _, f := range p.scanner.ScanPath(file.Path) {
		if !p.isAllowed(file.Path, f) {
			p.problems.Error(diag.Pos{Path: path.Dir(file.Path)}, "privacy-file-name", fmt.Sprintf("the name of a file in this folder contains %s (…%s)", f.Kind.Description(), f.Ending()),
				"rename the file, and correct the links to it")
		}
	}
	report := diag.Reporter{Pos: file.Pos}
	for _, f := range p.scanner.Scan(file.Text) {
		isContact := f.Kind == privacy.Phone || f.Kind == privacy.Email
		switch {
		case isContact && file.Path == contactsPath || p.isAllowed(file.Path, f):
		case isContact && page:
			p.reportContact(&report, f)
		default:
			reportPrivate(&report, f, file.Path)
		}
	}
	p.problems = append(p.problems, report.Problems...)
}

// isAllowed reports whether content/privacy.yaml allows the finding in the file.
func (p *privacyChecker) isAllowed(file string, f privacy.Finding) bool {
	for i, a := range p.site.Exceptions {
		if a.File == file && privacy.Kind(a.Kind) == f.Kind && strings.EqualFold(a.Ends, f.Ending()) {
			p.used[i] = true
			return true
		}
	}
	return false
}

// reportContact reports a phone number or e-mail address on a page.
func (p *privacyChecker) reportContact(report *diag.Reporter, f privacy.Finding) {
	what := f.Kind.Description()
	if id := p.contacts[privacy.ContactKey(f.Text)]; id != "" {
		report.Error(f.Offset, "contact-bare", fmt.Sprintf("%s is shown only by its id, so that its source and date are known", what), "write [["+id+"]]")
		return
	}
	report.Error(f.Offset, "contact-unknown", fmt.Sprintf("%s (…%s) that is not in %s", what, f.Ending(), contactsPath),
		"add it there with its source and the day it was checked, then write [[its id]]")
}

// reportPrivate reports personal data that reportContact does not: names, NHS numbers,
// postcodes and dates of birth in any file, and phone numbers and e-mail addresses in files
// other than pages.
func reportPrivate(report *diag.Reporter, f privacy.Finding, file string) {
	message := fmt.Sprintf("this looks like %s (…%s)", f.Kind.Description(), f.Ending())
	hint := fmt.Sprintf("take it out; if it may be public, add to the list %q in content/privacy.yaml: - {file: %q, kind: %s, ends: %q, reason: \"…\"}", "allowed", file, f.Kind, f.Ending())
	switch f.Kind {
	case privacy.NHSNumber:
		report.Error(f.Offset, "privacy-nhs-number", message, hint)
	case privacy.Postcode:
		report.Error(f.Offset, "privacy-postcode", message, hint)
	case privacy.BirthDate:
		report.Error(f.Offset, "privacy-birth-date", message, hint)
	case privacy.Name:
		report.Error(f.Offset, "privacy-name", message, hint)
	default:
		if strings.HasPrefix(file, "content/") {
			hint = "take it out, and name a page or a role: only a page can show a contact, by its id"
		}
		report.Error(f.Offset, "contact-data", fmt.Sprintf("%s (…%s) outside %s", f.Kind.Description(), f.Ending(), contactsPath), hint)
	}
}
