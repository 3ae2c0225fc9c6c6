package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/words"
)

// Document is one of the documents of a review, such as its overview report or an appendix. Each
// document has its own paragraph numbers.
type Document struct {
	ID              string       `yaml:"id" required:"true"`   // the prefix of the document's labels in references, such as "es" in [[es:1.1]]; the main document takes no prefix
	Kind            DocumentKind `yaml:"kind" required:"true"` // overview-report, executive-summary, appendix, …
	Title           string       `yaml:"title"`                // the name of the document in links; empty means the name of its kind
	Main            bool         `yaml:"main"`                 // true for the main document, whose labels take no prefix; if no document is marked, the first is the main one
	NumberingScheme `yaml:",inline"`
	Date            PartialDate  `yaml:"date"`        // the date printed on the document
	Pages           string       `yaml:"pages"`       // page range of the document, such as 9-60, if its file contains several documents
	Link            string       `yaml:"link"`        // the URL of the document
	Access          SourceAccess `yaml:"read"`        // first-hand if the authors have read the document, reported if they have only read about it
	ReportedBy      string       `yaml:"reported_by"` // the source that reports on the document; required if read is "reported"
}

// DocumentKind is the kind of a document, such as an overview report.
type DocumentKind string

func (DocumentKind) values() (description string, all []string) {
	return "a kind of document", toStrings("overview-report", "executive-summary", "appendix", "action-plan", "briefing", "letter", "report", "response")
}

// NumberingScheme describes how a document numbers its paragraphs. Each key is optional.
type NumberingScheme struct {
	Numbering  Numbering       `yaml:"numbering"`                                                                         // N, N.N or N.N.N, each with a full stop after it if the document prints one; words; none; empty means N.N
	Paragraphs ParagraphCounts `yaml:"paragraphs" new:"{1: 1, 2: 1} # the number of numbered paragraphs of each section"` // how many numbered paragraphs each section has, such as {1: 4, 4: 37}, or how many there are if sections are not part of the number
	Missing    []Label         `yaml:"missing"`                                                                           // labels within these counts that the document leaves out
}

// Numbering is the form of the labels of a document: N, N.N or N.N.N, each also with a full
// stop at the end, "words" for labels such as "Finding 3", or "none".
type Numbering string

const (
	numberedBySection Numbering = "N.N"   // the default: a section and a paragraph
	labelledByWords   Numbering = "words" // labels such as "Finding 3"
	notNumbered       Numbering = "none"  // no labels
)

func (Numbering) values() (description string, all []string) {
	return "a form of numbering", toStrings("N", "N.N", "N.N.N", "N.", "N.N.", "N.N.N.", labelledByWords, notNumbered)
}

// Fits reports whether l has the form of the document's labels. A letter may follow a number of any
// form, as in 4.18a.
func (s *NumberingScheme) Fits(l Label) bool {
	switch form := s.Form(); form {
	case notNumbered:
		return false
	case labelledByWords:
		return true
	default:
		number := l.Text()
		if last := len(number) - 1; last > 0 && number[last]|0x20 >= 'a' && number[last]|0x20 <= 'z' {
			number = number[:last]
		}
		parts, allowed := strings.Split(number, "."), strings.Count(string(form), "N")
		isNumber := !slices.ContainsFunc(parts, func(p string) bool { return p == "" || countDigits(p) < len(p) })
		return isNumber && (len(parts) == allowed || len(parts) == 2 && allowed == 3)
	}
}

// Form returns the form of the labels, such as "N.N".
func (s *NumberingScheme) Form() Numbering { return cmp.Or(s.Numbering, numberedBySection) }

// HasSection reports whether the document has paragraph counts for the section of l.
func (s *NumberingScheme) HasSection(l Label) bool {
	_, counted := s.Paragraphs[l.Section()]
	return counted
}

// Has reports whether the document has a paragraph with label l. Without paragraph counts, it has
// every label that fits and is not listed as missing.
func (s *NumberingScheme) Has(l Label) bool {
	return s.Fits(l) && !s.Omits(l) && (len(s.Paragraphs) == 0 || s.Paragraphs.Has(l))
}

// Omits reports whether front matter lists l as missing from the document.
func (s *NumberingScheme) Omits(l Label) bool {
	return slices.ContainsFunc(s.Missing, func(m Label) bool { return m.Text() == l.Text() })
}

// PrintedForm returns the label as the document prints it, including a full stop after the number.
func (s *NumberingScheme) PrintedForm(l Label) string {
	if strings.HasSuffix(string(s.Numbering), ".") && l.IsNumber() {
		return l.Text() + "."
	}
	return l.Text()
}

// Labels returns the labels of all paragraphs that the document declares, in order. They start
// with the given prefix, which is "" for the main document.
func (s *NumberingScheme) Labels(prefix string) []Label {
	var all []Label
	for _, section := range s.Paragraphs.sections() {
		for n := range s.Paragraphs[section] {
			label := fmt.Sprint(n + 1)
			if section != "" {
				label = section + "." + label
			}
			if l := Label(prefix + label); !s.Omits(l) {
				all = append(all, l)
			}
		}
	}
	return all
}

// Publication describes how a review was published: its documents, how each numbers its paragraphs,
// and the sections of the main one.
type Publication struct {
	NumberingScheme `yaml:",inline"`
	Documents       []Document `yaml:"documents"`                                                                                      // the documents of the review if there are several; each then says how it numbers its paragraphs
	Sections        []Section  `yaml:"sections" new:"\n  - {number: 1, title: Introduction}\n  - {number: 2, title: Recommendations}"` // the titles of the sections of the report
}

// SchemeOf returns the numbering scheme of the document that prints l, or nil if the review has no
// such document.
func (p *Publication) SchemeOf(l Label) *NumberingScheme {
	if d := p.Document(l); d != nil {
		return &d.NumberingScheme
	}
	if len(p.Documents) == 0 && l.Document() == "" {
		return &p.NumberingScheme
	}
	return nil
}

// Document returns the document that prints l. It returns nil if the review lists no documents, or
// none with the prefix of l.
func (p *Publication) Document(l Label) *Document {
	for i := range p.Documents {
		d := &p.Documents[i]
		if l.Document() == "" && p.isMain(i) || l.Document() == d.ID && l.Document() != "" && !p.isMain(i) {
			return d
		}
	}
	return nil
}

// DocumentByID returns the document with the given id, or nil if there is none.
func (p *Publication) DocumentByID(id string) *Document {
	for i := range p.Documents {
		if p.Documents[i].ID == id {
			return &p.Documents[i]
		}
	}
	return nil
}

// CountsPos returns the position of the paragraph counts of the document that prints l. If r lists
// no such document, it returns that of the paragraph counts in the front matter of r itself.
func CountsPos(r *Review, l Label) diag.Pos { return r.FieldPos(schemePrefix(r, l) + "paragraphs") }

// MissingPos returns the position of l in the key "missing", which lists the labels that the document
// does not have.
func MissingPos(r *Review, l Label) diag.Pos {
	i := slices.IndexFunc(r.Publication.SchemeOf(l).Missing, func(m Label) bool { return m.Text() == l.Text() })
	return r.FieldPos(fmt.Sprintf("%smissing[%d]", schemePrefix(r, l), i))
}

// schemePrefix returns the prefix of the keys of the numbering scheme of the document that prints
// l, such as "documents[1].". It is "" if these keys are directly in the front matter.
func schemePrefix(r *Review, l Label) string {
	for i := range r.Publication.Documents {
		if &r.Publication.Documents[i] == r.Publication.Document(l) {
			return fmt.Sprintf("documents[%d].", i)
		}
	}
	return ""
}

// LabelAt returns the label of the cited paragraph, including the prefix of its document.
func (p *Publication) LabelAt(at Citation) Label {
	i := slices.IndexFunc(p.Documents, func(d Document) bool { return d.ID == at.Document })
	if i < 0 || p.isMain(i) || at.Paragraph == "" || at.Paragraph.Document() != "" {
		return at.Paragraph
	}
	return Label(at.Document + ":" + at.Paragraph.Text())
}

// isMain reports whether the document with index i is the main document of the review.
func (p *Publication) isMain(i int) bool {
	marked := slices.IndexFunc(p.Documents, func(d Document) bool { return d.Main })
	return i == max(marked, 0)
}

// Declares reports whether the review may have a paragraph with label l. Its document must exist, and
// l must have the form of the document's labels and be within its paragraph counts, if there are any.
func (p *Publication) Declares(l Label) bool {
	s := p.SchemeOf(l)
	return s != nil && s.Has(l)
}

// DeclaredLabels returns, in order, the label of every paragraph that the paragraph counts of the
// review's documents declare.
func (p *Publication) DeclaredLabels() []Label {
	if len(p.Documents) == 0 {
		return p.Labels("")
	}
	var all []Label
	for i := range p.Documents {
		prefix := p.Documents[i].ID + ":"
		if p.isMain(i) {
			prefix = ""
		}
		all = append(all, p.Documents[i].Labels(prefix)...)
	}
	return all
}

// ParagraphLabel returns the label at the start of a paragraph in a body, and whether the review has a
// paragraph with this label. Without braces, a number whose section the review does not have is
// ordinary text, as in "4.5 per cent".
func (p *Publication) ParagraphLabel(start *markdown.Paragraph) (l Label, declared bool) {
	l, problem, _ := ParseLabel(start.Label)
	if problem != "" {
		return "", false
	}
	s := p.SchemeOf(l)
	if !start.Braces && (s == nil || s.Form() != numberedBySection || len(s.Paragraphs) == 0 && !p.hasSection(l)) {
		return l, false
	}
	return l, p.Declares(l)
}

// TypedLabel returns l as authors type it at the start of its paragraph: in braces, unless it is a
// number such as 4.18 in the main document.
func (p *Publication) TypedLabel(l Label) string {
	if s := p.SchemeOf(l); s != nil && s.Form() == numberedBySection && l.Document() == "" && l.Section() != "" {
		return string(l)
	}
	return "{" + string(l) + "}"
}

// SectionTitle returns the title of the section that contains the paragraph with label l. If the
// section has no title, it returns the name of the document if there are several, and otherwise "".
func (p *Publication) SectionTitle(w *words.Localizer, l Label) string {
	if l.Document() == "" {
		number, _, _ := strings.Cut(l.Section(), ".")
		for _, s := range p.Sections {
			within := s.From != "" && s.From.Section() == l.Section() && s.From.Compare(l) <= 0 && (s.To == "" || l.Compare(s.To) <= 0)
			if within || s.From == "" && fmt.Sprint(s.Number) == number {
				return s.Title
			}
		}
	}
	if d := p.Document(l); d != nil && len(p.Documents) > 1 {
		return DocumentHeading(w, d)
	}
	return ""
}

// hasSection reports whether p lists the section of l. If p lists no sections at all, it returns
// true.
func (p *Publication) hasSection(l Label) bool {
	return len(p.Sections) == 0 || slices.ContainsFunc(p.Sections, func(s Section) bool { return fmt.Sprint(s.Number) == l.Section() })
}

// lintDocuments reports documents with the same id, ids that cannot be a prefix, several main
// documents, and a numbering scheme of the review that should belong to one of its documents.
func (r *Review) lintDocuments(l *diag.List) {
	for i := range r.Publication.Documents {
		d, item := &r.Publication.Documents[i], fmt.Sprintf("documents[%d]", i)
		switch first := slices.IndexFunc(r.Publication.Documents, func(o Document) bool { return o.ID == d.ID }); {
		case d.ID != "" && !anchorPattern.MatchString(d.ID):
			l.Error(r.FieldPos(item+".id"), "front-value", fmt.Sprintf("%q cannot be the id of a document", d.ID), "use small letters, digits and hyphens, a letter first")
		case d.ID != "" && first < i:
			l.Error(r.FieldPos(item+".id"), "front-value", fmt.Sprintf("two documents have the id %q", d.ID), "give one of the two another id",
				diag.Note{Pos: r.FieldPos(fmt.Sprintf("documents[%d].id", first)), Message: "the first is here"})
		}
		if d.Access == Reported {
			r.require(l, item+".reported_by", d.ReportedBy)
		}
		lintURL(l, d.Link, func() diag.Pos { return r.FieldPos(item + ".link") })
		if d.Main && !r.Publication.isMain(i) {
			l.Error(r.FieldPos(item+".main"), "front-value", "two documents are the main one", "keep main: true at one of them")
		}
	}
	if len(r.Publication.Documents) > 0 && (r.Publication.Numbering != "" || len(r.Publication.Paragraphs)+len(r.Publication.Missing) > 0) {
		l.Error(r.FieldPos("documents"), "front-value", "the "+r.Type.Noun()+" lists its documents, so how its paragraphs are numbered belongs to one of them", "move numbering:, paragraphs: and missing: into that document")
	}
}
