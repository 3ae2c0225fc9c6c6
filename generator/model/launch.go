package model

import (
	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// LaunchFile is the path of the list of what is done before readers rely on a site.
const LaunchFile = "content/launch.yaml"

// Launch is the content of content/launch.yaml: what the team of a site does before readers rely on it.
// The file is for the team; no page shows it.
type Launch struct {
	Family    Done `yaml:"family"`      // the families in the reviews know of the site, and what it says about them
	Places    Done `yaml:"places"`      // the schools, surgeries and teams that a reader could recognise know of it, too
	Staff     Done `yaml:"staff"`       // staff know what the site is for, and whom to ask; the lines for them are ready
	Press     Done `yaml:"press"`       // the lines for the press are ready
	TakenDown Done `yaml:"taking_down"` // taking down a page, and the whole site, was rehearsed

	Origin Origin `yaml:"-"` // the file
}

// Done records when, and by whom, something was done.
type Done struct {
	Date Date   `yaml:"date"` // the day on which it was done; empty means that it is still to be done
	By   string `yaml:"by"`   // the role that did it, never a person's name, or why the site does not need it; required with date
}

// A LaunchTask is a key of Launch and its value.
type LaunchTask struct {
	Key         string // such as "family"
	Description string // description of the finished task, such as "the families … know of the site"
	Again       bool   // whether the task must be repeated each year
	Done
}

// Tasks returns the tasks in the order of the list.
func (l *Launch) Tasks() []LaunchTask {
	return []LaunchTask{
		{"family", "the families in the reviews know of the site, and what it says about them", false, l.Family},
		{"places", "the schools, surgeries and teams that a reader could recognise know of the site", false, l.Places},
		{"staff", "staff know what the site is for, and whom to ask", true, l.Staff},
		{"press", "the lines for the press are ready", true, l.Press},
		{"taking_down", "taking down a page, and the whole site, was rehearsed", true, l.TakenDown},
	}
}

// Pos returns the position of a task, or the start of the file if the file does not have its key.
func (l *Launch) Pos(key string) diag.Pos { return l.Origin.FieldPos(key) }

// readLaunch reads content/launch.yaml.
func readLaunch(s *Site, file *source.File, problems *diag.List) {
	l := new(Launch)
	l.Origin, _ = decode(file, l, problems)
	s.PastDates = append(s.PastDates, l.Origin.past...)
	for _, task := range l.Tasks() {
		if task.Done != (Done{}) {
			l.Origin.require(problems, task.Key+".date", string(task.Date))
			l.Origin.require(problems, task.Key+".by", task.By)
		}
	}
	s.Launch = l
}

// MissingApprovals returns the roles whose approval a page needs before it is live, and that are not
// among the given valid approvals.
func MissingApprovals(p *Page, valid []Approval) (missing []ApprovalRole) {
	for _, r := range requiredRoles(p) {
		if !hasRole(valid, r.role) {
			missing = append(missing, r.role)
		}
	}
	return missing
}
