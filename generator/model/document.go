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

// Document is a document of a review, such as its overview report or an appendix. Each document
// numbers its paragraphs in its own way.
type Document struct {
	ID         string       `yaml:"id" required:"true"`   // the prefix of its labels in references, such as "es" in [[es:1.1]]; the main document takes no prefix
	Kind       DocumentKind `yaml:"kind" required:"true"` // overview-report, executive-summary, appendix, …
	Title      string       `yaml:"title"`                // its name in links; empty means the name of its kind
	Main       bool         `yaml:"main"`                 // the document whose labels take no prefix; the first one if none is marked
	Scheme     `yaml:",inline"`
	Date       PartialDate  `yaml:"date"`        // the date printed on it
	Pages      string       `yaml:"pages"`       // its pages in a file that holds several documents, such as 9-60
	Link       string       `yaml:"link"`        // its address on the web
	Access     SourceAccess `yaml:"read"`        // first-hand or reported
	ReportedBy string       `yaml:"reported_by"` // required if read is "reported"
}

// DocumentKind is the kind of a document of a review.
type DocumentKind string

func (DocumentKind) values() (description string, all []string) {
	return "a kind of document", textsOf("overview-report", "executive-summary", "appendix", "action-plan", "briefing", "letter", "report", "response")
}

// Scheme describes how a document numbers its paragraphs. Each key is optional.
type Scheme struct {
	Numbering  Numbering       `yaml:"numbering"`                                                                         // N, N.N or N.N.N, each with a full stop after it if the document prints one; words; none; empty means N.N
	Paragraphs ParagraphCounts `yaml:"paragraphs" new:"{1: 1, 2: 1} # the number of numbered paragraphs of each section"` // how many numbered paragraphs each section has, such as {1: 4, 4: 37}, or how many there are if sections are not part of the number
	Missing    []Label         `yaml:"missing"`                                                                           // numbers within these counts that the document leaves out
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
	return "a form of numbering", textsOf("N", "N.N", "N.N.N", "N.", "N.N.", "N.N.N.", labelledByWords, notNumbered)
}

// Fits reports whether the given label has the form that the document uses. A letter may follow a
// number.
func (s *Scheme) Fits(l Label) bool {
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

// Form returns the form of the labels, such as N.N.
func (s *Scheme) Form() Numbering { return cmp.Or(s.Numbering, numberedBySection) }

// HasSection reports whether the document counts the paragraphs of the section of l.
func (s *Scheme) HasSection(l Label) bool {
	_, counted := s.Paragraphs[l.Section()]
	return counted
}

// Has reports whether the document has a paragraph with the given label, as far as its front
// matter shows.
func (s *Scheme) Has(l Label) bool {
	return s.Fits(l) && !s.Omits(l) && (len(s.Paragraphs) == 0 || s.Paragraphs.Has(l))
}

// Omits reports whether the document is known to leave out the label l.
func (s *Scheme) Omits(l Label) bool {
	return slices.ContainsFunc(s.Missing, func(m Label) bool { return m.Text() == l.Text() })
}

// Printed returns the label as the document prints it, with its full stop if it has one.
func (s *Scheme) Printed(l Label) string {
	if strings.HasSuffix(string(s.Numbering), ".") && l.IsNumber() {
		return l.Text() + "."
	}
	return l.Text()
}

// Labels returns the labels of all paragraphs that the document declares, in order. They start
// with the given prefix, which is "" for the main document.
func (s *Scheme) Labels(prefix string) []Label {
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
	Scheme    `yaml:",inline"`
	Documents []Document `yaml:"documents"`                                                                                      // the documents of the review if there are several; each then says how it numbers its paragraphs
	Sections  []Section  `yaml:"sections" new:"\n  - {number: 1, title: Introduction}\n  - {number: 2, title: Recommendations}"` // the titles of the sections of the report
}

// SchemeOf returns how the document that prints l numbers its paragraphs, or nil if the review has
// no such document.
func (p *Publication) SchemeOf(l Label) *Scheme {
	if d := p.Document(l); d != nil {
		return &d.Scheme
	}
	if len(p.Documents) == 0 && l.Document() == "" {
		return &p.Scheme
	}
	return nil
}

// Document returns the document that prints l. It returns nil if the review lists no documents,
// or none with that prefix.
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

// CountsPos returns the position of the paragraph counts of the document of r that prints l, or of
// those of r if it lists no such document.
func CountsPos(r *Review, l Label) diag.Pos { return r.FieldPos(schemeKey(r, l) + "paragraphs") }

// MissingPos returns the position at which r lists the number l as left out.
func MissingPos(r *Review, l Label) diag.Pos {
	i := slices.IndexFunc(r.Publication.SchemeOf(l).Missing, func(m Label) bool { return m.Text() == l.Text() })
	return r.FieldPos(fmt.Sprintf("%smissing[%d]", schemeKey(r, l), i))
}

// schemeKey returns what precedes the keys of the scheme of the document that prints l, such as
// "documents[1].".
func schemeKey(r *Review, l Label) string {
	for i := range r.Publication.Documents {
		if &r.Publication.Documents[i] == r.Publication.Document(l) {
			return fmt.Sprintf("documents[%d].", i)
		}
	}
	return ""
}

// LabelAt returns the label of the paragraph at a place, with the prefix of its document.
func (p *Publication) LabelAt(at Place) Label {
	i := slices.IndexFunc(p.Documents, func(d Document) bool { return d.ID == at.Document })
	if i < 0 || p.isMain(i) || at.Paragraph == "" || at.Paragraph.Document() != "" {
		return at.Paragraph
	}
	return Label(at.Document + ":" + at.Paragraph.Text())
}

// isMain reports whether the document with the given index is the main one.
func (p *Publication) isMain(i int) bool {
	marked := slices.IndexFunc(p.Documents, func(d Document) bool { return d.Main })
	return i == max(marked, 0)
}

// Declares reports whether the review may have a paragraph with label l: it has the document,
// the form fits, and the counts, if any, include it.
func (p *Publication) Declares(l Label) bool {
	s := p.SchemeOf(l)
	return s != nil && s.Has(l)
}

// DeclaredLabels returns the labels of all paragraphs that the counts of the review's documents
// include, in order.
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

// ParagraphLabel returns the label at the start of a paragraph in a body, and whether it is one
// of the review. Without braces, a number of a section that the review does not have is text,
// such as "4.5 per cent".
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

// Typed returns a label as it is typed at the start of its paragraph: in braces, unless it is a
// number such as 4.18 of the main document.
func (p *Publication) Typed(l Label) string {
	if s := p.SchemeOf(l); s != nil && s.Form() == numberedBySection && l.Document() == "" && l.Section() != "" {
		return string(l)
	}
	return "{" + string(l) + "}"
}

// SectionTitle returns the title under which the paragraph with the label l stands: that of its
// section, or the name of its document if there are several. It returns "" if it has none.
func (p *Publication) SectionTitle(w *words.Words, l Label) string {
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

// hasSection reports whether the list of sections, if any, contains the section of l.
func (p *Publication) hasSection(l Label) bool {
	return len(p.Sections) == 0 || slices.ContainsFunc(p.Sections, func(s Section) bool { return fmt.Sprint(s.Number) == l.Section() })
}

// lintDocuments reports documents with one id or with an id that is not a prefix, several main
// documents, and numbers of the review that belong to a document.
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
