package generator

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// Numbers of actions and updates that generateProgress generates for three fictional reviews, and a
// seed for which every sort of change is among them.
const (
	generatedSeed    = 20262326
	generatedActions = 40
	generatedUpdates = 160
)

// askingStatements lists, by review, the ids of the statements and parts of statements in
// three-reviews.txtar that ask for an action.
var askingStatements = map[string][]string{
	"ash":   {"recommendation-1", "recommendation-2", "recommendation-2a"},
	"beech": {"recommendation-1", "recommendation-3", "ash/recommendation-1"},
	"cedar": {"recommendation-1", "finding-1", "beech/recommendation-1"},
}

// A generatedAction is a random action made for tests, with its updates, oldest first.
type generatedAction struct {
	id, review, agreed, lead, owner, due string
	answers                              []string
	measured                             bool
	updates                              []*generatedUpdate
}

// A generatedUpdate is a random update on an action, made for tests.
type generatedUpdate struct {
	id, date, saidBy, state, due, owner, lead, shows, closedAs, checkAgain, check string
	measured                                                                      bool // whether it names a new measure
	correctedBy, redactedBy                                                       *generatedUpdate
	corrects, redacts                                                             string
}

// closings lists every result with which an action can be closed.
var closings = []string{"implemented", "implemented-otherwise", "exceeded", "superseded", "no-longer-applicable", "reconsidered", "not-implemented"}

// generatedDate returns the date n days after 1 January 2023.
func generatedDate(n int) string {
	return time.Date(2023, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// generateProgress generates random actions and updates over four years that satisfy all rules for
// progress.yaml.
func generateProgress(seed uint64) []*generatedAction {
	random := rand.New(rand.NewPCG(seed, 7))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	var all []*generatedAction
	days := make(map[*generatedAction]int)
	for i := range generatedActions {
		review := []string{"ash", "beech", "cedar"}[i%3]
		day := random.IntN(700)
		a := &generatedAction{id: fmt.Sprintf("MA-%02d", i+1), review: review, agreed: generatedDate(day), lead: pick("council", "police", "trust", ""), owner: pick("A head of service", "A named nurse", ""), measured: random.IntN(3) > 0}
		if random.IntN(6) > 0 {
			a.due = generatedDate(day + 60 + random.IntN(700))
		}
		a.answers = []string{pick(askingStatements[review]...)}
		if other := pick(askingStatements[review]...); random.IntN(3) == 0 && other != a.answers[0] {
			a.answers = append(a.answers, other)
		}
		all = append(all, a)
		days[a] = day
	}
	for n := range generatedUpdates {
		a := all[random.IntN(len(all))]
		days[a] += 1 + random.IntN(150)
		if n < generatedActions/2 && len(a.updates) == 0 {
			days[a] -= random.IntN(2)
		}
		u := &generatedUpdate{id: fmt.Sprintf("u%d", n+1), date: generatedDate(min(days[a], 1420)), saidBy: pick("council", "police", "trust")}
		u.randomize(a, pick, random)
		a.updates = append(a.updates, u)
	}
	return all
}

// state returns the state of the action after those of its updates that have not been corrected.
func (a *generatedAction) state() string {
	state := "not-started"
	for _, u := range a.updates {
		if u.correctedBy == nil {
			state = cmp.Or(u.state, state)
		}
	}
	return state
}

// randomize sets the fields of u to random values that are valid given the earlier updates of a.
func (u *generatedUpdate) randomize(a *generatedAction, pick func(...string) string, random *rand.Rand) {
	state := a.state()
	next := func() string {
		return pick(map[string][]string{
			"not-started": {"in-progress", "in-progress", "paused", "stopped"}, "in-progress": {"paused", "complete", "complete", "stopped"},
			"paused": {"in-progress", "complete"}, "stopped": {"closed", "in-progress"}, "complete": {"closed", "closed", "in-progress"}, "closed": {"in-progress"},
		}[state]...)
	}
	last := len(a.updates) - 1
	switch kind := random.IntN(10); {
	case kind == 0 && last >= 0 && a.updates[last].corrects == "":
		wrong := a.updates[last]
		u.corrects, wrong.correctedBy = wrong.id, u
		if wrong.state == "closed" || state == "closed" || wrong.check != "" {
			u.saidBy = "board" // what it found is corrected by itself
		}
		if state = a.state(); wrong.state != "" && random.IntN(3) > 0 {
			u.state = next()
		}
	case kind == 1 && last >= 0 && a.updates[last].redactedBy == nil:
		u.redacts, a.updates[last].redactedBy = a.updates[last].id, u
	case kind <= 6:
		u.state = next()
	case kind == 7 && state != "closed":
		u.due = time.Date(2023, 1, 1+random.IntN(1500), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case kind == 8:
		switch random.IntN(3) {
		case 0:
			u.owner = pick("A director", "A named doctor")
		case 1:
			u.lead = pick("council", "police", "trust")
		case 2:
			u.measured = true
		}
	case state == "closed":
		u.check, u.saidBy = pick("held", "slipped"), "board"
		u.checkAgain = generatedDate(1000 + random.IntN(500))
	}
	if u.state != "closed" && random.IntN(4) == 0 {
		u.shows = pick("activity", "practice", "outcome")
	}
	if u.state == "closed" {
		u.saidBy = "board"
		u.closedAs = pick(append(closings, "implemented")...)
		u.shows, u.checkAgain = pick("activity", "practice", ""), generatedDate(1000+random.IntN(500))
	}
}

// entryWord returns a word that occurs only in the entry with the given id of a review.
func entryWord(review, id string) string {
	return "zq" + review + strings.ToLower(strings.ReplaceAll(id, "-", "x")) + "zq"
}

// progressYAML returns the text of the progress.yaml of a review with those of the given actions that
// belong to it.
func progressYAML(review string, all []*generatedAction) string {
	var actions, updates strings.Builder
	for _, a := range all {
		if a.review != review {
			continue
		}
		fmt.Fprintf(&actions, "  - {id: %s, agreed: %s, answers: [%s], text: Words %s., lead: %s, owner: %s, due: %s", a.id, a.agreed, strings.Join(a.answers, ", "), entryWord(review, a.id), a.lead, a.owner, a.due)
		if a.measured {
			actions.WriteString(", measure: {what: Letters that came back}")
		}
		actions.WriteString("}\n")
		for _, u := range a.updates {
			fmt.Fprintf(&updates, "  - {id: %s, date: %s, action: %s, said_by: %s, what: Words %s., reason: A reason., record: A minute., state: %s, due: %s, owner: %s, closed_as: %s, check_again: %s, check: %s, corrects: %s, redacts: %s, lead: %s",
				u.id, u.date, a.id, u.saidBy, entryWord(review, u.id), u.state, u.due, u.owner, u.closedAs, u.checkAgain, u.check, u.corrects, u.redacts, u.lead)
			if u.measured {
				fmt.Fprintf(&updates, ", measure: {what: Letters %s}", entryWord(review, u.id))
			}
			if u.redacts != "" {
				updates.WriteString(", redacted_for: security")
			}
			if u.shows != "" {
				fmt.Fprintf(&updates, ", evidence: [{kind: audit, shows: %s, title: A paper %s}]", u.shows, entryWord(review, u.id))
			}
			updates.WriteString("}\n")
		}
	}
	return "actions:\n" + actions.String() + "updates:\n" + updates.String()
}

// siteWithProgress adds the given actions, with all entries up to the date released marked as
// released, to the files of a site with three fictional reviews, and returns the files.
func siteWithProgress(files fstest.MapFS, released string, all []*generatedAction) fstest.MapFS {
	settings := files["content/site.yaml"]
	settings.Data = append(slices.Clone(settings.Data), "may_close: [board]\n"...)
	for _, id := range []string{"board", "council", "police", "trust"} {
		files["content/glossary/"+id+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: The " + id + "\nsummary: An invented body.\nmeaning: An invented body.\nstatus: sample\nowner: Learning officer\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n")}
	}
	for review := range askingStatements {
		files["content/reviews/"+review+"/progress.yaml"] = &fstest.MapFile{Data: []byte(progressYAML(review, all))}
		releaseEntries(files, review, released)
	}
	return files
}

// releaseEntries records in the progress.yaml of a review that all entries up to a date have been released.
func releaseEntries(files fstest.MapFS, review, date string) {
	name := "content/reviews/" + review + "/progress.yaml"
	sources, _, err := source.Load(fstest.MapFS{name: files[name]})
	if err != nil {
		panic(err) // the files are in memory
	}
	site, _ := model.Read(sources, nil)
	text := model.ReleaseFingerprint(model.AllProgress(site)[review], model.Release{Date: model.Date(date), By: "board", Record: "Minute 1"})
	files[name].Data = append(fmt.Appendf(nil, "released: {date: %s, by: board, record: Minute 1, text: %s}\n", date, text), files[name].Data...)
}
