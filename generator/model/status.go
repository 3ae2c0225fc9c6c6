package model

// Status is the publication status of a page. Some problems are errors on a live page and
// warnings on other pages.
type Status string

const (
	Draft     Status = "draft"     // in progress, not published
	Sample    Status = "sample"    // an example, allowed only on a demonstration site
	Live      Status = "live"      // in force until its review is overdue
	Withdrawn Status = "withdrawn" // no longer in force; still published, with a notice
)

func (Status) values() (description string, all []string) {
	return "a status", toStrings(Draft, Sample, Live, Withdrawn)
}

// EffectiveStatus returns the status of a page, which may differ from that in its front matter. A
// page of a review on hold is a draft. A translation of a withdrawn page and a page of a withdrawn
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

// OnHold reports whether a page belongs to a review that must not be published today because of
// proceedings.
func OnHold(s *Site, p *Page) bool {
	if len(s.holds) == 0 {
		return false
	}
	hold, found := s.holds[p.ReviewFolder()]
	return found && (hold.Until == "" || hold.Until >= s.Today)
}

// InForce reports whether a page is in force. It must be live, or a sample on a demonstration site,
// and not overdue. A protocol must also not be out of date because a national source is newer than its
// review. Only pages in force count as answers to statements, and only their questions are used for
// practice.
func (s *Site) InForce(p *Page) bool {
	if newer := NewerSourceOf(s, p); s.Overdue(p) || newer != nil && newer.Until < s.Today {
		return false
	}
	status := s.EffectiveStatus(p)
	return status == Live || status == Sample && s.Demonstration
}

// Listed reports whether a page appears in lists, generated pages and search results, which is the
// case unless it is withdrawn. A withdrawn page is still published, with a notice, and a search finds
// it by its title.
func (s *Site) Listed(p *Page) bool { return s.EffectiveStatus(p) != Withdrawn }

// DueDate returns the last day on which a page applies, which is its OwnDueDate or, for a translation,
// the earlier of its own and that of the original.
func DueDate(s *Site, p *Page) Date {
	due := OwnDueDate(p)
	if original := s.OriginalOf(p); original != nil {
		if of := OwnDueDate(original.Base()); of != "" && (due == "" || of < due) {
			return of
		}
	}
	return due
}

// Overdue reports whether the last day on which a page applies, as returned by DueDate, has passed.
func (s *Site) Overdue(p *Page) bool {
	due := DueDate(s, p)
	return due != "" && due < s.Today
}

// IsOutdatedTranslation reports whether a page is a translation of an older version of its original.
func (s *Site) IsOutdatedTranslation(p *Page) bool {
	original := s.OriginalOf(p)
	return original != nil && original.Base().Version != p.TranslatedVersion
}

// Audience is a group of readers. Each audience has its own page, linked from the home page, that
// lists the pages for it.
type Audience string

const (
	Practitioner Audience = "practitioner" // people who work with families
	Trainer      Audience = "trainer"      // people who lead training sessions
	Parent       Audience = "parent"       // parents, who do not see pages about cases
	Quality      Audience = "quality"      // the quality subgroup of a partnership
)

func (Audience) values() (description string, all []string) {
	return "an audience", toStrings(Practitioner, Trainer, Parent, Quality)
}

// SearchText states which texts of a page can be searched in addition to its title and summary. The
// empty value means headings and text.
type SearchText string

const (
	HeadingsOnly SearchText = "headings" // the headings of the page, and none of its other text
	TitleOnly    SearchText = "title"    // nothing else
)

func (SearchText) values() (description string, all []string) {
	return "what the search finds", toStrings(HeadingsOnly, TitleOnly)
}
