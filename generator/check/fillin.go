package check

import (
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/source"
)

// checkFillIn reports placeholders for words that the author has yet to write. A placeholder in a
// published page or a setting is an error, because readers would see it. In a draft it is a notice. In
// a comment in a data file it is a warning, or a notice on a demonstration site.
func checkFillIn(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		reportFillIn(c, p.File, func(string) diag.Severity {
			if model.IsDraft(c.site, p) {
				return diag.Notice
			}
			return diag.Error
		})
	}
	for _, file := range c.site.DataFiles {
		reportCommentedOut(c, file)
		reportFillIn(c, file, func(line string) diag.Severity {
			switch {
			case !strings.HasPrefix(strings.TrimSpace(line), "#"):
				return diag.Error
			case c.site.Demonstration:
				return diag.Notice
			}
			return diag.Warning
		})
	}
}

// reportCommentedOut reports each line of the settings or the contacts with a value that the site needs and
// does not have, because the line is a comment. A line with a placeholder is reported as that.
func reportCommentedOut(c *checker, file *source.File) {
	needed := map[string]bool{"base": c.site.BaseURL == "", "report": c.site.ReportTo == ""}
	for _, local := range c.site.Local.Contacts() {
		needed[local.Key] = local.ID == ""
	}
	report := c.problems.Warn
	if c.site.Demonstration {
		report = c.problems.Notice
	}
	at := 0
	for line := range strings.Lines(file.Text) {
		start := at + len(line) - len(strings.TrimLeft(line, " "))
		at += len(line)
		key, value := commentedOut(line)
		isContact := func(contact model.Contact) bool { return contact.ID == value }
		switch {
		case value == "" || model.HasPlaceholder(line):
		case file.Path == "content/site.yaml" && needed[key]:
			report(file.Pos(start), "text-fill-in", "still to be filled in: "+key+", whose line has no effect until you take out the # and the blank after it", "")
		case file.Path == "content/contacts.yaml" && key == "- id" && !slices.ContainsFunc(c.site.Contacts, isContact):
			report(file.Pos(start), "text-fill-in", "still to be filled in: the contact "+value+", whose lines have no effect until you take out the # and the blank after it in each", "")
		}
	}
}

// commentedOut returns the key and the value on a line that is a comment, or "" if it has none.
func commentedOut(line string) (key, value string) {
	comment, isComment := strings.CutPrefix(strings.TrimSpace(line), "#")
	if !isComment {
		return "", ""
	}
	key, value, _ = strings.Cut(strings.TrimSpace(comment), ":")
	value, _, _ = strings.Cut(strings.TrimSpace(value), " #")
	return key, strings.Trim(value, `"' `)
}

// reportFillIn reports each placeholder in a file. The function severity returns the severity of a
// placeholder, given the text of the file from the start of the line that contains the placeholder.
func reportFillIn(c *checker, file *source.File, severity func(line string) diag.Severity) {
	const hint = "write your own words in place of the square brackets and what is in them"
	text := file.Text
	for at := range len(text) {
		if text[at] != '[' || !strings.EqualFold(text[at:min(at+len(model.FillIn), len(text))], model.FillIn) {
			continue
		}
		what, _, _ := strings.Cut(text[at+len(model.FillIn):], "\n")
		what, _, _ = strings.Cut(what, "]")
		pos, message := file.Pos(at), "still to be filled in: "+strings.TrimSpace(what)
		switch severity(text[strings.LastIndexByte(text[:at], '\n')+1:]) {
		case diag.Error:
			c.problems.Error(pos, "text-fill-in", message+"; readers would see the brackets", hint)
		case diag.Warning:
			c.problems.Warn(pos, "text-fill-in", message, hint)
		default:
			c.problems.Notice(pos, "text-fill-in", message, "")
		}
	}
}
