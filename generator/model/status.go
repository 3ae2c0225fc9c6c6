package model

// Status is the publication status of a page. Some problems are errors on a live page and
// warnings on other pages.
type Status string

const (
	Draft     Status = "draft"     // in progress, not published
	Sample    Status = "sample"    // an example, allowed only on a demonstration site
	Live      Status = "live"      // approved, and in force until its review is overdue
	Withdrawn Status = "withdrawn" // no longer in force; still published, with a notice
)

func (Status) values() (description string, all []string) {
	return "a status", textsOf(Draft, Sample, Live, Withdrawn)
}

// EffectiveStatus returns the status of a page, which may differ from that in its front matter. A page of
// a review on which there is a hold is a draft. A translation of a withdrawn page and a page of a withdrawn
// review are withdrawn.
func (s *Site) EffectiveStatus(p *Page) Status {
	switch {
	case OnHold(s, p):
		return Draft
	case s.withdrawn[p]:
		return Withdrawn
	}
	return p.Status
}

// OnHold reports whether a page belongs to a review of which nothing may be published today, because of
// proceedings.
func OnHold(s *Site, p *Page) bool {
	if len(s.holds) == 0 {
		return false
	}
	hold, found := s.holds[p.ReviewFolder()]
	return found && (hold.Until == "" || hold.Until >= s.Today)
}

// InForce reports whether a page is in force: live, or a sample on a demonstration, not overdue, and
// not a protocol for which a new national source has waited too long. Only pages in force count as answers: in coverage, in lists of what answers a
// recommendation, and in practice questions.
func (s *Site) InForce(p *Page) bool {
	if newer := NewSourceOf(s, p); s.Overdue(p) || newer != nil && newer.Until < s.Today {
		return false
	}
	status := s.EffectiveStatus(p)
	return status == Live || status == Sample && s.Demonstration
}

// Listed reports whether a page appears in lists, generated pages and search results, which is
// the case unless it is withdrawn. A withdrawn page is still published, with a notice, and the
// search finds its title.
func (s *Site) Listed(p *Page) bool { return s.EffectiveStatus(p) != Withdrawn }

// DueDate returns the day until which a page applies, as OwnDueDate does. A translation is due with its
// original, if that is earlier.
func DueDate(s *Site, p *Page) Date {
	due := OwnDueDate(p)
	if original := s.OriginalOf(p); original != nil {
		if of := OwnDueDate(original.Base()); of != "" && (due == "" || of < due) {
			return of
		}
	}
	return due
}

// Overdue reports whether the day until which a page applies, or its original if it is a translation,
// is before today.
func (s *Site) Overdue(p *Page) bool {
	due := DueDate(s, p)
	return due != "" && due < s.Today
}

// IsOutdatedTranslation reports whether a page is a translation of an older version of its original.
func (s *Site) IsOutdatedTranslation(p *Page) bool {
	original := s.OriginalOf(p)
	return original != nil && original.Base().Version != p.TranslatedVersion
}

// Audience is a group of readers. Each audience has a page, linked from the home page, that
// lists the pages for it.
type Audience string

const (
	Practitioner Audience = "practitioner" // people who work with families
	Trainer      Audience = "trainer"      // people who lead training sessions
	Parent       Audience = "parent"       // parents, who do not see pages about cases
	Quality      Audience = "quality"      // the quality subgroup of a partnership
)

func (Audience) values() (description string, all []string) {
	return "an audience", textsOf(Practitioner, Trainer, Parent, Quality)
}

// SearchText is what the search finds of a page besides its title and summary. The empty value
// means headings and text.
type SearchText string

// HeadingsOnly leaves the text of a page out of the search.
const HeadingsOnly SearchText = "headings"

func (SearchText) values() (description string, all []string) {
	return "what the search finds", textsOf(HeadingsOnly)
}
