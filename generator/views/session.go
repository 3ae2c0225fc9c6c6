package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
)

// A Session is the plan of a session that teaches a module.
type Session struct {
	Minutes int           // length of the session
	Parts   []SessionPart // in order; the same parts in each session of a module
}

// A SessionPart is a timed part of a session: the welcome, a section of the module or the close.
type SessionPart struct {
	Section       string // heading of a section of the module, or "" for the welcome and the close
	Session       int    // length of the session in minutes
	Minutes       int    // length of the part; 0 if the session omits it
	From, To      int    // minutes since the start of the session
	Asked         []int  // numbers of the questions for which there is time, ascending
	QuestionCount int    // number of questions in the section
}

// OmitsQuestions reports whether there is not enough time for all questions of the part.
func (p SessionPart) OmitsQuestions() bool { return len(p.Asked) < p.QuestionCount }

// Lengths in minutes of the welcome and the close of a short session, of the welcome of a session of 40
// minutes or more, and of a question with its discussion.
const (
	welcomeMinutes  = 2
	longWelcome     = 4
	closeMinutes    = 3
	questionMinutes = 3
)

// SessionsOf returns the plans of sessions of 30 minutes, of 60 minutes and of the module's own
// length, shortest first. It returns nil if the module has no plan, or too many sections for 30
// minutes.
func SessionsOf(m *model.Module) []Session {
	if len(m.Plan) == 0 || len(m.Plan) > 30-welcomeMinutes-closeMinutes {
		return nil
	}
	sessions := []Session{sessionOf(m, 30, welcomeMinutes, closeMinutes), sessionOf(m, 60, 5, 10)}
	if m.Minutes != 30 && m.Minutes != 60 {
		sessions = append(sessions, sessionOfPlannedLength(m))
	}
	slices.SortFunc(sessions, func(a, b Session) int { return cmp.Compare(a.Minutes, b.Minutes) })
	return sessions
}

// sessionOfPlannedLength returns a session of the length that the module states. It has a welcome and a
// close if the module is long enough. The content warning and the confidence table take four more
// minutes, and are left out if the session is shorter than 40 minutes.
func sessionOfPlannedLength(m *model.Module) Session {
	if m.Minutes < welcomeMinutes+len(m.Plan)+closeMinutes {
		return sessionOf(m, m.Minutes, 0, 0)
	}
	welcome := welcomeMinutes
	if m.Minutes >= 40 {
		welcome = longWelcome
	}
	return sessionOf(m, m.Minutes, welcome, closeMinutes)
}

// sessionOf returns a session of the given length, including a welcome and a close of the given
// lengths. The remaining time is divided among the sections of the plan in proportion to their minutes,
// with at least one minute for each.
func sessionOf(m *model.Module, minutes, welcome, closing int) Session {
	planned := make([]int, len(m.Plan))
	for i, s := range m.Plan {
		planned[i] = s.Minutes
	}
	lengths := slices.Concat([]int{welcome}, apportion(minutes-welcome-closing, planned), []int{closing})
	session, minute := Session{Minutes: minutes}, 0
	for i, length := range lengths {
		p := SessionPart{Session: minutes, Minutes: length, From: minute, To: minute + length}
		minute = p.To
		if i > 0 && i <= len(m.Plan) {
			s := m.Plan[i-1]
			questions := questionsIn(m, i-1)
			p.Section, p.QuestionCount = s.Section, len(questions)
			p.Asked = chooseQuestions(m, questions, max(1, length/questionMinutes))
		}
		session.Parts = append(session.Parts, p)
	}
	return session
}

// apportion divides total minutes among sections in proportion to their lengths, with at least 1 minute
// for each. If total is the sum of the lengths, the shares are the lengths themselves.
func apportion(total int, lengths []int) []int {
	weight := func(length int) int { return max(length-1, 0) } // every section gets one minute first
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

// chooseQuestions selects at most n of the questions with the given indexes, and returns their numbers.
// It takes one for each outcome of the module, as far as they say which they are about, and distributes
// the rest evenly over the section. It prefers questions with an unsafe option, which is an answer that
// could leave a child at risk.
func chooseQuestions(m *model.Module, questions []int, n int) []int {
	risky, others := []int{}, []int{}
	for _, index := range questions {
		q, list := &m.Questions[index], &others
		for _, o := range q.Options {
			if o.Unsafe {
				list = &risky
			}
		}
		*list = append(*list, q.Number)
	}
	chosen := forOutcomes(m, slices.Concat(risky, others), n)
	for _, list := range [][]int{risky, others} {
		list = slices.DeleteFunc(list, func(number int) bool { return slices.Contains(chosen, number) })
		chosen = append(chosen, evenlySpaced(list, n-len(chosen))...)
	}
	slices.Sort(chosen)
	return chosen
}

// forOutcomes returns at most n of the questions with the given numbers: for each outcome of the module
// that none of those before is about, the first that is.
func forOutcomes(m *model.Module, numbers []int, n int) (chosen []int) {
	for outcome := range len(m.Outcomes) {
		isAbout := func(number int) bool { return slices.Contains(m.Questions[number-1].Outcomes, outcome+1) }
		i := slices.IndexFunc(numbers, isAbout)
		if i >= 0 && len(chosen) < n && !slices.ContainsFunc(chosen, isAbout) {
			chosen = append(chosen, numbers[i])
		}
	}
	return chosen
}

// evenlySpaced returns n of the given numbers, evenly spaced in the list, or all of them if there are
// at most n.
func evenlySpaced(numbers []int, n int) []int {
	if n >= len(numbers) {
		return numbers
	}
	kept := make([]int, n)
	for i := range kept {
		kept[i] = numbers[i*len(numbers)/n]
	}
	return kept
}

// questionsIn returns the indexes of the questions in the section with the given index in the plan.
// A section ends at the heading of the next section in the plan.
func questionsIn(m *model.Module, section int) (questions []int) {
	in, next := -1, 0 // section of the plan at the current heading, and index of the next question
	for _, h := range m.Body.Headings {
		if i := slices.IndexFunc(m.Plan, func(s model.PlannedSection) bool { return s.Section == h.Text }); i >= 0 {
			in = i
		}
		if next < len(m.Questions) && m.Questions[next].Offset == h.Offset {
			if in == section {
				questions = append(questions, next)
			}
			next++
		}
	}
	return questions
}
