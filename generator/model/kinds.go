package model

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/diag"
)

// Kind is a kind of page.
type Kind struct {
	Name         string // in commands and layouts: "learning-point"
	Title        string // for readers: "Learning point"
	Plural       string // "Learning points"
	Folder       string // below content/; "reviews/*/findings" for pages that belong to a review
	Numbered     bool   // a paragraph that starts with a number of the review is that paragraph
	Isolated     bool   // no links lead to or from other kinds: pages for parents
	ShortAddress bool   // the page has a second address below /s/ to type from paper
	Labelled     bool   // readers know the pages by their short titles: LP6, 6.9
	HasQuestions bool   // the body may contain questions
	Example      string // an id, for the help of the command new
	Audience     string // of a new page: "practitioner, trainer"
	Body         string // of a new page

	make func() Entry
}

// Kinds lists all kinds of page, in the order in which the site lists them.
var Kinds = []*Kind{
	{Name: "review", Title: "Review", Plural: "Reviews", Folder: "reviews/*", Numbered: true, Example: "hill-street", Audience: "practitioner, trainer, quality", Body: reviewBody, make: newEntry[Review]},
	{Name: "finding", Title: "Finding", Plural: "Findings", Folder: "reviews/*/findings", Numbered: true, Example: "hill-street/handover", Audience: "practitioner, trainer, quality", Body: findingBody, make: newEntry[Finding]},
	{Name: "learning-point", Title: "Learning point", Plural: "Learning points", Folder: "reviews/*/learning-points", Labelled: true, Example: "hill-street/lp1", Audience: "practitioner, trainer, quality", Body: learningPointBody, make: newEntry[LearningPoint]},
	{Name: "recommendation", Title: "Recommendation", Plural: "Recommendations", Folder: "reviews/*/recommendations", Numbered: true, Labelled: true, Example: "hill-street/2.1", Audience: "practitioner, trainer, quality", Body: recommendationBody, make: newEntry[Recommendation]},
	{Name: "protocol", Title: "Protocol", Plural: "Protocols", Folder: "protocols", ShortAddress: true, Example: "bruising", Audience: "practitioner, trainer, quality", Body: protocolBody, make: newEntry[Protocol]},
	{Name: "guidance", Title: "Source", Plural: "Sources", Folder: "guidance", Example: "working-together", Audience: "practitioner, trainer, quality", Body: guidanceBody, make: newEntry[Guidance]},
	{Name: "module", Title: "Module", Plural: "Modules", Folder: "modules", ShortAddress: true, HasQuestions: true, Example: "first-visit", Audience: "practitioner, trainer", Body: moduleBody, make: newEntry[Module]},
	{Name: "briefing", Title: "Briefing", Plural: "Briefings", Folder: "briefings", ShortAddress: true, Example: "bruising-in-brief", Audience: "practitioner, trainer", Body: briefingBody, make: newEntry[Briefing]},
	{Name: "parent-page", Title: "Page for parents", Plural: "For parents", Folder: "parents", Isolated: true, ShortAddress: true, Example: "bruises", Audience: "parent", Body: parentPageBody, make: newEntry[ParentPage]},
	{Name: "term", Title: "Term", Plural: "Glossary", Folder: "glossary", Example: "core-group", Audience: "practitioner", make: newEntry[Term]},
	{Name: "page", Title: "Page", Plural: "About this site", Folder: "pages", Example: "about", Audience: "practitioner", Body: sitePageBody, make: newEntry[SitePage]},
}

func newEntry[T any, P interface {
	*T
	Entry
}]() Entry {
	return P(new(T))
}

// InReview reports whether pages of the kind belong to a review.
func (k *Kind) InReview() bool { return strings.HasPrefix(k.Folder, "reviews/*/") }

// KindByName returns the kind with a name, or nil.
func KindByName(name string) *Kind {
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// KindOfPath returns the kind of page that a file holds, by its folder, and the path
// below that folder. It returns nil if the folder is not for pages. The page of a review
// itself is the file index.md of its folder.
func KindOfPath(file string) (kind *Kind, rest string) {
	inside, found := strings.CutPrefix(file, "content/")
	if !found {
		return nil, ""
	}
	parts := strings.Split(inside, "/")
	for _, k := range Kinds {
		n := strings.Count(k.Folder, "/") + 1
		if len(parts) <= n {
			continue
		}
		rest = strings.Join(parts[n:], "/")
		if ok, _ := path.Match(k.Folder, strings.Join(parts[:n], "/")); ok && (k.Name != "review" || rest == "index.md") {
			return k, rest
		}
	}
	return nil, ""
}

// FilePath returns the path of the page of the kind with an id. It is the inverse of
// KindOfPath. It returns "" if the id lacks the review that the kind needs.
func (k *Kind) FilePath(id ID) string {
	name := string(id)
	if k.Name == "review" {
		return "content/reviews/" + name + "/index.md"
	}
	folder := k.Folder
	if k.InReview() {
		review, rest, found := strings.Cut(name, "/")
		if !found {
			return ""
		}
		folder, name = strings.Replace(folder, "*", review, 1), rest
	}
	return "content/" + folder + "/" + name + ".md"
}

// identify returns the id and the address of the page of a file. Rest is the path below
// the folder of the kind.
func identify(kind *Kind, file, rest string) (id ID, address string) {
	inside := trimIndex(strings.TrimPrefix(file, "content/"))
	name := trimIndex(rest)
	if name == "" { // the page of the folder itself
		name = path.Base(inside)
	}
	if kind.InReview() {
		name = strings.Split(inside, "/")[1] + "/" + name
	}
	return ID(name), "/" + inside + "/"
}

// trimIndex removes the extension of a page's path, and the name of a page that is
// index.md in its folder.
func trimIndex(file string) string {
	file = strings.TrimSuffix(file, ".md")
	if path.Base(file) == "index" {
		file = strings.TrimSuffix(strings.TrimSuffix(file, "index"), "/")
	}
	return file
}

// folderHint returns what to do with a page in a folder that is not for pages.
func folderHint(file string) string {
	var folders []string
	for _, k := range Kinds {
		folders = append(folders, k.Folder)
	}
	inside := strings.TrimPrefix(path.Dir(file), "content/")
	if inside == "content" {
		return "the program makes the home page; move this page to one of " + strings.Join(folders, ", ")
	}
	if parts := strings.SplitN(inside, "/", 3); parts[0] == "reviews" && len(parts) == 3 {
		inside = "reviews/*/" + parts[2]
	}
	if near := diag.Nearest(inside, folders); near != "" {
		return "did you mean content/" + near + "/ ?"
	}
	return "pages are in " + strings.Join(folders, ", ")
}

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
