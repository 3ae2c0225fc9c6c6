package model

import (
	"reflect"
	"strings"
	"time"
)

// Approval is the decision of a body to approve a page as it is.
type Approval struct {
	Role   ApprovalRole `yaml:"role" required:"true"` // on whose behalf: partnership, clinical, legal
	Body   string       `yaml:"body" required:"true"` // the body that approved it, such as "Quality subgroup"; never a name
	Date   Date         `yaml:"date" required:"true"` // the day of the decision
	Record string       `yaml:"record"`               // where the decision is recorded, such as "Minute 6.2"
	Until  Date         `yaml:"until" future:"true"`  // the last day on which it counts; empty means until the page is reviewed
	Text   string       `yaml:"text"`                 // the fingerprint of what was approved; safelearn approve writes it
}

// ApprovalRole is the point of view from which a body approves a page.
type ApprovalRole string

const (
	ByPartnership ApprovalRole = "partnership" // required on live protocols and pages for parents
	Clinical      ApprovalRole = "clinical"    // required if a live one advises on health
	Legal         ApprovalRole = "legal"       // required if a live page for parents says what rights they have
)

func (ApprovalRole) values() (description string, all []string) {
	return "a role", textsOf(ByPartnership, Clinical, Legal)
}

// Advice is what a protocol or a page for parents gives advice on.
type Advice string

const (
	OnHealth Advice = "health" // what to do about a child's health
	OnRights Advice = "rights" // what rights parents have
	OnNone   Advice = "none"   // neither
)

func (Advice) values() (description string, all []string) {
	return "a kind of advice", textsOf(OnHealth, OnRights, OnNone)
}

// Extension is the decision to let a page apply for longer, although its review is overdue.
type Extension struct {
	Until Date   `yaml:"until" required:"true" future:"true"` // the last day, at most twelve months after review_due
	Why   string `yaml:"why" required:"true"`                 // why the review has to wait
	By    string `yaml:"by" required:"true"`                  // the role that decided it, never a name
}

// Withdrawal says when, by whom and why a page was withdrawn.
type Withdrawal struct {
	Date Date   `yaml:"date" required:"true"` // the first day on which it no longer applied
	By   string `yaml:"by" required:"true"`   // the body or role that decided it, never a name
	Why  string `yaml:"why" required:"true"`  // why, in a sentence
}

// WithdrawalOf says when, by whom and why a page was withdrawn, if that is known: itself, its original
// or its review.
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

// OwnDueDate returns the day until which a page applies by its own front matter: that of the next
// review, or a later one to which it was extended, or an earlier one on which an approval ends. It
// returns "" if there is none.
func OwnDueDate(p *Page) Date {
	if i := FirstEndingApproval(p); i >= 0 {
		return p.Approvals[i].Until
	}
	return extendedDueDate(p)
}

// FirstEndingApproval returns the index of the approval of a page that ends first, before its review or
// extension is due. It returns -1 if no approval does.
func FirstEndingApproval(p *Page) int {
	due, first := extendedDueDate(p), -1
	for i, a := range p.Approvals {
		if a.Until != "" && (due == "" || a.Until < due) {
			due, first = a.Until, i
		}
	}
	return first
}

// extendedDueDate returns the day of the next review of a page, or a later one to which it was extended,
// or "" if there is none.
func extendedDueDate(p *Page) Date {
	if n := len(p.Extended); n > 0 && p.ReviewDue != "" {
		return max(p.ReviewDue, p.Extended[n-1].Until)
	}
	return p.ReviewDue
}

// daysWithNewSource is the number of days for which a protocol answers although a national source is
// newer than its review.
const daysWithNewSource = 60

// NewSource is a national source that is newer than the last review of a protocol.
type NewSource struct {
	Source *Guidance // the source; if there are several, the oldest
	Until  Date      // the last day on which the protocol answers if it is not reviewed
}

// NewSourceOf returns the national source that is newer than the last review of a page, or nil if
// there is none. Only protocols have one: a source that they cite, or one that replaced it.
func NewSourceOf(s *Site, p *Page) *NewSource { return s.newSources[p] }

// findNewSources sets the map newSources.
func findNewSources(s *Site) {
	s.newSources = make(map[*Page]*NewSource)
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
				if until := dateAfter(dayOf(g), daysWithNewSource); s.newSources[&p.Page] == nil || until < s.newSources[&p.Page].Until {
					s.newSources[&p.Page] = &NewSource{g, until}
				}
			}
		}
	}
}

// isNewer reports whether a source was certainly published after the last review of a page.
func isNewer(dated PartialDate, reviewed Date) bool {
	return reviewed != "" && string(dated) > string(reviewed)[:len(dated)]
}

// dayOf returns the day of a source or, if only its month or year is known, a day by which it was
// certainly published.
func dayOf(g *Guidance) Date {
	last := string(g.Dated)
	switch first, _ := time.Parse(time.DateOnly[:len(last)], last); len(last) { // the decoder has checked it
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

// dateAfter returns the day that is a number of days after another, or "" if that is no day.
func dateAfter(day Date, days int) Date {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return ""
	}
	return Date(at.AddDate(0, 0, days).Format(time.DateOnly))
}

// WordsOf returns the fingerprint of the words of a page that its readers see, without its steps, and
// that of its steps. Line breaks do not count, nor do dates, status and owner.
func WordsOf(e Entry) (words, steps string) {
	p := e.Base()
	of := reflect.ValueOf(e).Elem().Interface() // the front matter that only pages of its kind have
	if protocol, ok := e.(*Protocol); ok {
		own := *protocol
		own.Steps, own.Versions = nil, nil
		of, steps = own, Fingerprint(protocol.Steps)
	}
	text := strings.Join(strings.Fields(p.File.Text[p.File.Body:]), " ")
	return Fingerprint(p.Title, p.ShortTitle, p.Summary, p.Sources, of, text), steps
}

// Hold stops the publication of a review because of proceedings.
type Hold struct {
	Why   string `yaml:"why" required:"true"` // what kind of proceedings, without any detail that identifies somebody
	Until Date   `yaml:"until" future:"true"` // the last day of the hold; empty means until it is taken out
}

// IdentificationCheck says when somebody checked whether the pages of a review identify anybody.
type IdentificationCheck struct {
	Date  Date   `yaml:"checked" required:"true"`             // the day of the check
	Again Date   `yaml:"again" required:"true" future:"true"` // the day by which it is to be checked again
	By    string `yaml:"by" required:"true"`                  // the role that checked it, never a name
}

// ClinicalSafety is the decision on whether a site that advises on health is safe to use.
type ClinicalSafety struct {
	Decision  string `yaml:"decision" required:"true"`   // what was decided, in a sentence
	By        string `yaml:"by" required:"true"`         // the role that decided it, never a name
	Date      Date   `yaml:"date" required:"true"`       // the day of the decision
	HazardLog string `yaml:"hazard_log" required:"true"` // where the list of hazards is kept
}
