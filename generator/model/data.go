package model

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// dataFile describes a data file, which is a content file that is not a page.
type dataFile struct {
	name    string // name in commands, such as "progress"
	path    string // pattern of the path, such as "content/reviews/*/progress.yaml"
	content any    // zero value of the struct into which the file is decoded
	read    func(s *Site, file *source.File, problems *diag.List)
}

// dataFiles returns all data files.
func dataFiles() []dataFile {
	return []dataFile{
		{"site", "content/site.yaml", Settings{}, (*Site).readSettings},
		{"contacts", "content/contacts.yaml", contactList{}, (*Site).readContacts},
		{"doors", "content/doors.yaml", Doors{}, readDoors},
		{"words", "content/words.yaml", SearchVocabulary{}, readSearchVocabulary},
		{"privacy", "content/privacy.yaml", exceptionList{}, readExceptions},
		{"launch", LaunchFile, Launch{}, readLaunch},
		{"published", AddressesFile, AddressList{}, readPublishedAddresses},
		{"language", "content/languages/*.yaml", words.Catalogue{}, readUIText},
		{"progress", "content/reviews/*/progress.yaml", Progress{}, (*Site).readProgress},
		{"statements", "content/reviews/*/statements.yaml", Statements{}, readStatements},
	}
}

// readData reads a data file. It reports a file that is not one of dataFiles.
func (s *Site) readData(file *source.File, problems *diag.List) {
	if file.Unreadable {
		s.NoContacts = s.NoContacts || file.Path == "content/contacts.yaml"
		return
	}
	s.DataFiles = append(s.DataFiles, file)
	var paths []string
	for _, f := range dataFiles() {
		if ok, _ := path.Match(f.path, file.Path); ok {
			f.read(s, file, problems)
			return
		}
		paths = append(paths, strings.NewReplacer("languages/*", "languages/<language>", "reviews/*", "reviews/<id>").Replace(f.path))
	}
	last := len(paths) - 1
	problems.Error(file.Start(), "source-unknown-file", "no data file has this name", "the data files are "+strings.Join(paths[:last], ", ")+" and "+paths[last])
}

// Contact is an entry in content/contacts.yaml: a phone number or e-mail address. Pages refer to it
// only by its id, as in [[nspcc]].
type Contact struct {
	ID      string `yaml:"id" required:"true"`     // the id used on pages, such as nspcc in [[nspcc]]
	Name    string `yaml:"name" required:"true"`   // the person or service to contact
	Phone   string `yaml:"phone"`                  // the phone number, with the usual spaces, such as 0808 800 5000
	Email   string `yaml:"email"`                  // the e-mail address; required if there is no phone
	When    string `yaml:"when"`                   // opening hours, if stated by the source
	Source  string `yaml:"source" required:"true"` // the source of the number or address
	Checked Date   `yaml:"checked"`                // the date on which the number or address was last checked; required unless demonstration is true

	Pos diag.Pos `yaml:"-"` // position of the key id
}

// contactList is the content of content/contacts.yaml.
type contactList struct {
	Contacts []Contact `yaml:"contacts"` // the phone numbers and e-mail addresses that pages may show
}

// readContacts reads content/contacts.yaml.
func (s *Site) readContacts(file *source.File, problems *diag.List) {
	var data contactList
	origin, ok := decode(file, &data, problems)
	s.NoContacts = !ok
	s.PastDates = append(s.PastDates, origin.past...)
	for i, c := range data.Contacts {
		item := fmt.Sprintf("contacts[%d]", i)
		if c.Phone == "" && c.Email == "" && !origin.IsReported(item+".phone") && !origin.IsReported(item+".email") {
			problems.Error(origin.FieldPos(item), "contact-empty", fmt.Sprintf("the contact %s has neither phone nor email", c.ID), "add phone: …")
		}
		for _, field := range []struct {
			key   string
			wrong bool
		}{
			{"id", c.ID != "" && !isSimpleID(c.ID)},
			{"phone", c.Phone != "" && !isPhone(c.Phone)},
			{"email", c.Email != "" && !isEmail(c.Email)},
		} {
			if field.wrong {
				problems.Error(origin.FieldPos(item+"."+field.key), "front-value", fmt.Sprintf("this %s cannot be shown and used", field.key), contactHint(field.key))
			}
		}
		c.Pos = origin.FieldPos(item + ".id")
		s.Contacts = append(s.Contacts, c)
	}
}

// contactHint returns a hint about the format of a key of a contact, such as "phone", or "" if any
// text is valid.
func contactHint(key string) string {
	switch key {
	case "id":
		return "use lower-case letters, digits and hyphens"
	case "phone":
		return "write digits, spaces and a + at most; an extension can stand in when, as in when: ask for extension 2"
	case "email":
		return "write one address and nothing else, such as name@example.org"
	}
	return ""
}

// isPhone reports whether text is a phone number that can be dialled exactly as it is written.
func isPhone(text string) bool {
	return strings.Trim(text, "+()- 0123456789") == "" && strings.ContainsAny(text, "0123456789")
}

// isEmail reports whether text is a single e-mail address. It rejects characters that could add
// recipients or a message text to a mailto: link.
func isEmail(text string) bool {
	box, host, found := strings.Cut(text, "@")
	return found && box != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(host, "@") &&
		!strings.ContainsAny(text, " \t\n\"'<>()[]?&%:;,/\\|`{}#=")
}

// SynonymSet is an entry in content/words.yaml: a set of synonyms. A search for one of them also finds
// pages that contain the others.
type SynonymSet struct {
	Words []string `yaml:"words"` // two or more words or phrases, such as [doctor, GP]

	Pos diag.Pos `yaml:"-"` // position of the entry
}

// SearchVocabulary is the content of content/words.yaml: synonyms, search terms that parents use, and
// example searches.
type SearchVocabulary struct {
	Synonyms []SynonymSet `yaml:"alike"`    // sets of words that the search treats alike
	Parents  []string     `yaml:"parents"`  // words that parents type, such as my baby; a search for one of them shows the pages for parents first
	Examples []string     `yaml:"examples"` // searches that the empty search page offers
}

// readSearchVocabulary reads content/words.yaml.
func readSearchVocabulary(s *Site, file *source.File, problems *diag.List) {
	data := &s.SearchVocabulary
	origin, _ := decode(file, data, problems)
	for i := range data.Synonyms {
		set, item := &data.Synonyms[i], fmt.Sprintf("alike[%d]", i)
		set.Pos = origin.FieldPos(item)
		if len(set.Words) < 2 {
			problems.Error(set.Pos, "words-few", "this line needs two or more words", "write them as words: [doctor, GP]")
		}
		lintDuplicates(set.Words, item+".words", origin, problems)
	}
	lintDuplicates(data.Parents, "parents", origin, problems)
	lintDuplicates(data.Examples, "examples", origin, problems)
}

// lintDuplicates reports words that occur twice in the list with the given key.
func lintDuplicates(words []string, key string, origin Origin, problems *diag.List) {
	for i, word := range words {
		if slices.ContainsFunc(words[:i], func(other string) bool { return strings.EqualFold(strings.TrimSpace(other), strings.TrimSpace(word)) }) {
			problems.Error(origin.FieldPos(fmt.Sprintf("%s[%d]", key, i)), "words-double", fmt.Sprintf("%q is listed twice", word), "delete one of them")
		}
	}
}
