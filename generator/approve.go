package generator

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/check"
	"safelearn/generator/model"
)

// An Approval is the decision of a body to approve a page.
type Approval = model.Approval

// An ApprovalRole is the point of view from which a body approves a page.
type ApprovalRole = model.ApprovalRole

// ApprovalRoles returns the roles that an approval may have.
func ApprovalRoles() []model.ApprovalRole {
	return []model.ApprovalRole{model.ByPartnership, model.Clinical, model.Legal}
}

// Approve writes an approval into the front matter of a page, which is named by its id or its path,
// with the fingerprint of what the page says. An earlier approval of the same role and body is
// replaced. Approve returns the path of the file and the fingerprint.
func (s *Site) Approve(ctx context.Context, page string, a Approval) (file, fingerprint string, err error) {
	if s.Folder == "" {
		return "", "", ErrNoContent
	}
	if !slices.Contains(ApprovalRoles(), a.Role) {
		return "", "", fmt.Errorf("--role %q is not a role: write partnership, clinical or legal", a.Role)
	}
	for flag, text := range map[string]string{"body": a.Body, "record": a.Record} {
		if err := checkWords(flag, text); err != nil {
			return "", "", err
		}
	}
	l, problems, err := s.link(ctx, nil)
	if err != nil {
		return "", "", err
	}
	i := slices.IndexFunc(l.graph.Site.All(), func(e model.Entry) bool {
		return string(e.Base().ID) == page || e.Base().File.Path == strings.TrimPrefix(page, "./")
	})
	if i < 0 {
		return "", "", fmt.Errorf("there is no page %s: write its id, or its path from content/ on", page)
	}
	e := l.graph.Site.All()[i]
	p := e.Base()
	if err := errorOtherThan(problems, p.File.Path, "approval-missing", "approval-text", "approval-changed"); err != nil {
		return "", "", err
	}
	a.Text = check.ApprovalText(l.graph, e)
	err = rewriteFile(s, p.File.Path, func(r *rewrite) error { return r.addApproval(p, a) })
	return pathOf(s, p.File.Path), a.Text, err
}

// approvalLine returns an approval as an item of a list in front matter.
func approvalLine(a Approval) string {
	line := fmt.Sprintf("  - {role: %s, body: %s, date: %s, ", a.Role, quoted(a.Body), a.Date)
	if a.Record != "" {
		line += "record: " + quoted(a.Record) + ", "
	}
	if a.Until != "" {
		line += fmt.Sprintf("until: %s, ", a.Until)
	}
	return line + "text: " + quoted(a.Text) + "}"
}

// addApproval adds an approval to the front matter of p, of which r is the text, or replaces the one of
// the same role and body.
func (r *rewrite) addApproval(p *model.Page, a Approval) error {
	end := 1
	for end < len(r.lines) && strings.TrimRight(r.lines[end], " \r\n") != "---" {
		end++
	}
	from, to := r.block("approvals", 1, end)
	if len(p.Approvals) == 0 {
		if from < 0 {
			from, to = end, end
		}
		r.replace(from, to, "approvals:", approvalLine(a))
		return nil
	}
	if first := strings.TrimSpace(r.lines[from]); first != "approvals:" && !strings.HasPrefix(first, "approvals: #") {
		return fmt.Errorf("%s: write each item of approvals on a line with a hyphen first", p.File.Path)
	}
	var items []int // lines on which items of the list start
	for i := range p.Approvals {
		items = append(items, p.FieldPos(fmt.Sprintf("approvals[%d]", i)).Line-1)
	}
	i := slices.IndexFunc(p.Approvals, func(other Approval) bool { return other.Role == a.Role && other.Body == a.Body })
	if i < 0 {
		r.replace(to, to, indentAs(r.lines[items[0]], approvalLine(a)))
		return nil
	}
	last := to
	if i+1 < len(items) {
		last = items[i+1]
	}
	r.replace(items[i], last, indentAs(r.lines[items[i]], approvalLine(a)))
	return nil
}

// indentAs returns a line with the indentation of another.
func indentAs(other, line string) string {
	return other[:len(other)-len(strings.TrimLeft(other, " "))] + strings.TrimLeft(line, " ")
}
