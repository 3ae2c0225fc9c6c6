package export

import (
	"encoding/xml"
	"unicode"

	"safelearn/generator/model"
)

// Maximum lengths in the schema of a manifest, in characters.
const (
	maxManifestTitle   = 200
	maxManifestVersion = 20
)

// A manifest is the imsmanifest.xml of a package with one page, as defined by SCORM 1.2. Its elements
// are in the order that the schema requires. It has no mastery score, because learning systems would
// replace the status of a learner with one derived from the score.
type manifest struct {
	XMLName       xml.Name      `xml:"manifest"`
	Identifier    string        `xml:"identifier,attr"`
	Version       string        `xml:"version,attr,omitempty"`
	Namespace     string        `xml:"xmlns,attr"`
	ADL           string        `xml:"xmlns:adlcp,attr"`
	Schema        string        `xml:"metadata>schema"`
	SchemaVersion string        `xml:"metadata>schemaversion"`
	Organizations organizations `xml:"organizations"`
	Resource      resource      `xml:"resources>resource"`
}

// organizations is the table of contents in a manifest, which has a single item.
type organizations struct {
	Default      string `xml:"default,attr"`
	Organization struct {
		Identifier string `xml:"identifier,attr"`
		Title      string `xml:"title"`
		Item       struct {
			Identifier string `xml:"identifier,attr"`
			Resource   string `xml:"identifierref,attr"`
			Visible    bool   `xml:"isvisible,attr"`
			Title      string `xml:"title"`
		} `xml:"item"`
	} `xml:"organization"`
}

// resource lists the files of a package.
type resource struct {
	Identifier string         `xml:"identifier,attr"`
	Type       string         `xml:"type,attr"`
	ScormType  string         `xml:"adlcp:scormtype,attr"`
	Href       string         `xml:"href,attr"`
	Files      []manifestFile `xml:"file"`
}

// manifestFile is an entry for a file in a manifest.
type manifestFile struct {
	Href string `xml:"href,attr"`
}

// packageID returns the identifier of the package of a module. It must never change. It starts with the
// id of the module, because some learning systems truncate identifiers, or with a letter if that id
// starts with a digit, which XML does not allow.
func packageID(m *model.Module, s *model.Site) string {
	id := string(m.ID) + "." + s.ID
	if id[0] >= '0' && id[0] <= '9' {
		return "_" + id
	}
	return id
}

// newManifest returns the manifest of a package. Learning systems store the records of learners under
// the identifiers of the manifest and its item, so these must never change.
func newManifest(identifier, title, version string, files []packedFile) ([]byte, error) {
	m := manifest{
		Identifier: identifier, Version: truncateWords(version, maxManifestVersion),
		Namespace: "http://www.imsproject.org/xsd/imscp_rootv1p1p2", ADL: "http://www.adlnet.org/xsd/adlcp_rootv1p2",
		Schema: "ADL SCORM", SchemaVersion: "1.2",
		Resource: resource{Identifier: "page", Type: "webcontent", ScormType: "sco", Href: files[0].name},
	}
	m.Organizations.Default = "org"
	o := &m.Organizations.Organization
	o.Identifier, o.Title = "org", truncateWords(title, maxManifestTitle)
	o.Item.Identifier, o.Item.Resource, o.Item.Visible, o.Item.Title = "item", "page", true, o.Title
	for _, f := range files {
		m.Resource.Files = append(m.Resource.Files, manifestFile{f.name})
	}
	text, err := xml.MarshalIndent(m, "", " ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}

// truncateWords returns text with at most limit characters. It truncates a longer text at the end of a
// word, or within a word if that one takes up half of the text, as it does in languages without spaces.
func truncateWords(text string, limit int) string {
	characters, end := []rune(text), limit-1
	if len(characters) <= limit {
		return text
	}
	for i := end; i > limit/2; i-- {
		if unicode.IsSpace(characters[i]) {
			end = i
			break
		}
	}
	return string(characters[:end]) + "…"
}
