package diag

// Examples of ids in hints. A package that has no knowledge of the site uses these words in
// place of an id. Package xref replaces them by an id of the site, unless it has none.
const (
	PageID      = "id-of-a-page"         // any page
	TestedID    = "id-of-what-is-taught" // something that a question may test
	ParagraphID = "id-of-a-paragraph"
	GuidanceID  = "id-of-a-source" // a page of content/guidance/
)
