package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// NewPage gives the path and text of a new page of the kind: front matter and body
// that pass the checks of a draft once they are saved.
func (k *Kind) NewPage(id string, today Date) (file, text string, err error) {
	file = k.FilePath(ID(id))
	if file == "" {
		return "", "", fmt.Errorf("a %s belongs to a review: write its id as review/name, such as baby-r/%s", k.Name, id)
	}
	for _, part := range strings.Split(id, "/") {
		if !isPageName(part) {
			return "", "", fmt.Errorf("%q cannot be an id: use small letters, digits and hyphens", id)
		}
	}
	if made, _ := KindOfPath(file); made != k {
		return "", "", fmt.Errorf("%q is not the id of a %s: it belongs to no folder", id, k.Name)
	}
	name := id[strings.LastIndexByte(id, '/')+1:]
	title := strings.ReplaceAll(strings.ToUpper(name[:1])+name[1:], "-", " ")
	number := name
	if _, ok := ParseNumber(name); !ok {
		number = "1.1"
	}
	text = strings.NewReplacer("TITLE", strconv.Quote(title), "NUMBER", number, "TODAY", string(today), "YEAR", string(today[:4])).Replace(k.Skeleton)
	return file, text, nil
}

// NewTranslation gives the path and text of a new translation of a page: a draft with
// the page's own text, to be written over, and the version that it is of. Who
// approved the page, and when, has not approved the translation.
func (p *Page) NewTranslation(tag string) (file, text string) {
	own := []string{"id", "lang", "status", "translates", "reviewed", "review_due", "version", "changes", "approver", "clinical_approver"}
	front := "---\nstatus: draft\ntranslates: " + strconv.Quote(p.Version) + "\nreviewed:\nreview_due:\nversion: \"1\"\nchanges: []\n"
	dropped := false
	for line := range strings.Lines(p.File.Front) {
		if key, _, isKey := strings.Cut(line, ":"); isKey && !strings.ContainsAny(line[:1], " \t-#") {
			dropped = slices.Contains(own, key)
		}
		if !dropped {
			front += line
		}
	}
	return strings.TrimSuffix(p.File.Path, ".md") + "." + tag + ".md", front + "---\n" + p.File.Text[p.File.Body:]
}
