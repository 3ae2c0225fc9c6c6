package model

import (
	"fmt"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/privacy"
	"safelearn/generator/source"
)

// Exception is an entry in content/privacy.yaml: text that looks like personal data but may be
// published. It contains only the last characters of the text, so that the list does not reveal the
// data.
type Exception struct {
	File   string   `yaml:"file" required:"true"`   // the file that contains the text, such as content/pages/about.md
	Kind   DataKind `yaml:"kind" required:"true"`   // phone, email, nhs-number, postcode, birth-date, name
	Ends   string   `yaml:"ends" required:"true"`   // the last two characters of the text, in upper or lower case
	Reason string   `yaml:"reason" required:"true"` // the reason why the text may be published

	Pos diag.Pos `yaml:"-"` // position of the key file
}

// DataKind is a kind of personal data, such as postcode.
type DataKind privacy.Kind

func (DataKind) values() (description string, all []string) {
	return "a kind of personal data", toStrings(privacy.Phone, privacy.Email, privacy.NHSNumber, privacy.Postcode, privacy.BirthDate, privacy.Name)
}

// exceptionList is the content of content/privacy.yaml.
type exceptionList struct {
	Allowed []Exception `yaml:"allowed"` // texts that look like personal data but may be published
}

// readExceptions reads content/privacy.yaml.
func readExceptions(s *Site, file *source.File, problems *diag.List) {
	var data exceptionList
	origin, _ := decode(file, &data, problems)
	for i := range data.Allowed {
		e, item := &data.Allowed[i], fmt.Sprintf("allowed[%d]", i)
		e.Pos = origin.FieldPos(item + ".file")
		if utf8.RuneCountInString(e.Ends) > 2 {
			problems.Error(origin.FieldPos(item+".ends"), "front-value", "ends is longer than two characters", "write the last two only, as in the message")
		}
	}
	s.Exceptions = data.Allowed
}
