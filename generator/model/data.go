package model

import (
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// readData reads a data file: a file of the site that is not a page.
func (s *Site) readData(file *source.File, problems *diag.List) {
	name := strings.TrimPrefix(file.Path, "content/")
	s.hasSettings = s.hasSettings || name == "site.yaml"
	if file.Unreadable {
		return
	}
	if name != "contacts.yaml" {
		s.DataFiles = append(s.DataFiles, file)
	}
	switch parts := strings.Split(name, "/"); {
	case name == "site.yaml":
		s.readSettings(file, problems)
	case name == "contacts.yaml":
		s.readContacts(file, problems)
	case name == "words.yaml":
		s.readSynonyms(file, problems)
	case len(parts) == 2 && parts[0] == "languages":
		s.readUIText(file, problems)
	case len(parts) == 3 && parts[0] == "reviews" && parts[2] == "progress.yaml":
		s.readProgress(parts[1], file, problems)
	default:
		problems.Error(file.Start(), "source-unknown-file", "no data file has this name",
			"the data files are content/site.yaml, content/contacts.yaml, content/words.yaml, content/languages/<language>.yaml and content/reviews/<id>/progress.yaml")
	}
}
