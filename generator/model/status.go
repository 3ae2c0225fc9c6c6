package model

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// Status says how far readers can rely on a page. Some problems are errors on a live page
// and warnings on others.
type Status string

const (
	Draft     Status = "draft"     // being written, not published
	Sample    Status = "sample"    // shown as an example, only on a demonstration
	Live      Status = "live"      // approved and in force
	Withdrawn Status = "withdrawn" // no longer in force; keeps its address and says so
)

func (s *Status) set(text string) (problem, hint string) {
	return setOneOf(s, text, "a status", Draft, Sample, Live, Withdrawn)
}

// EffectiveStatus returns the status of a page. A translation of a withdrawn page is
// withdrawn, whatever its own front matter says.
func (s *Site) EffectiveStatus(p *Page) Status {
	if original := s.OriginalOf(p); original != nil && original.Base().Status == Withdrawn {
		return Withdrawn
	}
	return p.Status
}

// InForce reports whether readers can rely on a page. Lists, generated pages and the
// search leave out a page that is not in force; at its address it says that it is
// withdrawn.
func (s *Site) InForce(p *Page) bool { return s.EffectiveStatus(p) != Withdrawn }

// OutOfDate reports whether a page is a translation of an older version of its original.
func (s *Site) OutOfDate(p *Page) bool {
	original := s.OriginalOf(p)
	return original != nil && original.Base().Version != p.TranslatedVersion
}

// Audience is a group of readers. Each has a start page, linked from the home page.
type Audience string

const (
	Practitioner Audience = "practitioner" // people who work with families
	Trainer      Audience = "trainer"      // people who lead training sessions
	Parent       Audience = "parent"       // parents, who are shown no case
	Quality      Audience = "quality"      // the quality subgroup of a partnership
)

func (a *Audience) set(text string) (problem, hint string) {
	return setOneOf(a, text, "an audience", Practitioner, Trainer, Parent, Quality)
}

// setOneOf sets a value that is one of a list of words. If text is none of them, it
// returns the words that are possible.
func setOneOf[T ~string](to *T, text, what string, values ...T) (problem, hint string) {
	words := make([]string, len(values))
	for i, v := range values {
		if string(v) == text {
			*to = v
			return "", ""
		}
		words[i] = string(v)
	}
	hint = "write one of " + strings.Join(words, ", ")
	if near := diag.Nearest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %s? (%s)", near, hint)
	}
	return fmt.Sprintf("%q is not %s", text, what), hint
}
