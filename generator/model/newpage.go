package model

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// NewPage returns the path and the text of a new page of the kind: a draft that passes
// all checks. Its title is made from its id. It has the keys whose fields have the tag
// new, with the values of the tags.
func (k *Kind) NewPage(id string, today Date) (file, text string, err error) {
	file = k.FilePath(ID(id))
	if file == "" {
		return "", "", fmt.Errorf("a %s belongs to a review: write its id as review/name, such as baby-r/%s", k.Name, id)
	}
	for _, part := range strings.Split(id, "/") {
		if !isPageName(part) {
			return "", "", fmt.Errorf("%q cannot be an id: use lower-case letters, digits and hyphens", id)
		}
	}
	if kind, _ := KindOfPath(file); kind != k {
		return "", "", fmt.Errorf("%q is not the id of a %s: it belongs to no folder", id, k.Name)
	}
	name := id[strings.LastIndexByte(id, '/')+1:]
	title := strings.ReplaceAll(strings.ToUpper(name[:1])+name[1:], "-", " ")
	number := name
	if _, ok := ParseNumber(name); !ok {
		number = "1.1"
	}
	text = "---\n"
	for _, key := range keysOf(reflect.ValueOf(k.make()).Elem(), nil) {
		if value, ok := key.tag.Lookup("new"); ok {
			text += key.name + ": " + value + "\n"
		}
	}
	if text += "---\n"; k.Body != "" {
		text += "\n" + k.Body
	}
	text = strings.NewReplacer("TITLE", strconv.Quote(title), "AUDIENCE", k.Audience, "NUMBER", number, "TODAY", string(today), "YEAR", string(today[:4]), ": \n", ":\n").Replace(text)
	return file, text, nil
}

// NewTranslation returns the path and the text of a new translation of the page: a draft
// with the text of the page, to be overwritten. The page's dates and approval are left
// out, because nobody has approved the translation.
func (p *Page) NewTranslation(tag string) (file, text string) {
	replaced := []string{"id", "lang", "status", "translates", "reviewed", "review_due", "version", "changes", "approver", "clinical_approver"}
	front := "---\nstatus: draft\ntranslates: " + strconv.Quote(p.Version) + "\nreviewed:\nreview_due:\nversion: \"1\"\nchanges: []\n"
	skip := false
	for line := range strings.Lines(p.File.Front) {
		if key, _, isKey := strings.Cut(line, ":"); isKey && !strings.ContainsAny(line[:1], " \t-#") {
			skip = slices.Contains(replaced, key)
		}
		if !skip {
			front += line
		}
	}
	return strings.TrimSuffix(p.File.Path, ".md") + "." + tag + ".md", front + "---\n" + p.File.Text[p.File.Body:]
}
