package generator

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"safelearn/generator/feeds"
	"safelearn/generator/model"
)

// TestComputedProgress builds a site with three fictional reviews, 40 actions and 160 updates over
// four years, on five dates. It compares all computed values of every action with values computed by
// this test from the definitions, and checks that no published file contains entries dated later than
// the release.
func TestComputedProgress(t *testing.T) {
	all := generateProgress(generatedSeed)
	if missing := missingChanges(all); missing != nil {
		t.Errorf("no update has one of these: %q", missing)
	}
	for _, day := range []string{"2023-11-05", "2024-06-30", "2025-03-31", "2026-02-28", "2026-11-30"} {
		t.Run(day, func(t *testing.T) {
			t.Parallel()
			files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), day, all)
			tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"})
			list, _ := readIndexJSON(t, tree)
			shown := 0
			for _, a := range all {
				i := slices.IndexFunc(list.Actions, func(x feeds.IndexAction) bool { return x.ID == a.id })
				switch {
				case a.agreed > day && i >= 0:
					t.Errorf("%s was agreed on %s, and is shown as at %s", a.id, a.agreed, day)
				case a.agreed > day:
				case i < 0:
					t.Errorf("%s is missing as at %s", a.id, day)
				default:
					shown++
					if got, want := list.Actions[i].Computed, a.statusOn(day); !equalStatus(got, want) {
						t.Errorf("%s as at %s:\n got %+v\nwant %+v", a.id, day, got, want)
					}
				}
			}
			if shown < 5 {
				t.Errorf("only %d actions are shown", shown)
			}
			reportUnreleased(t, tree, day, all)
		})
	}
}

// missingChanges returns the sorts of changes that none of the actions and their updates makes.
func missingChanges(all []*generatedAction) (missing []string) {
	found := map[string]bool{"checked: held": false, "checked: slipped": false}
	for _, as := range closings {
		found["closed as "+as] = false
	}
	for _, a := range all {
		for _, u := range a.updates {
			for what, is := range map[string]bool{
				"closed as " + u.closedAs: u.closedAs != "", "checked: " + u.check: u.check != "",
				"lead": u.lead != "", "owner": u.owner != "", "measure": u.measured, "due": u.due != "",
				"redacted measure": u.measured && u.redactedBy != nil, "corrected measure": u.measured && u.correctedBy != nil,
				"corrected lead": u.lead != "" && u.correctedBy != nil, "corrected closing": u.state == "closed" && u.correctedBy != nil,
				"state corrected to another": u.state != "" && u.correctedBy != nil && u.correctedBy.state != "",
				"state taken back":           u.state != "" && u.correctedBy != nil && u.correctedBy.state == "",
			} {
				if what != "checked: " && what != "closed as " {
					found[what] = found[what] || is
				}
			}
		}
	}
	for what, is := range found {
		if !is {
			missing = append(missing, what)
		}
	}
	return missing
}

func equalStatus(a, b feeds.IndexStatus) bool {
	sameGaps := slices.Equal(a.Gaps, b.Gaps)
	a.Gaps, b.Gaps = nil, nil
	return sameGaps && fmt.Sprint(a) == fmt.Sprint(b)
}

// reportUnreleased fails the test if a file of a built site contains a word from an entry that is
// dated after day or that has been redacted.
func reportUnreleased(t *testing.T, tree fs.FS, day string, all []*generatedAction) {
	t.Helper()
	var hidden []string
	for _, a := range all {
		if a.agreed > day {
			hidden = append(hidden, entryWord(a.review, a.id))
		}
		for _, u := range a.updates {
			if u.date > day || u.redactedBy != nil {
				hidden = append(hidden, entryWord(a.review, u.id))
			}
		}
	}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil || !strings.Contains(string(data), "zq") {
			return err
		}
		for _, word := range hidden {
			if strings.Contains(string(data), word) {
				t.Errorf("%s contains %s as at %s", name, word, day)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// statusOn computes the status of the action as at a day, from the definitions and without calling the
// code under test.
func (a *generatedAction) statusOn(day string) feeds.IndexStatus {
	var counted []*generatedUpdate // updates up to the day that have not been corrected by then
	newest := a.agreed
	for _, u := range a.updates {
		if u.date > day {
			continue
		}
		newest = u.date
		if u.correctedBy == nil || u.correctedBy.date > day {
			counted = append(counted, u)
		}
	}
	last := func(value func(*generatedUpdate) string, first string) string {
		for _, u := range slices.Backward(counted) {
			if v := value(u); v != "" {
				return v
			}
		}
		return first
	}
	s := feeds.IndexStatus{AsAt: model.Date(day)}
	s.State = model.ActionState(last(func(u *generatedUpdate) string { return u.state }, "not-started"))
	s.Lead = model.ID(last(func(u *generatedUpdate) string { return u.lead }, a.lead))
	s.Owner, _ = a.ownerAfter(counted)
	s.Due = model.Date(last(func(u *generatedUpdate) string { return u.due }, a.due))
	s.FirstDue = model.Date(a.due)
	present := a.due
	var changes []*generatedUpdate // updates that change the state
	state := "not-started"
	for _, u := range counted {
		if u.due != "" {
			if present == "" {
				s.FirstDue = model.Date(u.due)
			} else if u.due != present {
				s.Moved++
			}
			present = u.due
		}
		if u.state != "" && u.state != state {
			state = u.state
			changes = append(changes, u)
		}
		if levels := []string{"", "activity", "practice", "outcome"}; slices.Index(levels, u.shows) > slices.Index(levels, string(s.Shows)) {
			s.Shows = model.EvidenceLevel(u.shows)
		}
	}
	a.computeDayCounts(&s, changes, newest, day)
	computeColour(&s, a, counted, len(updatesUntil(a.updates, day)) > 0)
	return s
}

// ownerAfter returns the owner of the action after the given updates, oldest first. If the update that
// sets the owner has been redacted, it returns "" and true.
func (a *generatedAction) ownerAfter(counted []*generatedUpdate) (owner string, hidden bool) {
	for _, u := range slices.Backward(counted) {
		if u.owner != "" && u.redactedBy != nil {
			return "", true
		}
		if u.owner != "" {
			return u.owner, false
		}
	}
	return a.owner, false
}

// measuredAfter reports whether the action has a measure after the given updates. One whose words were
// redacted counts.
func (a *generatedAction) measuredAfter(counted []*generatedUpdate) bool {
	return a.measured || slices.ContainsFunc(counted, func(u *generatedUpdate) bool { return u.measured })
}

// updatesUntil returns the updates in list that are dated no later than day, newest first.
func updatesUntil(list []*generatedUpdate, day string) []*generatedUpdate {
	var until []*generatedUpdate
	for _, u := range slices.Backward(list) {
		if u.date <= day {
			until = append(until, u)
		}
	}
	return until
}

// daysBetween returns the number of days from one date to another.
func daysBetween(from, to string) int {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int(b.Sub(a) / (24 * time.Hour))
}

// computeDayCounts sets the fields of s that are numbers of days, and those about the closure of the
// action. The slice changes contains the updates that change the state.
func (a *generatedAction) computeDayCounts(s *feeds.IndexStatus, changes []*generatedUpdate, newest, day string) {
	end := day
	if n := len(changes); n > 0 {
		switch last := changes[n-1]; last.state {
		case "closed":
			end = last.date
			s.ClosedAs, s.ClosedOn = model.ClosedAs(last.closedAs), model.Date(last.date)
		case "complete":
			s.DaysUnchecked = daysBetween(last.date, day)
		}
	}
	s.DaysOpen, s.DaysQuiet = daysBetween(a.agreed, end), daysBetween(newest, day)
	if ended := s.State == "closed" || s.State == "complete" || s.State == "stopped"; !ended && s.Due != "" && string(s.Due) < day {
		s.DaysOverdue = daysBetween(string(s.Due), day)
	}
}

// computeColour sets the date of the next check, the colour with the rule that determines it, and the
// gaps. The argument hasUpdates is true if there are any updates.
func computeColour(s *feeds.IndexStatus, a *generatedAction, counted []*generatedUpdate, hasUpdates bool) {
	slipped := false
	for _, u := range counted {
		if u.state != "" && u.state != "closed" {
			slipped, s.CheckAgain = false, ""
		}
		if u.checkAgain != "" || u.check != "" {
			s.CheckAgain = model.Date(u.checkAgain)
		}
		if u.check != "" {
			slipped = u.check == "slipped"
		}
	}
	_, hidden := a.ownerAfter(counted)
	measured := a.measuredAfter(counted)
	delivered := s.ClosedAs == "implemented" || s.ClosedAs == "implemented-otherwise" || s.ClosedAs == "exceeded"
	dropped := s.ClosedAs == "superseded" || s.ClosedAs == "no-longer-applicable" || s.ClosedAs == "reconsidered"
	closed, ended := s.State == "closed", s.State == "complete"
	effect := s.Shows == "practice" || s.Shows == "outcome"
	day := string(s.AsAt)
	for _, rule := range []struct {
		colour, why string
		fits        bool
	}{
		{"red", "not_delivered", closed && s.ClosedAs == "not-implemented"},
		{"grey", "dropped", closed && dropped},
		{"amber", "slipped", closed && delivered && slipped},
		{"amber", "check_due", closed && delivered && s.CheckAgain != "" && string(s.CheckAgain) <= day},
		{"amber", "activity_only", closed && delivered && !effect},
		{"blue", "proven", closed && delivered},
		{"red", "stopped", s.State == "stopped"},
		{"red", "overdue", s.DaysOverdue > 0},
		{"red", "no_owner", s.Owner == "" && !hidden},
		{"grey", "no_update", !hasUpdates},
		{"amber", "no_date", s.Due == ""},
		{"amber", "no_measure", !measured},
		{"amber", "date_moved", s.Moved > 0 && s.Due > s.FirstDue}, // only if the date was put back
		{"amber", "paused", s.State == "paused"},
		{"amber", "due_soon", !ended && daysBetween(day, string(s.Due)) <= 30},
		{"amber", "quiet", s.DaysQuiet > 100},
		{"green", "unchecked", ended},
		{"green", "on_track", true},
	} {
		if rule.fits {
			s.Colour, s.Why = model.Colour(rule.colour), rule.why
			break
		}
	}
	done := ended || closed && delivered
	for _, gap := range []struct {
		name  string
		lacks bool
	}{
		{"no_owner", s.Owner == "" && !hidden}, {"no_date", s.Due == ""}, {"no_measure", !measured},
		{"no_evidence", done && s.Shows == ""}, {"activity_only", done && s.Shows == "activity"},
	} {
		if gap.lacks {
			s.Gaps = append(s.Gaps, gap.name)
		}
	}
}
