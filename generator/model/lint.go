package model

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/quiz"
)

// Lint reports problems common to all page kinds.
func (p *Page) Lint(l *diag.List) {
	p.requireWhenLive(l, "summary", p.Summary)
	p.requireWhenLive(l, "owner", p.Owner)
	p.requireWhenLive(l, "reviewed", string(p.Reviewed))
	p.requireWhenLive(l, "review_due", string(p.ReviewDue))
	if p.Reviewed != "" && p.ReviewDue != "" && p.ReviewDue <= p.Reviewed {
		l.Error(p.FieldPos("review_due"), "front-dates", "review_due is not after reviewed", "give the day of the next review")
	}
	for i, change := range p.Changes {
		if i > 0 && change.Date > p.Changes[i-1].Date {
			l.Warn(p.FieldPos(fmt.Sprintf("changes[%d].date", i)), "front-order", "the changes are not listed newest first", "move this one up")
		}
	}
	for i, address := range p.OldAddresses {
		lintAddress(l, p.FieldPos(fmt.Sprintf("old_addresses[%d]", i)), address)
	}
	lintExtensions(p, l)
	p.lintTranslation(l)
	p.lintCallouts(l)
	p.lintQuestions(l)
}

// require reports a required key without a value, unless a problem with the key, or with the list item
// that contains it, has been reported already.
func (o *Origin) require(l *diag.List, key, value string) {
	item := key[:max(strings.LastIndexByte(key, '.'), 0)]
	if value != "" || o.IsReported(key) || o.IsReported(item) {
		return
	}
	if o.field(key) != nil {
		l.Error(o.FieldPos(key), "front-required", fmt.Sprintf("the key %s has no value", lastKey(key)), "write it after the colon")
		return
	}
	add := "add a line"
	if item != "" {
		add = "add"
	}
	l.Error(o.FieldPos(key), "front-required", fmt.Sprintf("the key %s is missing", lastKey(key)), fmt.Sprintf("%s %s: %s", add, lastKey(key), o.placeholderFor(lastKey(key))))
}

// placeholderFor returns a placeholder for the value of a required key, which describes the format or
// lists the allowed values. For the status it returns draft, the initial status of every page.
func (o *Origin) placeholderFor(key string) string {
	switch key {
	case "status":
		return string(Draft)
	case "date", "checked", "as_at":
		return "… as year-month-day"
	case "nature":
		_, natures := NatureDo.values()
		return "… as one of " + strings.Join(natures, ", ")
	}
	return "…"
}

// lintMinutes reports a module or briefing that is longer than a working day.
func (p *Page) lintMinutes(l *diag.List, minutes int) {
	if minutes > maxMinutes {
		l.Error(p.FieldPos("minutes"), "module-minutes", fmt.Sprintf("%d minutes are longer than a working day", minutes), fmt.Sprintf("write at most %d, or divide the page into several", maxMinutes))
	}
}

// requireApproval reports a live page without a version, without the key advice, or without a
// required approval.
func (p *Page) requireApproval(l *diag.List) {
	if p.Status != Live {
		return
	}
	p.require(l, "version", p.Version)
	if len(p.Advice) == 0 && !p.IsReported("advice") {
		l.Error(p.FieldPos("advice"), "advice-missing", "nothing says what this page gives advice on", "add a line advice: [none], or advice: [health] or advice: [rights], or both")
	}
	for _, r := range requiredRoles(p) {
		if !hasRole(p.Approvals, r.role) && !p.IsReported("approvals") {
			l.Error(p.FieldPos("approvals"), "approval-missing", r.message, fmt.Sprintf("when it has been approved, run safelearn approve %s --role %s --body BODY", p.ID, r.role))
		}
	}
}

// requiredRole is a role whose approval a page needs before it is live.
type requiredRole struct {
	role    ApprovalRole
	message string // says so, on a live page without the approval
}

// requiredRoles returns the roles whose approval a page needs before it is live. There are none for most
// kinds.
func requiredRoles(p *Page) (roles []requiredRole) {
	if p.Kind.Name != "protocol" && !p.Kind.Isolated {
		return nil
	}
	roles = []requiredRole{{ByPartnership, "a live page of this kind needs the approval of the partnership"}}
	if slices.Contains(p.Advice, OnHealth) {
		roles = append(roles, requiredRole{Clinical, "a live page that advises on health needs a clinical approval"})
	}
	if slices.Contains(p.Advice, OnRights) && p.Kind.Isolated {
		roles = append(roles, requiredRole{Legal, "a live page that says what rights parents have needs a legal approval"})
	}
	return roles
}

// hasRole reports whether one of the approvals has the given role.
func hasRole(approvals []Approval, role ApprovalRole) bool {
	return slices.ContainsFunc(approvals, func(a Approval) bool { return a.Role == role })
}

// lintExtensions reports extensions that are not in ascending order or are too long, and warns about
// repeated extensions.
func lintExtensions(p *Page, l *diag.List) {
	after := p.ReviewDue
	if len(p.Extended) == 0 || after == "" {
		return
	}
	latest := latestExtension(after)
	for i, e := range p.Extended {
		at := p.FieldPos(fmt.Sprintf("extended[%d].until", i))
		switch {
		case e.Until == "": // reported by the decoder
			continue
		case e.Until <= after:
			l.Error(at, "extension-until", fmt.Sprintf("this page applied until %s already", after.Long()), "give a later day, or take this extension out")
		case e.Until > latest:
			l.Error(at, "extension-far", fmt.Sprintf("this is more than twelve months after the review was due on %s", p.ReviewDue.Long()), fmt.Sprintf("review the page, or write until: %s at the latest", latest))
		case i > 0:
			l.Warn(at, "extension-again", "this page was extended before and has not been reviewed since", "read it against its sources, give new dates and take extended: out")
		}
		after = max(after, e.Until)
	}
}

// latestExtension returns the latest date to which a page may be extended if its review is due on the
// given day.
func latestExtension(due Date) Date {
	day, err := time.Parse(time.DateOnly, string(due))
	if err != nil {
		return due
	}
	return Date(day.AddDate(1, 0, 0).Format(time.DateOnly))
}

// IsReported reports whether a problem with the value of a key has been reported.
func (o *Origin) IsReported(key string) bool {
	if !o.faulty {
		return false
	}
	f := o.field(key)
	return f != nil && f.reported
}

// requireWhenLive reports a required key without a value. It reports an error on a live page, and a
// warning on a sample or withdrawn page. It reports nothing on a draft, on a page without a status, or
// if another problem with the key has been reported.
func (p *Page) requireWhenLive(l *diag.List, key, value string) {
	if value != "" || p.IsReported(key) || p.Status == Draft || p.Status == "" {
		return
	}
	report := l.Warn
	if p.Status == Live {
		report = l.Error
	}
	hint := fmt.Sprintf("add a line %s: …", key)
	if p.field(key) != nil {
		if hint = "write it after the colon"; key == "reviewed" {
			hint = "when somebody has checked the page against its sources, write the day after the colon"
		}
	}
	report(p.FieldPos(key), "front-expected", fmt.Sprintf("a %s page should have %s", p.Status, key), hint)
}

// lintCallouts reports NHS care cards on pages that are not for parents, and repeated cards of the
// same kind on a page, because these frighten readers or are ignored.
func (p *Page) lintCallouts(l *diag.List) {
	first := make(map[string]int)
	for _, c := range p.Body.Callouts {
		if !c.Kind.ParentOnly() {
			continue
		}
		keyword, at := c.Kind.Keyword(), p.File.Pos(c.Offset)
		if !p.Kind.Isolated {
			l.Error(at, "callout-parents-only", fmt.Sprintf("[!%s] is for pages for parents", keyword), "write [!DO-NOW], [!NOTE] or [!GOOD-PRACTICE]")
		} else if offset, again := first[keyword]; again {
			l.Error(at, "callout-once", fmt.Sprintf("a second [!%s] on one page", keyword), "combine the two",
				diag.Note{Pos: p.File.Pos(offset), Message: "the first is here"})
		} else {
			first[keyword] = c.Offset
		}
	}
}

// lintQuestions reports questions on a page whose kind does not support them. They would be shown as
// plain text together with their answers.
func (p *Page) lintQuestions(l *diag.List) {
	if p.Kind.HasQuestions {
		return
	}
	for _, offset := range quiz.ApparentQuestions(p.Body, p.File.Text) {
		l.Error(p.File.Pos(offset), "question-elsewhere", fmt.Sprintf("a question on a page of the kind %s is shown as ordinary text", p.Kind.Name), "put it into a module, in content/modules/; if it is a list of tasks, take out its reasons and the question above it")
	}
}
