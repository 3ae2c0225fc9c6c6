package xref

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/words"
)

// Addressing specifies how addresses are written on pages.
type Addressing struct {
	Files bool   // whether pages are opened without a server, so that links end in index.html
	Base  string // URL path of the site, such as "/learn/"; used on the error page, which is served at any address
}

// A Viewpoint is the page on which targets are shown. It determines the name, relative address and
// language of each target, and the badge that is shown next to its name.
type Viewpoint struct {
	graph      *Graph      // the linked site
	page       *model.Page // content page that the page shows or is generated from, or nil
	Address    string      // address of the page, or "" for the error page, which is served at any address
	Language   string      // BCP 47 tag of the page's language
	review     string      // address of the page's review, such as "/reviews/child-m/", or "" if it has none
	root       string      // relative address of the site's home page
	translated bool        // whether the page is a translation
	addressing Addressing  // how addresses are written
}

// Viewpoint returns the viewpoint of the page at the given address. The address "" means the error
// page, which is served at any address. The argument p is the content page that is shown at the
// address or from which the page there is generated; it may be nil.
func (g *Graph) Viewpoint(address string, p *model.Page, a Addressing) Viewpoint {
	v := Viewpoint{graph: g, page: p, Address: address, review: reviewURL(address), Language: g.Site.DefaultLanguage(), addressing: a}
	if p != nil {
		v.Language, v.translated = g.Site.LanguageOf(p), p.OriginalPath != ""
	}
	v.root = strings.Repeat("../", max(0, strings.Count(address, "/")-1))
	return v
}

// words returns the texts in the language of the page.
func (v *Viewpoint) words() *words.Localizer { return v.graph.Site.TextsIn(v.Language) }

// WithoutPage returns a viewpoint for content that pages have in common, so that it can be cached. It
// is the same for all pages with the same language and address depth, except that translations
// differ from originals.
func (v *Viewpoint) WithoutPage() Viewpoint {
	shared := *v
	shared.page, shared.review = nil, ""
	if v.Address != "" {
		shared.Address = "/"
	}
	return shared
}

// reviewURL returns the address of the review below which the given address is, or "" if there is
// none. For the list of reviews it returns "/reviews/".
func reviewURL(address string) string {
	const reviews = "/reviews/"
	if !strings.HasPrefix(address, reviews) {
		return ""
	}
	return address[:len(reviews)+strings.IndexByte(address[len(reviews):], '/')+1]
}

// Name returns the name of t in running text. This is its short name on pages of the same review, and
// the name that includes the review elsewhere.
func (v *Viewpoint) Name(t *Target) string {
	if v.sameReview(t) {
		return t.Label
	}
	return t.FullLabel
}

// sameReview reports whether t belongs to the review of the page.
func (v *Viewpoint) sameReview(t *Target) bool {
	return v.review != "" && strings.HasPrefix(t.Address, v.review)
}

// ReviewToMention returns the review of t if it must be named on the page, because the page belongs to
// another review or to none and the site has more than one review. Otherwise it returns nil.
func (v *Viewpoint) ReviewToMention(t *Target) *model.Review {
	if v.sameReview(t) {
		return nil
	}
	return v.graph.reviewInFullName(t)
}

// ListName returns the name of t in a list on another page.
func (v *Viewpoint) ListName(t *Target) string {
	r := v.ReviewToMention(t)
	label := t.Label
	if r != nil {
		label = t.FullLabel
	}
	switch {
	case t.Page == nil:
		return t.Title
	case t.Type == PartTarget && t.PrintedLabel != "":
		return label + ": " + t.Title
	case t.Type == PartTarget && t.Page.ReviewFolder() != "", t.Type == ParagraphTarget && r != nil && t.Page == &r.Page:
		return label
	case t.Type == PartTarget:
		return t.Page.Label() + ": " + t.Label
	case t.Type == ParagraphTarget:
		return v.words().Say("paragraph_in_page", "paragraph", label, "page", t.Page.Label())
	}
	return v.pageName(t, r)
}

// pageName returns the name of the page t in a list: its title, followed by the name of r if r is not
// nil, and by its kind if a page of another kind has the same title.
func (v *Viewpoint) pageName(t *Target, r *model.Review) string {
	title := t.Page.FullTitle()
	if title == t.Page.Title && t.PrintedLabel != "" && !strings.HasPrefix(title, t.Label) {
		title = t.Label + ": " + title
	}
	labelled := title != t.Page.Title // the title starts with a label, such as "LP6"
	var details []string
	if kind, known := v.graph.titles[title]; known && kind == nil {
		details = append(details, v.words().Say(model.KindKey(t.Entry)))
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

// TitleWithReview returns the title of a page for use where the review is not otherwise named, such as
// in a browser tab. The title of a page in a review ends with the name of the review if the site has
// more than one.
func (v *Viewpoint) TitleWithReview(title, address string) string {
	r := v.graph.Site.Review(&model.Page{Address: address})
	if !v.graph.severalReviews || r == nil || r.Address == address {
		return title
	}
	return title + " (" + r.Label() + ")"
}

// GeneratedPageName returns the name of page in a list of generated pages. It includes the name of the
// review if necessary.
func (v *Viewpoint) GeneratedPageName(page GeneratedPage) string {
	name := cmp.Or(page.Label, page.Title)
	if page.Review == nil || !v.graph.severalReviews || v.review == page.Review.Address {
		return name
	}
	return page.Review.Label() + ": " + name
}

// SourceName returns the name of t in a list without titles, such as a list of sources. For a part
// that is not in a review, it includes the name of the page; for national guidance, the date on which
// it was last checked.
func (v *Viewpoint) SourceName(t *Target) string {
	guidance, _ := t.Entry.(*model.Guidance)
	switch {
	case t.Type == PartTarget && t.Page.ReviewFolder() == "":
		return t.Page.Label() + ": " + t.Label
	case t.Type == PageTarget && guidance != nil && guidance.Checked != "":
		return v.words().Say("checked_source", "source", v.Name(t), "date", v.words().Date(string(guidance.Checked)))
	}
	return v.Name(t)
}

// LinkText returns the link text of the reference with index ref in the body of p: the author's text,
// or else the name of the target, or the id as written if it is unresolved. The short name is used if
// p and the target belong to the same review and the review need not be named.
func (v *Viewpoint) LinkText(p *model.Page, ref int) string {
	r := p.Body.Refs[ref]
	t := v.graph.pages[p].body[ref]
	switch {
	case r.Text != "" || r.Kind != markdown.CrossRef:
		return r.Text
	case t == nil:
		return unresolvedText(v.graph.Site, r.Target)
	}
	name := t.FullLabel
	if review := reviewURL(p.Address); review != "" && strings.HasPrefix(t.Address, review) && v.ReviewToMention(t) == nil {
		name = t.Label
	}
	return rangeName(name, t, model.ID(r.Target))
}

// unresolvedText returns the text to show for a reference that is not resolved. If its page is left
// out because a review is on hold, this is the label of that page, or else the last element of the
// id. If no review is on hold, it is the id as written.
func unresolvedText(site *model.Site, id string) string {
	page, _, _ := strings.Cut(id, "#")
	if label := site.HeldPageLabels[model.ID(page)]; label != "" {
		return label
	}
	if site.HeldPageLabels != nil {
		return id[strings.LastIndexByte(id, '/')+1:]
	}
	return id
}

// HeadingText returns the text of the heading in the given block of the body of p, with the
// link text of its references.
func (v *Viewpoint) HeadingText(p *model.Page, block int) string {
	b := &p.Body.Blocks[block]
	text := b.Text
	for _, m := range slices.Backward(b.Marks) {
		text = text[:m.At] + v.LinkText(p, m.Ref) + text[m.At:]
	}
	return strings.TrimSpace(text)
}

// ReferenceName returns the name of t, the target of an id in front matter. If the id is a range, the
// name includes the end of the range.
func (v *Viewpoint) ReferenceName(t *Target, id model.ID) string {
	return rangeName(v.Name(t), t, id)
}

// rangeName returns name, which is a name of t, and appends the end of the range if id is a range that
// starts at t.
func rangeName(name string, t *Target, id model.ID) string {
	if _, first, last, ok := id.Range(); ok && t.PrintedLabel == first {
		return name + "–" + last.Text()
	}
	return name
}

// Sentence returns the text of the sentence around a reference, including its link texts. It returns
// "" for a reference in front matter or after a label of a question, which is not part of a sentence,
// and for one in a quiet paragraph, whose text may appear only on its own page. It omits a paragraph
// number at the start, because the link before the sentence shows it.
func (v *Viewpoint) Sentence(e *Edge) string {
	if e.ref < 0 || e.Relation != model.Mentions || e.From.Quiet {
		return ""
	}
	p := e.From.Page
	text, marks := p.Body.Sentence(int(e.ref))
	for _, m := range slices.Backward(marks) {
		text = text[:m.At] + v.LinkText(p, m.Ref) + text[m.At:]
	}
	return strings.TrimPrefix(text, string(e.From.PrintedLabel)+" ")
}

// RelativeURL returns the URL of a page or file relative to the viewpoint, so that the
// site works in any folder. It returns URLs such as "tel:999" unchanged.
func (v *Viewpoint) RelativeURL(to string) string { return string(v.AppendRelativeURL(nil, to)) }

// AppendRelativeURL appends the result of RelativeURL to out and returns the extended slice.
func (v *Viewpoint) AppendRelativeURL(out []byte, to string) []byte {
	switch rest, samePrefix := strings.CutPrefix(to, v.Address); {
	case !strings.HasPrefix(to, "/"):
		return append(out, to...)
	case v.Address == "":
		return append(append(out, v.addressing.Base...), to[1:]...)
	case samePrefix && strings.HasPrefix(rest, "#"):
		return append(out, rest...)
	}
	page, anchor, found := strings.Cut(to, "#")
	start := len(out)
	out = append(append(out, v.root...), page[1:]...)
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

// Counterpart returns the translation of t into the language of the page if the page is a translation
// and t has one. Otherwise it returns t.
func (v *Viewpoint) Counterpart(t *Target) *Target {
	return v.graph.counterpart(v.translated, v.Language, t)
}

// LanguageOf returns the language of t, or "" if it is the language of the page or if t is a
// contact, which has no language.
func (v *Viewpoint) LanguageOf(t *Target) string {
	language := v.graph.Site.DefaultLanguage()
	if t.Page != nil {
		language = v.graph.Site.LanguageOf(t.Page)
	}
	if t.Type == ContactTarget || language == v.Language {
		return ""
	}
	return language
}

// A Badge is a state of a target, such as draft or withdrawn, that lists show next to its name.
type Badge uint8

// The badges, in order of priority: Viewpoint.Badge returns the first that applies.
const (
	NoBadge             Badge = iota // nothing is shown
	Withdrawn                        // a target on a withdrawn page
	Draft                            // a target on a page that is not published
	Overdue                          // a target on a page whose review is overdue
	OutdatedTranslation              // a target on a translation of an older version of the original
	Withheld                         // a paragraph whose text is withheld
	Unwritten                        // a declared paragraph that no page contains
	Quiet                            // a paragraph whose text may appear only on its own page
)

// Badge returns the badge of t. The page of the viewpoint, its parts and targets without a page have
// none.
func (v *Viewpoint) Badge(t *Target) Badge {
	switch site := v.graph.Site; {
	case t.Page == nil || t.Page == v.page:
		return NoBadge
	case !site.Listed(t.Page):
		return Withdrawn
	case site.EffectiveStatus(t.Page) == model.Draft:
		return Draft
	case site.Overdue(t.Page):
		return Overdue
	case site.IsOutdatedTranslation(t.Page):
		return OutdatedTranslation
	case t.Withheld:
		return Withheld
	case !t.Written:
		return Unwritten
	case t.Quiet:
		return Quiet
	}
	return NoBadge
}
