package model

import (
	"fmt"
	"regexp"
	"strings"

	"safelearn/generator/markdown"
)

// ID names a page or a part of one: "bruising" is a page, "bruising#refer" a step,
// "baby-r/lp6" a page of a review, "baby-r/4.18" one of its paragraphs, "baby-r/6.9b" an
// action. In a list of references it may be a range of paragraphs, "4.18-4.23".
type ID string

var idPattern = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}./-]*(#[\p{L}\p{N}._-]+)?$`)

func (id *ID) set(text string) (problem, hint string) {
	hyphenated := strings.NewReplacer("–", "-", "—", "-").Replace(text)
	switch {
	case hyphenated != text:
		*id = ID(hyphenated)
		return "a reference has a hyphen, not a dash", "write " + hyphenated
	case !idPattern.MatchString(text):
		return fmt.Sprintf("%q is not an id", text), "an id is letters, digits, hyphens and full stops, such as lp6, 4.18 or baby-r/6.9b"
	}
	*id = ID(text)
	return "", ""
}

// isSimpleID reports whether a text can be the id of a page without its folder.
func isSimpleID(text string) bool {
	return idPattern.MatchString(text) && !strings.ContainsAny(text, "/#")
}

var anchorPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// anchorProblem returns what is wrong with an id that becomes an anchor of its page, and
// what to write instead. The program reserves some anchors.
func anchorProblem(id, of string) (problem, hint string) {
	switch owner := markdown.Reserved(id); {
	case id != "" && !anchorPattern.MatchString(id):
		return fmt.Sprintf("%q cannot be the id of %s", id, of), "use lower-case letters, digits and hyphens, a letter first"
	case owner != "":
		return fmt.Sprintf("ids such as %q belong to %s", id, owner), "choose another word"
	}
	return "", ""
}

// Review returns the id of the review that the id is a part of, "baby-r" for
// "baby-r/lp6", or "" if it is not part of one.
func (id ID) Review() string {
	review, _, found := strings.Cut(string(id), "/")
	if !found {
		return ""
	}
	return review
}

// Range splits a range such as "baby-r/4.18-4.23" into the prefix of the review, "baby-r/"
// or "", and its first and last number. It returns false for any other id. The first
// number can be greater than the last.
func (id ID) Range() (prefix string, first, last Number, ok bool) {
	text := string(id)
	if i := strings.LastIndexByte(text, '/'); i >= 0 {
		prefix, text = text[:i+1], text[i+1:]
	}
	from, to, found := strings.Cut(text, "-")
	if !found {
		return prefix, Number{}, Number{}, false
	}
	first, ok1 := ParseNumber(from)
	last, ok2 := ParseNumber(to)
	return prefix, first, last, ok1 && ok2
}
