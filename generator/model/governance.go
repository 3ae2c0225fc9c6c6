package model

import (
	"reflect"
	"slices"
	"time"
)

// Approval is the decision of a body to approve a page in its current form.
type Approval struct {
	Role   ApprovalRole `yaml:"role" required:"true"` // the capacity in which the body approves the page: partnership, clinical, legal
	Body   string       `yaml:"body" required:"true"` // the body that approved the page, such as "Quality subgroup"; never a person's name
	Date   Date         `yaml:"date" required:"true"` // the day of the decision
	Record string       `yaml:"record"`               // where the decision is recorded, such as "Minute 6.2"
	Until  Date         `yaml:"until" future:"true"`  // the last day on which the approval is valid; empty means until the page is reviewed
	Text   string       `yaml:"text"`                 // the fingerprint of what was approved; safelearn approve writes it
}

// ApprovalRole is the capacity in which a body approves a page.
type ApprovalRole string

const (
	ByPartnership ApprovalRole = "partnership" // required on live protocols and pages for parents
	Clinical      ApprovalRole = "clinical"    // required on a live page that advises on health
	Legal         ApprovalRole = "legal"       // required on a live page for parents that advises on rights
)

func (ApprovalRole) values() (description string, all []string) {
	return "a role", toStrings(ByPartnership, Clinical, Legal)
}

// Advice is a subject on which a protocol or a page for parents gives advice.
type Advice string

const (
	OnHealth Advice = "health" // what to do about a child's health
	OnRights Advice = "rights" // what rights parents have
	OnNone   Advice = "none"   // neither
)

func (Advice) values() (description string, all []string) {
	return "a kind of advice", toStrings(OnHealth, OnRights, OnNone)
}

// Extension is the decision that a page continues to apply although its review is overdue.
type Extension struct {
	Until Date   `yaml:"until" required:"true" future:"true"` // the last day, at most twelve months after review_due
	Why   string `yaml:"why" required:"true"`                 // why the review has to wait
	By    string `yaml:"by" required:"true"`                  // the role that made the decision, never a person's name
}

// Withdrawal records when, by whom and why a page was withdrawn.
type Withdrawal struct {
	Date Date   `yaml:"date" required:"true"` // the first day on which the page no longer applied
	By   string `yaml:"by" required:"true"`   // the body or role that made the decision, never a person's name
	Why  string `yaml:"why" required:"true"`  // the reason, in a sentence
}

// WithdrawalOf returns the withdrawal of a page, of its original or of its review. The result is the
// zero value if none is recorded.
func WithdrawalOf(s *Site, p *Page) Withdrawal {
	if p.Withdrawal.Date == "" {
		if original := s.OriginalOf(p); original != nil {
			return WithdrawalOf(s, original.Base())
		}
		if r := s.Review(p); r != nil && &r.Page != p {
			return r.Withdrawal
		}
	}
	return p.Withdrawal
}

// OwnDueDate returns the last day on which a page applies according to its own front matter. This is
// the date of its next review, the later date to which that was extended, or the date on which an
// approval ends, if that is earlier. It returns "" if there is none.
func OwnDueDate(p *Page) Date {
	if i := FirstEndingApproval(p); i >= 0 {
		return p.Approvals[i].Until
	}
	return extendedDueDate(p)
}

// FirstEndingApproval returns the index of the approval that ends first, if it ends before the page is
// due for review. Otherwise, it returns -1.
func FirstEndingApproval(p *Page) int {
	due, first := extendedDueDate(p), -1
	for i, a := range p.Approvals {
		if a.Until != "" && (due == "" || a.Until < due) {
			due, first = a.Until, i
		}
	}
	return first
}

// extendedDueDate returns the date on which the review of a page is due, including extensions, or
// "" if there is none.
func extendedDueDate(p *Page) Date {
	if n := len(p.Extended); n > 0 && p.ReviewDue != "" {
		return max(p.ReviewDue, p.Extended[n-1].Until)
	}
	return p.ReviewDue
}

// daysWithNewerSource is the number of days for which a protocol stays in force after a national
// source is published that is newer than the protocol's last review.
const daysWithNewerSource = 60

// NewerSource is a national source that is newer than the last review of a protocol.
type NewerSource struct {
	Source *Guidance // the source; if there are several, the oldest
	Until  Date      // the last day on which the protocol is in force unless it is reviewed
}

// NewerSourceOf returns the national source that is newer than the last review of a page, or nil if
// there is none. It considers only protocols, and only the sources that they cite and the replacements
// of these.
func NewerSourceOf(s *Site, p *Page) *NewerSource { return s.newerSources[p] }

// findNewerSources computes s.newerSources.
func findNewerSources(s *Site) {
	s.newerSources = make(map[*Page]*NewerSource)
	sources := Pages[*Guidance](s)
	for _, p := range Pages[*Protocol](s) {
		cited := make(map[ID]bool)
		add := func(list []ID) {
			for _, id := range list {
				cited[id] = true
			}
		}
		add(p.Sources)
		add(p.NationalBasis)
		for _, step := range p.Steps {
			add(step.Basis)
		}
		for _, g := range sources {
			relevant := cited[g.ID]
			for _, id := range g.Replaces {
				relevant = relevant || cited[id]
			}
			if relevant && g.Status != Draft && s.Listed(&g.Page) && isNewer(g.Dated, p.Reviewed) {
				if until := dateAfter(sourceDate(g), daysWithNewerSource); s.newerSources[&p.Page] == nil || until < s.newerSources[&p.Page].Until {
					s.newerSources[&p.Page] = &NewerSource{g, until}
				}
			}
		}
	}
}

// isNewer reports whether a source was certainly published after the last review of a page.
func isNewer(dated PartialDate, reviewed Date) bool {
	return reviewed != "" && string(dated) > string(reviewed)[:len(dated)]
}

// sourceDate returns the date of a source. If only its month or year is known, it returns the last day
// of that month or year, or the day on which the source was last checked if that is earlier.
func sourceDate(g *Guidance) Date {
	last := string(g.Dated)
	switch first, _ := time.Parse(time.DateOnly[:len(last)], last); len(last) { // the decoder has checked the date
	case len("2006"):
		last += "-12-31"
	case len("2006-01"):
		last = first.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	if g.Checked != "" {
		return min(Date(last), g.Checked)
	}
	return Date(last)
}

// dateAfter returns the date that is the given number of days after day, or "" if day is not a
// valid date.
func dateAfter(day Date, days int) Date {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return ""
	}
	return Date(at.AddDate(0, 0, days).Format(time.DateOnly))
}

// TextFingerprints returns two fingerprints of the file of a page: one of its text and front matter except
// for the steps of a protocol, and one of these steps. What readers do not see in the text does not affect
// them, such as how its lines are wrapped, nor do the order of its sources and most keys that all kinds
// have, such as its dates, status, version and owner. That of a review includes its statements.yaml.
func TextFingerprints(e Entry) (words, steps string) {
	p := e.Base()
	own := reflect.New(reflect.TypeOf(e).Elem()).Elem() // the front matter that is specific to the kind
	own.Set(reflect.ValueOf(e).Elem())
	own.FieldByName("Page").SetZero()
	var listed []ListedStatement
	switch e := e.(type) {
	case *Protocol:
		own.FieldByName("Steps").SetZero()
		own.FieldByName("Versions").SetZero()
		steps = Fingerprint(e.Steps)
	case *Review:
		if e.Listed != nil {
			listed = e.Listed.List
		}
	}
	return Fingerprint(p.Title, p.ShortTitle, p.Summary, slices.Sorted(slices.Values(p.Sources)), own.Interface(), listed, p.Body.Sum), steps
}

// Hold records that a review must not be published during proceedings.
type Hold struct {
	Why   string `yaml:"why" required:"true"` // the kind of proceedings, without any detail that identifies a person
	Until Date   `yaml:"until" future:"true"` // the last day of the hold; empty means until this key is removed
}

// IdentificationCheck records a check of whether the pages of a review identify anyone.
type IdentificationCheck struct {
	Date  Date   `yaml:"checked" required:"true"`             // the day of the check
	Again Date   `yaml:"again" required:"true" future:"true"` // the date by which the check must be repeated
	By    string `yaml:"by" required:"true"`                  // the role that made the check, never a person's name
}

// ClinicalSafety records the decision on whether a site that gives health advice is safe to use.
type ClinicalSafety struct {
	Decision  string `yaml:"decision" required:"true"`   // the decision, in a sentence
	By        string `yaml:"by" required:"true"`         // the role that made the decision, never a person's name
	Date      Date   `yaml:"date" required:"true"`       // the day of the decision
	HazardLog string `yaml:"hazard_log" required:"true"` // where the hazard log is kept
}
