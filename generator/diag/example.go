package diag

// Placeholders for ids in hints, for packages that have no knowledge of the site. Package xref
// replaces them with ids of the site, if it has suitable ones.
const (
	PageID      = "id-of-a-page"         // any page
	TestedID    = "id-of-what-is-taught" // something that a question may test
	ParagraphID = "id-of-a-paragraph"
	GuidanceID  = "id-of-a-source" // a page of content/guidance/
)
