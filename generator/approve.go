package generator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/check"
	"safelearn/generator/model"
)

// An Approval records that a body has approved a page.
type Approval = model.Approval

// An ApprovalRole is the capacity in which a body approves a page.
type ApprovalRole = model.ApprovalRole

// ApprovalRoles returns the capacities in which a body can approve a page.
func ApprovalRoles() []model.ApprovalRole {
	return []model.ApprovalRole{model.ByPartnership, model.Clinical, model.Legal}
}

// Approve writes an approval, with the fingerprint of the current content, into the front matter of a
// page. The argument page is the id or the path of the page. Approve replaces an earlier approval with
// the same role and body. It returns the path of the file and the fingerprint.
func (s *Site) Approve(ctx context.Context, page string, a Approval) (file, fingerprint string, err error) {
	if s.Folder == "" {
		return "", "", ErrNoContent
	}
	if !slices.Contains(ApprovalRoles(), a.Role) {
		return "", "", fmt.Errorf("--role %q is not a role: write partnership, clinical or legal", a.Role)
	}
	if a.Body, err = normalizeFlag("body", a.Body); err != nil {
		return "", "", err
	}
	if a.Body == "" {
		return "", "", errors.New("--body has no words: write the body that approved the page")
	}
	if a.Record, err = normalizeFlag("record", a.Record); err != nil {
		return "", "", err
	}
	l, problems, err := s.link(ctx, nil)
	if err != nil {
		return "", "", err
	}
	name := model.TypedName(pathInSite(s, page))
	i := slices.IndexFunc(l.graph.Site.All(), func(e model.Entry) bool {
		file := strings.TrimSuffix(e.Base().File.Path, ".md")
		return string(e.Base().ID) == name || file == name || file == "content/"+name
	})
	if i < 0 {
		return "", "", fmt.Errorf("there is no page %s: write its id, or its path from content/ on", page)
	}
	e := l.graph.Site.All()[i]
	p := e.Base()
	rules := []string{"approval-missing", "approval-text", "approval-changed"}
	if model.FirstEndingApproval(p) >= 0 {
		rules = append(rules, "review-changed") // an approval of the page has ended
	}
	if err := firstErrorExcept(problems, p.File.Path, rules...); err != nil {
		return "", "", err
	}
	a.Text = check.ApprovalFingerprint(l.graph, e, a)
	return displayPath(s, p.File.Path), a.Text, addApproval(p, a).apply(s)
}

// addApproval returns an edit that adds an approval to a page, or replaces the one with the same
// role and body.
func addApproval(p *model.Page, a Approval) edit {
	want := slices.Clone(p.Approvals)
	if i := indexOfApproval(p, a); i >= 0 {
		want[i] = a
	} else {
		want = append(want, a)
	}
	return edit{
		file:   p.File,
		key:    "approvals",
		change: func(r *rewrite) bool { return r.addApproval(p, a) },
		holds: func(site *model.Site) bool {
			return len(site.All()) == 1 && slices.Equal(site.All()[0].Base().Approvals, want)
		},
		manualHint: "under approvals:, with each item on a line with a hyphen first: " + strings.TrimSpace(approvalLine(a)),
	}
}

// indexOfApproval returns the index of the approval of a page that has the same role and body as
// the given one, or -1 if there is none.
func indexOfApproval(p *model.Page, a Approval) int {
	return slices.IndexFunc(p.Approvals, func(other Approval) bool { return other.Role == a.Role && other.Body == a.Body })
}

// approvalLine returns an approval as a list item in YAML.
func approvalLine(a Approval) string {
	line := fmt.Sprintf("  - {role: %s, body: %s, date: %s, ", a.Role, quoteYAML(a.Body), a.Date)
	if a.Record != "" {
		line += "record: " + quoteYAML(a.Record) + ", "
	}
	if a.Until != "" {
		line += fmt.Sprintf("until: %s, ", a.Until)
	}
	return line + "text: " + quoteYAML(a.Text) + "}"
}

// addApproval adds an approval to the front matter of p, whose file is being rewritten, or replaces
// the one with the same role and body. It preserves comments between the items. It returns false if
// the front matter has a form that does not allow this.
func (r *rewrite) addApproval(p *model.Page, a Approval) bool {
	end := 1 + strings.Count(p.File.Front, "\n")
	from, to := r.keyRange("approvals", 1, end)
	if len(p.Approvals) == 0 {
		if from < 0 {
			from, to = end, end
		}
		r.replace(from, to, "approvals:", approvalLine(a))
		return true
	}
	var items []int // lines on which items of the list start
	for i := range p.Approvals {
		items = append(items, p.FieldPos(fmt.Sprintf("approvals[%d]", i)).Line-1)
	}
	if !r.isBlockList(from, items) {
		return false
	}
	i := indexOfApproval(p, a)
	if i < 0 {
		r.replace(to, to, indentLike(r.lines[items[0]], approvalLine(a)))
		return true
	}
	last := to
	if i+1 < len(items) {
		last = items[i+1]
	}
	for last > items[i]+1 && r.isComment(last-1) {
		last--
	}
	r.replace(items[i], last, indentLike(r.lines[items[i]], approvalLine(a)))
	return true
}

// indentLike returns line, indented as much as other.
func indentLike(other, line string) string {
	return other[:len(other)-len(strings.TrimLeft(other, " "))] + strings.TrimLeft(line, " ")
}
