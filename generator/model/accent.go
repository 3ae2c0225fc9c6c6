package model

import (
	"fmt"
	"strings"

	"safelearn/generator/brand"
	"safelearn/generator/diag"
)

// Accent is a colour in the form #005a5a, from which the other colours of a site are computed, or ""
// for the default colour.
type Accent string

// set accepts a number sign followed by six hexadecimal digits. It converts letters to lower case.
func (a *Accent) set(text string) (problem, hint string) {
	digits, found := strings.CutPrefix(strings.ToLower(text), "#")
	hexadecimal := strings.Trim(digits, "0123456789abcdef") == ""
	switch {
	case hexadecimal && found && len(digits) == 6:
		*a = Accent("#" + digits)
		return "", ""
	case hexadecimal && len(digits) == 3: // short form, in which each digit stands for two
		digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
	case hexadecimal && len(digits) == 8: // the last two digits are the opacity
		digits = digits[:6]
	case !hexadecimal || len(digits) != 6:
		return fmt.Sprintf("%q is not a colour", text), `write a number sign and six digits, 0 to 9 and a to f, in quotes, such as "#005a5a"`
	}
	return fmt.Sprintf("%q is not a colour", text), fmt.Sprintf(`write "#%s"`, digits)
}

// schema returns the JSON Schema of the values that set accepts.
func (Accent) schema() schemaNode {
	return schemaNode{"type": []string{"string"}, "pattern": "^#[0-9A-Fa-f]{6}$", messageKey: `write a number sign and six digits, 0 to 9 and a to f, in quotes, such as "#005a5a"`}
}

// lint reports and clears an accent colour on which neither black nor white text is legible. It warns
// about an accent that is close to red, which the site uses only for emergencies.
func (a *Accent) lint(l *diag.List, pos diag.Pos) {
	if *a == "" {
		return
	}
	if brand.NearRed(string(*a)) {
		l.Warn(pos, "site-red", "red is for emergencies, which would no longer stand out", "choose another colour, such as a blue, green or purple")
	}
	if _, nearest, ok := brand.New(string(*a)); !ok {
		l.Error(pos, "site-accent", fmt.Sprintf("neither white nor black words can be read well on %s", *a), fmt.Sprintf(`write "%s"`, nearest))
		*a = ""
	}
}
