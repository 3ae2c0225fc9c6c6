package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
)

// A Session is a plan for a session that teaches a module.
type Session struct {
	Minutes int           // length of the session
	Parts   []SessionPart // in order; the same parts in each session of a module
}

// A SessionPart is a part of a session.
type SessionPart struct {
	Section   string // heading of a section of the module, or "" for the welcome and the close
	Session   int    // length of the session in minutes
	Minutes   int    // length; 0 if the session leaves the part out
	From, To  int    // minutes since the start of the session
	Questions int    // number of questions of the section for which there is time
	All       int    // number of questions of the section
}

// Some reports whether there is time for some of the questions of the part only.
func (p SessionPart) Some() bool { return p.Questions < p.All }

// SessionsOf returns the plans for sessions of 30 and 60 minutes, and the plan of the module itself,
// the shortest first. It returns nil if the module has no plan, or too many sections for half an hour.
func SessionsOf(m *model.Module) []Session {
	const welcome, closing = 2, 3
	if len(m.Plan) == 0 || len(m.Plan) > 30-welcome-closing {
		return nil
	}
	sessions := []Session{sessionOf(m, 30, welcome, closing), sessionOf(m, 60, 5, 10)}
	if m.Minutes != 30 && m.Minutes != 60 {
		sessions = append(sessions, sessionOf(m, m.Minutes, 0, 0))
	}
	slices.SortFunc(sessions, func(a, b Session) int { return cmp.Compare(a.Minutes, b.Minutes) })
	return sessions
}

// sessionOf returns a session of the given length, with welcome and close of the given lengths. The
// sections of the plan share the rest in proportion to their minutes, at least one minute each.
func sessionOf(m *model.Module, minutes, welcome, closing int) Session {
	planned := make([]int, len(m.Plan))
	for i, s := range m.Plan {
		planned[i] = s.Minutes
	}
	lengths := slices.Concat([]int{welcome}, share(minutes-welcome-closing, planned), []int{closing})
	session, minute := Session{Minutes: minutes}, 0
	for i, length := range lengths {
		p := SessionPart{Session: minutes, Minutes: length, From: minute, To: minute + length}
		minute = p.To
		if i > 0 && i <= len(m.Plan) {
			s := m.Plan[i-1]
			p.Section, p.All = s.Section, questionsIn(m, i-1)
			p.Questions = p.All
			if length < s.Minutes && p.All > 1 {
				p.Questions = max(1, p.All*length/s.Minutes)
			}
		}
		session.Parts = append(session.Parts, p)
	}
	return session
}

// share divides total minutes among sections in proportion to their lengths. Each share is at least 1
// minute, and the shares of the sum of the lengths are the lengths.
func share(total int, lengths []int) []int {
	weight := func(length int) int { return max(length-1, 0) } // the first minute is not shared
	sum := 0
	for _, length := range lengths {
		sum += weight(length)
	}
	if sum == 0 {
		weight, sum = func(int) int { return 1 }, len(lengths)
	}
	shares, left, before := make([]int, len(lengths)), max(total-len(lengths), 0), 0
	for i, length := range lengths {
		upTo := before + weight(length)
		shares[i] = 1 + left*upTo/sum - left*before/sum
		before = upTo
	}
	return shares
}

// questionsIn returns the number of questions in the section with the given index in the plan, which
// ends at the heading of another section of the plan.
func questionsIn(m *model.Module, section int) (count int) {
	in, next := -1, 0 // section of the plan at the current heading, and index of the next question
	for _, h := range m.Body.Headings {
		if i := slices.IndexFunc(m.Plan, func(s model.PlannedSection) bool { return s.Section == h.Text }); i >= 0 {
			in = i
		}
		if next < len(m.Questions) && m.Questions[next].Offset == h.Offset {
			next++
			if in == section {
				count++
			}
		}
	}
	return count
}
