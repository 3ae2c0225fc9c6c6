package xref

import (
	"cmp"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// Addressing is how the pages of a site write addresses.
type Addressing struct {
	Files bool   // pages are opened without a server, so a link names the index.html of its folder
	Base  string // path that the site is published at, "/learn/", for the page that is shown at any address
}

// A Viewpoint is the page that targets are shown on. It decides what a target is called there,
// how its address is written, which language a link to it leads into and how a list marks it.
type Viewpoint struct {
	graph      *Graph
	page       *model.Page
	Address    string // of the page itself, "" for the page that is shown at any address
	Language   string // of the page, a tag of BCP 47
	review     string // address of the review that the page belongs to, "/reviews/baby-r/"; "" for none
	up         string // relative address of the site's home page
	translated bool   // the page is a translation
	addressing Addressing
}

// Viewpoint returns the viewpoint of the page at an address, "" for the page that is
// shown at any address. The page of the content that it shows or was derived from may be
// nil.
func (g *Graph) Viewpoint(address string, p *model.Page, a Addressing) Viewpoint {
	v := Viewpoint{graph: g, page: p, Address: address, review: reviewOf(address), Language: g.Site.DefaultLanguage(), addressing: a}
	if p != nil {
		v.Language, v.translated = g.Site.LanguageOf(p), p.OriginalPath != ""
	}
	v.up = strings.Repeat("../", max(0, strings.Count(address, "/")-1))
	return v
}

// WithoutPage returns a viewpoint that is the same for all pages in the same language and at
// the same depth, for the parts that they have in common.
func (v *Viewpoint) WithoutPage() Viewpoint {
	shared := *v
	shared.page, shared.review = nil, ""
	if v.Address != "" {
		shared.Address = "/"
	}
	return shared
}

// reviewOf returns the address of the review that an address lies in, "" for none.
func reviewOf(address string) string {
	const reviews = "/reviews/"
	if !strings.HasPrefix(address, reviews) {
		return ""
	}
	return address[:len(reviews)+strings.IndexByte(address[len(reviews):], '/')+1]
}

// Name returns what a target is called in running text: short within its own review, with
// the review's name elsewhere.
func (v *Viewpoint) Name(t *Target) string {
	if v.inside(t) {
		return t.Label
	}
	return t.FullLabel
}

// inside reports whether a target belongs to the review of the page.
func (v *Viewpoint) inside(t *Target) bool {
	return v.review != "" && strings.HasPrefix(t.Address, v.review)
}

// OtherReview returns the review to name beside a target that belongs to another review
// than the page, nil for none. Where the site has one review only, no name is needed.
func (v *Viewpoint) OtherReview(t *Target) *model.Review {
	if v.inside(t) {
		return nil
	}
	return v.graph.reviewNamed(t)
}

// ListName returns what a target is called in a list that readers see without its page.
func (v *Viewpoint) ListName(t *Target) string {
	r := v.OtherReview(t)
	label := t.Label
	if r != nil {
		label = t.FullLabel
	}
	switch {
	case t.Page == nil:
		return t.Title
	case t.Form == PartForm && t.Page.Kind.InReview(), t.Form == ParagraphForm && r != nil && t.Page == &r.Page:
		return label
	case t.Form == PartForm:
		return t.Page.Label() + ": " + t.Label
	case t.Form == ParagraphForm:
		return label + " in " + t.Page.Label()
	}
	return v.pageName(t, r)
}

// pageName returns what a page is called in a list: by its title, with the review that it
// belongs to where that is given, and with its kind where a page of another kind has the
// same title.
func (v *Viewpoint) pageName(t *Target, r *model.Review) string {
	title := t.Page.FullTitle()
	labelled := title != t.Page.Title // it starts with a label, "LP6"
	var details []string
	if kind, known := v.graph.titles[title]; known && kind == nil {
		details = append(details, strings.ToLower(t.Page.Kind.Title))
	}
	switch {
	case r == nil || !t.Page.Kind.InReview():
	case labelled:
		title = r.Label() + " " + title
	default:
		details = append(details, r.Label())
	}
	if details == nil {
		return title
	}
	return title + " (" + strings.Join(details, ", ") + ")"
}

// ViewName returns what a derived page is called in a list of views.
func (v *Viewpoint) ViewName(d Derived) string {
	name := cmp.Or(d.Label, d.Title)
	if d.Review == nil || !v.graph.severalReviews || v.review == d.Review.Address {
		return name
	}
	return d.Review.Label() + ": " + name
}

// SourceName returns what a target is called in a list without titles, such as sources: a part
// with the name of its page, national guidance with the day on which it was checked.
func (v *Viewpoint) SourceName(t *Target) string {
	guidance, _ := t.Entry.(*model.Guidance)
	switch {
	case t.Form == PartForm && !t.Page.Kind.InReview():
		return t.Page.Label() + ": " + t.Label
	case t.Form == PageForm && guidance != nil && guidance.Checked != "":
		return v.Name(t) + " (checked " + guidance.Checked.Long() + ")"
	}
	return v.Name(t)
}

// Words returns what a reference in the body of a page shows: the author's words, or the
// name of the target. A page that quotes the body of another names the targets of both
// reviews in full.
func (v *Viewpoint) Words(p *model.Page, ref int) string {
	r := p.Body.Refs[ref]
	t := v.graph.pages[p].body[ref]
	switch {
	case r.Words != "" || r.Kind != markdown.Cross:
		return r.Words
	case t == nil:
		return r.Target
	}
	name := t.FullLabel
	if review := reviewOf(p.Address); review != "" && strings.HasPrefix(t.Address, review) && v.OtherReview(t) == nil {
		name = t.Label
	}
	return withRange(name, t, model.ID(r.Target))
}

// ReferenceName returns what the target of an id in front matter is called, with all of the
// range where the id is one.
func (v *Viewpoint) ReferenceName(t *Target, id model.ID) string {
	return withRange(v.Name(t), t, id)
}

// withRange adds the end of a range to the name of its first paragraph.
func withRange(name string, t *Target, id model.ID) string {
	if t.Number == (model.Number{}) {
		return name
	}
	if _, first, last, ok := id.Range(); ok && t.Number == first {
		return strings.TrimSuffix(name, first.String()) + first.String() + "–" + last.String()
	}
	return name
}

// Sentence returns the sentence around a reference, with the words of every reference in
// it. It returns "" for a reference in front matter or below a question, which no sentence
// surrounds, and for one in a quiet paragraph, whose words are shown on its own page only.
// It leaves out the number of the paragraph, which the link before the sentence has.
func (v *Viewpoint) Sentence(e *Edge) string {
	if e.ref < 0 || e.Relation != model.Mentions || e.From.Quiet {
		return ""
	}
	p := e.From.Page
	text, marks := p.Body.Sentence(int(e.ref))
	var b strings.Builder
	b.Grow(len(text) + 16*len(marks))
	done := 0
	for _, m := range marks {
		b.WriteString(text[done:m.At])
		b.WriteString(v.Words(p, m.Ref))
		done = m.At
	}
	b.WriteString(text[done:])
	return strings.TrimPrefix(b.String(), e.From.Number.String()+" ")
}

// RelativeAddress returns an address of the site as the page writes it, so that the site
// works in any folder. Other addresses, "tel:999", are returned as they are.
func (v *Viewpoint) RelativeAddress(to string) string { return string(v.AppendAddress(nil, to)) }

// AppendAddress appends what RelativeAddress returns.
func (v *Viewpoint) AppendAddress(out []byte, to string) []byte {
	switch rest, own := strings.CutPrefix(to, v.Address); {
	case !strings.HasPrefix(to, "/"):
		return append(out, to...)
	case v.Address == "":
		return append(append(out, v.addressing.Base...), to[1:]...)
	case own && strings.HasPrefix(rest, "#"):
		return append(out, rest...)
	}
	page, anchor, found := strings.Cut(to, "#")
	start := len(out)
	out = append(append(out, v.up...), page[1:]...)
	if v.addressing.Files && strings.HasSuffix(page, "/") {
		out = append(out, "index.html"...)
	}
	if len(out) == start {
		out = append(out, "./"...)
	}
	if found {
		out = append(append(out, '#'), anchor...)
	}
	return out
}

// Counterpart returns a target in the language of the page where the page is a translation
// and the target has one into the same language, else the target itself.
func (v *Viewpoint) Counterpart(t *Target) *Target {
	if !v.translated {
		return t
	}
	return v.graph.counterpartIn(v.Language, t)
}

// LanguageOf returns the language that a link to a target leads into, "" where it is that
// of the page or where the target, a number to call, has none.
func (v *Viewpoint) LanguageOf(t *Target) string {
	language := v.graph.Site.DefaultLanguage()
	if t.Page != nil {
		language = v.graph.Site.LanguageOf(t.Page)
	}
	if t.Form == ContactForm || language == v.Language {
		return ""
	}
	return language
}

// A Mark is a state of a target that lists show beside its name.
type Mark uint8

// The marks, of which the first that applies is shown.
const (
	NoMark    Mark = iota
	Withdrawn      // the page is not in force
	Draft          // the page is not published
	OutOfDate      // a translation of an older version of its page
	Withheld       // a paragraph without words
	Unwritten      // a paragraph that no page has yet
	Quiet          // a paragraph whose words are shown on its own page only
)

// Mark returns the mark of a target. The page and its own parts have none.
func (v *Viewpoint) Mark(t *Target) Mark {
	switch site := v.graph.Site; {
	case t.Page == nil || t.Page == v.page:
		return NoMark
	case !site.InForce(t.Page):
		return Withdrawn
	case t.Page.Status == model.Draft:
		return Draft
	case site.OutOfDate(t.Page):
		return OutOfDate
	case t.Withheld:
		return Withheld
	case !t.Written:
		return Unwritten
	case t.Quiet:
		return Quiet
	}
	return NoMark
}
