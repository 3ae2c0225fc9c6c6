package diag

// Example ids in hints, for packages that have no knowledge of the site. Package xref replaces them
// with ids on the site, if there are suitable ones.
const (
	PageID      = "id-of-a-page"         // any page
	TestedID    = "id-of-what-is-taught" // something that a question may test
	ParagraphID = "id-of-a-paragraph"
	GuidanceID  = "id-of-a-source" // a page of content/guidance/
)
