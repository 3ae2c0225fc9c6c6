package model

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/quiz"
)

// Lint judges what all kinds share.
func (p *Page) Lint(l *diag.List) {
	p.require(l, "title", p.Title)
	if p.Status == "" && !p.wrong("status") {
		l.Error(p.File.Start(), "front-required", "the key status is missing", "add status: draft")
	}
	p.expect(l, "summary", p.Summary)
	p.expect(l, "owner", p.Owner)
	p.expect(l, "reviewed", string(p.Reviewed))
	p.expect(l, "review_due", string(p.ReviewDue))
	if p.Reviewed != "" && p.ReviewDue != "" && p.ReviewDue <= p.Reviewed {
		l.Error(p.FieldPos("review_due"), "front-dates", "review_due is not after reviewed", "give the day of the next review")
	}
	for i, change := range p.Changes {
		at := fmt.Sprintf("changes[%d]", i)
		if (change.Date == "" || change.What == "") && !p.wrong(at) && !p.wrong(at+".date") {
			l.Error(p.FieldPos(at), "front-required", "a change wants a date and what changed", `write - {date: 2026-11-23, what: "First written"}`)
		}
		if i > 0 && change.Date > p.Changes[i-1].Date {
			l.Warn(p.FieldPos(at+".date"), "front-order", "changes stand newest first", "move this one up")
		}
	}
	p.lintTranslation(l)
	p.lintCallouts(l)
	p.lintQuestions(l)
}

// wrong reports whether the field was written with a value that has a message of
// its own, so that it is not said to be missing, too.
func (p *Page) wrong(field string) bool {
	at := p.place(field)
	return at != nil && at.wrong
}

// written reports whether the front matter has the key, be there a value or not.
func (p *Page) written(field string) bool { return p.place(field) != nil }

// require reports a field that no page can do without.
func (p *Page) require(l *diag.List, field, value string) {
	switch {
	case value != "" || p.wrong(field):
	case p.written(field):
		l.Error(p.FieldPos(field), "front-required", fmt.Sprintf("the key %s has no value", last(field)), "write it after the colon")
	default:
		l.Error(p.File.Start(), "front-required", fmt.Sprintf("the key %s is missing", last(field)), fmt.Sprintf("add a line %s: … to the front matter", last(field)))
	}
}

// needed is require for a field of an item in a list: the place is the item's.
func (p *Page) needed(l *diag.List, item, key, value string) {
	if value == "" && !p.wrong(item) && !p.wrong(item+"."+key) {
		l.Error(p.FieldPos(item), "front-required", fmt.Sprintf("this one has no %s", key), fmt.Sprintf("add %s: …", key))
	}
}

// expect reports a field that a live page must have and any other should.
func (p *Page) expect(l *diag.List, field, value string) {
	if value != "" || p.wrong(field) || p.Status == Draft || p.Status == "" {
		return
	}
	report := l.Warn
	if p.Status == Live {
		report = l.Error
	}
	report(p.FieldPos(field), "front-expected", fmt.Sprintf("a %s page should have %s", p.Status, field), fmt.Sprintf("add a line %s: …", field))
}

// lintCallouts keeps the care cards of the NHS to pages for parents, one of each
// level: more of them make readers frightened or blind to them.
func (p *Page) lintCallouts(l *diag.List) {
	seen := make(map[string]int)
	for _, c := range p.Body.Callouts {
		if !c.Level.ParentOnly() {
			continue
		}
		at := p.File.Pos(c.Offset)
		if !p.Kind.Isolated {
			l.Error(at, "callout-parents-only", fmt.Sprintf("[!%s] is for parent pages", c.Level.Mark()), "write [!DO-NOW], [!NOTE] or [!GOOD-PRACTICE]")
			continue
		}
		if first, again := seen[c.Level.Mark()]; again {
			l.Error(at, "callout-once", fmt.Sprintf("a second [!%s] on one page", c.Level.Mark()), "put both into one card",
				diag.Note{Pos: p.File.Pos(first), Message: "the first is here"})
			continue
		}
		seen[c.Level.Mark()] = c.Offset
	}
}

// lintQuestions reports a question on a page of a kind that has none, where it is
// shown as ordinary text, answers and all.
func (p *Page) lintQuestions(l *diag.List) {
	if p.Kind.HasQuestions {
		return
	}
	for _, h := range quiz.Unread(p.Body) {
		l.Warn(p.File.Pos(h.Offset), "question-elsewhere", fmt.Sprintf("a question on a page of the kind %s is shown as ordinary text", p.Kind.Name), "put it into a module, in content/modules/")
	}
}
