package model

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// ID identifies a page or a part of a page. For example, "handover" is a page, "handover#refer" is a
// step, "child-m/lp6" is a page in the review child-m, "child-m/4.18" is a paragraph of the review,
// "child-m/es:1.1" is a paragraph of another document of the review, and "child-m/6.9b" is a part of a
// recommendation. In a list of references, an ID may also be a range of paragraphs, such as
// "4.18-4.23".
type ID string

// set accepts any text except paths and URLs. Package xref reports ids that do not exist.
func (id *ID) set(text string) (problem, hint string) {
	if strings.Contains(text, "..") || strings.ContainsAny(text, "\\<>") || strings.HasPrefix(text, "/") {
		return fmt.Sprintf("%q is not an id", text), "write the id of a page or part, such as " + diag.PageID + ", not a path or an address"
	}
	*id = ID(text)
	return "", ""
}

// schema returns the JSON Schema of the values that set accepts.
func (ID) schema() schemaNode {
	return schemaNode{"type": textTypes(), "pattern": `^(\.?[^./\\<>](\.?[^.\\<>])*)?\.?$`, messageKey: "write the id of a page or part, not a path or an address"}
}

// isSimpleID reports whether text is a valid id without a folder: lower-case letters of
// any language, digits, hyphens and full stops.
func isSimpleID(text string) bool {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	first, _ := utf8.DecodeRuneInString(text)
	other := strings.ContainsFunc(text, func(r rune) bool { return !isLetter(r) && !unicode.IsMark(r) && r != '-' && r != '.' })
	return isLetter(first) && !other && text == strings.ToLower(text)
}

var anchorPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// anchorProblem describes why an id is not a valid HTML anchor or is reserved by the program, and
// returns a hint for the author. It returns "" if the id is valid or empty. The message says what has
// the id, which is given by owner, such as "a step".
func anchorProblem(id, owner string) (problem, hint string) {
	switch reservedFor := markdown.ReservedFor(id); {
	case id != "" && !anchorPattern.MatchString(id):
		return fmt.Sprintf("%q cannot be the id of %s", id, owner), "use lower-case letters, digits and hyphens, a letter first"
	case reservedFor != "":
		return fmt.Sprintf("ids such as %q belong to %s", id, reservedFor), "choose another word"
	}
	return "", ""
}
