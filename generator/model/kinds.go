package model

import (
	"path"
	"strings"

	"safelearn/generator/diag"
)

// Kind describes a page kind.
type Kind struct {
	Name         string // name in commands and layouts, such as "learning-point"
	Title        string // name shown to readers, such as "Learning point"
	Plural       string // plural of Title, such as "Learning points"
	Folder       string // folder pattern below content/, such as "reviews/*/findings"
	Numbered     bool   // the body may contain numbered paragraphs of the review
	Isolated     bool   // pages are for parents and have no links to pages of other kinds
	ShortURL     bool   // pages also have a short path below /s/, for typing from paper
	Labelled     bool   // link texts start with the short title, such as LP6 or 6.9
	HasQuestions bool   // the body may contain questions
	Example      string // example id for the help text of the new command
	Audience     string // audience of a new page, such as "practitioner, trainer"
	Body         string // body of a new page, in which BLOCKS stands for the blocks of a briefing

	make func() Entry // returns a new entry of this kind
}

// Kinds lists all page kinds in the order in which they appear on the site.
var Kinds = []*Kind{
	{Name: "review", Title: "Review", Plural: "Reviews", Folder: "reviews/*", Numbered: true, Example: "hill-street", Audience: "practitioner, trainer, quality", Body: reviewBody, make: newEntry[Review]},
	{Name: "finding", Title: "Finding", Plural: "Findings", Folder: "reviews/*/findings", Numbered: true, Example: "hill-street/handover", Audience: "practitioner, trainer, quality", Body: findingBody, make: newEntry[Finding]},
	{Name: "learning-point", Title: "Learning point", Plural: "Learning points", Folder: "reviews/*/learning-points", Labelled: true, Example: "hill-street/lp1", Audience: "practitioner, trainer, quality", Body: learningPointBody, make: newEntry[LearningPoint]},
	{Name: "recommendation", Title: "Recommendation", Plural: "Recommendations", Folder: "reviews/*/recommendations", Numbered: true, Labelled: true, Example: "hill-street/2.1", Audience: "practitioner, trainer, quality", Body: recommendationBody, make: newEntry[Recommendation]},
	{Name: "theme", Title: "Theme", Plural: "Themes", Folder: "themes", Example: "missed-letters", Audience: "practitioner, trainer, quality", Body: themeBody, make: newEntry[Theme]},
	{Name: "protocol", Title: "Protocol", Plural: "Protocols", Folder: "protocols", ShortURL: true, Example: "handover", Audience: "practitioner, trainer, quality", Body: protocolBody, make: newEntry[Protocol]},
	{Name: "guidance", Title: "Source", Plural: "Sources", Folder: "guidance", Example: "working-together", Audience: "practitioner, trainer, quality", Body: guidanceBody, make: newEntry[Guidance]},
	{Name: "module", Title: "Module", Plural: "Modules", Folder: "modules", ShortURL: true, HasQuestions: true, Example: "first-visit", Audience: "practitioner, trainer", Body: moduleBody, make: newEntry[Module]},
	{Name: "briefing", Title: "Briefing", Plural: "Briefings", Folder: "briefings", ShortURL: true, Example: "handover-in-brief", Audience: "practitioner, trainer", Body: "BLOCKS", make: newEntry[Briefing]},
	{Name: "parent-page", Title: "Page for parents", Plural: "For parents", Folder: "parents", Isolated: true, ShortURL: true, Example: "appointments", Audience: "parent", Body: parentPageBody, make: newEntry[ParentPage]},
	{Name: "term", Title: "Term", Plural: "Glossary", Folder: "glossary", Example: "core-group", Audience: "practitioner", make: newEntry[Term]},
	{Name: "page", Title: "Page", Plural: "About this site", Folder: "pages", Example: "about", Audience: "practitioner", Body: sitePageBody, make: newEntry[SitePage]},
}

// newEntry returns a pointer to a new T as an Entry.
func newEntry[T any, P interface {
	*T
	Entry
}]() Entry {
	return P(new(T))
}

// InReview reports whether pages of the kind belong to a review.
func (k *Kind) InReview() bool { return strings.HasPrefix(k.Folder, "reviews/*/") }

// KindByName returns the kind with the given name, or nil if there is none.
func KindByName(name string) *Kind {
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// KindOfPath returns the page kind of a file, which depends on its folder, and the path of
// the file relative to the folder. It returns nil if the folder is not for pages. In the
// folder of a review, only index.md is a page of the kind review.
func KindOfPath(file string) (kind *Kind, relative string) {
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
		relative = strings.Join(parts[n:], "/")
		if ok, _ := path.Match(k.Folder, strings.Join(parts[:n], "/")); ok && (k.Name != "review" || relative == "index.md") {
			return k, relative
		}
	}
	return nil, ""
}

// FilePath returns the path of the file in which NewPage creates the page of kind k with the given id.
// It returns "" if pages of the kind belong to a review and the id does not include one.
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

// idAndAddress returns the id and the address of the page in the given file. The argument relative is the
// path of the file relative to the folder for the kind.
func idAndAddress(kind *Kind, file, relative string) (id ID, address string) {
	inside := trimIndex(strings.TrimPrefix(file, "content/"))
	name := trimIndex(relative)
	if name == "" { // the index.md of the folder
		name = path.Base(inside)
	}
	if kind.InReview() {
		name = strings.Split(inside, "/")[1] + "/" + name
	}
	return ID(name), "/" + inside + "/"
}

// trimIndex removes the .md extension from the path of a page, and the last element if it is
// index.md.
func trimIndex(file string) string {
	file = strings.TrimSuffix(file, ".md")
	if path.Base(file) == "index" {
		file = strings.TrimSuffix(strings.TrimSuffix(file, "index"), "/")
	}
	return file
}

// folderHint returns a hint for the author of a page in a folder that is not for pages.
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
