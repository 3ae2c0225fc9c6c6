package model

import (
	"fmt"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/privacy"
	"safelearn/generator/source"
)

// Exception is an entry of content/privacy.yaml: text that looks like personal data but may be
// published. It contains only the last characters of the text, so that the list does not reveal
// the data.
type Exception struct {
	File   string   `yaml:"file" required:"true"`   // the file that contains it, such as content/pages/about.md
	Kind   DataKind `yaml:"kind" required:"true"`   // phone, email, nhs-number, postcode, birth-date, name
	Ends   string   `yaml:"ends" required:"true"`   // its last two characters, without regard to case
	Reason string   `yaml:"reason" required:"true"` // the reason why it may be published

	Pos diag.Pos `yaml:"-"` // position of the file
}

// DataKind is a kind of personal data, such as postcode.
type DataKind privacy.Kind

func (k *DataKind) set(text string) (problem, hint string) {
	return setOneOf(k, text, "a kind of personal data", DataKind(privacy.Phone), DataKind(privacy.Email), DataKind(privacy.NHSNumber),
		DataKind(privacy.Postcode), DataKind(privacy.BirthDate), DataKind(privacy.Name))
}

// readExceptions reads content/privacy.yaml.
func readExceptions(file *source.File, problems *diag.List) []Exception {
	var data struct {
		Allowed []Exception `yaml:"allowed"`
	}
	origin, _ := decode(file, &data, problems)
	for i := range data.Allowed {
		e, item := &data.Allowed[i], fmt.Sprintf("allowed[%d]", i)
		e.Pos = origin.FieldPos(item + ".file")
		if utf8.RuneCountInString(e.Ends) > 2 {
			problems.Error(origin.FieldPos(item+".ends"), "front-value", "ends is longer than two characters", "write the last two only, as in the message")
		}
	}
	return data.Allowed
}
