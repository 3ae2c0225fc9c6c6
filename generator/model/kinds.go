package model

import (
	"path"
	"strings"
)

// A Kind is a sort of page.
type Kind struct {
	Name         string // as the command and layouts call it: "learning-point"
	Title        string // as readers meet it: "Learning point"
	Plural       string // "Learning points"
	Folder       string // below content/; "reviews/*/findings" for what belongs to a review
	Numbered     bool   // paragraphs of the body that start with a declared number are paragraphs of the review
	Isolated     bool   // the pages stand apart from all else: parents' pages
	ShortAddress bool   // people type the address from paper: it gets one below /s/, too
	Labelled     bool   // readers know its pages by their short title: LP6, 6.9
	HasQuestions bool   // the body may hold questions
	Skeleton     string // front matter and body of a new page; TITLE stands for its title

	make func() Entry
}

// Kinds are all sorts of page there are, in the order in which readers meet them.
var Kinds = []*Kind{
	{Name: "review", Title: "Review", Plural: "Reviews", Folder: "reviews/*", Numbered: true, Skeleton: reviewSkeleton, make: func() Entry { return new(Review) }},
	{Name: "finding", Title: "Finding", Plural: "Findings", Folder: "reviews/*/findings", Numbered: true, Skeleton: findingSkeleton, make: func() Entry { return new(Finding) }},
	{Name: "learning-point", Title: "Learning point", Plural: "Learning points", Folder: "reviews/*/learning-points", Labelled: true, Skeleton: learningPointSkeleton, make: func() Entry { return new(LearningPoint) }},
	{Name: "recommendation", Title: "Recommendation", Plural: "Recommendations", Folder: "reviews/*/recommendations", Numbered: true, Labelled: true, Skeleton: recommendationSkeleton, make: func() Entry { return new(Recommendation) }},
	{Name: "protocol", Title: "Protocol", Plural: "Protocols", Folder: "protocols", ShortAddress: true, Skeleton: protocolSkeleton, make: func() Entry { return new(Protocol) }},
	{Name: "guidance", Title: "Source", Plural: "Sources", Folder: "guidance", Skeleton: guidanceSkeleton, make: func() Entry { return new(Guidance) }},
	{Name: "module", Title: "Module", Plural: "Modules", Folder: "modules", ShortAddress: true, HasQuestions: true, Skeleton: moduleSkeleton, make: func() Entry { return new(Module) }},
	{Name: "briefing", Title: "Briefing", Plural: "Briefings", Folder: "briefings", ShortAddress: true, Skeleton: briefingSkeleton, make: func() Entry { return new(Briefing) }},
	{Name: "parent-page", Title: "Page for parents", Plural: "For parents", Folder: "parents", Isolated: true, ShortAddress: true, Skeleton: parentPageSkeleton, make: func() Entry { return new(ParentPage) }},
	{Name: "term", Title: "Term", Plural: "Glossary", Folder: "glossary", Skeleton: termSkeleton, make: func() Entry { return new(Term) }},
	{Name: "page", Title: "Page", Plural: "About this site", Folder: "pages", Skeleton: sitePageSkeleton, make: func() Entry { return new(SitePage) }},
}

// InReview reports whether pages of the kind lie in a review's folder.
func (k *Kind) InReview() bool { return strings.HasPrefix(k.Folder, "reviews/*/") }

// KindByName gives the kind of that name, nil where there is none.
func KindByName(name string) *Kind {
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// KindOfPath gives the kind of a file by its folder and the rest of its path below
// that folder, nil where no kind lives there. The review's own page is its
// folder's index.md.
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
		if ok, _ := path.Match(k.Folder, strings.Join(parts[:n], "/")); !ok {
			continue
		}
		rest = strings.Join(parts[n:], "/")
		if k.Name == "review" && rest != "index.md" {
			continue
		}
		return k, rest
	}
	return nil, ""
}

// FilePath gives the path of the page of a kind that has the id, from the site's
// folder: the inverse of KindOfPath. It is "" for an id that lacks its review.
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
