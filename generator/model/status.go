package model

// EffectiveStatus returns the status of a page. A translation of a withdrawn page is
// withdrawn, whatever its own front matter says.
func (s *Site) EffectiveStatus(p *Page) Status {
	if of := s.OriginalOf(p); of != nil && of.Base().Status == Withdrawn {
		return Withdrawn
	}
	return p.Status
}

// InForce reports whether a page may be relied on. Lists, generated pages and the search
// leave out what is not in force: it keeps its address and says there that it is withdrawn.
func (s *Site) InForce(p *Page) bool { return s.EffectiveStatus(p) != Withdrawn }

// OutOfDate reports whether a page is a translation of an older version of its original.
func (s *Site) OutOfDate(p *Page) bool {
	of := s.OriginalOf(p)
	return of != nil && of.Base().Version != p.TranslatedVersion
}
