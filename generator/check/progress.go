package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// checkProgress checks the entries of each progress.yaml, whether or not a board has released them.
func checkProgress(c *checker) {
	keys, answering := make(map[string]diag.Pos), make(map[*model.Statement][]*progress.Status)
	var checkers []*progressChecker
	all := model.AllProgress(c.site)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		reviews := model.PagesIn[*model.Review](c.site, id+"/")
		if len(reviews) == 0 {
			if c.site.EntriesIn(id+"/") == nil {
				c.problems.Error(all[id].Origin.File.Start(), "review-missing", "this folder of a review has no index.md", "start the review's own page: safelearn new review "+id)
			}
			continue
		}
		p := &progressChecker{c: c, id: id, all: all[id], review: reviews[0], keys: keys, answering: answering}
		computeStatuses(p)
		checkers = append(checkers, p)
	}
	for _, p := range checkers {
		p.checkIDs()
		p.checkRelease()
		p.checkResponses()
		p.checkActions()
		checkOwners(p)
		p.checkUpdates()
		p.checkHistories()
	}
}

// A progressChecker checks the progress.yaml of a review.
type progressChecker struct {
	c         *checker
	id        string // of the review
	all       *model.Progress
	review    *model.Review
	statuses  []*progress.Status                      // of the actions, after all their updates
	keys      map[string]diag.Pos                     // positions of the ids of all actions on the site
	answering map[*model.Statement][]*progress.Status // actions on the site, by the statement that they answer in whole or in part
}

// endOfTime is a date later than every entry in a progress.yaml.
const endOfTime model.Date = "2100-12-31"

// computeStatuses sets p.statuses and adds them to p.answering.
func computeStatuses(p *progressChecker) {
	whole := *p.all
	whole.AsAt = endOfTime
	p.statuses = progress.Statuses(p.id, &whole)
	for _, s := range p.statuses {
		for _, answered := range s.Answers {
			if about := statementWith(p, answered); about != nil {
				p.answering[about] = append(p.answering[about], s)
			}
		}
	}
}

// statementWith returns the statement that has the given id or a part that has it, or nil if there is
// none.
func statementWith(p *progressChecker, id model.ID) *model.Statement {
	if t := p.c.graph.FrontMatterTarget(&p.review.Page, id); t != nil {
		if s := xref.StatementContaining(t); s != nil {
			return s.Statement
		}
	}
	return nil
}

// pos returns the position of a key in an entry, such as "due" in updates[3], or the position of the
// entry if it lacks the key.
func (p *progressChecker) pos(list string, i int, key string) diag.Pos {
	return p.all.Origin.FieldPos(strings.TrimSuffix(fmt.Sprintf("%s[%d].%s", list, i, key), "."))
}

// lacks reports whether a key in an entry has no value. It returns false if the key has a value that
// package model could not read and has already reported.
func (p *progressChecker) lacks(list string, i int, key, value string) bool {
	return value == "" && !p.all.Origin.IsReported(fmt.Sprintf("%s[%d].%s", list, i, key))
}

// isActionKey reports whether id consists of capital letters, a hyphen and at most five digits, as
// in AB-12. It returns false for an id such as MAR-12, which a spreadsheet would turn into a date.
func isActionKey(id string) bool {
	letters, digits, _ := strings.Cut(id, "-")
	isMonth := len(letters) >= 3 && strings.Contains("JAN FEB MAR APR MAY JUN JUL AUG SEPT OCT NOV DEC", letters)
	return letters != "" && strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !isMonth &&
		digits != "" && len(digits) <= 5 && strings.Trim(digits, "0123456789") == ""
}

// checkIDs reports ids that occur twice, and action ids that a spreadsheet could change.
func (p *progressChecker) checkIDs() {
	for i, a := range p.all.Actions {
		switch at := p.pos("actions", i, "id"); {
		case a.ID == "": // reported by package model
		case !isActionKey(a.ID):
			p.c.problems.Error(at, "progress-key", fmt.Sprintf("%q cannot be the id of an action, because a spreadsheet could read it as a number or a date", a.ID),
				"write capital letters that are no month, a hyphen and a number, such as CM-07")
		default:
			p.reportDuplicate(p.keys, "action", a.ID, at)
		}
	}
	responses, updates := make(map[string]diag.Pos), make(map[string]diag.Pos)
	for i, r := range p.all.Responses {
		p.reportDuplicate(responses, "response", r.ID, p.pos("responses", i, "id"))
	}
	for i, u := range p.all.Updates {
		p.reportDuplicate(updates, "update", u.ID, p.pos("updates", i, "id"))
	}
}

// reportDuplicate reports id if it is in seen, and otherwise adds it to seen. The argument what is a
// noun for the entry.
func (p *progressChecker) reportDuplicate(seen map[string]diag.Pos, what, id string, at diag.Pos) {
	if first, again := seen[id]; again && id != "" {
		p.c.problems.Error(at, "progress-duplicate", fmt.Sprintf("two entries have the id %s", id), "give this "+what+" an id that was never used",
			diag.Note{Pos: first, Message: "the first is here"})
		return
	}
	seen[id] = at
}

// checkStatement reports an id that does not refer to a statement or a part of a statement.
func (p *progressChecker) checkStatement(id model.ID, at diag.Pos) {
	if t := p.c.graph.FrontMatterTarget(&p.review.Page, id); t != nil && (t.StatementType() == "" || t.Type == xref.ParagraphTarget) {
		p.c.problems.Error(at, "progress-statement", fmt.Sprintf("%s is not a statement that an action or an answer can be about", id), "write the id of a recommendation, of a finding or of a part, such as the label that the "+p.review.Type.Noun()+" prints")
	}
}

// checkBody reports an id that does not refer to a glossary entry.
func (p *progressChecker) checkBody(id model.ID, at diag.Pos) {
	if t := p.c.graph.FrontMatterTarget(&p.review.Page, id); t != nil && (t.Page == nil || t.Page.Kind.Name != "term") {
		p.c.problems.Error(at, "progress-body", fmt.Sprintf("%s is not a body in the glossary", id), "write the id of a glossary entry; start one with safelearn new term ID")
	}
}

// checkResponses checks the entries under the key responses.
func (p *progressChecker) checkResponses() {
	for i, r := range p.all.Responses {
		p.checkStatement(r.Statement, p.pos("responses", i, "statement"))
		p.checkBody(r.By, p.pos("responses", i, "by"))
		if p.lacks("responses", i, "answer", string(r.Answer)) && p.lacks("responses", i, "due", string(r.Due)) {
			p.c.problems.Error(p.pos("responses", i, ""), "progress-response", "this entry has neither an answer nor a day by which one is due", "add answer: … or due: …")
		}
	}
}

// checkActions checks the entries under the key actions, but not their updates.
func (p *progressChecker) checkActions() {
	for i, a := range p.all.Actions {
		for n, id := range a.Answers {
			p.checkStatement(id, p.pos("actions", i, fmt.Sprintf("answers[%d]", n)))
		}
		p.checkBody(a.Lead, p.pos("actions", i, "lead"))
		for n, id := range a.With {
			p.checkBody(id, p.pos("actions", i, fmt.Sprintf("with[%d]", n)))
		}
		if a.Due != "" && a.Due < a.Agreed {
			p.c.problems.Error(p.pos("actions", i, "due"), "progress-date", "this action is due before it was agreed", "correct one of the two days")
		}
	}
}

// checkUpdates checks each entry under the key updates on its own.
func (p *progressChecker) checkUpdates() {
	for i, u := range p.all.Updates {
		p.checkBody(u.SaidBy, p.pos("updates", i, "said_by"))
		p.checkBody(u.Lead, p.pos("updates", i, "lead"))
		p.checkStatement(u.Statement, p.pos("updates", i, "statement"))
		p.checkSubject(i, u)
		p.checkJudgement(i, u)
		p.checkEarlierUpdate(i, "corrects", u.Corrects)
		p.checkEarlierUpdate(i, "redacts", u.Redacts)
		if u.Redacts != "" && p.lacks("updates", i, "redacted_for", string(u.RedactedFor)) {
			p.c.problems.Error(p.pos("updates", i, "redacts"), "progress-reason", "nothing says why the words of "+u.Redacts+" must go", "add redacted_for: proceedings, personal-data or security")
		}
		for n, e := range u.Evidence {
			p.checkEvidence(i, n, e)
		}
	}
}

// checkSubject checks that an update is about an action of the file or about how far a statement has
// been addressed, unless it only redacts another update.
func (p *progressChecker) checkSubject(i int, u model.Update) {
	about := p.pos("updates", i, "")
	switch {
	case u.Action == "" && u.Statement == "" && u.Redacts == "":
		p.c.problems.Error(about, "progress-subject", "this update is about nothing", "add action: … with the id of an action, or statement: … with addressed: …")
	case u.Action != "" && u.Statement != "":
		p.c.problems.Error(p.pos("updates", i, "statement"), "progress-subject", "this update is about an action and about a statement", "write two updates")
	case u.Action != "" && u.Addressed != "":
		p.c.problems.Error(p.pos("updates", i, "addressed"), "progress-subject", "an action is not addressed: only a statement is", "put statement: … in place of action: …")
	case u.Statement != "" && p.lacks("updates", i, "addressed", string(u.Addressed)):
		p.c.problems.Error(p.pos("updates", i, "statement"), "progress-subject", "an update on a statement says how far it has been addressed", "add addressed: not, partly or substantially")
	case u.Statement != "" && u.State != "":
		p.c.problems.Error(p.pos("updates", i, "state"), "progress-subject", "a statement has no state: only an action has", "put action: … in place of statement: …")
	case u.Action != "" && !slices.ContainsFunc(p.all.Actions, func(a model.Action) bool { return a.ID == u.Action }):
		p.c.problems.Error(p.pos("updates", i, "action"), "progress-unknown", fmt.Sprintf("this file has no action %s", u.Action), p.actionsHint(u.Action))
	}
}

// actionsHint returns a hint for an unknown action id, which lists the actions in the file.
func (p *progressChecker) actionsHint(id string) string {
	var ids []string
	for _, a := range p.all.Actions {
		ids = append(ids, a.ID)
	}
	if near := diag.Nearest(id, ids); near != "" {
		return "did you mean " + near + "?"
	}
	if ids == nil {
		return "list the action under actions: first"
	}
	return "its actions are " + strings.Join(ids, ", ")
}

// checkEarlierUpdate reports a key of an update, such as corrects, whose value is not the id of an
// earlier update.
func (p *progressChecker) checkEarlierUpdate(i int, key, id string) {
	if id == "" {
		return
	}
	u := p.all.Updates[i]
	at := slices.IndexFunc(p.all.Updates, func(other model.Update) bool { return other.ID == id })
	switch {
	case at < 0:
		p.c.problems.Error(p.pos("updates", i, key), "progress-unknown", fmt.Sprintf("this file has no update %s", id), "write the id of an earlier update")
	case at == i || p.all.Updates[at].Date > u.Date && u.Date != "":
		p.c.problems.Error(p.pos("updates", i, key), "progress-date", fmt.Sprintf("the update %s is not earlier than this one", id), "correct one of the two dates, or write the id of an earlier update")
	case key == "corrects" && p.all.Updates[at].Action != u.Action:
		p.c.problems.Error(p.pos("updates", i, key), "progress-subject", fmt.Sprintf("the update %s is about another action", id), "write the id of an update on "+u.Action)
	}
}

// checkEvidence checks item n of the evidence in the update with the index i.
func (p *progressChecker) checkEvidence(i, n int, e model.Evidence) {
	item := fmt.Sprintf("evidence[%d]", n)
	at := p.pos("updates", i, item)
	lacks := func(key, value string) bool { return p.lacks("updates", i, item+"."+key, value) }
	switch {
	case e.Access == model.Held && e.Link != "":
		p.c.problems.Error(at, "progress-held", "evidence that is held has no address on the site", "take the link out, or write access: public if everybody may open it")
	case e.Access == model.Held && lacks("holder", e.Holder):
		p.c.problems.Error(at, "progress-held", "nothing says who holds this evidence", "add holder: … with a body or a role")
	}
	if day := p.all.Updates[i].Date; e.Date > day && day != "" {
		p.c.problems.Error(p.pos("updates", i, item+".date"), "progress-date", fmt.Sprintf("this evidence is of %s, after the update of %s", e.Date.Long(), day.Long()), "correct one of the two days, or give the evidence in a later update")
	}
	if countValue(e.Number) > countValue(e.Of) && e.Of != "" || e.Of != "" && lacks("n", string(e.Number)) || e.Number != "" && lacks("of", string(e.Of)) {
		p.c.problems.Error(at, "progress-count", fmt.Sprintf("%q of %q is not a count", e.Number, e.Of), "write n: and of: both, the larger under of:")
	}
}

// countValue returns the value of a count, or 0 if it is not known.
func countValue(c model.OptionalCount) (n int) {
	_, _ = fmt.Sscan(string(c), &n) // package model has checked that c consists of digits
	return n
}
