package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// roleWords contains words of which one, or its plural with an s, is in the name of most roles, teams and
// organisations.
const roleWords = " accountant administrator advice adviser advisor advocate agency analyst assistant association authority board borough care centre chair chairman chairwoman chief " +
	"clinician college commander commissioner committee consultant coordinator council councillor county department deputy designated detective director doctor editor " +
	"education educator executive facilitator forum foundation governor gp group head health helpline hospital inspector lead leader lecturer legal librarian manager " +
	"matron member mentor midwife named network nurse office officer organisation paediatrician partner partnership physician police practitioner president principal " +
	"probation professional professor protection psychiatrist psychologist representative safeguarding school secretary senior sergeant service social society solicitor " +
	"specialist subgroup superintendent supervisor surgeon surgery teacher team therapist trainer trust unit university visitor ward website worker "

// personTitles contains titles that stand before a person's name.
const personTitles = " dame dr lady lord miss mr mrs ms mx prof rev sir "

// checkOwners reports owners of actions that are persons, or words in angle brackets that are still to
// be replaced.
func checkOwners(p *progressChecker) {
	for i, a := range p.all.Actions {
		checkOwner(p, "actions", i, a.Owner)
	}
	for i, u := range p.all.Updates {
		checkOwner(p, "updates", i, u.Owner)
	}
}

func checkOwner(p *progressChecker, list string, i int, owner string) {
	at := p.pos(list, i, "owner")
	switch {
	case strings.HasPrefix(owner, "<") && strings.IndexByte(owner, '>') == len(owner)-1:
		p.c.problems.Error(at, "progress-owner", "these words in angle brackets are still to be replaced", "write the role, such as Designated nurse, or take owner: out until there is one")
	case LooksLikePerson(owner) && strings.HasPrefix(p.c.site.DefaultLanguage(), "en"):
		p.c.problems.Warn(at, "progress-owner", owner+" looks like the name of a person, and the owner is a role", "write the role, such as Designated nurse; if this is a role, start its other words in lower case")
	}
}

// checkNamedRoles reports persons where contacts and the list before launch ask for a role, a team or a
// document. The forms of the page for writers refuse them.
func checkNamedRoles(c *checker) {
	if !strings.HasPrefix(c.site.DefaultLanguage(), "en") {
		return
	}
	for _, contact := range c.site.Contacts {
		if LooksLikePerson(contact.Source) {
			c.problems.Warn(contact.Pos, "contact-person", contact.Source+" looks like the name of a person, and the source of a contact is a team, a document or a website", "write after source: the team, the document or the website; if this is one, start its other words in lower case")
		}
	}
	if c.site.Launch == nil {
		return
	}
	for _, task := range c.site.Launch.Tasks() {
		if LooksLikePerson(task.By) {
			c.problems.Warn(c.site.Launch.Pos(task.Key), "launch-person", task.By+" looks like the name of a person, and "+task.Key+" asks for a role", "write after by: the role, such as Learning team; if this is a role, start its other words in lower case")
		}
	}
}

// LooksLikePerson reports whether text consists of two or three capitalised words, and either the first
// is a title such as Dr or none is in the name of a role.
func LooksLikePerson(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 3 || slices.ContainsFunc(words, func(word string) bool { return !isCapitalised(word) }) {
		return false
	}
	parts := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '-' || r == '.' })
	return strings.Contains(personTitles, " "+parts[0]+" ") ||
		!slices.ContainsFunc(parts, func(part string) bool {
			return strings.Contains(roleWords, " "+part+" ") || strings.Contains(roleWords, " "+strings.TrimSuffix(part, "s")+" ")
		})
}

// isCapitalised reports whether a word is like a name: a capital, then letters that are not all
// capitals.
func isCapitalised(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && (len(word) == size || strings.ToUpper(word) != word) && !strings.ContainsAny(word, "0123456789,;:()/&")
}
